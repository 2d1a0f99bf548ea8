"""Sport, culture and business give no events; politics that touches them does."""

from __future__ import annotations

import pytest

from tests.coding import coded

QUIET = [
    ("en", "Japan attacked from the first whistle, but Iran's goalkeeper saved three shots."),
    ("en", "The film conquered the box office in China and its director thanked the fans."),
    ("id", "Jepang menyerang sejak awal babak kedua, tetapi kiper Iran menepis tiga tembakan."),
]
POLITICAL = [
    ("en", "Iranian police arrested two footballers in Tehran.", "COERCE"),
    ("en", "Turkey shelled Syria on Monday.", "ASSAULT"),
    ("en", "Belarus's government banned a novelist after the concert.", "COERCE"),
    ("id", "Polisi Iran menangkap dua pemain sepak bola di Teheran.", "COERCE"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), QUIET)
def test_paragraph_of_another_topic_gives_no_event_and_says_why(language: str, text: str) -> None:
    found = coded(text, language)
    assert not found.events
    assert any(":" in skipped.reason for skipped in found.skipped)


@pytest.mark.parametrize(("language", "text", "kind"), POLITICAL)
def test_political_actors_keep_their_events(language: str, text: str, kind: str) -> None:
    assert kind in {event.type for event in coded(text, language).events}


def test_one_quiet_paragraph_leaves_the_others() -> None:
    text = f"{QUIET[0][1]}\n\n{POLITICAL[1][1]}"
    assert {event.type for event in coded(text, "en").events} == {"ASSAULT"}
