"""Which quotations somebody spoke, and the words beside them that say who.

A quotation is spoken when a cue stands right after it (`“…,” said X`), right before it
(`X said: “…”`), or when it is a whole sentence that carries on somebody's speech. Words in
quotation marks inside the narrator's own sentence are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from kabar.extract.quotation_clauses import DASHES, addressee_of
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Draft, is_negated
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page, Paragraph
from kabar.extract.quotation_speakers import (
    PERSONS,
    Speaker,
    following_speaker,
    preceding_speaker,
    speaker_at,
    subject_speaker,
)
from kabar.parse.tree import Token

INTRODUCES = frozenset({"direct", "after", "source", "by"})
CLOSERS = "’'”\"»)] "
STRETCH = 30
"""How many tokens from a quotation its cue may stand."""
WHOLE_WORDS = 3
LONE_WORDS = 8
"""A quotation of this many words that nobody is said to have spoken is kept without a speaker."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue beside a quotation and its speaker."""

    cue: CueHit | None
    speaker: Speaker | None
    how: str
    addressee: Speaker | None = None


def spoken(page: Page, number: int) -> list[Draft]:
    """Return the quotations of paragraph `number` that somebody spoke, in order."""
    paragraph = page.paragraphs[number]
    if paragraph.kind != "paragraph":
        return []
    found: list[Draft] = []
    for i, quotation in enumerate(paragraph.quotations):
        following = paragraph.quotations[i + 1 : i + 2]
        stop = following[0].start if following else paragraph.end
        begin = paragraph.quotations[i - 1].end if i else paragraph.start
        attribution = _goes_on(page, quotation, begin, found)
        if attribution is None and _opens_sentence(page, quotation, begin):
            attribution = _after(page, quotation, stop)
        told = found[-1].end if found else paragraph.start
        attribution = attribution or _before(page, quotation, max(told, paragraph.start), paragraph)
        if attribution is None and _is_whole(page, paragraph, quotation):
            attribution = _carried(page, number, quotation, found)
        if attribution is not None:
            found.append(_draft(page, quotation, attribution, found))
    return found


def _draft(page: Page, quotation: Quotation, attribution: Attribution, found: list[Draft]) -> Draft:
    end = quotation.inner_end
    if page.text[end - 1] == "," and end - 1 > quotation.inner_start:
        end -= 1
    speaker, cue = attribution.speaker, attribution.cue
    if speaker is None and cue is None and found:
        speaker, cue = found[-1].speaker, found[-1].cue
    return Draft(
        quotation.inner_start,
        end,
        "direct",
        cue,
        speaker,
        attribution.how,
        continued=speaker is None,
        addressee=attribution.addressee,
    )


def _stretch_after(page: Page, quotation: Quotation, stop: int) -> list[tuple[int, Token]]:
    """Return the tokens after a quotation to the end of their sentence."""
    found: list[tuple[int, Token]] = []
    for sentence, token in page.between(quotation.end, stop):
        if found and sentence != found[0][0]:
            break
        at_stop = token.text in (".", "!", "?") and page.text[token.end : token.end + 1].strip() == ""
        if at_stop or (token.text == ":" and found):
            break
        found.append((sentence, token))
    return found


def _after(page: Page, quotation: Quotation, stop: int) -> Attribution | None:
    """Return the attribution after a quotation, if its first words are one."""
    stretch = _stretch_after(page, quotation, stop)
    last_mark = page.text[quotation.inner_start : quotation.inner_end].rstrip(CLOSERS)[-1:]
    comma = bool(stretch) and (stretch[0][1].text in {",", *DASHES})
    if comma:
        stretch = stretch[1:]
    if not stretch or not quotation.closed:
        return None
    sentence, first = stretch[0]
    if any(page.is_word(first, key) for key in ("coordinators", "relative_words")) and not any(
        h.first == first.index for h in page.hits[sentence]
    ):
        return None
    bounds = range(first.index, stretch[-1][1].index + 1)
    hit = _best_hit(page, sentence, bounds)
    if hit is None:
        return _signed(page, quotation, sentence, bounds)
    at_once = hit.first == first.index
    if at_once and first.upos == "NOUN" and not hit.cue.frames & {"after", "source"}:
        return None
    if not (last_mark in ",?!…—–-" or comma or (at_once and first.text[0].islower())):
        return None
    if last_mark in "?!…" and not comma and not at_once and not _ends_there(page, hit, bounds):
        return None
    if at_once:
        speaker = following_speaker(page, hit, bounds.stop, "speaker after the cue")
    elif hit.cue.frames & {"after", "source", "by"}:
        speaker = following_speaker(page, hit, bounds.stop, "speaker after the cue")
        speaker = speaker or preceding_speaker(page, hit, first.index, "speaker beside the cue")
    else:
        speaker = preceding_speaker(page, hit, first.index, "speaker before the cue")
    if speaker is None:
        return None
    how = f"{speaker.how}, after the words"
    return Attribution(hit, speaker, how, addressee_of(page, hit, bounds.stop))


def _goes_on(
    page: Page, quotation: Quotation, begin: int, found: list[Draft]
) -> Attribution | None:
    """Return the attribution that stands between two parts of one quoted sentence.

    “We came,” she said, “and we stay.”
    """
    if not found or not found[-1].start <= begin <= found[-1].end + 3:
        return None
    cue = found[-1].cue
    tokens = page.between(begin, quotation.start)
    if cue is None or not tokens or len(tokens) > STRETCH:
        return None
    if tokens[0][0] != tokens[-1][0] or tokens[0][0] != cue.sentence:
        return None
    last = tokens[-1][1]
    inside = tokens[0][1].index <= cue.first <= last.index
    joins = last.text == "," or any(page.is_word(last, k) for k in ("coordinators", "skip_words"))
    if not inside or not joins or last.index - cue.last > STRETCH // 2:
        return None
    return Attribution(cue, found[-1].speaker, "goes on after the cue")


def _opens_sentence(page: Page, quotation: Quotation, begin: int) -> bool:
    """Say whether a quotation begins its sentence, a short lead-in aside (Besides, “…”)."""
    before = page.text[begin : quotation.start].rstrip()
    if not before or before[-1] in ".?!…:":
        return True
    tail = before
    for stop in (". ", "? ", "! "):
        tail = tail.rsplit(stop, 1)[-1]
    return len(tail.split()) <= 2 and tail[-1] in ",”\"»—–"


def _signed(
    page: Page, quotation: Quotation, sentence: int, bounds: range
) -> Attribution | None:
    """Return the name after a dash that signs a quotation: “…” ― Jane Roe."""
    tokens = page.trees[sentence].tokens
    dashed = bounds.start > 0 and tokens[bounds.start - 1].text in DASHES
    if not dashed or len(bounds) > 8 or tokens[bounds.start].text[:1].islower():
        return None
    if any(tokens[i].upos in ("VERB", "AUX") for i in bounds):
        return None
    for head in (i for i in bounds if tokens[i].upos == "PROPN"):
        speaker = speaker_at(page, sentence, head, range(-1, -1), "name after a dash")
        return Attribution(None, speaker, "name after a dash") if speaker else None
    return None


def _best_hit(page: Page, sentence: int, bounds: range) -> CueHit | None:
    """Return the cue of an attribution: the first that may introduce direct speech.

    A capital inside the stretch belongs to a name, so that such a cue counts only for want of
    another.
    """
    spare: CueHit | None = None
    tokens = page.trees[sentence].tokens
    for hit in page.hits[sentence]:
        if hit.first not in bounds or hit.first - bounds.start > STRETCH:
            continue
        if not hit.cue.frames & INTRODUCES or page.quotation_at(tokens[hit.first].start):
            continue
        if tokens[hit.first].text[0].isupper() and hit.first > bounds.start:
            spare = spare or hit
            continue
        if tokens[hit.first].upos == "ADP" and hit.cue.pos != "P":
            continue
        return hit
    return spare


def _ends_there(page: Page, hit: CueHit, bounds: range) -> bool:
    """Say whether nothing like a reported clause follows the cue: the words before it are said."""
    tokens = page.trees[hit.sentence].tokens
    rest = tokens[hit.last + 1 : bounds.stop]
    if any(page.is_word(t, "complementizers") for t in rest[:4]):
        return False
    first = tokens[bounds.start]
    return not (first.upos in ("PRON", "DET", "ADV", "ADP") and first.text[0].isupper() and len(rest) > 6)


def _before(
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
    stop = next((i for i in range(len(stretch) - 2, -1, -1) if stretch[i].text in (".", "!", "?", ";")), -1)
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
        if page.quotation_at(tokens[hit.first].start) or (tokens[hit.first].upos == "NOUN" and not far):
            continue
        if bounds.stop - hit.last <= (STRETCH if far else 12):
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
    return (starts and (final or len(words.split()) >= LONE_WORDS)) or (not between and final)


def _is_whole(page: Page, paragraph: Paragraph, quotation: Quotation) -> bool:
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
    return ends and starts and len(words.split()) >= WHOLE_WORDS and bool(before or words[-1] in ".?!…,")


def _carried(
    page: Page, number: int, quotation: Quotation, found: list[Draft]
) -> Attribution | None:
    """Return the speaker whose speech a whole quotation carries on."""
    paragraph = page.paragraphs[number]
    if found:
        return Attribution(None, None, "goes on after the words before it")
    if page.text[paragraph.start : quotation.start].strip():
        return _sentence_before(page, paragraph, quotation)
    previous = page.paragraphs[number - 1] if number else None
    if previous is not None and page.text[previous.start : previous.end].rstrip().endswith(":"):
        introduced = _closing_cue(page, previous)
        if introduced is not None:
            return introduced
    return Attribution(None, None, "goes on from the paragraph before")


def _closing_cue(page: Page, paragraph: Paragraph) -> Attribution | None:
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


def _sentence_before(page: Page, paragraph: Paragraph, quotation: Quotation) -> Attribution | None:
    """Return the person whom the sentence before a quotation is about."""
    tokens = page.between(paragraph.start, quotation.start)
    if not tokens:
        return None
    sentence = tokens[-1][0]
    tree = page.trees[sentence]
    root = next((t.index for t in tree.tokens if t.head < 0), None)
    if any(not page.quotation_at(tree.tokens[h.first].start) and h.cue.pos == "V" for h in page.hits[sentence]):
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
