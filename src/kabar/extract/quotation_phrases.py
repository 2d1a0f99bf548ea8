"""A speaker's words: the mention, pronoun or noun phrase at a place in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kabar.extract.quotation_page import MentionLike, Page
from kabar.parse.tree import Token, main_relation
from kabar.records import Side

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
LOOSE = frozenset(
    {"acl", "appos", "parataxis", "punct", "conj", "cc", "advcl", "dep", "cop", "ccomp"}
)
"""Relations whose words are no part of a speaker's phrase."""
LONGEST_PHRASE = 14


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


def phrase_of(page: Page, sentence: int, first: int, last: int, form: str, how: str) -> Speaker:
    """Return the words `first` to `last` as a speaker without an actor."""
    tokens = page.trees[sentence].tokens
    start, end = tokens[first].start, tokens[last].end
    side = Side(page.text[start:end], None, None, None, None, start, end)
    return Speaker(side, form, sentence, first, last, how)


def is_pronoun(token: Token, page: Page) -> bool:
    """Say whether a token is a pronoun or clitic that stands for a speaker named before."""
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
    if is_pronoun(token, page):
        return phrase_of(page, sentence, head, head, "pronoun", how)
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
            first = (
                min(first, child) if head < barred.start else max(barred.stop, min(first, child))
            )
    while first > 0 and tree.tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
        if first - 1 in barred or page.mention_at(sentence, first - 1) is not None:
            break
        first -= 1
    return _widened(phrase_of(page, sentence, first, last, "phrase", how), page)


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
    led = tokens[speaker.first : inside[0].first]
    if led and page.is_word(led[-1], "name_particles"):
        return speaker  # "Cruz" in "Rosa de la Cruz" is nobody else
    if any(main_relation(t) == "case" for t in led):
        told = any(c.pos == "N" for t in led for c in page.speech.cues.get(t.lower, ()))
        if not told:
            return speaker  # but "a statement by Hamas" is Hamas speaking
    known = page.side(inside[0])
    side = replace(known, text=speaker.side.text, start=speaker.side.start, end=speaker.side.end)
    return replace(speaker, side=side, form=inside[0].form)


def phrase_after(page: Page, sentence: int, at: int, stop: int, how: str) -> Speaker | None:
    """Return the noun phrase that begins at the token `at`, before the token `stop`."""
    tokens = page.trees[sentence].tokens
    if tokens[at].upos not in NOMINAL or page.is_word(tokens[at], "never_speakers"):
        return None
    last = at
    for i in range(at, min(stop, at + LONGEST_PHRASE)):
        token = tokens[i]
        if token.upos in ("PUNCT", "VERB", "AUX", "SCONJ", "CCONJ") and not _inside_name(
            page, token
        ):
            break
        if page.is_word(token, "negators") or page.is_word(token, "phrase_stops"):
            break
        if page.is_word(token, "relative_words") or page.is_word(token, "addressee_prepositions"):
            break
        if token.upos not in ("ADP", "ADV"):
            last = i
    return _widened(phrase_of(page, sentence, at, last, "phrase", how), page)


def _inside_name(page: Page, token: Token) -> bool:
    """Say whether a mark stands inside a name, without spaces: Anne-Marie."""
    around = page.text[token.start - 1 : token.start] + page.text[token.end : token.end + 1]
    return token.text in "-‐‑'’" and around.isalpha() and len(around) == 2
