"""Who speaks: the mention or noun phrase that a speech cue belongs to.

Word order around the cue decides first, the parser's subject second: beside a quotation the order
is fixed by habit, and one parsed subject in five is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kabar.extract.quotation_cues import CueHit
from kabar.extract.quotation_page import MentionLike, Page
from kabar.parse.clauses import main_relation
from kabar.parse.tree import Token
from kabar.records import Side

PERSONS = frozenset({"name", "title", "role", "pronoun"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
LOOSE = frozenset({"acl", "appos", "parataxis", "punct", "conj", "cc", "advcl", "dep", "cop", "ccomp"})
LONGEST_PHRASE = 14
STRETCH = 16


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as written: tokens `first` to `last` of a sentence; pronouns not yet resolved."""

    side: Side
    form: str
    """The mention's form, `phrase` where no mention stands there."""
    sentence: int
    first: int
    last: int
    how: str
    """In plain words, how it was found."""


def speaker_from_mention(mention: MentionLike, page: Page, how: str) -> Speaker:
    """Return a mention as the speaker."""
    return Speaker(
        page.side(mention), mention.form, mention.sentence, mention.first, mention.last, how
    )


def _phrase(page: Page, sentence: int, first: int, last: int, form: str, how: str) -> Speaker:
    tokens = page.trees[sentence].tokens
    start, end = tokens[first].start, tokens[last].end
    side = Side(page.text[start:end], None, None, None, None, start, end)
    return Speaker(side, form, sentence, first, last, how)


def _pronoun_key(token: Token, page: Page) -> bool:
    return page.is_word(token, "pronouns") or page.is_word(token, "clitics")


def speaker_at(page: Page, sentence: int, head: int, barred: range, how: str) -> Speaker | None:
    """Return the speaker whose phrase is headed by the token `head`, outside the `barred` tokens.

    None for words that never name a reported speaker (there, this, I).
    """
    tree = page.trees[sentence]
    token = tree.tokens[head]
    mention = page.mention_at(sentence, head)
    if mention is not None and not (mention.first <= barred.start <= mention.last):
        return speaker_from_mention(mention, page, how)
    if _pronoun_key(token, page):
        return _phrase(page, sentence, head, head, "pronoun", how)
    if page.is_word(token, "never_speakers") or token.upos not in NOMINAL or head in barred:
        return None
    first = last = head
    stack = [head]
    while stack:
        node = stack.pop()
        for child in tree.children[node]:
            relation = main_relation(tree.tokens[child])
            if child in barred or relation in LOOSE or abs(child - head) > LONGEST_PHRASE:
                continue
            if page.quotation_at(tree.tokens[child].start) or _is_when(page, sentence, child):
                continue
            stack.append(child)
            if head < barred.start:
                last = max(last, min(child, barred.start - 1))
            else:
                last = max(last, child)
            first = min(first, child) if head < barred.start else max(barred.stop, min(first, child))
    while first > 0 and tree.tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
        if first - 1 in barred or page.mention_at(sentence, first - 1) is not None:
            break
        first -= 1
    return _widened(_phrase(page, sentence, first, last, "phrase", how), page)


def _is_when(page: Page, sentence: int, i: int) -> bool:
    """Say whether a modifier tells when or where rather than who (the minister on Monday)."""
    tree = page.trees[sentence]
    return any(
        page.is_word(tree.tokens[k], "phrase_stops")
        for k in tree.children[i]
        if main_relation(tree.tokens[k]) == "case"
    )


def _widened(speaker: Speaker, page: Page) -> Speaker:
    """Return a noun phrase with the actor of the one name that heads or closes it, if any.

    `the Kremlin's spokesman Dmitry Peskov` holds Peskov; `residents of Kyiv` holds no speaker.
    """
    inside = [
        mention
        for mention in page.mentions.get(speaker.sentence, ())
        if mention.first >= speaker.first
        and mention.last == speaker.last
        and mention.form in ("name", "title")
        and len(mention.actors) == 1
    ]
    if not inside:
        return speaker
    tokens = page.trees[speaker.sentence].tokens
    if any(main_relation(tokens[i]) == "case" for i in range(speaker.first, inside[0].first)):
        return speaker
    known = page.side(inside[0])
    side = replace(known, text=speaker.side.text, start=speaker.side.start, end=speaker.side.end)
    return replace(speaker, side=side, form=inside[0].form)


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
    if _pronoun_key(tokens[at], page):
        mention = page.mention_at(hit.sentence, at)
        if mention is not None:
            return speaker_from_mention(mention, page, how)
        return _phrase(page, hit.sentence, at, at, "pronoun", how)
    starting = [m for m in page.mentions.get(hit.sentence, ()) if at <= m.first <= at + 1]
    starting = [m for m in starting if m.first == at or tokens[at].upos in ("DET", "ADJ", "NUM")]
    if starting:
        best = max(starting, key=_reach)
        return _titled(page, best, at, stop, how)
    return _phrase_after(page, hit.sentence, at, stop, how)


def _reach(mention: MentionLike) -> tuple[int, int]:
    return (-mention.first, mention.last)


def _titled(page: Page, mention: MentionLike, at: int, stop: int, how: str) -> Speaker:
    """Return the person named at once after a place or office (jubir Kremlin Dmitry Peskov)."""
    if mention.form == "name":
        return speaker_from_mention(mention, page, how)
    for later in page.mentions.get(mention.sentence, ()):
        if later.form == "name" and later.first == mention.last + 1 and later.first < stop:
            return speaker_from_mention(later, page, how)
    phrase = _phrase_after(page, mention.sentence, at, stop, how)
    if phrase is not None and phrase.last > mention.last and mention.form == "place":
        return phrase
    return speaker_from_mention(mention, page, how)


def _phrase_after(page: Page, sentence: int, at: int, stop: int, how: str) -> Speaker | None:
    tokens = page.trees[sentence].tokens
    if tokens[at].upos not in NOMINAL or page.is_word(tokens[at], "never_speakers"):
        return None
    last = at
    for i in range(at, min(stop, at + LONGEST_PHRASE)):
        token = tokens[i]
        if token.upos in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ") and not _inside_name(page, token):
            break
        if page.is_word(token, "negators") or page.is_word(token, "phrase_stops"):
            break
        if page.is_word(token, "relative_words") or page.is_word(token, "addressee_prepositions"):
            break
        if token.upos not in ("ADP", "ADV"):
            last = i
    return _widened(_phrase(page, sentence, at, last, "phrase", how), page)


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
    if begin <= at and _pronoun_key(tokens[at], page):
        return _phrase(page, hit.sentence, at, at, "pronoun", how)
    persons = [m for m in between if m.form in PERSONS] or between
    if persons:
        return speaker_from_mention(persons[0], page, how)
    first = begin
    while first <= at and tokens[first].upos in ("PUNCT", "CCONJ", "ADV", "ADP"):
        first += 1
    if first > at:
        return None
    return _phrase_after(page, hit.sentence, first, at + 1, how)


def _inside_name(page: Page, token: Token) -> bool:
    """Say whether a mark stands inside a name, without spaces: Anne-Marie."""
    around = page.text[token.start - 1 : token.start] + page.text[token.end : token.end + 1]
    return token.text in "-‐‑'’" and around.isalpha() and len(around) == 2


def _closes_with_comma(page: Page, token: Token) -> bool:
    """Say whether a token is a closing quotation mark with a comma before it."""
    return page.text[token.start - 1] == "," and page.quotation_at(token.start) is not None


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
        if token.text == "," or _closes_with_comma(page, token):
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
        found = _phrase_after(page, hit.sentence, first, hit.first, "speaker before the cue")
    return (found, first - 1) if found is not None else None


def subject_speaker(page: Page, hit: CueHit) -> Speaker | None:
    """Return the speaker of a cue inside a clause: its subject, inherited where it has none.

    A passive gives its agent; a cue of frame `by` gives the phrase after it.
    """
    clauses = page.clauses_of(hit.sentence)
    tokens = page.trees[hit.sentence].tokens
    cue = range(hit.first, hit.last + 1)
    if "by" in hit.cue.frames:
        return following_speaker(page, hit, len(tokens), "agent after the passive")
    reduced = clauses.relations[hit.first] in ("acl", "amod") and bool(hit.cue.rest)
    if not reduced and clauses.is_passive(hit.first, None):
        heads, how = clauses.agents(hit.first), "passive agent"
    else:
        heads, how = _subject_heads(page, hit), "subject of the cue"
    for head in heads:
        if page.quotation_at(tokens[head].start) is None:
            found = speaker_at(page, hit.sentence, head, cue, how)
            if found is not None:
                return _corrected(page, hit, found)
    if heads or how == "passive agent":
        return None
    return _beside(page, hit)


def _subject_heads(page: Page, hit: CueHit) -> list[int]:
    """Return the subject's heads; after a bare comma a clause belongs to the sentence's subject.

    `X met Y, calling the talks useful`: parsers like to hang the clause on Y.
    """
    clauses = page.clauses_of(hit.sentence)
    tokens = page.trees[hit.sentence].tokens
    loose = clauses.relations[hit.first] == "acl" and tokens[hit.first - 1].text == ","
    if loose and hit.first and not clauses.dependents(hit.first, "nsubj"):
        for node in page.trees[hit.sentence].ancestors(hit.first):
            if tokens[node].upos == "VERB":
                return clauses.subjects(node)
    return clauses.subjects(hit.first)


def _corrected(page: Page, hit: CueHit, speaker: Speaker) -> Speaker:
    """Return the name next to the cue where the parser's subject stands before a comma.

    `Before the talks, spokesman X said`: the subject is not `talks`. A comma right before the cue
    closes an apposition, and a list (A, B and C said) keeps the parser's subject.
    """
    tokens = page.trees[hit.sentence].tokens
    between = tokens[speaker.last + 1 : hit.first]
    commas = [t.index for t in between if t.text == ","]
    if speaker.form in ("role", "phrase", "group") and not commas:
        for mention in page.mentions.get(hit.sentence, ()):
            if mention.form == "name" and speaker.last < mention.first <= mention.last < hit.first:
                gap = tokens[mention.last + 1 : hit.first]
                before = tokens[mention.first - 1]
                if before.upos in ("PUNCT", "NOUN", "PROPN") and len(gap) <= 3:
                    return speaker_from_mention(mention, page, "name in apposition to the subject")
    if not commas:
        return speaker
    first = commas[-1] + 1
    beside = tokens[first : hit.first]
    if not beside or beside[0].upos not in NOMINAL:
        return speaker
    if any(t.upos in ("VERB", "AUX", "CCONJ", "SCONJ") for t in beside[:-1]):
        return speaker
    return preceding_speaker(page, hit, first, "phrase beside the cue") or speaker


def _beside(page: Page, hit: CueHit) -> Speaker | None:
    """Return the mention or pronoun right before a cue that the parser gave no subject."""
    tokens = page.trees[hit.sentence].tokens
    at = hit.first - 1
    while at >= 0 and tokens[at].upos in ("AUX", "ADV", "PART"):
        at -= 1
    if at < 0 or page.quotation_at(tokens[at].start):
        return None
    if _pronoun_key(tokens[at], page):
        return _phrase(page, hit.sentence, at, at, "pronoun", "pronoun beside the cue")
    mention = page.mention_at(hit.sentence, at)
    if mention is None or mention.form == "place":
        return None
    return speaker_from_mention(mention, page, "name beside the cue")
