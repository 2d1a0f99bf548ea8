"""Quotes: the words speakers are reported to have said, with who said them.

Read `find_quotes` first. It lays the document out, reads spoken quotations and reports, then goes
through them in the order of the text to resolve pronouns and continued speech.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kabar.extract.quotation_attribution import spoken
from kabar.extract.quotation_cues import SpeechTable, load_speech
from kabar.extract.quotation_drafts import Draft
from kabar.extract.quotation_names import name_speaker
from kabar.extract.quotation_page import BlockLike, MentionLike, Page, ReadingLike, lay_out
from kabar.extract.quotation_phrases import Speaker
from kabar.extract.quotation_reports import drafted, reports
from kabar.extract.quotation_speakers import PERSONS
from kabar.extract.quotation_verdicts import is_free, verdict
from kabar.languages.load import Language
from kabar.parse.grammar import load_grammar
from kabar.parse.tree import Tree
from kabar.records import Quote, Side, Span

PERSON_KINDS = frozenset({"person", "role"})
LONE_WORDS = 8
"""A quotation of this many words that nobody is said to have spoken is kept without a speaker."""


@dataclass(frozen=True, slots=True)
class Last:
    """Who spoke last, and where those words end."""

    side: Side
    end: int


def find_quotes(
    text: str,
    trees: Sequence[Tree],
    reading: ReadingLike,
    language: Language,
    blocks: Sequence[BlockLike] = (),
    *,
    speech: SpeechTable | None = None,
    wide: bool = False,
) -> list[Quote]:
    """Return the quotes of a document in order of the text.

    `trees[i].index` is `i`, as mentions count sentences. Without `blocks` each line is a paragraph;
    headings hold no quotes. `speech` is `load_speech(language)` made once. With `wide`, thoughts,
    wishes, findings and noun phrases that name what was said count as indirect quotes too.

    “We leave,” she told reporters.  ->  direct, “We leave”, said by she, to reporters
    """
    table = speech or load_speech(language)
    page = lay_out(text, trees, reading, table, load_grammar(language), blocks)
    drafts: list[Draft] = []
    for number in range(len(page.paragraphs)):
        drafts += spoken(page, number)
    used = {(d.cue.sentence, d.cue.first) for d in drafts if d.cue is not None}
    direct = [(d.start, d.end) for d in drafts]
    of_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.cue is not None:
            of_sentence.setdefault(draft.cue.sentence, []).append(draft)
    for sentence in range(len(trees)):
        if page.hits[sentence]:
            said = of_sentence.get(sentence, [])
            for draft in reports(page, sentence, used, said, wide=wide):
                if not _repeats(draft, direct):
                    drafts.append(draft)
    drafts += _judged(page, drafts)
    drafts.sort(key=_place)
    return _resolve(page, drafts)


def _judged(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """Return quotations that the subject of a judging clause used (condemned it as “…”)."""
    found: list[Draft] = []
    for paragraph in page.paragraphs:
        if paragraph.kind != "paragraph":
            continue
        for quotation in paragraph.quotations:
            told = (*drafts, *found)
            if not is_free(quotation, told):
                continue
            here = page.between(quotation.start, quotation.end)[:1]
            judged = verdict(page, here[0][0], quotation, told) if here else None
            draft = drafted(page, judged[0], *judged[1]) if judged is not None else None
            if draft is not None:
                found.append(draft)
    return found


def _place(draft: Draft) -> tuple[int, int]:
    return draft.start, -draft.end


def _repeats(draft: Draft, direct: Sequence[tuple[int, int]]) -> bool:
    """Say whether a report is a quotation that was read already, or is inside one."""
    return any(start <= draft.start and draft.end <= end + 2 for start, end in direct)


def _resolve(page: Page, drafts: Sequence[Draft]) -> list[Quote]:
    """Return the quotes with pronouns and continued speech given to whoever spoke last."""
    quotes: list[Quote] = []
    last: Last | None = None
    person: Last | None = None
    for draft in drafts:
        side: Side | None
        if draft.speaker is not None:
            speaker = name_speaker(page, draft.speaker, _cue_tokens(draft))
            side = _resolved(page, speaker, person)
            last = Last(side, draft.end)
            if person is None or _is_person(page, speaker):
                person = last
        else:
            side = last.side if last and draft.continued else None
            known = (
                last is not None or len(page.text[draft.start : draft.end].split()) >= LONE_WORDS
            )
            if draft.continued and not known:
                continue
        quotes.append(_quote(page, draft, side, draft.how))
    return quotes


def _cue_tokens(draft: Draft) -> range:
    return range(draft.cue.first, draft.cue.last + 1) if draft.cue is not None else range(0)


def _is_person(page: Page, speaker: Speaker) -> bool:
    """Say whether a pronoun may mean a speaker: a person, or a name that no table holds."""
    actor = page.actors.get(speaker.side.id or "")
    if actor is not None:
        return actor.kind in PERSON_KINDS
    return speaker.form in PERSONS or (speaker.form == "phrase" and speaker.side.text[:1].isupper())


def _names_person(page: Page, mention: MentionLike) -> bool:
    kinds = {page.actors[a].kind for a in mention.actors if a in page.actors}
    return mention.form in ("name", "title", "role") and bool(kinds & PERSON_KINDS)


def _resolved(page: Page, speaker: Speaker, person: Last | None) -> Side:
    """Return a speaker's side; a pronoun takes the actor of a person named before it.

    In this order: whoever spoke last in the same paragraph, a person named before in it, whoever
    spoke last in the paragraph before, what coreference says, whoever spoke last at all.
    """
    side = speaker.side
    if speaker.form != "pronoun":
        return side
    here = page.paragraph_at(side.start)
    distance = here - page.paragraph_at(person.end - 1) if person is not None else None
    known = person.side if person is not None and distance == 0 else None
    if known is None:
        near = _nearest_person(page, speaker, page.paragraphs[here].start)
        known = page.side(near) if near is not None else None
    if known is None and person is not None and (distance == 1 or side.id is None):
        known = person.side
    if known is None:
        return side
    return replace(
        side, id=known.id, name=known.name or known.text, party=known.party, sector=known.sector
    )


def _nearest_person(page: Page, speaker: Speaker, begin: int) -> MentionLike | None:
    """Return the first person of the nearest sentence before a pronoun in its paragraph."""
    for sentence in range(speaker.sentence, -1, -1):
        if page.trees[sentence].end <= begin:
            break
        for mention in page.mentions.get(sentence, ()):
            outside = page.quotation_at(mention.start) is None
            if mention.start < speaker.side.start and outside and _names_person(page, mention):
                return mention
    return None


def _quote(page: Page, draft: Draft, side: Side | None, how: str) -> Quote:
    cue: Span | None = None
    rule: str | None = None
    if draft.cue is not None:
        tokens = page.trees[draft.cue.sentence].tokens
        start, end = tokens[draft.cue.first].start, tokens[draft.cue.last].end
        cue, rule = Span(page.text[start:end], start, end), draft.cue.cue.rule
    words = page.text[draft.start : draft.end]
    digest = hashlib.sha256(f"{draft.start}:{draft.end}:{draft.kind}:{words}".encode()).hexdigest()
    return Quote(
        id=f"q{digest[:12]}",
        kind=draft.kind,
        speaker=side,
        text=words,
        start=draft.start,
        end=draft.end,
        cue=cue,
        addressee=draft.addressee.side if draft.addressee else None,
        rule=rule,
        detail=how,
    )
