"""Frames and the network hold what the statements hold, and other programs can read them."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pandas as pd
import pytest

from kabar.analysis import discourse
from kabar.analysis.discourse import (
    graphml,
    most_moved,
    move_frame,
    party_issue_network,
    stance_frame,
    statement_frame,
)
from kabar.analysis.moves import find_moves
from kabar.analysis.negotiation import negotiation_table
from kabar.analysis.statements import NO_PARTY, Statements
from tests.build import case, issue, statement

ONE, TWO, THREE = (date(2024, 3, n) for n in (1, 2, 3))
CASE = case(issues=[issue("forces", "troops", name="Forces <&>"), issue("gas", "gas")])
ROWS = (
    statement("NATO", "demands", ONE, toward="RUS UKR", speaker="USA"),
    statement("RUS", "rejects", ONE),
    statement("NATO", "accepts", TWO, content="it if Russia leaves", condition="if Russia leaves"),
    statement("NATO", "rejects", THREE),
    statement("NATO", "rejects", THREE, issue="gas", modality="negated"),
    statement("NATO", "demands", None),
)
FOUND = Statements(ROWS, 3, 9, {NO_PARTY: 3})
EMPTY = Statements((), 0, 0, {})


def moves(found: Statements) -> list[object]:
    return list(find_moves(negotiation_table(CASE, found)))


def test_statement_frame_has_a_row_for_each_statement() -> None:
    frame = statement_frame(FOUND)
    assert list(frame.columns) == list(discourse.STATEMENTS)
    assert list(frame["party"]) == [s.party for s in ROWS]
    first = frame.iloc[0]
    assert first["date"] == pd.Timestamp(ONE)
    assert (first["stance"], first["tone"], first["toward"]) == ("demands", "firm", ["RUS", "UKR"])
    assert (first["speaker_party"], first["record"]) == (
        "USA",
        "d-2024-03-01:NATO-demands-forces-2024-03-01",
    )
    assert frame["condition"][2] == "if Russia leaves"
    assert list(frame["counts"]) == [True, True, True, True, False, True]
    assert pd.isna(frame["date"][5])
    assert frame.attrs == {"documents": 3, "positions": 9, "left_out": {NO_PARTY: 3}}


def test_stance_frame_counts_stances_that_are_taken() -> None:
    frame = stance_frame(FOUND)
    assert list(frame.columns) == list(discourse.STANCES)
    keys = list(zip(frame["party"], frame["issue"], frame["stance"], strict=True))
    assert keys == [
        ("NATO", "forces", "accepts"),
        ("NATO", "forces", "demands"),
        ("NATO", "forces", "rejects"),
        ("RUS", "forces", "rejects"),
    ]
    demands = frame.iloc[1]
    assert (demands["count"], demands["tone"]) == (2, "firm")
    assert demands["first"] == demands["last"] == pd.Timestamp(ONE)
    assert len(demands["records"]) == 2


def test_move_frame_names_both_statements() -> None:
    frame = move_frame(moves(FOUND))
    assert list(frame.columns) == list(discourse.MOVES)
    assert list(frame["kind"]) == ["yielded", "hardened"]
    assert list(frame["days"]) == [1, 1]
    assert list(frame["from"]) == ["demands", "accepts"]
    assert frame["before"][1] == frame["after"][0]


def test_most_moved_comes_first_by_turns_then_moves() -> None:
    rows = (
        *ROWS,
        statement("RUS", "threatens", TWO),
        statement("RUS", "rejects", THREE),
        statement("UKR", "offers", ONE, issue="gas"),
        statement("UKR", "rejects", TWO, issue="gas"),
    )
    frame = most_moved(moves(Statements(rows, 1, len(rows), {})))
    assert list(frame.columns) == list(discourse.MOVED)
    found = [tuple(row) for row in frame[["party", "issue", "turns", "moves"]].to_numpy()]
    assert found == [("NATO", "forces", 2, 2), ("UKR", "gas", 1, 1), ("RUS", "forces", 0, 2)]
    assert frame["first"][0] == pd.Timestamp(TWO) and frame["last"][0] == pd.Timestamp(THREE)


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        (statement_frame(EMPTY), discourse.STATEMENTS),
        (stance_frame(EMPTY), discourse.STANCES),
        (move_frame([]), discourse.MOVES),
        (most_moved([]), discourse.MOVED),
    ],
    ids=["statements", "stances", "moves", "moved"],
)
def test_empty_frames_have_columns_and_days_of_the_same_kind(
    frame: pd.DataFrame, columns: tuple[str, ...]
) -> None:
    assert tuple(frame.columns) == columns
    assert len(frame) == 0
    for name in {"date", "first", "last"} & set(columns):
        assert pd.api.types.is_datetime64_any_dtype(frame[name])


def test_network_joins_parties_and_issues_by_taken_stances() -> None:
    graph = party_issue_network(CASE, FOUND)
    assert set(graph) == {"party:NATO", "party:RUS", "party:UKR", "issue:forces", "issue:gas"}
    assert nx.is_bipartite(graph)
    assert graph.degree["party:UKR"] == graph.degree["issue:gas"] == 0
    edge = graph.edges["party:NATO", "issue:forces"]
    assert (edge["count"], edge["firm"], edge["open"], edge["stance"]) == (4, 3, 1, "demands")
    assert (edge["first"], edge["last"]) == ("2024-03-01", "2024-03-03")
    assert len(edge["records"]) == 4


def test_a_party_and_an_issue_of_one_name_are_two_nodes() -> None:
    same = case("gas", [issue("gas", "gas")])
    assert len(party_issue_network(same, EMPTY)) == 2


def test_network_written_is_read_back_by_another_program() -> None:
    graph = party_issue_network(CASE, FOUND)
    again = nx.parse_graphml(graphml(graph))
    assert set(again) == set(graph)
    assert again.nodes["issue:forces"]["label"] == "Forces <&>"
    assert again.edges["party:NATO", "issue:forces"]["count"] == 4
    assert again.graph["left_out"] == f"{NO_PARTY}: 3"
    assert graphml(graph) == graphml(party_issue_network(CASE, FOUND))


def test_control_characters_of_a_case_do_not_break_the_graph() -> None:
    odd = case("NATO", [issue("gas", "gas", name="bell\x07 \x1b[2J")])
    again = nx.parse_graphml(graphml(party_issue_network(odd, EMPTY)))
    assert "\x07" not in again.nodes["issue:gas"]["label"]
