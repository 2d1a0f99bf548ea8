"""Which quotations somebody spoke, and the words beside them that say who.

A quotation is spoken when a cue stands right after it (`“…,” said X`), right before it
(`X said: “…”`), or when it is a whole sentence that carries on somebody's speech. Words in
quotation marks inside the narrator's own sentence are left alone.
"""

from __future__ import annotations

from kabar.extract.quotation_clauses import DASHES, addressee_of
from kabar.extract.quotation_continuations import carried_speech, is_whole
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Attribution, Draft
from kabar.extract.quotation_introductions import CLOSERS, INTRODUCES, attribution_before
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import speaker_at
from kabar.extract.quotation_speakers import following_speaker, preceding_speaker
from kabar.parse.tree import Token

STRETCH = 30
"""How many tokens from a quotation its cue may stand."""


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
        attribution = attribution or attribution_before(
            page, quotation, max(told, paragraph.start), paragraph
        )
        if attribution is None and is_whole(page, paragraph, quotation):
            attribution = carried_speech(page, number, quotation, found)
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
        at_stop = (
            token.text in (".", "!", "?") and page.text[token.end : token.end + 1].strip() == ""
        )
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
    return len(tail.split()) <= 2 and tail[-1] in ',”"»—–'


def _signed(page: Page, quotation: Quotation, sentence: int, bounds: range) -> Attribution | None:
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
    return not (
        first.upos in ("PRON", "DET", "ADV", "ADP") and first.text[0].isupper() and len(rest) > 6
    )
