"""Sport, culture and business give no events; politics that touches them does."""

from __future__ import annotations

import pytest

from kabar.extract.topics import Topics, Word
from tests.coding import coded, coder

QUIET = [
    ("en", "Japan attacked from the first whistle, but Iran's goalkeeper saved three shots."),
    ("en", "The film conquered the box office in China and its director thanked the fans."),
    ("id", "Jepang menyerang sejak awal babak kedua, tetapi kiper Iran menepis tiga tembakan."),
    ("en", "Germany attacked until the 90th minute of the match, and Spain did not yield."),
    ("en", "The film, by a French director, tells of a rebel army that storms Broadway."),
    ("en", "A Korean studio and its Japanese partner agreed to make twelve episodes of the drama."),
    (
        "en",
        "The club's captain accused Portugal of fielding a banned striker and called for a replay.",
    ),
    ("id", "Film itu mengisahkan pasukan pemberontak yang merebut ibu kota dan membunuh raja."),
    ("id", "Timnas Malaysia menyerang sejak menit pertama, tetapi Indonesia menolak menyerah."),
]
DOUBTFUL = [
    ("en", "Brazil will meet Argentina in the second match of the month."),
    (
        "en",
        "A Chinese lander left for the moon. It will seize a sample there and fire it to Mongolia.",
    ),
    ("en", "The cellist from Israel will meet Korea's violinist for a recording."),
]
POLITICAL = [
    ("en", "Iranian police arrested two footballers in Tehran.", "COERCE"),
    ("en", "Turkey shelled Syria on Monday.", "ASSAULT"),
    ("en", "Belarus's government banned a novelist after the concert.", "COERCE"),
    ("en", "Japan sent tents to Vanuatu after the cyclone and the storm surge.", "AID"),
    ("en", "Israel bombed the stadium in Gaza City on Sunday, killing two footballers.", "ASSAULT"),
    ("en", "The United States raised tariffs on Chinese cars, and BMW's shares fell.", "SANCTION"),
    ("en", "Australia cancelled the visa of a Serbian tennis champion.", "COERCE"),
    ("en", "Thousands of Argentine workers went on strike against the government.", "PROTEST"),
    ("id", "Jepang mengirim tenda ke Vanuatu setelah siklon dan hujan lebat.", "AID"),
    ("id", "Polisi Iran menangkap dua pemain sepak bola di Teheran.", "COERCE"),
    ("id", "Rusia melarang film itu dan mendenda sutradaranya.", "COERCE"),
    ("id", "Pemerintah Australia memberi bantuan untuk sepak bola Papua Nugini.", "AID"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), QUIET)
def test_paragraph_of_another_topic_gives_no_event_and_says_why(language: str, text: str) -> None:
    found = coded(text, language)
    assert not found.events
    assert any(":" in skipped.reason for skipped in found.skipped)


@pytest.mark.parametrize(("language", "text"), DOUBTFUL)
def test_little_of_a_topic_is_enough_against_bare_countries(language: str, text: str) -> None:
    assert not coded(text, language).events


@pytest.mark.parametrize(("language", "text", "kind"), POLITICAL)
def test_political_actors_keep_their_events(language: str, text: str, kind: str) -> None:
    assert kind in {event.type for event in coded(text, language).events}


def test_one_quiet_paragraph_leaves_the_others() -> None:
    text = f"{QUIET[0][1]}\n\n{POLITICAL[1][1]}"
    assert {event.type for event in coded(text, "en").events} == {"ASSAULT"}


def test_article_of_a_topic_lends_it_to_a_paragraph_without_its_words() -> None:
    bare = "Japan will meet Iran in Doha on Friday."
    assert coded(bare, "en").events
    assert not coded(f"{QUIET[0][1]}\n\n{QUIET[1][1]}\n\n{bare}", "en").events


def test_storm_leaves_what_states_do() -> None:
    text = "A cyclone hit Fiji on Monday, and Australia sent 40 doctors to Suva."
    assert [event.type for event in coded(text, "en").events] == ["AID"]


def test_number_sign_stands_for_a_number() -> None:
    topics = Topics({"#th": (((("minute",)), Word("sport", 4)),)})
    tree = coder().sentence_trees("Peru struck in the 83th minute.", "en")
    assert topics.found(tree) == {"83th minute": Word("sport", 4)}
