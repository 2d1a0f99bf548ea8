"""The event lexicon: frames, inflection, and errors that name the line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabar.errors import BadLanguageData
from kabar.extract.lexicon import Frame, Lexicon, load_lexicon, parse_frame
from kabar.languages.load import Language, Row, language_codes
from kabar.ontology.load import load_ontology
from tests.hand_trees import language_of, tools_of

RULE = "xx/acts:7"


@pytest.mark.parametrize(
    ("cell", "frame"),
    [
        ("", Frame()),
        ("S=poss", Frame(source=("poss",))),
        ("T=prep:against|on", Frame(target=("prep:against|on",))),
        ("S=subj,agent;T=obj", Frame(("subj", "agent"), ("obj",))),
        ("T=obj;T=prep:with", Frame(target=("obj", "prep:with"))),
        ("T=none", Frame(target=("none",))),
        ("recip", Frame(reciprocal=True)),
        ("dyad", Frame(dyad=True)),
        ("S=poss;T=prep:on;recip;dyad", Frame(("poss",), ("prep:on",), True, True)),
        ("X=obj", Frame()),
        (" S=poss ; T=obj ", Frame(("poss",), ("obj",))),
    ],
)
def test_frame_is_read_from_its_cell(cell: str, frame: Frame):
    assert parse_frame(cell, RULE) == frame


def test_inverse_frame_swaps_who_acts_and_who_is_acted_on():
    frame = parse_frame("inv", RULE)
    assert frame.target == ("subj",)
    assert frame.source is not None and "subj" not in frame.source


@pytest.mark.parametrize("cell", ["S", "Q=subj", "reciprocal", "S=subj;whom", "=obj"])
def test_unknown_part_of_a_frame_is_refused_with_its_line(cell: str):
    with pytest.raises(BadLanguageData, match=rf"{RULE}: frame part '.*' is none of S="):
        parse_frame(cell, RULE)


def _language(**tables: list[dict[str, str]]) -> Language:
    """Return English with these tables instead of its own."""
    rows = {
        name: tuple(Row(f"en/{name}:{i}", cells) for i, cells in enumerate(lines, start=2))
        for name, lines in tables.items()
    }
    return replace(language_of("en"), tables=rows)


def _load(**tables: list[dict[str, str]]) -> Lexicon:
    return load_lexicon(_language(**tables), load_ontology())


def _act(pattern: str, act: str = "bomb", pos: str = "V", frame: str = "") -> dict[str, str]:
    return {"pattern": pattern, "pos": pos, "act": act, "frame": frame}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (_act("bomb", "bmob"), r"en/acts:3: no act 'bmob' in ontology/acts\.csv"),
        (_act("bomb", pos="VERB"), r"en/acts:3: needs a pattern and a pos of V, N, A, F"),
        (_act(""), r"en/acts:3: needs a pattern"),
        (_act("bomb", frame="T:obj"), r"en/acts:3: frame part 'T:obj'"),
        (_act("bomb @city"), r"en/acts:3: no class 'city' in classes\.csv"),
    ],
)
def test_wrong_line_is_named(row: dict[str, str], message: str):
    with pytest.raises(BadLanguageData, match=message):
        _load(acts=[_act("raid", "raid"), row])


def test_wrong_operator_is_named():
    row = {"pattern": "urge", "pos": "V", "operator": "urgent", "frame": ""}
    with pytest.raises(BadLanguageData, match=r"en/operators:2: no operator 'urgent'"):
        _load(operators=[row])


def test_class_and_its_pattern_are_loaded():
    lexicon = _load(
        acts=[_act("bomb @city")],
        classes=[{"class": "city", "lemma": "town"}, {"class": "city", "lemma": "port"}],
    )
    assert lexicon.classes["city"] == {"town", "port"}
    ((entry, _),) = lexicon.by_lemma["bomb"]
    assert (entry.first, entry.rest, entry.rule) == ("bomb", ("@city",), "en/acts:2")


def test_users_entry_keeps_its_rule():
    language = _language(acts=[_act("raid", "raid")])
    own = Row("user/en/acts:2", _act("kerfuffle"))
    language = replace(language, tables={"acts": (*language.table("acts"), own)})
    lexicon = load_lexicon(language, load_ontology())
    ((entry, _),) = lexicon.lookup("kerfuffled", "kerfuffle")
    assert (entry.name, entry.rule) == ("bomb", "user/en/acts:2")


def _voices(code: str, form: str, first: str) -> set[str | None]:
    """Return the voices that a form has as a form of an entry's first word."""
    found = tools_of(code).lexicon.by_form.get(form, ())
    return {voice for entry, voice in found if entry.first.lstrip("+") == first}


ENGLISH = """
attack attack active|attack attacks active|attack attacked participle|attack attacking active
ban banned participle|ban banning active|deny denies active|deny denied participle
release released participle|release releasing active|impose imposed participle
withdraw withdrew active|withdraw withdrawn participle|shoot shot participle
launch launches active|urge urges active|strike struck participle|seize seizing active
""".replace("\n", "|")
INDONESIAN = """
serang menyerang active|serang diserang passive|tarik menarik active|tarik ditarik passive
tuduh menuduh active|tolak ditolak passive|kecam mengecam active|bebaskan dibebaskan passive
bebaskan membebaskan active|ancam mengancam active|sita menyita active|usir diusir passive
""".replace("\n", "|")


@pytest.mark.parametrize(
    ("code", "case"),
    [
        (c, case)
        for c, cases in (("en", ENGLISH), ("id", INDONESIAN))
        for case in cases.split("|")
        if case
    ],
)
def test_verb_inflects_and_its_form_tells_the_voice(code: str, case: str):
    first, form, voice = case.split()
    assert voice in _voices(code, form, first)


@pytest.mark.parametrize(
    ("form", "first"), [("attackd", "attack"), ("denyed", "deny"), ("banes", "ban")]
)
def test_no_verb_takes_another_verbs_ending(form: str, first: str):
    assert _voices("en", form, first) == set()


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("attacks", "attack"),
        ("treaties", "treaty"),
        pytest.param(
            "embargoes",
            "embargo",
        ),
    ],
)
def test_plural_noun_evokes_what_the_singular_does(plural: str, singular: str):
    lexicon = tools_of("en").lexicon
    names = [
        {e.name for e, _ in lexicon.lookup(form, singular) if e.pos == "N"}
        for form in (plural, singular)
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("code", language_codes())
def test_every_entry_is_found_by_some_form(code: str):
    lexicon = tools_of(code).lexicon
    reached = {entry.rule for found in lexicon.by_form.values() for entry, _ in found}
    language = language_of(code)
    for name in ("acts", "operators"):
        assert {row.rule for row in language.table(name)} <= reached


def test_unknown_word_evokes_nothing():
    assert tools_of("en").lexicon.lookup("xyzzy", "xyzzy") == ()
