"""What a cue takes after it: an infinitive, an object with its description, a noun's clause."""

from __future__ import annotations

from kabar.extract.quotation_clauses import STOPS, Content, addressee_of, clause_end
from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_drafts import is_title
from kabar.extract.quotation_page import Page
from kabar.extract.quotation_phrases import Speaker, speaker_at
from kabar.extract.quotation_speakers import following_speaker
from kabar.parse.tree import main_relation

Report = tuple[Speaker, Content]
"""Who reports and what."""


def infinitive(page: Page, hit: CueHit) -> Content | None:
    """Return the infinitive a cue takes: the speaker's own act, or what another should do."""
    tokens = page.trees[hit.sentence].tokens
    at = hit.last + 1
    while at < len(tokens) and page.is_word(tokens[at], "skip_words"):
        at += 1
    if at + 1 >= len(tokens):
        return None
    if page.is_word(tokens[at], "infinitive_marks"):
        if hit.cue.frames & {"to"}:
            return Content(at, clause_end(page, hit, at), "infinitive")
        return None
    if "other-to" not in hit.cue.frames:
        return None
    for i in range(at + 1, min(at + 12, len(tokens) - 1)):
        if tokens[i].text in STOPS or tokens[i].text in (":", ","):
            return None
        if page.is_word(tokens[i], "infinitive_marks") and tokens[i + 1].upos in (
            "VERB",
            "AUX",
            "ADV",
        ):
            return Content(
                at, clause_end(page, hit, i), "what another should do", addressee_of(page, hit, i)
            )
    return None


def object_content(page: Page, hit: CueHit, *, wide: bool) -> Content | None:
    """Return the object of a cue with its description: called X a liar, described X as “…”.

    Without `wide` only where words in quotation marks are used of the object.
    """
    tokens = page.trees[hit.sentence].tokens
    at = hit.last + 1
    if at >= len(tokens):
        return None
    clauses = page.clauses_of(hit.sentence)
    wished = any(
        page.is_word(tokens[k], "infinitive_marks") for k in clauses.dependents(hit.first, "mark")
    )
    if wished or (clauses.is_passive(hit.first, None) and clauses.agents(hit.first)):
        return None
    opens = tokens[at].upos not in ("PUNCT", "CCONJ", "SCONJ", "VERB", "AUX", "PART")
    if not opens and page.quotation_at(tokens[at].start) is None:
        return None
    last = _object_end(page, hit, at)
    if last is None:
        return None
    if wide:
        return Content(at, last, "object of the cue")
    for i in range(last, at - 1, -1):
        quotation = page.quotation_at(tokens[i].start)
        if quotation is None or quotation.start < tokens[at].start:
            continue
        if not is_title(page, hit.sentence, quotation):
            return Content(at, i, "words used of the object")
    return None


def _object_end(page: Page, hit: CueHit, at: int) -> int | None:
    """Return the last token of a cue's object and, where its frame has one, its description."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    first: int | None = None
    last: int | None = None
    described = bool(hit.cue.frames & {"as", "accuse", "blame"})
    for child in tree.children[hit.first]:
        relation = main_relation(tokens[child])
        if child < at or relation not in ("obj", "iobj", "obl", "xcomp", "ccomp", "advcl"):
            continue
        left = min(tree.subtree(child))
        if first is None:
            if left - at > 1 and relation != "obj":
                return None
            if relation in ("obl", "advcl") and not hit.cue.rest and not described:
                return None
            first, last = left, max(tree.subtree(child))
        elif last is not None and left <= last + 3:
            fits = page.is_word(tokens[left], "description_words") or relation in ("xcomp", "obj")
            if fits and (described or relation != "advcl"):
                last = max(last, max(tree.subtree(child)))
    if last is None:
        return None
    return min(last, clause_end(page, hit, at))


def noun_report(page: Page, hit: CueHit) -> Report | None:
    """Return the clause of `X's claim that …`, `a statement saying …`."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    at = hit.last + 1
    speaker: Speaker | None = None
    if at < len(tokens) and not page.is_word(tokens[at], "complementizers"):
        speaker = following_speaker(page, hit, len(tokens), "holder of the noun")
        if speaker is not None and speaker.form == "phrase" and tokens[at].upos != "PROPN":
            speaker = None
        at = speaker.last + 1 if speaker else at
    if at + 1 >= len(tokens):
        return None
    opens = page.is_word(tokens[at], "complementizers") and "noun-clause" in hit.cue.frames
    wished = "noun-to" in hit.cue.frames and page.is_word(tokens[at], "infinitive_marks")
    wished = wished and tokens[at + 1].upos in ("VERB", "AUX")
    if not (opens or wished):
        return None
    speaker = _holder(page, hit) or speaker
    if speaker is None:
        return None
    first = at + 1 if opens else at
    return speaker, Content(first, clause_end(page, hit, first), "clause of a noun")


def _holder(page: Page, hit: CueHit) -> Speaker | None:
    """Return whose claim it is: a possessor, else the subject of the verb that holds the noun."""
    from_tree = page.trees[hit.sentence]
    tokens = from_tree.tokens
    cue = range(hit.first, hit.last + 1)
    for child in from_tree.children[hit.first]:
        if child < hit.first and main_relation(tokens[child]) == "nmod":
            return speaker_at(page, hit.sentence, child, cue, "possessor of the noun")
    head = tokens[hit.first].head
    held = main_relation(tokens[hit.first]) in ("obj", "obl", "xcomp", "ccomp")
    if head >= 0 and held and page.is_word(tokens[head], "delivery_verbs"):
        for subject in page.clauses_of(hit.sentence).subjects(head):
            return speaker_at(page, hit.sentence, subject, cue, "subject of the verb")
    return None
