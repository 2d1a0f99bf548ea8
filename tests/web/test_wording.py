"""Every text of the page has its words in every language of the page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from kabar.ontology.load import load_ontology
from kabar.web.pages import NAV
from kabar.web.wording import DEFAULT, LANGUAGES, texts_of, wording_for

WEB = Path(__file__).parents[2] / "src" / "kabar" / "web"
TEXT = re.compile(r"""(?<![\w.])_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
COUNTED = re.compile(r"""(?<![\w.])_n\(.+?,\s*"([^"]*)",\s*"([^"]*)"\)""")
OTHERS = [code for code in LANGUAGES if code != DEFAULT]


def told() -> set[str]:
    """Return the texts of templates, of the navigation and of what records hold."""
    found = {name for _, name in NAV} | set(load_ontology().stances.tone)
    for path in WEB.rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        found |= {one or other for one, other in TEXT.findall(text)}
        found |= {noun for pair in COUNTED.findall(text) for noun in pair}
    return found | {"asserted", "future", "hypothetical", "negated", "direct", "indirect", "mixed"}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated(code):
    assert sorted(told() - set(texts_of(code))) == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_have_the_same_places_for_values(code):
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for english, other in texts_of(code).items():
        assert places(english) == places(other), english
        assert other.strip(), english


@pytest.mark.parametrize(
    ("asked", "chosen", "language", "day"),
    [
        ("en-GB,en;q=0.9", None, "en", "5 Mar 2024"),
        ("en-US", None, "en", "Mar 5, 2024"),
        ("id-ID,id;q=0.9,en;q=0.8", None, "id", "5 Mar 2024"),
        ("fr-FR,fr;q=0.9,id;q=0.5", None, "id", "5 Mar 2024"),
        ("en;q=0.2,id;q=0.7", None, "id", "5 Mar 2024"),
        ("de", None, "en", "Mar 5, 2024"),
        ("", None, "en", "Mar 5, 2024"),
        ("en-GB", "id", "id", "5 Mar 2024"),
        ("id", "en", "en", "Mar 5, 2024"),
        ("id", "xx", "id", "5 Mar 2024"),
        ("en-XYZZY-;q=x,,;;q=,*", None, "en", "Mar 5, 2024"),
    ],
)
def test_the_reader_is_spoken_to_in_what_was_asked_for(asked, chosen, language, day):
    wording = wording_for(asked, chosen)
    assert wording.language == language
    assert wording.day(date(2024, 3, 5)) == wording.day("2024-03-05") == day


def test_numbers_have_the_readers_separators_and_nouns():
    assert wording_for("en").count(1, "event", "events") == "1 event"
    assert wording_for("en").count(12345, "event", "events") == "12,345 events"
    assert wording_for("id").count(12345, "event", "events") == "12.345 peristiwa"
    assert wording_for("id").day(None) == "tanpa tanggal"


def test_a_value_is_put_in_as_it_is():
    assert wording_for("en").text("of {total}", total="{page} %s") == "of {page} %s"
