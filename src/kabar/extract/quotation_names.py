"""A speaker's full name where the actor tables know only part of it, or nothing.

`kabar.actors` names people from its tables, after a title, or by two known words. Beside a cue of
speech less is enough: the run of capitalised words there is who spoke.
"""

from __future__ import annotations

from dataclasses import replace

from kabar.actors.mentions import UNKNOWN_PERSON
from kabar.actors.names import name_key
from kabar.extract.quotation_page import MentionLike, Page
from kabar.extract.quotation_phrases import Speaker, speaker_from_mention
from kabar.parse.tree import Token
from kabar.records import Side

PERSON_FORMS = ("name", "title")
UNNAMED_FORMS = ("role", "phrase", "group", "title")


def name_speaker(page: Page, speaker: Speaker, cue: range) -> Speaker:
    """Return a speaker with the name that the text writes; `cue` are the tokens of the cue.

    Izzat -> Izzat al-Rishi; the envoy, Dr. Sasa -> Sasa, of the envoy's side; a fisherman that no
    table knows -> the name as written, without an actor.
    """
    if speaker.form == "pronoun":
        return speaker
    if _is_named(page, speaker.side):
        return _with_particles(page, speaker)
    if speaker.form in UNNAMED_FORMS:
        apposed = _apposed(page, speaker, cue)
        if apposed is not None:
            return apposed
    if speaker.side.name is None:
        return _as_written(page, speaker)
    return speaker


def _is_named(page: Page, side: Side) -> bool:
    """Say whether a side is a person with a name of their own."""
    actor = page.actors.get(side.id or "")
    return actor is not None and actor.kind == "person" and not actor.id.startswith("role:")


def _is_particle(page: Page, text: str) -> bool:
    """Say whether a word opens a further part of a name: bin, al-, al-Rishi."""
    head, _, rest = text.replace("‑", "-").partition("-")
    if head.lower() not in page.speech.words.get("name_particles", frozenset()):
        return False
    return not rest or rest[0].isupper()


def _name_end(page: Page, tokens: tuple[Token, ...], last: int) -> int:
    """Return the last token of a name that ends at `last`, with the particles that carry it on."""
    end, k = last, last + 1
    while k < len(tokens) and tokens[k].start - tokens[k - 1].end <= 1:
        text = tokens[k].text
        if _is_particle(page, text):
            whole = "-" in text.rstrip("-")
            end = k if whole else end
        elif k > last + 1 and text[0].isupper() and (end == k - 1 or _joins(page, tokens[k - 1])):
            if end == k - 1 and page.is_word(tokens[k], "never_names"):
                break
            end = k
        elif text not in "-‐‑":
            break
        k += 1
    return end


def _joins(page: Page, token: Token) -> bool:
    return token.text in "-‐‑" or _is_particle(page, token.text)


def _with_particles(page: Page, speaker: Speaker) -> Speaker:
    """Return a named speaker with the part of the name after the mention (al-…, bin …)."""
    tokens = page.trees[speaker.sentence].tokens
    known = speaker.side.id or ""
    begins = _named_at(page, speaker)
    last = _name_end(page, tokens, begins)
    if last == begins:
        return speaker
    start, end = tokens[begins].end, tokens[last].end
    rest = page.text[start:end]
    side = replace(speaker.side, name=f"{speaker.side.name}{rest}")
    if not known.startswith(UNKNOWN_PERSON):
        full = name_key(speaker.side.name or "").split()
        if any(word in full for word in name_key(rest).split()):
            return speaker
        # somebody else: the tables know only a part of the name that the text writes
        side = Side(side.text, None, f"{tokens[begins].text}{rest}", None, None, side.start, end)
    if begins == speaker.last:
        side = replace(side, text=page.text[side.start : end], end=end)
    return replace(speaker, side=side, last=max(last, speaker.last))


def _named_at(page: Page, speaker: Speaker) -> int:
    """Return the last token of a speaker's name: in the phrase, or set off after the office."""
    for mention in page.mentions.get(speaker.sentence, ()):
        set_off = mention.first > speaker.last and mention.form == "name"
        if set_off and tuple(mention.actors) == (speaker.side.id,):
            return mention.last
    return speaker.last


def _apposed(page: Page, speaker: Speaker, cue: range) -> Speaker | None:
    """Return the name set off by a comma after an office or description (the envoy, Dr. Sasa,)."""
    tokens = page.trees[speaker.sentence].tokens
    at = speaker.last + 1
    if at + 1 >= len(tokens) or tokens[at].text != ",":
        return None
    for mention in page.mentions.get(speaker.sentence, ()):
        if mention.first == at + 1 and _names_one(page, mention):
            if not _is_closed(tokens, _name_end(page, tokens, mention.last) + 1, cue):
                return None
            found = speaker_from_mention(mention, page, "name in apposition to the speaker")
            found = _with_particles(page, found)
            return replace(found, side=_of_side(found.side, speaker.side))
    run = _capital_run(page, speaker.sentence, at + 1, len(tokens) - 1)
    if run is None or run[0] != at + 1 or not _is_closed(tokens, run[1] + 1, cue):
        return None
    return _written(page, speaker, run)


def _names_one(page: Page, mention: MentionLike) -> bool:
    if mention.form not in PERSON_FORMS or len(mention.actors) != 1:
        return False
    actor = page.actors.get(mention.actors[0])
    return actor is not None and actor.kind == "person" and not actor.id.startswith("role:")


def _is_closed(tokens: tuple[Token, ...], k: int, cue: range) -> bool:
    """Say whether an apposition ends before the token `k`: at a mark, the cue or the end."""
    while k < len(tokens) and tokens[k].upos in ("AUX", "ADV") and k not in cue:
        k += 1
    return k >= len(tokens) or k in cue or tokens[k].text in (",", ".", "”", '"', ";", ":")


def _of_side(side: Side, office: Side) -> Side:
    """Return a person with the party and sector of the office where the name alone has none."""
    if side.party is not None:
        return side
    return replace(side, party=office.party, sector=office.sector or side.sector)


def _as_written(page: Page, speaker: Speaker) -> Speaker:
    """Return a speaker that no table knows with the name in the phrase, if the phrase has one."""
    run = _capital_run(page, speaker.sentence, speaker.first, speaker.last)
    if run is None:
        return speaker
    tokens = page.trees[speaker.sentence].tokens
    led = tokens[speaker.first : run[0]]
    if any(t.upos in ("ADP", "PUNCT", "VERB", "SCONJ") for t in led):
        return speaker
    if _name_end(page, tokens, run[1]) < speaker.last and tokens[run[1] + 1].upos == "ADP":
        return speaker
    return _written(page, speaker, run)


def _written(page: Page, speaker: Speaker, run: tuple[int, int]) -> Speaker:
    """Return the words of a run as the speaker's name; party and sector as the phrase has them."""
    tokens = page.trees[speaker.sentence].tokens
    start, end = tokens[run[0]].start, tokens[run[1]].end
    words = page.text[start:end]
    apart = run[0] > speaker.last
    low = start if apart else min(start, speaker.side.start)
    high = end if apart else max(end, speaker.side.end)
    side = replace(speaker.side, text=page.text[low:high], id=None, name=words, start=low, end=high)
    if side.party is None:
        side = _told_after(page, speaker.sentence, max(run[1], 0 if apart else speaker.last), side)
    return replace(
        speaker,
        side=side,
        form="name",
        first=run[0] if apart else min(run[0], speaker.first),
        last=run[1] if apart else max(run[1], speaker.last),
    )


def _told_after(page: Page, sentence: int, last: int, side: Side) -> Side:
    """Return a person with the party of the office or group set off after the name."""
    tokens = page.trees[sentence].tokens
    if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
        return side
    for mention in page.mentions.get(sentence, ()):
        if mention.form not in ("role", "title") or mention.party is None:
            continue
        between = tokens[last + 2 : mention.first]
        if mention.first >= last + 2 and all(t.upos in ("DET", "ADJ") for t in between):
            return replace(side, party=mention.party, sector=mention.sector)
    return side


def _capital_run(page: Page, sentence: int, first: int, last: int) -> tuple[int, int] | None:
    """Return the last run of words between two tokens that could be somebody's name.

    A word that some mention covers, or a lone word that opens a sentence, is none.
    """
    tokens = page.trees[sentence].tokens
    k = last
    while k >= first and not _is_name_word(page, sentence, k):
        k -= 1
    if k < first:
        return None
    end = begin = k
    while begin > first and (
        _is_name_word(page, sentence, begin - 1)
        or (_joins(page, tokens[begin - 1]) and begin - 2 >= first)
    ):
        begin -= 1
    while begin < end and not _is_name_word(page, sentence, begin):
        begin += 1
    alone = begin == first and end == last
    if begin == end and (tokens[begin].upos != "PROPN" or (begin == 0 and not alone)):
        return None
    return begin, max(end, _name_end(page, tokens, end))


def _is_name_word(page: Page, sentence: int, k: int) -> bool:
    token = page.trees[sentence].tokens[k]
    if _is_particle(page, token.text) and "-" in token.text.rstrip("-"):
        return True
    if not token.text[0].isupper() or token.upos not in ("PROPN", "NOUN", "X", "ADJ", "VERB"):
        return False
    if page.is_word(token, "never_names") or page.quotation_at(token.start) is not None:
        return False
    covering = page.mention_at(sentence, k)
    if covering is None:
        return True
    tokens = page.trees[sentence].tokens  # "teacher Rosa de la Cruz": two mentions, one name
    if covering.form == "role" and covering.first < k == covering.last < len(tokens) - 1:
        return _is_particle(page, tokens[k + 1].text)
    return covering.first > 0 and _is_particle(page, tokens[covering.first - 1].text)
