"""Speech carried on: whole quotations without a speaker of their own."""

from __future__ import annotations

from collections.abc import Sequence

from kabar.extract.quotation_drafts import Attribution, Draft
from kabar.extract.quotation_introductions import closing_attribution
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page, Paragraph
from kabar.extract.quotation_phrases import speaker_at
from kabar.extract.quotation_speakers import PERSONS, subject_speaker

WHOLE_WORDS = 3
"""A shorter quotation is not taken for a sentence."""


def is_whole(page: Page, paragraph: Paragraph, quotation: Quotation) -> bool:
    """Say whether a quotation is one or more whole sentences, not words inside another's."""
    words = page.text[quotation.inner_start : quotation.inner_end]
    before = page.text[paragraph.start : quotation.start].rstrip()
    if before and before[-1] not in ".?!…:”\"»’'":
        return False
    if not quotation.opened or not quotation.closed:
        return True
    rest = page.text[quotation.end : paragraph.end].lstrip()
    ends = words[-1] in ".?!…," or rest[:1] in (".", "!", "?") or (bool(rest) and rest[0].isupper())
    starts = not words[:1].islower()
    return (
        ends
        and starts
        and len(words.split()) >= WHOLE_WORDS
        and bool(before or words[-1] in ".?!…,")
    )


def carried_speech(
    page: Page, number: int, quotation: Quotation, found: Sequence[Draft]
) -> Attribution | None:
    """Return the speaker whose speech a whole quotation carries on."""
    paragraph = page.paragraphs[number]
    if found:
        return Attribution(None, None, "goes on after the words before it")
    if page.text[paragraph.start : quotation.start].strip():
        return _sentence_before(page, paragraph, quotation)
    previous = page.paragraphs[number - 1] if number else None
    if previous is not None and page.text[previous.start : previous.end].rstrip().endswith(":"):
        introduced = closing_attribution(page, previous)
        if introduced is not None:
            return introduced
    return Attribution(None, None, "goes on from the paragraph before")


def _sentence_before(page: Page, paragraph: Paragraph, quotation: Quotation) -> Attribution | None:
    """Return the person whom the sentence before a quotation is about."""
    tokens = page.between(paragraph.start, quotation.start)
    if not tokens:
        return None
    sentence = tokens[-1][0]
    tree = page.trees[sentence]
    root = next((t.index for t in tree.tokens if t.head < 0), None)
    if any(
        not page.quotation_at(tree.tokens[h.first].start) and h.cue.pos == "V"
        for h in page.hits[sentence]
    ):
        for hit in page.hits[sentence]:
            if hit.cue.pos == "V" and "direct" in hit.cue.frames:
                speaker = subject_speaker(page, hit)
                if speaker is not None:
                    return Attribution(None, speaker, "speaker of the sentence before")
    if root is None:
        return None
    for head in page.clauses_of(sentence).subjects(root):
        speaker = speaker_at(page, sentence, head, range(-1, -1), "subject")
        if speaker is not None and (speaker.form in PERSONS):
            return Attribution(None, speaker, "subject of the sentence before")
    return Attribution(None, None, "follows a sentence of the same paragraph")
