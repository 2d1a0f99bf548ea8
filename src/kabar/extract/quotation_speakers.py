"""Who speaks: the mention or noun phrase that a speech cue belongs to.

Word order around the cue decides first, the parser's subject second: beside a quotation the order
is fixed by habit, and one parsed subject in five is wrong.
"""

from __future__ import annotations

from dataclasses import replace

from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_page import MentionLike, Page
from kabar.extract.quotation_phrases import (
    NOMINAL,
    Speaker,
    is_pronoun,
    phrase_after,
    phrase_of,
    speaker_at,
    speaker_from_mention,
)

PERSONS = frozenset({"name", "title", "role", "pronoun"})
STRETCH = 16
"""How many tokens before a cue its speaker may begin."""


def following_speaker(page: Page, hit: CueHit, stop: int, how: str) -> Speaker | None:
    """Return the speaker that stands right after a cue, before the token `stop`."""
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    at = hit.last + 1
    while at < stop and (
        page.is_word(tokens[at], "skip_words") or page.is_word(tokens[at], "agent_prepositions")
    ):
        at += 1
    if at >= stop:
        return None
    if is_pronoun(tokens[at], page):
        mention = page.mention_at(hit.sentence, at)
        if mention is not None:
            return speaker_from_mention(mention, page, how)
        return phrase_of(page, hit.sentence, at, at, "pronoun", how)
    starting = [m for m in page.mentions.get(hit.sentence, ()) if at <= m.first <= at + 1]
    starting = [m for m in starting if m.first == at or tokens[at].upos in ("DET", "ADJ", "NUM")]
    if starting:
        best = max(starting, key=_reach)
        return _titled(page, best, at, stop, how)
    return phrase_after(page, hit.sentence, at, stop, how)


def _reach(mention: MentionLike) -> tuple[int, int]:
    return (-mention.first, mention.last)


def _titled(page: Page, mention: MentionLike, at: int, stop: int, how: str) -> Speaker:
    """Return the person named after an office or body (jubir Kremlin, Dmitry Peskov, …).

    Where nobody is known by that name, the whole phrase speaks, for the same party.
    """
    if _is_named(page, mention):
        return speaker_from_mention(mention, page, how)
    end = _phrase_end(page, mention, stop)
    for later in page.mentions.get(mention.sentence, ()):
        before = page.trees[mention.sentence].tokens[later.first - 1]
        apart = not page.is_word(before, "name_particles")
        if mention.last < later.first <= later.last < end and apart and _is_named(page, later):
            return speaker_from_mention(later, page, how)
    phrase = phrase_after(page, mention.sentence, at, stop, how)
    tokens = page.trees[mention.sentence].tokens
    if phrase is None or phrase.last <= mention.last or tokens[phrase.last].upos != "PROPN":
        return speaker_from_mention(mention, page, how)
    side = replace(phrase.side, party=mention.party, sector=mention.sector)
    return replace(phrase, side=side)


def _is_named(page: Page, mention: MentionLike) -> bool:
    """Say whether a mention is a person's name, with or without a title."""
    if mention.form == "pronoun":
        return True
    known = [page.actors[a].kind for a in mention.actors if a in page.actors]
    return mention.form in ("name", "title") and (not known or "person" in known)


def _phrase_end(page: Page, mention: MentionLike, stop: int) -> int:
    """Return where the words about a speaker end: at a verb, or where time and place begin."""
    tokens = page.trees[mention.sentence].tokens
    for i in range(mention.last + 1, min(stop, mention.last + STRETCH)):
        if tokens[i].upos in ("VERB", "AUX", "SCONJ", "CCONJ") or tokens[i].text in ".;:":
            return i
        if page.is_word(tokens[i], "phrase_stops") or page.is_word(tokens[i], "relative_words"):
            return i
    return min(stop, mention.last + STRETCH)


def preceding_speaker(page: Page, hit: CueHit, begin: int, how: str) -> Speaker | None:
    """Return the speaker that stands before a cue, at or after the token `begin`.

    The parser's subject where it stands there; else the mention that ends next to the cue, else
    the first person between, else the words from `begin` to the cue.
    """
    tree = page.trees[hit.sentence]
    tokens = tree.tokens
    cue = range(hit.first, hit.last + 1)
    for head in page.clauses_of(hit.sentence).subjects(hit.first):
        if begin <= head < hit.first:
            found = speaker_at(page, hit.sentence, head, cue, how)
            if found is not None:
                return found
    between = [
        m for m in page.mentions.get(hit.sentence, ()) if begin <= m.first and m.last < hit.first
    ]
    at = hit.first - 1
    while at > begin and tokens[at].upos in ("AUX", "ADV", "PART"):
        at -= 1
    for mention in between:
        if mention.last == at and mention.form != "place":
            return speaker_from_mention(mention, page, how)
    if begin <= at and is_pronoun(tokens[at], page):
        return phrase_of(page, hit.sentence, at, at, "pronoun", how)
    persons = [m for m in between if m.form in PERSONS] or between
    if persons:
        return speaker_from_mention(persons[0], page, how)
    first = begin
    while first <= at and tokens[first].upos in ("PUNCT", "CCONJ", "ADV", "ADP"):
        first += 1
    if first > at:
        return None
    return phrase_after(page, hit.sentence, first, at + 1, how)


def tail_speaker(page: Page, hit: CueHit) -> tuple[Speaker, int] | None:
    """Return the speaker between a comma and a cue that ends its sentence, and the comma's place.

    `The road is open, a spokesman said.` needs no parser: nothing but a noun phrase may stand
    there. A comma right before the cue closes an apposition (…, Jane Roe, a lawyer, said).
    """
    tokens = page.trees[hit.sentence].tokens
    commas = 2 if hit.first and tokens[hit.first - 1].text == "," else 1
    first = hit.first
    for at in range(hit.first - 1, max(-1, hit.first - STRETCH), -1):
        token = tokens[at]
        if token.text == "," or page.closes_with_comma(token):
            commas -= 1
            if commas == 0:
                first = at + 1
                break
        elif token.upos in ("VERB", "AUX", "SCONJ") or page.is_word(token, "clause_breaks"):
            return None
    if first >= hit.first or first < 3:
        return None
    heads = [t.index for t in tokens[first : hit.first] if t.upos in ("NOUN", "PROPN", "PRON")]
    if not heads or tokens[first].upos in ("ADP", "ADV"):
        return None
    cue = range(hit.first, hit.last + 1)
    mention = page.mention_at(hit.sentence, heads[0])
    if mention is not None or tokens[heads[0]].upos == "PRON":
        found = speaker_at(page, hit.sentence, heads[0], cue, "speaker before the cue")
    else:
        found = phrase_after(page, hit.sentence, first, hit.first, "speaker before the cue")
    return (found, first - 1) if found is not None else None


def subject_speaker(page: Page, hit: CueHit) -> Speaker | None:
    """Return the speaker of a cue inside a clause: its subject, inherited where it has none.

    A passive gives its agent; a cue of frame `by` gives the phrase after it.
    """
    clauses = page.clauses_of(hit.sentence)
    tokens = page.trees[hit.sentence].tokens
    cue = range(hit.first, hit.last + 1)
    if hit.cue.frames & {"by", "agent"}:
        return following_speaker(page, hit, len(tokens), "agent after the passive")
    reduced = clauses.relations[hit.first] in ("acl", "amod") and bool(hit.cue.rest)
    if not reduced and is_passive(page, hit):
        heads, how = clauses.agents(hit.first), "passive agent"
    else:
        heads, how = _subject_heads(page, hit), "subject of the cue"
    for head in heads:
        if page.quotation_at(tokens[head].start) is None:
            found = speaker_at(page, hit.sentence, head, cue, how)
            if found is not None and page.is_word(tokens[head], "relative_words"):
                found = _antecedent(page, hit, head) or found
            if found is not None:
                return _corrected(page, hit, found, tokens[head].head)
    if heads or how == "passive agent":
        return None
    return _beside(page, hit)


def _antecedent(page: Page, hit: CueHit, head: int) -> Speaker | None:
    """Return the mention before a relative word that the parser took for the subject."""
    tokens = page.trees[hit.sentence].tokens
    at = head - 2 if head and tokens[head - 1].text == "," else head - 1
    mention = page.mention_at(hit.sentence, at) if at >= 0 else None
    if mention is None or mention.last != at:
        return None
    return speaker_from_mention(mention, page, "named before the relative word")


def is_passive(page: Page, hit: CueHit) -> bool:
    """Say whether a cue is passive; not after an auxiliary that makes none (having described)."""
    tokens = page.trees[hit.sentence].tokens
    before = tokens[hit.first - 1] if hit.first else None
    if before is not None and before.upos == "AUX":
        return before.lower in page.grammar.words("passive_auxiliaries")
    return page.clauses_of(hit.sentence).is_passive(hit.first, None)


def _subject_heads(page: Page, hit: CueHit) -> list[int]:
    """Return the subject's heads; after a bare comma a clause belongs to the sentence's subject.

    `X met Y, calling the talks useful`: parsers like to hang the clause on Y.
    """
    clauses = page.clauses_of(hit.sentence)
    tokens = page.trees[hit.sentence].tokens
    loose = clauses.relations[hit.first] in ("acl", "xcomp") and tokens[hit.first - 1].text == ","
    if loose and hit.first and not clauses.dependents(hit.first, "nsubj"):
        for node in page.trees[hit.sentence].ancestors(hit.first):
            if tokens[node].upos == "VERB":
                return clauses.subjects(node)
    if clauses.relations[hit.first] == "advcl" and hit.first and tokens[hit.first - 1].text == ",":
        said = {h.first for h in page.hits[hit.sentence] if h.cue.pos == "V"}
        for node in page.trees[hit.sentence].ancestors(hit.first):
            if node in said and not clauses.dependents(hit.first, "nsubj"):
                return clauses.subjects(node)  # X said it had failed, adding that …
    return clauses.subjects(hit.first)


def _corrected(page: Page, hit: CueHit, speaker: Speaker, verb: int) -> Speaker:
    """Return the name next to the cue where the parser's subject stands before a comma.

    `Before the talks, spokesman X said`: the subject is not `talks`. A comma right before the cue
    closes an apposition, and a list (A, B and C said) keeps the parser's subject.
    """
    tokens = page.trees[hit.sentence].tokens
    actor = page.actors.get(speaker.side.id or "")
    if speaker.form in ("role", "phrase", "group") or (actor and actor.kind == "role"):
        named = _apposed_name(page, speaker, verb if speaker.last < verb else hit.first)
        if named is not None:
            return named
    commas = [t.index for t in tokens[speaker.last + 1 : hit.first] if t.text == ","]
    if not commas:
        return speaker
    first = commas[-1] + 1
    beside = tokens[first : hit.first]
    if not beside or beside[0].upos not in NOMINAL:
        return speaker
    if any(t.upos in ("VERB", "AUX", "CCONJ", "SCONJ") for t in beside[:-1]):
        return speaker
    return preceding_speaker(page, hit, first, "phrase beside the cue") or speaker


def _apposed_name(page: Page, speaker: Speaker, verb: int) -> Speaker | None:
    """Return the name between a subject and its verb (the envoy – now minister – X said)."""
    tokens = page.trees[speaker.sentence].tokens
    for mention in page.mentions.get(speaker.sentence, ()):
        if mention.form == "name" and speaker.last < mention.first <= mention.last < verb:
            before = tokens[mention.first - 1]
            beside = all(t.upos in ("AUX", "ADV", "PART") for t in tokens[mention.last + 1 : verb])
            if beside and before.upos in ("PUNCT", "NOUN", "PROPN", "ADJ") and before.text != ",":
                return speaker_from_mention(mention, page, "name in apposition to the subject")
    return None


def _beside(page: Page, hit: CueHit) -> Speaker | None:
    """Return the mention or pronoun right before a cue that the parser gave no subject."""
    tokens = page.trees[hit.sentence].tokens
    at = hit.first - 1
    while at >= 0 and tokens[at].upos in ("AUX", "ADV", "PART"):
        at -= 1
    if at < 0 or page.quotation_at(tokens[at].start):
        return None
    if is_pronoun(tokens[at], page):
        return phrase_of(page, hit.sentence, at, at, "pronoun", "pronoun beside the cue")
    mention = page.mention_at(hit.sentence, at)
    if mention is None or mention.form == "place":
        return None
    return speaker_from_mention(mention, page, "name beside the cue")
