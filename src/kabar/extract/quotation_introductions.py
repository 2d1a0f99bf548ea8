"""Attributions right before a quotation: `X said: “…”`, `X said, “…”`, `X: “…”`."""

from __future__ import annotations

from kabar.extract.quotation_clauses import addressee_of
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Attribution, is_negated, is_title
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page, Paragraph
from kabar.extract.quotation_phrases import speaker_at
from kabar.extract.quotation_speakers import following_speaker, preceding_speaker, subject_speaker

INTRODUCES = frozenset({"direct", "after", "source", "by"})
"""Frames of the cues that may stand beside words in quotation marks."""
CLOSERS = "’'”\"»)] "
FAR, NEAR = 30, 12
"""How many tokens before a quotation its cue may stand, with a colon and without."""
LONG_WORDS = 8


def attribution_before(
    page: Page, quotation: Quotation, begin: int, paragraph: Paragraph
) -> Attribution | None:
    """Return the attribution right before a quotation: `X said: “…”`, `X said, “…”`, `X: “…”`."""
    tokens = page.between(begin, quotation.start)
    while tokens and tokens[0][1].text in {",", *CLOSERS}:
        tokens = tokens[1:]
    if not tokens:
        return None
    sentence = tokens[-1][0]
    stretch = [token for s, token in tokens if s == sentence]
    stop = next(
        (i for i in range(len(stretch) - 2, -1, -1) if stretch[i].text in (".", "!", "?", ";")), -1
    )
    stretch = stretch[stop + 1 :]
    mark = stretch[-1].text if stretch else ""
    colon = mark == ":"
    if colon or mark == ",":
        stretch = stretch[:-1]
    if not stretch:
        return None
    bounds = range(stretch[0].index, stretch[-1].index + 1)
    hit = _last_hit(page, sentence, bounds, far=colon)
    if hit is None:
        return _named(page, sentence, bounds) if colon else None
    if not colon and not _introduces(page, quotation, hit, bounds, paragraph):
        return None
    if is_negated(page, hit) and not colon:
        return None
    speaker = subject_speaker(page, hit) if hit.cue.pos == "V" else None
    if hit.cue.frames & {"after", "source", "by"}:
        speaker = following_speaker(page, hit, bounds.stop, "speaker after the cue")
    if speaker is None:
        speaker = preceding_speaker(page, hit, bounds.start, "speaker before the cue")
    how = f"{speaker.how}, before the words" if speaker else "cue before the words"
    return Attribution(hit, speaker, how, addressee_of(page, hit, bounds.stop))


def _last_hit(page: Page, sentence: int, bounds: range, *, far: bool) -> CueHit | None:
    best: CueHit | None = None
    tokens = page.trees[sentence].tokens
    for hit in page.hits[sentence]:
        if hit.first not in bounds or not hit.cue.frames & INTRODUCES:
            continue
        if page.quotation_at(tokens[hit.first].start) or (
            tokens[hit.first].upos == "NOUN" and not far
        ):
            continue
        if bounds.stop - hit.last <= (FAR if far else NEAR):
            best = hit
    return best


def _named(page: Page, sentence: int, bounds: range) -> Attribution | None:
    """Return the speaker of `X: “…”`."""
    for mention in page.mentions.get(sentence, ()):
        if mention.first == bounds.start and mention.last == bounds.stop - 1:
            speaker = speaker_at(page, sentence, mention.head, range(-1, -1), "name and colon")
            return Attribution(None, speaker, "name and colon before the words")
    return None


def _introduces(
    page: Page, quotation: Quotation, hit: CueHit, bounds: range, paragraph: Paragraph
) -> bool:
    """Say whether a cue without a colon leads to the quotation as what was said.

    The quotation must begin like a sentence or stand right after the cue and end the clause, and
    no clause of its own may have begun between.
    """
    tokens = page.trees[hit.sentence].tokens
    between = tokens[hit.last + 1 : bounds.stop]
    judged = hit.first > 0 and page.is_word(tokens[hit.first - 1], "verdict_words")
    if judged and "clause" not in hit.cue.frames:
        return False  # praised them for speaking “with one voice”
    if between and is_title(page, hit.sentence, quotation):
        return False
    if between and page.is_word(between[-1], "complementizers"):
        return False
    if between and page.is_word(between[-1], "as_words"):
        return False
    if any(page.is_word(t, "complementizers") and t.upos == "SCONJ" for t in between):
        return False
    if "tell" not in hit.cue.frames and any(t.upos == "VERB" for t in between):
        return False
    words = page.text[quotation.inner_start : quotation.inner_end]
    starts = words[:1].isupper() or words[:1] in "…["
    rest = page.text[quotation.end : paragraph.end].lstrip()
    final = words[-1] in ".?!,…" or not rest or rest[0] in ".?!"
    return (starts and (final or len(words.split()) >= LONG_WORDS)) or (not between and final)


def closing_attribution(page: Page, paragraph: Paragraph) -> Attribution | None:
    """Return the report that a paragraph ends with before its colon."""
    tokens = page.between(paragraph.start, paragraph.end)
    if not tokens:
        return None
    sentence = tokens[-1][0]
    stretch = [t for s, t in tokens if s == sentence and page.quotation_at(t.start) is None]
    if len(stretch) < 2:
        return None
    bounds = range(stretch[0].index, stretch[-1].index)
    hit = _last_hit(page, sentence, bounds, far=True)
    if hit is None:
        return None
    speaker = subject_speaker(page, hit) or preceding_speaker(
        page, hit, bounds.start, "speaker before the cue"
    )
    return Attribution(hit, speaker, "announced at the end of the paragraph before")
