"""The scorer gives the figures that a person gets by counting."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.analysis.scoring import Count, Score, Share, event_agrees, match, pair, score_article
from kabar.records_io import to_dicts
from tests.build import harbour

GOLD = {
    "events": [
        {"line": 1, "types": ["REJECT"], "source": ["TOV"], "target": ["KSH"],
         "date": "2024-03-04", "modality": "asserted"},
        {"line": 1, "types": ["REQUEST", "COERCE"], "source": ["ABC|KSH"], "target": ["TOV"],
         "modality": "future"},
        {"line": 2, "types": ["PROTEST"], "source": ["TOV"], "target": ["*"], "place": "lisbon"},
        {"line": 2, "types": ["CONSULT"], "source": ["TOV"], "target": ["*"], "optional": True},
        {"line": 3, "types": ["CONSULT"], "source": ["TOV"], "target": ["KSH"], "either_way": True},
        {"line": 3, "types": ["THREATEN"], "source": ["*"], "target": ["KSH"]},
    ],
    "quotes": [
        {"line": 2, "speaker": "marn", "party": "TOV", "begins": "We will not be told"},
        {"line": 3, "speaker": "Marn", "party": "TOV", "begins": "Never"},
    ],
    "actors": [{"name": "Ilse Marn", "party": "TOV"}, {"name": "Kesh", "party": "LES|LSO"}],
}  # fmt: skip


def test_an_article_scored_as_by_hand() -> None:
    """Three of five required events are found; the meeting has no parties, so it is wrong."""
    score, pairing = score_article(GOLD, to_dicts(harbour()))
    assert score == Score(
        events=Count(hit=3, missed=2, wrong=1),
        types=Count(hit=4, missed=1, wrong=0),
        quotes=Count(hit=1, missed=1, wrong=0),
        dates=Share(1, 1),
        places=Share(1, 1),
        modality=Share(1, 2),
        actors=Share(1, 2),
    )
    assert (pairing.missed, pairing.wrong) == ([4, 5], [3])
    assert (score.events.precision, score.events.recall) == (0.75, 0.6)
    assert score.events.f1 == pytest.approx(2 / 3)
    assert score.types.f1 == pytest.approx(8 / 9)


def test_scores_of_articles_add_up() -> None:
    score, _ = score_article(GOLD, to_dicts(harbour()))
    both = score + score
    assert both.events == Count(6, 4, 2)
    assert both.modality == Share(2, 4)
    assert both.events.f1 == pytest.approx(score.events.f1)
    assert Score().events.f1 == 0.0


def record(source: str, target: str, **more: Any) -> dict[str, Any]:
    sides = {"source": side(source), "target": side(target)}
    return {"line": 1, "type": "CONSULT", "reciprocal": False, **sides, **more}


def side(parties: str) -> list[dict[str, Any]]:
    return [{"id": None, "party": party} for party in parties.split()]


@pytest.mark.parametrize(
    ("gold", "found", "agree"),
    [
        ("AAA > BBB", record("AAA", "BBB"), True),
        ("AAA > BBB", record("BBB", "AAA"), False),
        ("AAA > BBB", record("BBB", "AAA", reciprocal=True), True),
        ("AAA <> BBB", record("BBB", "AAA"), True),
        ("AAA <> BBB", record("AAA BBB", ""), True),
        ("AAA > BBB|CCC", record("AAA", "CCC"), True),
        ("AAA BBB > CCC", record("BBB", "CCC"), True),
        ("AAA > BBB CCC", record("AAA BBB", "", reciprocal=True), False),
        ("AAA > *", record("AAA", ""), True),
        ("AAA > BBB", record("AAA", ""), False),
        ("AAA > BBB", record("AAA", "BBB", line=2), False),
        ("AAA > BBB", record("AAA", "BBB", type="AGREE"), False),
    ],
)
def test_sides_agree(gold: str, found: dict[str, Any], agree: bool) -> None:
    arrow = " <> " if "<>" in gold else " > "
    source, target = (words.split() for words in gold.split(arrow))
    entry = {"line": 1, "types": ["CONSULT"], "source": source, "target": target}
    assert event_agrees({**entry, "either_way": arrow == " <> "}, found) is agree


def test_negated_records_are_never_wrong() -> None:
    rows = [record("AAA", "BBB", modality="negated"), record("AAA", "BBB", modality="asserted")]
    assert pair([], rows, event_agrees).wrong == [1]


EDGES = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)))


@given(EDGES, st.sets(st.integers(0, 5)))
def test_matching_is_one_to_one_and_no_required_entry_waits_for_a_free_record(
    edges: set[tuple[int, int]], optional: set[int]
) -> None:
    golds = [{"n": n, "optional": n in optional} for n in range(6)]
    rows = [{"n": n} for n in range(6)]
    pairs = match(golds, rows, lambda gold, row: (gold["n"], row["n"]) in edges)
    assert len(set(pairs.values())) == len(pairs)
    assert all(pair in edges for pair in pairs.items())
    free = set(range(6)) - set(pairs.values())
    assert not any((g, r) in edges for g in set(range(6)) - set(pairs) for r in free)
    needed = [{**gold, "optional": False} for gold in golds if not gold["optional"]]
    alone = match(needed, rows, lambda gold, row: (gold["n"], row["n"]) in edges)
    assert len(alone) == sum(g not in optional for g in pairs)
