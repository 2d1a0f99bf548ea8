from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quotes_cases import CASES, Case

from kabar.errors import BadLanguageData
from kabar.extract.quotation_cues import FRAMES, find_cues, load_speech
from kabar.extract.quotation_marks import find_quotations
from kabar.extract.quotes import find_quotes
from kabar.languages.load import Language, Row, load_language
from kabar.parse.tree import Tree, UdRow, Word, build_tree
from kabar.records import Actor, Quote
from tests.hand_trees import draw

STORE = Path(__file__).with_name("quotes_parses.jsonl")


@dataclass(frozen=True)
class Mention:
    sentence: int
    first: int
    last: int
    head: int
    text: str
    start: int
    end: int
    form: str
    actors: tuple[str, ...]
    party: str | None = None
    sector: str | None = None


@dataclass(frozen=True)
class Reading:
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Block:
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Parsed:
    trees: list[Tree]
    blocks: list[Block]


@dataclass(frozen=True)
class Store:
    parsed: dict[tuple[str, str], Parsed] = field(default_factory=dict)


def _tree(text: str, index: int, stored: list[Any]) -> Tree:
    start, end, *rows = stored
    words = [Word(text[a:b], a, b) for a, b, *_ in rows]
    ud = [UdRow(upos, head, relation) for _, _, upos, head, relation in rows]
    lemmas = [word.text.lower() for word in words]
    return build_tree(index, words, ud, lemmas, start=start, end=end)


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return {code: load_language(code) for code in ("en", "id")}


@pytest.fixture(scope="module")
def store() -> Store:
    found = Store()
    for line in STORE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        trees = [_tree(row["text"], i, stored) for i, stored in enumerate(row["trees"])]
        blocks = [Block(*block) for block in row["blocks"]]
        found.parsed[row["language"], row["text"]] = Parsed(trees, blocks)
    return found


def _mentions(text: str, trees: list[Tree], words: str, form: str, actor: str) -> list[Mention]:
    found = []
    for tree in trees:
        at = text.find(words, tree.start, tree.end)
        if at < 0:
            continue
        inside = [t for t in tree.tokens if at <= t.start and t.end <= at + len(words)]
        first, last = inside[0].index, inside[-1].index
        head = next((t.index for t in inside if not first <= t.head <= last), first)
        end = at + len(words)
        found.append(Mention(tree.index, first, last, head, words, at, end, form, (actor,)))
    return found


def _reading(case: Case, trees: list[Tree]) -> Reading:
    actors, mentions = [], []
    for line in case.names:
        words, _, known = line.partition("=")
        name, party, *rest = known.split("/")
        form = rest[0] if rest else "name"
        actor_id = rest[1] if rest[1:] else name.lower().replace(" ", "-")
        actor = Actor(actor_id, name, "person", party, "GOV")
        actors.append(actor)
        mentions += _mentions(case.text, trees, words, form, actor.id)
    mentions.sort(key=lambda m: (m.sentence, m.first))
    return Reading(tuple(actors), tuple(mentions))


def quotes_of(
    case: Case, store: Store, languages: dict[str, Language], *, names: bool = True
) -> list[Quote]:
    parsed = store.parsed.get((case.language, case.text))
    assert parsed is not None, "run: python tests/extract/quotes_parses.py"
    reading = _reading(case, parsed.trees) if names else Reading()
    language = languages[case.language]
    return find_quotes(case.text, parsed.trees, reading, language, parsed.blocks, wide=case.wide)


def _case_id(case: Case) -> str:
    return f"{case.language}: {case.id}{' (wide)' if case.wide else ''}"


@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_sentence_gives_these_quotes(
    case: Case, store: Store, languages: dict[str, Language]
) -> None:
    found = []
    for quote, expected in zip(quotes_of(case, store, languages), case.quotes, strict=False):
        resolved = "=" in expected.split("|")[1]
        side = quote.speaker
        speaker = "" if side is None else f"{side.text}={side.name}" if resolved else side.text
        found.append(f"{quote.kind} | {speaker} | {quote.text}")
    rest = quotes_of(case, store, languages)[len(case.quotes) :]
    assert tuple(found) + tuple(q.text for q in rest) == case.quotes


@pytest.mark.parametrize("case", CASES, ids=_case_id)
def test_every_span_cuts_its_words_from_the_text(
    case: Case, store: Store, languages: dict[str, Language]
) -> None:
    for names in (True, False):
        for quote in quotes_of(case, store, languages, names=names):
            assert case.text[quote.start : quote.end] == quote.text
            for part in (quote.cue, quote.speaker, quote.addressee):
                assert part is None or case.text[part.start : part.end] == part.text


def test_a_name_gives_its_actor_to_the_speaker(
    store: Store, languages: dict[str, Language]
) -> None:
    case = next(c for c in CASES if c.id == "speaker after")
    (quote,) = quotes_of(case, store, languages)
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.party) == ("Helena Brandt", "DEU")


def test_rule_cites_the_line_of_the_cue(store: Store, languages: dict[str, Language]) -> None:
    case = next(c for c in CASES if c.id == "denial")
    (quote,) = quotes_of(case, store, languages)
    rows = {row.rule: row for row in languages["en"].table("speech")}
    assert quote.rule is not None
    assert rows[quote.rule]["cue"] == "deny"


@pytest.mark.parametrize(
    ("id_", "addressee"), [("addressee", "lawmakers"), ("urged another to act", "both parties")]
)
def test_addressee_is_whom_the_cue_speaks_to(
    id_: str, addressee: str, store: Store, languages: dict[str, Language]
) -> None:
    case = next(c for c in CASES if c.id == id_)
    (quote,) = quotes_of(case, store, languages)
    assert quote.addressee is not None
    assert quote.addressee.text == addressee


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“A b.” c “D”", ["A b.", "D"]),
        ("”Saya.” kata dia. ”Lagi,” ujarnya.", ["Saya.", "Lagi,"]),
        ('"A b," he said. "C d."', ["A b,", "C d."]),
        ("He said “it is a ‘moment’ of truth” today", ["it is a ‘moment’ of truth"]),
        ("«Oui», dit-il.", ["Oui"]),
        ("''I do,'' he said", ["I do,"]),
        ("The workers’ day isn’t over", []),
        ("in the '90s, rock'n'roll", []),
        ("Ma’ruf’s ‘big’ win", ["big"]),
        ("“Not closed at all", ["Not closed at all"]),
        ("“A. “B,” he said", ["A.", "B,"]),
        ("“”", []),
        ("“", []),
    ],
)
def test_quotation_marks(text: str, inner: list[str]) -> None:
    found = find_quotations(text, 0, len(text))
    assert [text[q.inner_start : q.inner_end] for q in found] == inner


def test_carried_speech_may_close_without_opening() -> None:
    text = "and that was all.” He left."
    (quotation,) = find_quotations(text, 0, len(text), carried=True)
    assert text[quotation.inner_start : quotation.inner_end] == "and that was all."
    assert not quotation.opened


@given(st.text(alphabet="ab \n.,“”\"'‘’«»—", max_size=60))
def test_quotations_are_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text, 0, len(text), carried=True):
        assert end <= quotation.start <= quotation.inner_start < quotation.inner_end
        assert quotation.inner_end <= quotation.end <= len(text)
        end = quotation.end


@given(st.data())
def test_no_text_makes_it_crash(languages: dict[str, Language], data: st.DataObject) -> None:
    words = ("said", "kata", "nya", "that", "X", "“", "”", '"', ",", ".", ":", "told", "to", "dan")
    picked = data.draw(st.lists(st.sampled_from(words), max_size=14))
    heads = [data.draw(st.integers(-1, len(picked) - 1)) for _ in picked]
    text = " ".join(picked)
    spans, at = [], 0
    for word in picked:
        spans.append(Word(word, at, at + len(word)))
        at += len(word) + 1
    rows = [
        UdRow(
            data.draw(st.sampled_from(("VERB", "NOUN", "PUNCT", "PROPN", "SCONJ"))),
            head if head < i else -1,  # heads to the left alone: no cycles
            data.draw(st.sampled_from(("nsubj", "ccomp", "obj", "conj", "punct", "acl", "mark"))),
        )
        for i, head in enumerate(heads)
    ]
    tree = build_tree(0, spans, rows, picked, start=0, end=len(text))
    for code in ("en", "id"):
        for quote in find_quotes(text, [tree], Reading(), languages[code], wide=True):
            assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("code", ["en", "id"])
def test_speech_table_is_large_and_sound(code: str, languages: dict[str, Language]) -> None:
    rows = languages[code].table("speech")
    assert len(rows) >= 180
    assert [r["cue"] for r in rows] == sorted(r["cue"] for r in rows)
    assert len({(r["cue"], r["pos"]) for r in rows}) == len(rows)
    load_speech(languages[code])


def test_longest_cue_wins(languages: dict[str, Language]) -> None:
    words = [Word("called", 0, 6), Word("for", 7, 10), Word("calm", 11, 15)]
    rows = [UdRow("VERB", -1, "root"), UdRow("ADP", 2, "case"), UdRow("NOUN", 0, "obl")]
    tree = build_tree(0, words, rows, ["call", "for", "calm"], start=0, end=15)
    (hit,) = find_cues(tree, 0, load_speech(languages["en"]))
    assert (hit.first, hit.last, hit.cue.kind) == (0, 1, "demand")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            "State/PROPN/compound/2 Department/PROPN/compound/3 spokesman/NOUN/nsubj/4 "
            "left/VERB/root/0",
            [],
        ),
        ("Claims/PROPN/compound/2 Tribunal/PROPN/nsubj/3 sat/VERB/root/0", []),
        ("Officials/NOUN/nsubj/2 state/VERB/root/0 it/PRON/obj/2", ["state"]),
        ("Their/PRON/nmod:poss/2 claims/NOUN/nsubj/3 surfaced/VERB/root/0", ["claims"]),
    ],
    ids=["compound", "head", "verb", "noun"],
)
def test_word_in_a_name_of_several_tells_no_speech(
    rows: str, found: list[str], languages: dict[str, Language]
) -> None:
    sentence = draw(rows)
    hits = find_cues(sentence.tree, 0, load_speech(languages["en"]))
    assert sentence.words(dict.fromkeys(hit.first for hit in hits)) == found


def test_unknown_frame_is_refused_with_its_line(languages: dict[str, Language]) -> None:
    row = Row("en/speech:7", {"cue": "say", "pos": "V", "kind": "say", "frame": "clauze"})
    english = languages["en"]
    broken = Language("en", "English", {}, {"speech": (row,)}, english.folder)
    with pytest.raises(BadLanguageData, match=r"en/speech:7.*clauze.*clause"):
        load_speech(broken)
    assert "clause" in FRAMES
