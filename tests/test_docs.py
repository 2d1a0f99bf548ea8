"""The pages say what is there: links lead somewhere, commands, files, columns and tables exist."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from kabar.cli import main
from tests.coding import coded

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ENGLISH = ROOT / "src" / "kabar" / "languages" / "en"
ONTOLOGY = ROOT / "src" / "kabar" / "ontology"

PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("examples/**/*.md")],
    key=lambda path: path.as_posix(),
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```|^ {4}.*?$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def page_id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return the anchors that a page's headings get: lower case, signs out, spaces to hyphens."""
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(text_of(path)))
    return frozenset(title.replace(" ", "-") for title in plain)


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(FENCE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert not broken


def test_anchors_are_made_as_headings_are() -> None:
    assert "mending-a-wrong-event" in anchors(DOCS / "lexicon.md")


def section(page: Path, heading: str) -> str:
    """Return the text under a heading, up to the next one of its level or above."""
    level = heading.split(" ")[0]
    found = re.search(
        rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(level)}}} |\Z)",
        text_of(page),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"{page_id(page)} has no heading '{heading}'"
    return found[1]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_commands_and_their_options_are_documented(name: str) -> None:
    described = section(DOCS / "commands.md", f"## kabar {name}")
    known = {o for p in main.commands[name].params for o in p.opts if o.startswith("--")}
    assert known <= set(OPTION.findall(described))


def printed_commands() -> list[tuple[str, str]]:
    lines = [
        (page_id(page), re.sub(r"^.*?\bkabar ", "kabar ", line).partition("#")[0])
        for page in PAGES
        for line in text_of(page).splitlines()
        if re.match(r" {4}(\$ |.*\| *)?kabar [a-z-]", line)
    ]
    return [(page, line) for page, line in lines if line]


def test_printed_commands_exist_with_their_options() -> None:
    lines = printed_commands()
    assert lines
    for page, line in lines:
        name = line.split()[1]
        assert name in main.commands or name.startswith("-"), (page, line)
        known = {o for c in main.commands.values() for p in c.params for o in p.opts}
        if name in main.commands:
            known = {o for p in main.commands[name].params for o in p.opts}
        assert set(OPTION.findall(line)) <= known | {"--help", "--version"}, (page, line)


def named_files(page: Path) -> set[str]:
    """Return the files of a language folder that a page names, those with a path left out."""
    return set(re.findall(r"`([a-z_]+\.(?:csv|toml|json|weights))`", text_of(page)))


def test_files_of_a_language_exist_and_are_all_described() -> None:
    described = named_files(DOCS / "languages.md")
    there = {path.name for path in ENGLISH.iterdir() if path.is_file()}
    assert described == there


@pytest.mark.parametrize("path", sorted(ENGLISH.glob("*.csv")), ids=lambda path: path.stem)
def test_columns_of_a_table_are_those_described(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        header = ",".join(next(csv.reader(lines)))
    assert f"`{header}`" in text_of(DOCS / "languages.md") + text_of(DOCS / "lexicon.md")


def test_grammar_keys_described_are_in_use() -> None:
    table = section(DOCS / "languages.md", "### language.toml")
    described = {
        key
        for line in table.splitlines()
        if line.startswith("| `")
        for key in re.findall(r"`([a-z_]+)`", line.split("|")[1])
    }
    grammar = tomllib.loads(text_of(ENGLISH / "language.toml"))["grammar"]
    code = "".join(text_of(path) for path in (ROOT / "src" / "kabar").rglob("*.py"))
    assert described
    assert described <= set(grammar)
    assert [key for key in described if f'"{key}"' not in code] == []


def test_composition_shown_is_the_shipped_one() -> None:
    with (ONTOLOGY / "composition.csv").open(encoding="utf-8", newline="") as lines:
        shipped = {row["operator"]: row for row in csv.DictReader(lines)}
    table = section(DOCS / "architecture.md", "## Composition")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|") and "---" not in line
    ]
    columns = rows[0][1:]
    assert len(rows) > 1
    for name, *cells in rows[1:]:
        line = shipped[name.strip("`")]
        assert [line[column] for column in columns] == cells, name


def examples() -> list[tuple[str, str, str]]:
    """Return language, sentence and record of the examples in the codebook."""
    lines = section(DOCS / "codebook.md", "### Choosing the type").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    names, *rest = rows
    codes = {"English": "en", "Indonesian": "id"}
    return [
        (codes[name], sentence, row[-1])
        for row in rest
        if not row[0].startswith("-")
        for name, sentence in zip(names[:-1], row, strict=False)
    ]


@pytest.mark.parametrize(("language", "sentence", "record"), examples())
def test_examples_of_the_codebook_are_read_so(language: str, sentence: str, record: str) -> None:
    found = set()
    for event in coded(f"{sentence}.", language).events:
        names = [event.type, f"`{event.mode}`" if event.mode else ""]
        if event.about:
            names += ["about", event.about.type]
            names += [f"`{event.about.mode}`" if event.about.mode else ""]
        found.add(" ".join(filter(None, names)))
        found.add(" ".join(name for name in names if name and "`" not in name))
    assert record.partition(",")[0] in found
