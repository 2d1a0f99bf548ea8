"""Speech reported without quotation marks around all of it: `said that …`, `menurut X, …`.

Each cue outside quotation marks is tried with the frames of its line in speech.csv. A report whose
words are partly in quotation marks is mixed; wholly, direct.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from kabar.extract.quotation_clauses import Content, addressee_of, clause_end, clause_start
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Draft, is_negated, is_spoken
from kabar.extract.quotation_frames import Report, infinitive, noun_report, object_content
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker
from kabar.extract.quotation_speakers import subject_speaker
from kabar.extract.quotation_surroundings import (
    fronted_clause,
    inner_report,
    source_report,
    tail_report,
)
from kabar.parse.tree import main_relation

VERBAL = frozenset({"VERB", "AUX", "ADJ"})
WHOLLY = 0.8
"""A report with this share of its letters in quotation marks is direct."""


def reports(
    page: Page, sentence: int, used: Set[tuple[int, int]], spoken: Sequence[Draft], *, wide: bool
) -> list[Draft]:
    """Return the reports of one sentence.

    `used` are cues that already introduced a quotation, `spoken` the quotations of the sentence.
    """
    found: list[Draft] = []
    claimed: set[int] = set()
    starts: set[int] = set()
    tokens = page.trees[sentence].tokens
    for hit in page.hits[sentence]:
        if (sentence, hit.first) in used or hit.first in claimed:
            continue
        if page.quotation_at(tokens[hit.first].start) or not (wide or is_spoken(page, hit)):
            continue
        if hit.cue.pos == "N" and any(d.start <= tokens[hit.first].start < d.end for d in found):
            continue
        shared = _shared_speaker(page, hit, found) or _quoted_speaker(page, hit, spoken)
        report = _report(page, hit, shared, wide=wide)
        draft = drafted(page, hit, *report) if report is not None else None
        if draft is not None and hit.cue.pos == "P" and _holds(draft, spoken):
            continue
        if draft is not None and draft.start not in starts:
            claimed.add(hit.first)
            starts.add(draft.start)
            found.append(draft)
    return found


def _holds(draft: Draft, spoken: Sequence[Draft]) -> bool:
    """Say whether a report is only the source of a quotation that has its speaker."""
    return any(draft.start < q.end and q.start < draft.end for q in spoken)


def _quoted_speaker(page: Page, hit: CueHit, spoken: Sequence[Draft]) -> Speaker | None:
    """Return the speaker of the quotation before (“…,” she said, adding that …)."""
    tokens = page.trees[hit.sentence].tokens
    if hit.cue.pos != "V" or page.clauses_of(hit.sentence).dependents(hit.first, "nsubj"):
        return None
    for draft in spoken:
        cue = draft.cue
        if cue is not None and cue.sentence == hit.sentence and cue.first < hit.first:
            between = tokens[cue.last + 1 : hit.first]
            far = len(between) > 12 or any(t.upos == "VERB" for t in between)
            return None if far else draft.speaker
    return None


def _shared_speaker(page: Page, hit: CueHit, found: list[Draft]) -> Speaker | None:
    """Return the speaker of the report before, where a cue is coordinated with that report's.

    `X said that …, and warned that …`: parsers like to hang the second cue inside the first clause.
    """
    tokens = page.trees[hit.sentence].tokens
    at = hit.first - 1
    while at > 0 and (tokens[at].upos in ("AUX", "ADV") or page.is_word(tokens[at], "skip_words")):
        at -= 1
    if not found or at <= 0 or not page.is_word(tokens[at], "and_words"):
        return None
    before = found[-1]
    own = page.clauses_of(hit.sentence).dependents(hit.first, "nsubj")
    if before.end > tokens[at].start or any(at < k < hit.first for k in own):
        return None
    return before.speaker


def _report(page: Page, hit: CueHit, shared: Speaker | None, *, wide: bool) -> Report | None:
    frames = hit.cue.frames
    token = page.trees[hit.sentence].tokens[hit.first]
    if hit.cue.pos == "P":
        return source_report(page, hit)
    if "after" in frames:
        return inner_report(page, hit)
    if hit.cue.pos == "N":
        return noun_report(page, hit) if token.upos == "NOUN" else None
    if token.upos not in VERBAL or (is_negated(page, hit) and not wide):
        return None
    tail = tail_report(page, hit) if shared is None else None
    if tail is not None:
        return tail
    speaker = shared or subject_speaker(page, hit)
    if speaker is None:
        return None
    content = _content(page, hit, speaker, wide=wide)
    if content is None or _keeps_silent(page, hit, content):
        return None
    return speaker, content


def _keeps_silent(page: Page, hit: CueHit, content: Content) -> bool:
    """Say whether an infinitive is about speaking or not being named: nothing was said.

    `declined to say whether …`, `refused to comment`, `who asked not to be named`.
    """
    tokens = page.trees[hit.sentence].tokens
    first = content.first
    negated = page.is_word(tokens[first], "negators")
    first += negated
    if first >= content.last or not page.is_word(tokens[first], "infinitive_marks"):
        return False
    relative = main_relation(tokens[hit.first]) == "acl"
    if negated and relative:
        return True
    cues = page.speech.cues.get(tokens[first + 1].lower, ())
    return hit.cue.kind == "deny" and any(cue.pos == "V" and cue.kind == "say" for cue in cues)


def _content(page: Page, hit: CueHit, speaker: Speaker, *, wide: bool) -> Content | None:
    """Return what a verb reports: a clause after it, before it, an infinitive or a description."""
    frames = hit.cue.frames
    if "other-to" in frames and "tell" not in frames:
        asked = infinitive(page, hit)
        if asked is not None:
            return asked
    if frames & {"clause", "by", "question"}:
        fronted = fronted_clause(page, hit, speaker)
        if fronted is not None:
            return fronted
        opened = clause_start(page, hit, questions=wide)
        if opened is not None:
            last = clause_end(page, hit, opened[0])
            return Content(opened[0], last, opened[1], addressee_of(page, hit, opened[0]))
    if frames & {"to", "other-to"}:
        wished = infinitive(page, hit)
        if wished is not None:
            return wished
    if frames & {"as", "accuse"} or (wide and frames & {"object", "blame"}):
        return object_content(page, hit, wide=wide)
    return None


def drafted(page: Page, hit: CueHit, speaker: Speaker, content: Content) -> Draft | None:
    """Return the quote of a report: direct, indirect or mixed by what stands in its marks."""
    tokens = page.trees[hit.sentence].tokens
    if content.last < content.first:
        return None
    start, end = tokens[content.first].start, tokens[content.last].end
    held = page.quotation_at(end - 1)
    if held is not None and held.end > end:
        end = min(held.end, page.trees[hit.sentence].end)
    kind = _kind(page, start, end)
    if kind == "direct":
        start, end = _bare(page, start, end)
    opening = page.quotation_at(start)
    if kind == "mixed" and opening is not None and opening.inner_start == start:
        start = opening.start
    if end <= start:
        return None
    return Draft(start, end, kind, hit, speaker, content.how, addressee=content.addressee)


def _kind(page: Page, start: int, end: int) -> str:
    letters = inside = 0
    position = start
    while position < end:
        quotation = page.quotation_at(position)
        stop = min(quotation.end, end) if quotation else position + 1
        count = sum(c.isalpha() for c in page.text[position:stop])
        letters += count
        inside += count if quotation else 0
        position = stop
    if not inside:
        return "indirect"
    return "direct" if inside >= WHOLLY * letters else "mixed"


def _bare(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the words of a report that is one quotation, without its marks."""
    quotation = page.quotation_at(start) or page.quotation_at(end - 1)
    if quotation is None:
        return start, end
    stop = quotation.inner_end
    if page.text[stop - 1] == ",":
        stop -= 1
    return quotation.inner_start, stop
