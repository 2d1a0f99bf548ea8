"""What a reader who reviews says of records: verdicts, corrections, events that were missed."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

from fastapi import HTTPException
from starlette.requests import HTTPConnection

from kabar.analysis.corrections import Fields, corrected, fields_of, new_event
from kabar.errors import BadInput
from kabar.records import Coded, Event, Position, Quote
from kabar.store.reviews import (
    ADDED,
    ARTICLE,
    CORRECTED,
    EVENT,
    FINISHED,
    JUDGED,
    Review,
    keep_review,
    record_seen,
    reviews_of,
    take_back,
)
from kabar.web.finding import coded_of, run_of
from kabar.web.site import Site

REVIEWER = "kabar_reviewer"
"""Cookie with the name that a reviewer chose."""
LONGEST_NAME = 80
LONGEST_NOTE = 2_000
LONGEST_WORDS = 1_000
NO_RECORD = "There is no such record in this store."

Record = Event | Quote | Position


@dataclass(frozen=True, slots=True)
class Missed:
    """An event that the machine missed, as it was given: its words, what is before them, fields."""

    words: str
    before: str
    fields: Mapping[str, Any]


def reviewer_of(connection: HTTPConnection) -> str:
    """Return the name of who reviews: the one chosen, else that of the machine's user."""
    chosen = plain_name(unquote(connection.cookies.get(REVIEWER, "")))
    if chosen:
        return chosen
    try:
        return plain_name(getpass.getuser()) or "reviewer"
    except (OSError, KeyError):
        return "reviewer"


def name_in_cookie(name: str) -> str:
    """Return a name in the letters that a cookie may have."""
    return quote(name, safe="")


def plain_name(name: str) -> str:
    """Return a name on one line, without signs that nobody sees."""
    printable = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join(printable.split())[:LONGEST_NAME].strip()


def record_of(coded: Coded, kind: str, record: str) -> Record | None:
    """Return a record of an article by its id; None where it has none of that id."""
    lists: dict[str, tuple[Record, ...]] = {
        "event": coded.events,
        "quote": coded.quotes,
        "position": coded.positions,
    }
    return next((each for each in lists.get(kind, ()) if each.id == record), None)


def judge(
    site: Site,
    reviewer: str,
    where: tuple[str, str, str],
    verdict: str,
    *,
    given: Mapping[str, Any] | None = None,
    note: str = "",
) -> Review:
    """Keep a verdict on a record (`where`: document, kind, id), and return it.

    Raises HTTPException 404 where there is no such record, UnknownName or BadInput for a correction
    that is not possible or changes nothing.
    """
    document, kind, record = where
    if verdict not in JUDGED:
        raise BadInput(f"unknown verdict '{verdict[:40]}'; name one of: {', '.join(JUDGED)}")
    coded = site.store.coded(document)
    found = record_of(coded, kind, record) if coded is not None else None
    if found is None:
        raise HTTPException(404, NO_RECORD)
    correction = None
    if verdict == CORRECTED:
        correction = corrected(kind, fields_of(found), given or {})
        if not correction:
            raise BadInput("nothing is otherwise than in the record; accept it instead")
    with site.store.writing() as connection:
        seen = record_seen(connection, document, kind, record)
        if seen is None:
            raise HTTPException(404, NO_RECORD)
        review = Review(document, kind, record, reviewer, seen.run, seen.rule, verdict)
        return keep_review(connection, replace(review, correction=correction, note=_note(note)))


def unjudge(site: Site, reviewer: str, where: tuple[str, str, str]) -> None:
    """Take a verdict back; raises HTTPException 404 where there is none."""
    with site.store.writing() as connection:
        if not take_back(connection, *where, reviewer):
            raise HTTPException(404, "You have no verdict on this record.")


def add_missed(site: Site, reviewer: str, document: str, missed: Missed, note: str) -> Review:
    """Keep an event that the machine missed, and return it; raises BadInput, UnknownName."""
    coded = coded_of(site, document)
    start, words = place_of(coded.document.text, missed.words, missed.before)
    fields: Fields = {
        **new_event(missed.fields),
        "start": start,
        "end": start + len(words),
        "words": words,
    }
    told = f"{document}:{start}:{fields['type']}:{fields['source']}:{fields['target']}"
    record = f"added-{sha256(told.encode()).hexdigest()[:16]}"
    with site.store.writing() as connection:
        run = run_of(connection, document)
        review = Review(document, EVENT, record, reviewer, run, None, ADDED, fields, _note(note))
        return keep_review(connection, review)


def finish(site: Site, reviewer: str, document: str, *, finished: bool) -> None:
    """Keep or forget that an article is finished; raises HTTPException 404 for an unknown one."""
    with site.store.writing() as connection:
        run = run_of(connection, document)
        if finished:
            review = Review(document, ARTICLE, "", reviewer, run, None, FINISHED)
            keep_review(connection, review)
        else:
            take_back(connection, document, ARTICLE, "", reviewer)


def place_of(text: str, words: str, before: str) -> tuple[int, str]:
    """Return where words stand in a text and how the text has them; blanks and line ends are alike.

    `before` is what stands before them, to tell several places apart. Raises BadInput where they
    stand nowhere, or at several places.
    """
    wanted = words.split()
    if not wanted or len(words) > LONGEST_WORDS:
        raise BadInput("copy the words of the event from the text, some words or a sentence")
    plain, offsets = _plain(text)
    target = " ".join(wanted)
    starts = [n for n in range(len(plain)) if plain.startswith(target, n)]
    near = " ".join(before.split())
    if len(starts) > 1 and near:
        starts = [n for n in starts if plain[:n].rstrip().endswith(near)] or starts
    if not starts:
        raise BadInput(f"“{target[:60]}” is not in the text; copy the words as they stand there")
    if len(starts) > 1:
        raise BadInput(f"“{target[:60]}” stands {len(starts)} times in the text; copy more words")
    start = offsets[starts[0]]
    end = offsets[starts[0] + len(target) - 1] + 1
    return start, text[start:end]


def verdicts_of(site: Site, document: str, reviewer: str) -> dict[str, Review]:
    """Return a reviewer's verdicts on an article by `kind:id`."""
    with site.store.reading() as connection:
        reviews = reviews_of(connection, document=document, reviewer=reviewer)
    return {f"{review.kind}:{review.record}": review for review in reviews}


def article_reviews(connection: HTTPConnection, site: Site, document: str) -> dict[str, Any]:
    """Return what the page of an article shows of its review, by the names in its template."""
    reviewer = reviewer_of(connection)
    verdicts = verdicts_of(site, document, reviewer)
    return {
        "reviewer": reviewer,
        "verdicts": verdicts,
        "missed": [review for review in verdicts.values() if review.verdict == ADDED],
        "finished": f"{ARTICLE}:" in verdicts,
    }


def _note(note: str) -> str:
    return note.replace("\0", "").strip()[:LONGEST_NOTE]


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text with one blank for each run of white space, and where each sign stood."""
    signs: list[str] = []
    offsets: list[int] = []
    for at, sign in enumerate(text):
        if not sign.isspace():
            signs.append(sign)
        elif signs and signs[-1] != " ":
            signs.append(" ")
        else:
            continue
        offsets.append(at)
    return "".join(signs), offsets
