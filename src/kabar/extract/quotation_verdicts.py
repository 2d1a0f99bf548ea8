"""Words put in quotation marks inside a clause that judges: `condemned the attack as “…”`.

Read after speech and reports: a quotation that nobody is yet said to have spoken belongs to the
subject of the nearest cue before it whose clause still holds it. Names, titles and single scare
words stay out.
"""

from __future__ import annotations

from collections.abc import Sequence

from kabar.extract.quotation_clauses import DASHES, STOPS, Content
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import Draft, is_negated, is_spoken, is_title
from kabar.extract.quotation_frames import Report, object_content
from kabar.extract.quotation_marks import Quotation
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker, speaker_from_mention
from kabar.extract.quotation_speakers import is_passive, subject_speaker
from kabar.parse.tree import Token

JUDGING = frozenset({"blame", "accuse", "as", "object", "to", "other-to", "clause", "agent"})
"""Frames of the cues whose clause may hold words of their subject's."""
VERBAL_FRAMES = frozenset({"to", "other-to", "clause", "accuse"})
"""Frames of the cues that may have another verb between them and the words."""
VERBS = frozenset({"VERB", "AUX"})
PASSED = VERBS | {"DET", "CCONJ"}
"""Words between a verdict's preposition and its quotation (as a “farce”, for being “blind”)."""
TAKEN_UP = frozenset({"support", "deny", "agree"})
"""Kinds of cue whose object is another's thing: words in marks there are its name."""
REACH = 26
"""How many tokens before a quotation its cue may stand."""
NEAR = 12
"""A description that is longer before its quotation is left out of the quote."""


def verdict(
    page: Page, sentence: int, quotation: Quotation, told: Sequence[Draft]
) -> tuple[CueHit, Report] | None:
    """Return the cue and report that a quotation nobody spoke belongs to.

    `told` are the quotes found so far.
    """
    tokens = page.trees[sentence].tokens
    inside = [t.index for t in tokens if quotation.start <= t.start < quotation.end]
    if not inside or is_title(page, sentence, quotation):
        return None
    for hit in reversed(page.hits[sentence]):
        if hit.last < inside[0] and _governs(page, hit, inside[0]):
            speaker = _judge(page, hit)
            if speaker is None or not _enough(page, hit, quotation, inside[0]):
                return None
            again = any(draft.cue == hit for draft in told)
            return hit, (speaker, _content(page, hit, inside, again=again))
    return None


def _governs(page: Page, hit: CueHit, at: int) -> bool:
    """Say whether a cue's clause still runs at the token `at`."""
    tokens = page.trees[hit.sentence].tokens
    token = tokens[hit.first]
    if hit.cue.pos != "V" or not hit.cue.frames & JUDGING or not is_spoken(page, hit):
        return False
    if at - hit.last > REACH or page.quotation_at(token.start) or is_negated(page, hit):
        return False
    if token.upos not in VERBS and not (token.upos == "ADJ" or "agent" in hit.cue.frames):
        return False
    i = hit.last + 1
    while i < at:
        if page.quotation_at(tokens[i].start) is None:
            closed = _after_aside(page, tokens, i, at)
            if closed > i:
                i = closed
                continue
            if not _may_stand(page, hit, tokens, i):
                return False
        i += 1
    return True


def _after_aside(page: Page, tokens: Sequence[Token], i: int, at: int) -> int:
    """Return the token after an aside between commas or dashes that opens at `i`, else `i`."""
    if tokens[i].text != "," and tokens[i].text not in DASHES:
        return i
    for j in range(i + 1, at):
        same = tokens[j].text == tokens[i].text
        if same and page.quotation_at(tokens[j].start) is None:
            return j + 1
    return i


def _may_stand(page: Page, hit: CueHit, tokens: Sequence[Token], i: int) -> bool:
    """Say whether a token may stand between a cue and the words of its subject."""
    token = tokens[i]
    if token.text in STOPS or token.text in (":", ",") or token.text in DASHES:
        return False
    if page.is_word(token, "clause_breaks"):
        return False
    if token.upos not in VERBS:
        return True
    return bool(hit.cue.frames & VERBAL_FRAMES) or page.is_word(tokens[i - 1], "verdict_words")


def _judge(page: Page, hit: CueHit) -> Speaker | None:
    """Return who judges, where the text names somebody: a mention, a pronoun, a written name."""
    speaker = subject_speaker(page, hit)
    if speaker is None:
        return _first_side(page, hit)
    if speaker.form == "phrase" and not any(
        t.upos == "PROPN"
        for t in page.trees[speaker.sentence].tokens[speaker.first : speaker.last + 1]
    ):
        return None
    return speaker


def _first_side(page: Page, hit: CueHit) -> Speaker | None:
    """Return the side that opens a sentence whose verb the parser gave no subject."""
    tokens = page.trees[hit.sentence].tokens
    if "agent" in hit.cue.frames or is_passive(page, hit):
        return None
    for mention in page.mentions.get(hit.sentence, ()):
        if mention.first >= hit.first or mention.form in ("place", "pronoun"):
            continue
        if mention.first and tokens[mention.first - 1].upos in ("ADP", "PART"):
            continue
        return speaker_from_mention(mention, page, "first side of the sentence")
    return None


def _enough(page: Page, hit: CueHit, quotation: Quotation, at: int) -> bool:
    """Say whether the words are the subject's own, not the name of what is judged.

    Out stay single scare words, what somebody defends or rejects (the “open door”) and a name after
    its noun (the map “nine dashes”).
    """
    tokens = page.trees[hit.sentence].tokens
    before = tokens[_word_before(page, hit, at)]
    if "as" in hit.cue.frames or page.is_word(before, "verdict_words"):
        return True
    if hit.cue.kind in TAKEN_UP or len(page.text[quotation.start : quotation.end].split()) < 2:
        return False
    first = next((t for t in tokens[at:] if t.text[0].isalnum()), None)
    named = first is not None and first.upos in ("NOUN", "NUM", "PROPN")
    return not (before.upos == "NOUN" and named)


def _word_before(page: Page, hit: CueHit, at: int) -> int:
    """Return the token before a quotation, articles and verbs aside: for, as, or the cue.

    A quotation coordinated with one before it (“a farce” and “a shame”) has that one's word.
    """
    tokens = page.trees[hit.sentence].tokens
    k = at - 1
    while k > hit.last and (
        tokens[k].upos in PASSED or page.quotation_at(tokens[k].start) is not None
    ):
        k -= 1
    return k


def _content(page: Page, hit: CueHit, inside: Sequence[int], *, again: bool) -> Content:
    """Return the words alone where they are the verdict, else the description that holds them.

    Alone too where the cue has had words `again` (a “farce” and a “shame”).
    """
    alone = Content(inside[0], inside[-1], "words used in judging")
    tokens = page.trees[hit.sentence].tokens
    if again or "agent" in hit.cue.frames:
        return alone
    if not hit.cue.frames & {"as", "accuse"}:
        k = _word_before(page, hit, inside[0])
        if k == hit.last or page.is_word(tokens[k], "verdict_words"):
            return alone
        named = object_content(page, hit, wide=True)
        if named is not None and named.first <= inside[0] and inside[-1] <= named.last + 1:
            return Content(named.first, max(named.last, inside[-1]), alone.how)
    first = hit.last + 1
    if inside[0] - first > NEAR or any(t.text == "," for t in tokens[first : inside[0]]):
        return alone
    return Content(first, inside[-1], alone.how)


def is_free(quotation: Quotation, drafts: Sequence[Draft]) -> bool:
    """Say whether no quote found so far holds any of a quotation's words."""
    return not any(d.start < quotation.end and quotation.start < d.end for d in drafts)
