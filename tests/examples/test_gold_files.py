"""The hand-made gold beside the example articles is well formed and fits its article."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD_FILES = sorted((EXAMPLES / "gold").glob("*.json"))
FIELDS = {
    "document", "language", "published", "note", "events",
    "quotes", "not_quotes", "actors", "places", "issues",
}  # fmt: skip
EVENT_FIELDS = {
    "line", "types", "source", "target", "either_way", "optional",
    "modality", "mode", "date", "place", "magnitude", "about",
}  # fmt: skip
TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
MODALITIES = {"asserted", "future", "hypothetical", "negated"}
MAGNITUDES = {"killed", "injured", "arrested", "troops", "protesters", "money"}
PARTY = re.compile(r"\*|[A-Z][A-Z0-9-]*(\.[A-Z]{3})?")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
OPENING = re.compile(r'[“‘](\S[^“”"]*)|"([^"]+)(?:"|$)')

Gold = dict[str, Any]


@pytest.fixture(params=GOLD_FILES, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Gold:
    loaded: Gold = json.loads(request.param.read_text(encoding="utf-8"))
    loaded["path"] = request.param
    return loaded


def article_lines(gold: Gold) -> list[str]:
    text = (EXAMPLES / "articles" / gold["document"]).read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")


def party_groups(gold: Gold) -> list[str]:
    sides = [group for event in gold["events"] for group in event["source"] + event["target"]]
    named = [entry["party"] for entry in gold["quotes"] + gold["actors"]]
    holders = [key for issue in gold["issues"] for key in issue if key != "issue"]
    return sides + named + holders


def is_date_prefix(text: str) -> bool:
    if not DATE.fullmatch(text):
        return False
    date.fromisoformat(text + "-01" * (2 - text.count("-")))
    return True


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    articles = {path.stem for path in (EXAMPLES / "articles").glob("*.txt")}
    assert {path.stem for path in GOLD_FILES} == articles
    assert len(articles) >= 11


def test_fields_names_and_language_agree_with_the_file(gold: Gold) -> None:
    assert set(gold) - {"path"} == FIELDS
    assert gold["document"] == gold["path"].stem + ".txt"
    assert gold["document"].endswith(f".{gold['language']}.txt")
    assert date.fromisoformat(gold["published"]).isoformat() in gold["document"]


def test_article_is_one_paragraph_a_line(gold: Gold) -> None:
    lines = article_lines(gold)
    assert 18 <= len(lines) <= 30
    assert all(line and line == line.strip() for line in lines)


def test_events_are_well_formed(gold: Gold) -> None:
    last_line = len(article_lines(gold))
    for event in gold["events"]:
        assert set(event) <= EVENT_FIELDS, event
        assert 1 <= event["line"] <= last_line, event
        assert event["types"], event
        assert set(event["types"]) <= TYPES, event
        assert event["source"], event
        assert event["target"], event
        assert event.get("modality", "asserted") in MODALITIES, event
        assert is_date_prefix(event.get("date", "2000")), event
        assert set(event.get("magnitude", {})) <= MAGNITUDES, event


def test_events_stand_in_the_order_of_the_article(gold: Gold) -> None:
    numbers = [event["line"] for event in gold["events"]]
    assert numbers == sorted(numbers)


def test_required_events_name_a_party(gold: Gold) -> None:
    required = [event for event in gold["events"] if not event.get("optional")]
    assert len(required) >= 14
    for event in required:
        assert any(side != ["*"] for side in (event["source"], event["target"])), event


def test_numbers_of_an_event_are_printed_on_its_line(gold: Gold) -> None:
    lines = article_lines(gold)
    for event in gold["events"]:
        printed = re.sub(r"(?<=\d)[.,](?=\d{3})", "", lines[event["line"] - 1])
        for number in event.get("magnitude", {}).values():
            if number > 12 and number < 1_000_000:
                assert str(number) in printed, event


def test_parties_are_codes(gold: Gold) -> None:
    for group in party_groups(gold):
        assert all(PARTY.fullmatch(party) for party in group.split("|")), group
        assert len(set(group.split("|"))) == len(group.split("|")), group


def test_first_words_of_quotes_are_printed_on_their_line(gold: Gold) -> None:
    lines = article_lines(gold)
    for entry in gold["quotes"] + gold["not_quotes"]:
        assert entry["begins"] in lines[entry["line"] - 1], entry
    for quote in gold["quotes"]:
        assert {"line", "speaker", "party", "begins"} <= set(quote), quote


def test_all_words_in_quotation_marks_are_accounted_for(gold: Gold) -> None:
    known = gold["quotes"] + gold["not_quotes"]
    for number, line in enumerate(article_lines(gold), start=1):
        for curly, straight in OPENING.findall(line):
            words = curly or straight
            begins = [entry["begins"] for entry in known if entry["line"] == number]
            assert any(words.startswith(first[: len(words)]) for first in begins), (number, words)


def test_actors_places_and_issues_are_named(gold: Gold) -> None:
    assert gold["places"]
    assert len(set(gold["places"])) == len(gold["places"])
    assert all(actor["name"] for actor in gold["actors"])
    assert all(issue["issue"] and len(issue) > 1 for issue in gold["issues"])


def test_each_crisis_is_covered_in_both_languages() -> None:
    crises: dict[str, set[str]] = {}
    for path in GOLD_FILES:
        name, language = path.stem.rsplit(".", 1)
        crises.setdefault(re.sub(r"-\d{4}-\d{2}-\d{2}$", "", name), set()).add(language)
    assert sum(languages >= {"en", "id"} for languages in crises.values()) >= 5
