"""Text in a dossier stays text, its links stay in the page, and it is the same each time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from kabar.records import Coded
from kabar.views.dossier import dossier_page, make_dossier
from tests.build import event, quote, side, when
from tests.views.talks import PORT, stories, talks

HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt;bold&lt;/b&gt;",
    "{{ 7*7777 }}{% raw %}",
    "abc\u202egnp.exe\u202c",
    "</style></title></mark></svg><img src=x onerror=alert(1)>",
    "<!-- <iframe src=http://evil.example/>",
    "bell\x07\x1b[2J\x00 \x85",
]


def articles(said: str, named: str) -> list[Coded]:
    """Return the talks with an event and a quote in each article."""
    found = []
    for article, words in zip(stories(said, named), ("Port", "Kesh"), strict=True):
        text = article.document.text
        demand = event(
            "REQUEST",
            text=text,
            trigger=words,
            source=[side("Tovaria", party=f"TOV{named}", name=f"Tovaria{named}")],
            target=[side("Kesh", party=f"KSH{named}")],
            date=when("Friday", date(2024, 3, 1)),
            score=-1.0,
        )
        spoken = quote(words, text=text, speaker=side("Marn", name=f"Marn{named}", party="TOV"))
        warnings = (f"warned{named}",)
        found.append(replace(article, events=(demand,), quotes=(spoken,), warnings=warnings))
    return found


def page(said: str = PORT, named: str = "") -> str:
    case = talks(said, named)[0].case
    return dossier_page(make_dossier(case, articles(said, named), unread=[f"gone{named}"]))


def shape(source: str) -> list[tuple[str, list[str]]]:
    tree = html.document_fromstring(source.encode())
    return [(str(e.tag), sorted(e.attrib)) for e in tree.iter()]


PLAIN = shape(page("the wheat plan", " plain"))


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_and_names_change_no_element(evil: str) -> None:
    source = page(f"the {evil} plan", f" {evil}")
    assert shape(source) == PLAIN
    assert "54439" not in source
    assert not any(mark in source for mark in "\x00\x07\x1b\x85\u202e")


def test_a_dossier_runs_and_loads_nothing() -> None:
    assert {tag for tag, _ in PLAIN} & {"script", "iframe", "object", "embed", "link"} == set()
    names = {name for _, attributes in PLAIN for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "action")]
    tree = html.document_fromstring(page().encode())
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")


def test_every_link_leads_to_one_place_in_the_page() -> None:
    tree = html.document_fromstring(page().encode())
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
    assert set(ids.values()) == {1}
    links = [a.get("href") for a in tree.iter("a")]
    assert len(links) > 20
    assert {link[1:] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_what_could_not_be_read_is_told() -> None:
    assert "gone.txt: no such file" in page(PORT, ".txt: no such file")


def test_the_same_articles_give_the_same_bytes() -> None:
    assert page() == page()
