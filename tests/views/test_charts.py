"""Charts show what was counted, say what was not, and let nothing of an article run in a page."""

from __future__ import annotations

import importlib
import random
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd
import pytest
from lxml import etree

from kabar.analysis.cases import Case, CaseParty, Issue
from kabar.analysis.change_points import change_points
from kabar.analysis.negotiation import NegotiationTable, negotiation_table
from kabar.analysis.networks import actor_network
from kabar.analysis.series import dyad_series
from kabar.analysis.statements import find_statements
from kabar.errors import KabarError
from kabar.records import Coded, Position
from kabar.views.charts import Chart, dyad_chart, issue_chart, network_chart, timeline_chart
from kabar.views.charts_svg import clean, label
from tests.analysis.stories import MONDAY, article, articles, parties, told
from tests.build import coded, side, span

NAME = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    '"]}',
    "\u202eevil\u202c",
    "zero\u200bwidth",
    "&lt;b&gt;",
    "]]>",
    "'+alert(1)+'",
    "datum.x[0]",
    "url(http://evil.example/a)",
    "line\nbreak\x00\x1b\uffff",
    "\u200b",
    "__proto__",
)


def tree(chart: Chart) -> Any:
    assert chart.svg, chart.note
    return etree.fromstring(chart.svg)


def told_marks(chart: Chart) -> list[str]:
    """Return what each mark says at the pointer: one for each mark of data."""
    root = tree(chart)
    return [title.text for title in root.iter(f"{NAME}title") if title.getparent() is not root]


def texts(chart: Chart) -> list[str]:
    return ["".join(text.itertext()) for text in tree(chart).iter(f"{NAME}text")]


def summary(chart: Chart) -> str:
    return str(tree(chart).findtext(f"{NAME}desc"))


def position(
    party: str, stance: str = "demands", content: str = "a truce", **fields: Any
) -> Position:
    known: dict[str, Any] = {
        "id": "p1",
        "party": party,
        "holder": (side(party, party=party),),
        "stance": stance,
        "toward": (),
        "content": span(content),
        "act": None,
        "acts": (),
        "terms": (),
        "points_back": False,
        "condition": None,
        "modality": "asserted",
        "speaker": None,
        "date": None,
        "statement": span(content),
        "event": None,
        "quote": None,
        "evidence": (),
        "rule": "en/acts:2",
        "derivation": (),
    }
    return Position(**(known | fields))


def said(*positions: Position, day: date | None = MONDAY, id: str = "d1") -> Coded:
    return coded(positions=positions, document={"id": id, "published": day})


def table(*articles_: Coded, parties_: Sequence[str] = ("IRN", "OMN")) -> NegotiationTable:
    case = Case(
        "Talks",
        tuple(CaseParty(party, party, (party,)) for party in parties_),
        (Issue("truce", "A truce", ("truce",)), Issue("port", "The port", ("port",))),
    )
    return negotiation_table(case, find_statements(case, articles_))


def dyads(found: Iterable[Coded], **options: Any) -> Chart:
    series = dyad_series(found, **options)
    return dyad_chart(series, change_points(series))


def monthly(months: int = 24, turn: int = 12) -> list[Coded]:
    """Return two events a month that score about 3, then −6."""
    events = []
    for month in range(months):
        day = date(2020 + month // 12, month % 12 + 1, 5)
        score = 3.0 if month < turn else -6.0
        events += [told(day=day, score=score + 0.1 * (month % 3)) for _ in range(2)]
    return articles(*events)


def every_chart(name: str) -> list[Chart]:
    """Return all charts of a story in which a party and an issue's words are called `name`."""
    events = [
        told(day=MONDAY + timedelta(30 * n), source=parties(name), target=parties("OMN"))
        for n in range(3)
    ]
    case = Case(
        name,
        (CaseParty(name, name, ("IRN",)), CaseParty("OMN", "OMN", ("OMN",))),
        (Issue("truce", name, ("truce",)),),
    )
    talks = said(position("IRN", content=f"a truce {name}"))
    negotiated = negotiation_table(case, find_statements(case, [talks]))
    found = articles(*events)
    return [
        timeline_chart(found),
        dyads(found),
        network_chart(actor_network(found)),
        issue_chart(negotiated),
    ]


class TestTimeline:
    def test_a_bar_for_each_period_and_quad(self) -> None:
        chart = timeline_chart(
            articles(told("ACCUSE"), told("ACCUSE"), told("AID"), told("CONSULT", date(2024, 3, 6)))
        )
        assert sorted(told_marks(chart)) == [
            "2024-03-04: 1 × material cooperation",
            "2024-03-04: 2 × verbal conflict",
            "2024-03-06: 1 × verbal cooperation",
        ]
        assert "4 asserted events" in summary(chart)
        assert "4 asserted events by day." in chart.note

    @pytest.mark.parametrize(
        ("days", "period"), [(10, "day"), (200, "week"), (1000, "month"), (9000, "year")]
    )
    def test_the_period_fits_the_span(self, days: int, period: str) -> None:
        found = [article(told(day=MONDAY), told(day=MONDAY + timedelta(days)), published=MONDAY)]
        assert f"2 asserted events by {period}." in timeline_chart(found).note

    @pytest.mark.parametrize("modality", ["negated", "future", "hypothetical"])
    def test_only_asserted_events_are_drawn(self, modality: str) -> None:
        chart = timeline_chart(articles(told("AID"), told(modality=modality)))
        assert told_marks(chart) == ["2024-03-04: 1 × material cooperation"]

    def test_what_is_left_out_is_counted(self) -> None:
        chart = timeline_chart(
            articles(told(), told(day=None), told(days=20), told(day=date(2001, 1, 1)))
        )
        assert "1 without a date" in chart.note
        assert "1 with a date longer than a day" in chart.note
        assert "1 more than a year before the first article (2024-03-05)" in chart.note
        assert len(told_marks(chart)) == 1


class TestDyads:
    def test_a_point_and_its_number_for_each_period(self) -> None:
        chart = dyads(monthly(6))
        marks = told_marks(chart)
        assert len(marks) == 6
        assert marks[0] == "IRN → OMN, 2020-01: mean score +3.0 of 2 scored, 2 events"
        assert texts(chart).count("2") == 6
        assert "12 events in 6 periods" in texts(chart)

    def test_a_change_is_named_with_its_counts(self) -> None:
        chart = dyads(monthly())
        words = "2021-01: +3.1 in 24 → −5.9 in 24 events"
        assert words in texts(chart)
        assert words in summary(chart)

    def test_six_busiest_dyads_are_drawn_and_the_others_counted(self) -> None:
        events = [
            told(source=parties(f"P{n}"), target=parties("OMN"))
            for n in range(9)
            for _ in range(n + 1)
        ]
        chart = dyads(articles(*events))
        assert [text for text in texts(chart) if "→" in text] == [
            f"P{n} → OMN" for n in range(8, 2, -1)
        ]
        assert "3 other dyads with 6 events not shown" in chart.note

    def test_dyads_asked_for_stand_in_their_order(self) -> None:
        found = articles(told(), told(source=parties("USA")), told(source=parties("USA")))
        series = dyad_series(found)
        wanted = [("IRN", "OMN"), ("USA", "OMN"), ("NO", "ONE")]
        chart = dyad_chart(series, change_points(series), wanted)
        assert [t for t in texts(chart) if "→" in t] == ["IRN → OMN", "USA → OMN"]
        assert dyad_chart(series, change_points(series), [("NO", "ONE")]).svg == ""

    def test_numbers_without_room_become_bars(self) -> None:
        events = [told(day=MONDAY + timedelta(n)) for n in range(500)]
        chart = dyads(articles(*events), by="day")
        assert len(told_marks(chart)) == 500
        assert "n ≤ 1" in texts(chart)
        assert "1" not in texts(chart)

    def test_an_empty_frame_of_changes_will_do(self) -> None:
        assert dyad_chart(dyad_series(monthly(3)), pd.DataFrame()).svg


class TestNetwork:
    def test_nodes_and_arrows_are_those_of_the_graph(self) -> None:
        back = told(source=parties("OMN"), target=parties("IRN"), score=None)
        chart = network_chart(actor_network(articles(told(), told(), back)))
        marks = told_marks(chart)
        assert sorted(set(marks)) == [
            "IRN → OMN: 2 events, mean score −3.0",
            "IRN: 3 events",
            "OMN → IRN: 1 event, no score",
            "OMN: 3 events",
        ]
        assert {"IRN (3)", "OMN (3)"} <= set(texts(chart))
        assert "1 arrow in blue grey" in chart.note

    def test_twenty_five_parties_are_drawn_and_the_others_counted(self) -> None:
        chart = network_chart(actor_network(crowd(40)))
        assert sum("→" not in mark for mark in told_marks(chart)) == 25
        assert "15 of 40 parties not shown" in chart.note

    @pytest.mark.parametrize("number", [2, 3, 12, 40])
    def test_no_name_covers_another_one(self, number: int) -> None:
        places = [
            (float(x), float(y))
            for x, y, name in re.findall(
                r'transform="translate\(([\d.-]+),([\d.-]+)\)"[^>]*>(P\d+ \(\d+\))<',
                network_chart(actor_network(crowd(number))).svg,
            )
        ]
        assert len(places) == 2 * min(number, 25)  # each with a white edge beneath
        for n, (x, y) in enumerate(places):
            assert all(
                abs(x - x2) > 40 or abs(y - y2) > 11
                for x2, y2 in places[n + 1 :]
                if (x2, y2) != (x, y)
            )


def crowd(number: int) -> list[Coded]:
    """Return events between so many parties, of whom some are far busier than others."""
    dice = random.Random(5)
    names = [f"P{n}" for n in range(number)]
    pairs = [(names[n], names[(n + 1) % number]) for n in range(number)]
    pairs += [
        (names[dice.randrange(min(number, 9))], dice.choice(names)) for _ in range(4 * number)
    ]
    events = [told(source=parties(a), target=parties(b)) for a, b in pairs if a != b]
    return articles(*events)


class TestIssues:
    def test_a_mark_for_each_statement(self) -> None:
        chart = issue_chart(
            table(
                said(position("IRN"), position("IRN", "offers", id="p2"), position("OMN", id="p3"))
            )
        )
        assert sorted(told_marks(chart)) == [
            "2024-03-04 IRN demands: a truce",
            "2024-03-04 IRN offers: a truce",
            "2024-03-04 OMN demands: a truce",
        ]
        assert summary(chart) == "A truce: IRN 1 open, 1 firm; OMN 0 open, 1 firm."
        assert chart.note == "3 statements. No statement on: The port."

    def test_open_is_filled_and_firm_is_hollow(self) -> None:
        chart = issue_chart(table(said(position("IRN"), position("IRN", "offers", id="p2"))))
        fills = {
            path.findtext(f"{NAME}title"): path.get("fill")
            for path in tree(chart).iter(f"{NAME}path")
            if path.find(f"{NAME}title") is not None
        }
        assert fills == {
            "2024-03-04 IRN demands: a truce": "white",
            "2024-03-04 IRN offers: a truce": "#0072b2",
        }

    def test_turns_are_named(self) -> None:
        chart = issue_chart(
            table(
                said(position("IRN")),
                said(position("IRN", "accepts"), day=date(2024, 4, 1), id="d2"),
                said(position("IRN", "rejects"), day=date(2024, 6, 1), id="d3"),
            )
        )
        assert {"yields", "hardens"} <= set(texts(chart))
        assert "yields 2024-04-01, hardens 2024-06-01" in summary(chart)

    def test_what_is_not_taken_is_not_drawn(self) -> None:
        denied = position("IRN", modality="negated", id="p2")
        chart = issue_chart(table(said(position("IRN"), denied)))
        assert len(told_marks(chart)) == 1
        assert "Not shown: 1 negated or only possible." in chart.note

    def test_forty_parties_each_have_a_lane(self) -> None:
        names = [f"P{n}" for n in range(40)]
        spoken = said(*(position(name, id=name) for name in names))
        assert len(told_marks(issue_chart(table(spoken, parties_=names)))) == 40


class TestSafety:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_words_of_articles_stay_words(self, name: str) -> None:
        for chart in every_chart(name):
            root = tree(chart)
            tags = {etree.QName(element).localname for element in root.iter()}
            assert not tags & {"script", "foreignObject", "image", "use", "a", "style", "iframe"}
            for element in root.iter():
                for attribute, value in element.attrib.items():
                    assert not attribute.startswith("on") and "href" not in attribute
                    assert "url(" not in value and "http" not in value
            assert not re.search("[\u200b\u202a-\u202e\ufffe\uffff]", chart.svg + chart.note)
            assert "<script" not in chart.svg

    @pytest.mark.parametrize("name", HOSTILE[:2] + HOSTILE[4:5])
    def test_hostile_names_are_still_to_be_read(self, name: str) -> None:
        _, dyad, network, issues = every_chart(name)
        assert f"{label(name)} → OMN" in texts(dyad)
        assert f"{label(name, 24)} (3)" in texts(network)
        assert label(name, 22) in texts(issues)

    def test_nothing_is_loaded_from_elsewhere(self) -> None:
        for chart in every_chart("IRN"):
            assert set(re.findall(r"https?://[^\"' ]*", chart.svg)) == {
                "http://www.w3.org/2000/svg"
            }
            assert "@import" not in chart.svg and "data:" not in chart.svg

    def test_unknown_elements_and_attributes_are_dropped(self) -> None:
        drawn = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'viewBox="0 0 9 9" width="9" height="9" onload="alert(1)"><script>alert(1)</script>'
            '<foreignObject><b/></foreignObject><a xlink:href="javascript:alert(1)"><path/></a>'
            '<style>@import url(http://evil.example)</style><image href="http://evil.example"/>'
            '<path onclick="x" fill="url(http://evil.example)" style="x" d="M0,0"/>'
            '<g clip-path="url(#clip0)"/><clipPath id="clip0"/><!-- x --><?php x ?></svg>'
        )
        found = clean(drawn, name="test", title="T", summary="S")
        prefix = re.search(r'id="(test-\w+)-title"', found)
        assert prefix is not None
        assert found.endswith(
            f'<path d="M0,0"/><g clip-path="url(#{prefix[1]}-clip0)"/>'
            f'<clipPath id="{prefix[1]}-clip0"/></svg>'
        )

    def test_labels_keep_joiners_and_are_cut(self) -> None:
        assert label("می\u200cخواهم") == "می\u200cخواهم"
        assert label("x" * 50, 10) == "x" * 9 + "…"
        assert label("字" * 50, 10) == "字" * 4 + "…"


class TestPage:
    def test_the_same_records_give_the_same_bytes(self) -> None:
        assert every_chart("IRN") == every_chart("IRN")
        assert network_chart(actor_network(crowd(30))) == network_chart(
            actor_network(list(reversed(crowd(30))))
        )

    def test_charts_fit_a_narrower_page_and_are_told_in_words(self) -> None:
        for chart in every_chart("IRN"):
            root = tree(chart)
            assert root.get("viewBox").startswith("0 0 720 ")
            assert root.get("width") is None and root.get("height") is None
            assert "max-width:100%;height:auto" in root.get("style")
            assert root.get("role") == "img"
            told_by = root.get("aria-labelledby").split()
            assert told_by == [root[0].get("id"), root[1].get("id")]
            assert root[0].text and root[1].text

    def test_ids_of_charts_in_one_page_differ(self) -> None:
        found = [*every_chart("IRN"), *every_chart("USA")[1:]]
        ids = [e.get("id") for chart in found for e in tree(chart).iter() if e.get("id")]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize(
        "chart",
        [
            lambda: timeline_chart([]),
            lambda: timeline_chart(articles(told(modality="negated"))),
            lambda: dyads([]),
            lambda: dyads(articles(told(score=None))),
            lambda: network_chart(actor_network([])),
            lambda: issue_chart(table()),
            lambda: issue_chart(table(said(position("IRN"), day=None))),
        ],
        ids=["no-article", "negated", "no-dyad", "no-score", "no-party", "no-talks", "no-day"],
    )
    def test_without_data_the_note_says_why(self, chart: Any) -> None:
        assert chart().svg == ""
        assert re.match(
            r"No (timeline|chart of dyads|network|chart of issues)\b.*\.$", chart().note
        )

    @pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
    def test_the_ends_of_the_calendar_do_no_harm(self, day: date) -> None:
        found = [article(told(day=day), told(), published=None)]
        timeline_chart(found)
        dyads(found, by="week")
        issue_chart(table(said(position("IRN"), day=day), said(position("OMN"), id="d2")))

    def test_another_theme_changes_nothing(self) -> None:
        plain = every_chart("IRN")
        with alt.theme.enable("dark"):
            assert every_chart("IRN") == plain

    @pytest.mark.parametrize("library", ["altair", "vl_convert", "networkx", "pandas"])
    def test_a_missing_library_is_named(
        self, monkeypatch: pytest.MonkeyPatch, library: str
    ) -> None:
        for module in [name for name in sys.modules if name.startswith("kabar.views.charts")]:
            monkeypatch.delitem(sys.modules, module)
        monkeypatch.setitem(sys.modules, library, None)
        message = rf"{library} is not installed; run: pip install 'kabar\[dossier\]'"
        with pytest.raises(KabarError, match=message):
            importlib.import_module("kabar.views.charts")
