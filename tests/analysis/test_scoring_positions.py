"""Positions are scored as a person would by counting."""

from __future__ import annotations

from typing import Any

import pytest

from kabar.analysis.scoring import Count, Share
from kabar.analysis.scoring_positions import (
    PositionScore,
    position_agrees,
    precision,
    score_positions,
)
from kabar.records import Position
from kabar.records_io import to_dicts
from tests.build import coded, position

TEXT = (
    "Port talks\n"
    "Tovaria demanded that the port be opened, and that tariffs fall, if Kesh agrees.\n"
    "Kesh rejected the plan and has not accepted the plan of Lesund.\n"
)


def gold(content: str, line: int = 2, party: str = "TOV", **fields: Any) -> dict[str, Any]:
    known = {"stances": ["demands"], "toward": [], "content": content}
    return {"line": line, "party": party, **known, **fields}


def held(stance: str, content: str, party: str | None = "TOV", **fields: Any) -> Position:
    return position(stance, content, text=TEXT, party=party, id=content + stance, **fields)


def score(golds: list[dict[str, Any]], *found: Position) -> Any:
    return score_positions({"positions": golds}, to_dicts(coded(TEXT, positions=found)))


def test_an_article_scored_as_by_hand() -> None:
    golds = [
        gold("that the port be opened", toward=["KSH"]),
        gold("that tariffs fall", toward=["KSH|LES"], condition="if Kesh agrees"),
        gold("the plan", 3, "KSH", stances=["rejects", "opposes"]),
        gold("the plan of Lesund", 3, "KSH", stances=["accepts"], negated=True, toward=["*"]),
        gold("nothing at all", 1, "KSH", optional=True),
    ]
    total, pairing, found = score(
        golds,
        held("demands", "the port", toward="KSH"),
        held("demands", "tariffs fall", toward="OTH", condition="if Kesh agrees"),
        held("accepts", "the plan of Lesund", "KSH", modality="negated", toward="LES"),
        held("threatens", "the plan", "KSH"),
    )
    assert total == PositionScore(Count(3, 1, 1), Share(2, 3), Share(1, 1))
    assert pairing.pairs == {0: 0, 1: 1, 3: 2}
    assert (pairing.missed, pairing.wrong) == ([2], [3])
    assert precision(pairing) == 0.75
    assert [row["line"] for row in found] == [2, 2, 3, 3]


def test_scores_of_articles_add_up() -> None:
    one = PositionScore(Count(1, 2, 3), Share(1, 2), Share(0, 1))
    assert one + one == PositionScore(Count(2, 4, 6), Share(2, 4), Share(0, 2))
    assert one + PositionScore() == one


def test_nothing_found_and_nothing_wanted_is_no_error() -> None:
    total, pairing, _ = score([])
    assert total == PositionScore()
    assert precision(pairing) == 0.0


def test_optional_gold_is_no_miss_and_no_error() -> None:
    extra = gold("that tariffs fall", optional=True)
    wanted = gold("that the port be opened")
    total, pairing, _ = score([extra, wanted], held("demands", "that tariffs fall"))
    assert (total.positions, pairing.missed) == (Count(0, 1, 0), [1])
    assert score([extra])[0].positions == Count(0, 0, 0)


def test_matching_is_one_to_one() -> None:
    twice = [held("demands", "the port"), held("demands", "be opened")]
    total, pairing, _ = score([gold("that the port be opened")], *twice)
    assert (total.toward, total.conditions) == (Share(0, 0), Share(0, 0))
    assert total.positions == Count(1, 0, 1)
    assert precision(pairing) == 0.5


@pytest.mark.parametrize(
    ("found", "agrees"),
    [
        (held("demands", "the port"), True),
        (held("demands", "opened, and that tariffs"), True),
        (held("demands", "Tovaria demanded"), False),
        (held("demands", "that tariffs fall"), False),
        (held("rejects", "the port"), False),
        (held("demands", "the port", "KSH"), False),
        (held("demands", "the port", None), False),
        (held("demands", "the port", modality="negated"), False),
        (held("demands", "the port", modality="future"), True),
        (held("demands", "the plan"), False),
    ],
    ids=["part", "overlap", "beside", "other words", "stance", "party", "nobody", "negated",
         "future", "line"],
)  # fmt: skip
def test_line_party_stance_negation_and_words_must_agree(found: Position, agrees: bool) -> None:
    total = score([gold("that the port be opened")], found)[0]
    assert (total.positions.hit == 1) is agrees


def test_a_party_that_nothing_resolves_is_a_question_mark_in_gold() -> None:
    unknown = gold("the port", party="?")
    assert score([unknown], held("demands", "the port", None))[0].positions.hit == 1
    assert score([unknown], held("demands", "the port", "TOV"))[0].positions.hit == 0
    either = gold("the port", party="?|TOV")
    assert score([either], held("demands", "the port", None))[0].positions.hit == 1


def test_words_that_stand_twice_on_a_line_are_found_in_both_places() -> None:
    plans = gold("the plan", 3, "KSH", stances=["accepts"])
    second = TEXT.rindex("the plan")
    row = {"content": {"start": second, "end": second + 8}, "line": 3, "stance": "accepts",
           "modality": "asserted", "party": "KSH", "holder": []}  # fmt: skip
    first = TEXT.index("the plan")
    spans = [(first, first + 8), (second, second + 8)]
    assert position_agrees({**plans, "spans": spans}, row)
    assert score([plans], held("accepts", "of Lesund", "KSH"))[0].positions.hit == 0
    assert score([plans], held("accepts", "plan of Lesund", "KSH"))[0].positions.hit == 1
