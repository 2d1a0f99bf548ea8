"""The tables of acts and operators agree with PLOVER's and with one another."""

from __future__ import annotations

import pytest

from kabar.languages.load import read_table
from kabar.ontology.load import FOLDER, KEEP, UNDO, load_ontology

ONTOLOGY = load_ontology()
EFFECTS = {"helps", "harms", "neutral"}
MODALITIES = {"asserted", "future", "hypothetical", "negated", "same"}
STANCES = {
    "demands",
    "offers",
    "proposes",
    "accepts",
    "rejects",
    "threatens",
    "promises",
    "denies",
    "supports",
    "opposes",
}
PLOVER = """
AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST
SANCTION MOBILIZE COERCE ASSAULT
"""
SPOKEN = {"REQUEST", "REJECT", "THREATEN"}
"""Types whose modes come from the act spoken about."""


def test_types_are_plovers():
    assert set(ONTOLOGY.types) == set(PLOVER.split())
    for kind, row in ONTOLOGY.types.items():
        assert -10 <= float(row["score"]) <= 10, kind
        assert row["definition"] and row["quad"], kind


def test_scores_follow_the_quad_classes():
    for kind, row in ONTOLOGY.types.items():
        score, quad = float(row["score"]), row["quad"]
        assert (score > 0) == quad.endswith("cooperation") or score == 0, kind


def test_every_mode_belongs_to_a_type_and_scores_near_it():
    for (kind, mode), row in ONTOLOGY.modes.items():
        assert kind in ONTOLOGY.types
        score = ONTOLOGY.score(kind, mode)
        assert score is not None and -10 <= score <= 10
        assert not row["score"] or score == float(row["score"])


def test_mode_without_a_score_takes_its_types():
    assert ONTOLOGY.score("PROTEST", "vandalize") == ONTOLOGY.score("PROTEST", None) == -5.0


def test_tables_are_large_enough():
    assert len(ONTOLOGY.acts) >= 120
    assert len(ONTOLOGY.operators) >= 40


@pytest.mark.parametrize("name", ["acts", "operators", "composition", "types", "sectors"])
def test_table_names_each_thing_once(name: str):
    names = [next(iter(r.cells.values())) for r in read_table(FOLDER / f"{name}.csv", name)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("act", ONTOLOGY.acts.values(), ids=lambda act: act.name)
def test_act_is_consistent(act):
    assert act.type in ONTOLOGY.types
    assert act.mode is None or (act.type, act.mode) in ONTOLOGY.modes
    assert act.effect in EFFECTS
    assert act.reciprocal in (None, "yes", "plural")
    assert act.gloss
    assert act.rule.startswith("ontology/acts:")
    assert act.undo is None or (act.undo in ONTOLOGY.acts and act.undo != act.name)


def test_undoing_turns_harm_to_help_and_back():
    wrong = []
    for act in ONTOLOGY.acts.values():
        if act.undo is None or act.effect == "neutral":
            continue
        undone = ONTOLOGY.acts[act.undo]
        if undone.effect == act.effect:
            wrong.append(f"{act.name} ({act.effect}) is undone by {undone.name}")
    assert not wrong, "\n".join(wrong)


def test_every_context_is_plovers():
    unknown = {
        (act.name, context)
        for act in ONTOLOGY.acts.values()
        for context in act.contexts
        if context not in ONTOLOGY.contexts
    }
    assert not unknown


def test_every_type_has_an_act():
    assert {act.type for act in ONTOLOGY.acts.values()} == set(ONTOLOGY.types)


def test_every_mode_that_acts_can_have_has_one():
    reached = {(act.type, act.mode) for act in ONTOLOGY.acts.values()}
    missing = {key for key in ONTOLOGY.modes if key[0] not in SPOKEN} - reached
    # Who hosts and in which frame is told by the sides, not by a word.
    assert missing <= {("CONSULT", "multilateral")}


def test_every_mode_of_speech_comes_from_some_content():
    reached = {(key[0], mode) for key, mode in ONTOLOGY.content_modes.items()}
    reached |= {(act.type, act.mode) for act in ONTOLOGY.acts.values() if act.mode}
    assert {key for key in ONTOLOGY.modes if key[0] in SPOKEN} <= reached


def test_modes_of_contents_are_known():
    for (kind, content, content_mode), mode in ONTOLOGY.content_modes.items():
        assert (kind, mode) in ONTOLOGY.modes
        assert content in ONTOLOGY.types
        assert not content_mode or (content, content_mode) in ONTOLOGY.modes


@pytest.mark.parametrize("operator", ONTOLOGY.operators.values(), ids=lambda op: op.name)
def test_operator_is_consistent(operator):
    assert operator.alone is None or operator.alone in ONTOLOGY.types
    assert operator.stance is None or operator.stance in STANCES
    assert operator.modality in MODALITIES
    assert operator.content_modality in MODALITIES
    assert operator.gloss
    assert set(operator.cells) == set(ONTOLOGY.types)
    assert all(c in ONTOLOGY.types or c in (KEEP, UNDO) for c in operator.cells.values())


def test_composition_has_a_line_for_each_operator_and_no_other():
    lines = {row["operator"] for row in read_table(FOLDER / "composition.csv", "composition")}
    assert lines == set(ONTOLOGY.operators)


def test_what_is_undone_by_a_cell_has_an_act_that_undoes_it():
    undoing = {
        kind for op in ONTOLOGY.operators.values() for kind, c in op.cells.items() if c == UNDO
    }
    for kind in undoing:
        assert any(act.undo for act in ONTOLOGY.acts.values() if act.type == kind), kind


COMPOSED = """
demand RETREAT REQUEST|demand ASSAULT REQUEST|refuse RETREAT REJECT|promise RETREAT AGREE
offer CONSULT AGREE|threaten SANCTION THREATEN|threaten ASSAULT THREATEN|warn AID THREATEN
accuse COERCE ACCUSE|condemn ASSAULT ACCUSE|praise AID SUPPORT|deny ASSAULT REJECT
stop AID SANCTION|lift SANCTION UNDO|suspend AID SANCTION|stop ASSAULT UNDO|stop RETREAT ASSAULT
begin ASSAULT =|future AID AGREE|future ASSAULT THREATEN|future SANCTION =|not ASSAULT =
agree RETREAT AGREE|allow AID CONCEDE|force RETREAT COERCE|prevent AID COERCE|invite CONSULT REQUEST
""".replace("\n", "|")


@pytest.mark.parametrize("case", [c for c in COMPOSED.split("|") if c])
def test_operator_over_act_gives_the_type_of_the_codebook(case: str):
    operator, content, composed = case.split()
    assert ONTOLOGY.operators[operator].cells[content] == composed


@pytest.mark.parametrize(
    ("kind", "content", "mode"),
    [
        (("REQUEST", "RETREAT"), "withdraw", "yield"),
        (("REQUEST", "RETREAT"), "resign", "change"),
        (("REQUEST", "CONSULT"), None, "meet"),
        (("THREATEN", "ASSAULT"), "drone", "violence"),
        (("THREATEN", "COERCE"), "arrest", "arrest"),
        (("AGREE", "AID"), None, None),
    ],
)
def test_mode_of_speech_follows_what_is_spoken_of(
    kind: tuple[str, str], content: str | None, mode: str | None
):
    assert ONTOLOGY.mode_of_content(*kind, content) == mode
