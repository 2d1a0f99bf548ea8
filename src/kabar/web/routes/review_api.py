"""`/api/review`: verdicts, the queue and the precision of rules as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from kabar.analysis.precision import RulePrecision
from kabar.store.reviews import Progress, Review, reviews_of
from kabar.web.finding import coded_of
from kabar.web.judging import (
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_WORDS,
    Missed,
    add_missed,
    finish,
    judge,
    plain_name,
    reviewer_of,
    unjudge,
)
from kabar.web.queue import QueueAsked, progress_of, queue_of, rules_of
from kabar.web.security import JsonOnly, OfSite

router = APIRouter(prefix="/api/review", tags=["review"])

Kind = Literal["event", "quote", "position"]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=LONGEST_NOTE)]
Reviewer = Annotated[
    str | None, Field(max_length=LONGEST_NAME, description="Without it the one chosen on /review.")
]


class Correction(BaseModel):
    """The fields that are otherwise; those of the kind of record alone."""

    model_config = ConfigDict(extra="forbid")

    type: str | None = None
    mode: str | None = None
    modality: str | None = None
    source: list[str] | str | None = Field(None, description="Parties; `*` for anybody.")
    target: list[str] | str | None = None
    date: str | None = Field(None, description="2024-03-05, 2024-03 or 2024.")
    place: str | None = None
    speaker: str | None = Field(None, description="Of a quote.")
    party: str | None = Field(None, description="Of a quote or position.")
    stance: str | None = Field(None, description="Of a position.")
    toward: list[str] | str | None = Field(None, description="Of a position: parties.")

    def given(self) -> dict[str, Any]:
        """Return the fields that were named."""
        return self.model_dump(exclude_unset=True)


class OfRecord(BaseModel):
    """Which record is meant, and who reviews."""

    document: Id
    kind: Kind
    record: Id
    reviewer: Reviewer = None


class Judgement(OfRecord):
    """A verdict on a record."""

    verdict: Literal["accepted", "corrected", "rejected"]
    correction: Correction | None = None
    note: Note = ""


class MissedEvent(BaseModel):
    """An event that the machine missed."""

    document: Id
    words: Annotated[str, Field(max_length=LONGEST_WORDS, description="As the text has them.")]
    before: Annotated[str, Field(max_length=LONGEST_WORDS)] = ""
    """What stands before the words, where they stand at several places."""
    event: Correction
    note: Note = ""
    reviewer: Reviewer = None


class FinishedArticle(BaseModel):
    """Whether an article is finished."""

    document: Id
    finished: bool = True
    reviewer: Reviewer = None


@dataclass(frozen=True, slots=True)
class Done:
    """That something was done."""

    done: bool = True


@dataclass(frozen=True, slots=True)
class QueueAnswerRow:
    """A record of the queue with its sentence."""

    document: str
    kind: str
    record: str
    rule: str | None
    title: str | None
    language: str
    sentence: str
    fields: dict[str, Any]
    review: Review | None


@dataclass(frozen=True, slots=True)
class QueueAnswer:
    """A page of the queue, and how far the reviewer is."""

    reviewer: str
    total: int
    page: int
    size: int
    pages: int
    progress: list[Progress]
    rows: list[QueueAnswerRow]


@router.get("")
def queue_api(request: Request, site: OfSite, asked: Annotated[QueueAsked, Query()]) -> QueueAnswer:
    """The records that wait for a reviewer, or that were reviewed."""
    reviewer = reviewer_of(request)
    found = queue_of(site, asked, reviewer)
    rows = [
        QueueAnswerRow(
            row.document.id,
            row.kind,
            row.record.id,
            row.record.rule,
            row.document.title,
            row.document.language,
            "".join(piece.text for piece in row.sentence),
            row.fields,
            row.review,
        )
        for row in found.rows
    ]
    told = progress_of(site, reviewer)
    return QueueAnswer(reviewer, found.total, found.page, found.size, found.pages, told, rows)


@router.get("/rules")
def rules_api(site: OfSite) -> list[RulePrecision]:
    """The precision of each rule that was judged, those that are surest to be bad first."""
    return rules_of(site)


@router.get("/articles/{document}")
def reviews_api(site: OfSite, document: str) -> list[Review]:
    """All verdicts on the records of an article, the oldest first."""
    coded_of(site, document)
    with site.store.reading() as connection:
        return reviews_of(connection, document=document)


@router.post("", dependencies=[JsonOnly])
def judge_api(request: Request, site: OfSite, given: Judgement) -> Review:
    """Keep a verdict in place of the reviewer's older one."""
    fields = given.correction.given() if given.correction is not None else None
    where = (given.document, given.kind, given.record)
    reviewer = _named(request, given.reviewer)
    return judge(site, reviewer, where, given.verdict, given=fields, note=given.note)


@router.post("/back", dependencies=[JsonOnly])
def take_back_api(request: Request, site: OfSite, given: OfRecord) -> Done:
    """Take a verdict back, or an event that was added."""
    unjudge(site, _named(request, given.reviewer), (given.document, given.kind, given.record))
    return Done()


@router.post("/missing", dependencies=[JsonOnly])
def missing_api(request: Request, site: OfSite, given: MissedEvent) -> Review:
    """Keep an event that the machine missed."""
    missed = Missed(given.words, given.before, given.event.given())
    return add_missed(site, _named(request, given.reviewer), given.document, missed, given.note)


@router.post("/finished", dependencies=[JsonOnly])
def finished_api(request: Request, site: OfSite, given: FinishedArticle) -> Done:
    """Keep that an article is finished, or that it is not."""
    finish(site, _named(request, given.reviewer), given.document, finished=given.finished)
    return Done()


def _named(request: Request, name: str | None) -> str:
    return plain_name(name or "") or reviewer_of(request)
