"""Steps see only what stands to their left, imports stand at the top, modules stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "kabar"

STEPS = ("text", "parse", "actors", "extract", "store", "analysis", "views", "web")
"""From left to right: each may import the ones before it, and itself."""

SHARED = frozenset(
    {"errors", "records", "records_io", "records_read", "records_schema", "settings"}
)
"""Modules that every step may import, as it may the data in `languages` and `ontology`."""

DATA = frozenset({"languages", "ontology"})

VOCABULARY = frozenset({"parse.tree"})
"""Types of words and trees: they import nothing, so a step to the left may name them."""

SEE_NO_TREES = frozenset({"store", "analysis", "views", "web"})

EXPLAINED = frozenset({"explain"})
"""What `kabar explain` finds; views print it."""

CALLED = frozenset({"adding", *EXPLAINED})
"""What the page calls, as the command line does, when a reader adds an article."""

LAZY = frozenset(
    {
        "cli_add.py: kabar.ingest",
        "cli_add.py: kabar.runs",
        "cli_add.py: kabar.store",
        "cli_add.py: kabar.views.store",
        "cli_add.py: kabar.watch",
        "cli_add.py: kabar.workers",
        "batch_engines.py: ray",
        "cli_articles.py: kabar.store.store",
        "cli_batch.py: kabar.batch_engines",
        "cli_case.py: kabar.analysis.discourse",
        "cli_case.py: kabar.views.dossier",
        "cli_serve.py: kabar.cli_add",
        "cli_serve.py: kabar.store",
        "cli_serve.py: kabar.web",
        "cli_store.py: kabar.store",
        "cli_store.py: kabar.views.export",
        "cli_store.py: kabar.views.export_gold",
        "cli_store.py: kabar.views.query_rows",
        "parse/train.py: kabar.parse.learn",
        "text/html.py: trafilatura",
        "text/items.py: kabar.text.feeds",
        "text/items.py: kabar.text.parquet_rows",
        "text/items.py: kabar.text.warcs",
        "views/export.py: kabar.views.export_ftm",
        "views/export.py: kabar.views.export_network",
    }
)
"""Imports inside a function: an optional extra, or a slow library that plain text does not need.

Of the readers, feeds and web archives need an extra and Parquet a slow library, as batches do. Ray
is an extra that starts processes and must not be loaded by anything but its engine.
"""

LONGEST_MODULE = 300
LONGEST_FUNCTION = 45

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that a piece of code imports, `from a import b` as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def kabar_modules(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names below `kabar` that a piece of code imports from."""
    for name in imports(tree):
        package, _, rest = name.partition(".")
        if package == "kabar" and rest:
            yield rest


def may_import(step: str, target: str) -> bool:
    """Say whether a module of `step` may import `target`, e.g. `parse.tree.Token`."""
    first = target.split(".")[0]
    if first in SHARED | DATA or any(f"{target}.".startswith(f"{v}.") for v in VOCABULARY):
        return step not in SEE_NO_TREES or not target.startswith("parse")
    if step == "views" and first in EXPLAINED:
        return True
    if step == "web" and first in CALLED:
        return True
    if step in SEE_NO_TREES and first in ("parse", "text", "actors", "extract"):
        return False
    return first in STEPS and step in STEPS and STEPS.index(first) <= STEPS.index(step)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_step_imports_only_from_its_left(path: Path) -> None:
    step = path.relative_to(SOURCE).parts[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if step in STEPS:
        wrong = [target for target in kabar_modules(tree) if not may_import(step, target)]
    elif step in DATA:
        wrong = [t for t in kabar_modules(tree) if t.split(".")[0] not in DATA | SHARED]
    elif step.removesuffix(".py") in SHARED:
        wrong = [t for t in kabar_modules(tree) if t.split(".")[0] not in SHARED]
    else:
        wrong = []
    assert not wrong, f"{name_of(path)} imports from its right: {', '.join(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for name in imports(function):
                allowed = any(f"{name_of(path)}: {name}.".startswith(f"{lazy}.") for lazy in LAZY)
                assert allowed, f"{name_of(path)} imports {name} inside {function.name}()"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    length = len(text.splitlines())
    if "migrations" in path.parts:
        return  # written once and never read on; a table a call, however many there are
    assert length <= LONGEST_MODULE, f"{name_of(path)} has {length} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{name_of(path)}: {node.name}"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{name} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_language_is_named_in_code(path: Path) -> None:
    """A comparison of a `language` or `code` with two letters is a language fact in code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Compare):
            continue
        words = {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(node)}
        codes = [
            n.value
            for n in ast.walk(node)
            if isinstance(n, ast.Constant) and isinstance(n.value, str) and len(n.value) == 2
        ]
        named = words & {"language", "lang", "code", "language_code"} and codes
        assert not named, f"{name_of(path)} line {node.lineno}: asks for language {codes}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_printing_is_left_to_the_command_line(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    assert not calls, f"{name_of(path)} prints in line {calls}"


@pytest.mark.parametrize(
    ("step", "target", "allowed"),
    [
        ("extract", "parse.clauses.Clause", True),
        ("parse", "extract.events.find", False),
        ("text", "parse.tree.Word", True),
        ("text", "parse.clauses.Clause", False),
        ("views", "parse.tree.Tree", False),
        ("views", "records.Event", True),
        ("views", "extract.events.find", False),
        ("actors", "cli.main", False),
        ("actors", "languages.load.Row", True),
    ],
)
def test_the_rule_itself(step: str, target: str, allowed: bool) -> None:
    assert may_import(step, target) is allowed
