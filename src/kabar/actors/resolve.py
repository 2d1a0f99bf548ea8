"""Read the actors of a document: every mention, and what each stands for on the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kabar.actors.coreference import ISO_LENGTH, Memory, Past, quoted_tokens
from kabar.actors.descriptions import ROLE, settle_descriptions
from kabar.actors.lexicon import ActorIndex
from kabar.actors.mentions import Mention
from kabar.actors.names import UNIT, fold
from kabar.actors.owners import owner_of
from kabar.actors.phrase_reader import PhraseReader
from kabar.actors.phrases import COMMAS, Phrase
from kabar.actors.readings import read_name
from kabar.actors.role_readings import VISITORS, read_other
from kabar.actors.roster import Roster
from kabar.actors.scan import find_chunks, find_units
from kabar.actors.scene import PLACES, Reading, Scene
from kabar.languages.load import Language
from kabar.parse.tree import Tree
from kabar.records import Actor

DATELINE_REACH = 4
LONGEST_BYLINE = 80
CLAUSE_WORDS = ("CCONJ", "SCONJ", "VERB", "AUX")
"""Between a name and a title these say that the title is somebody else's."""
DATELINE_MARKS = frozenset("-–—(/,")


@dataclass(frozen=True, slots=True)
class ActorReading:
    """The actors of a document in order of appearance, and all their mentions."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


def find_actors(
    trees: Sequence[Tree],
    index: ActorIndex,
    language: Language,
    *,
    published: date | None,
    home: str | None = None,
    text: str | None = None,
) -> ActorReading:
    """Return the actors and mentions of a document's sentences.

    `published` decides who held which office; without it open offices count. `home` is the ISO
    country that bare *police* or *government* are guessed to belong to (`Mention.guess`); without
    it the country spoken of most. `index` must be the one loaded for `language`. With the
    document's `text` the words of a mention are cut from it; without it gaps become blanks.
    """
    day = published.isoformat() if published else None
    quoted = quoted_tokens(trees, index.grammar.lists.get("quote_marks", frozenset()))
    scene = Scene(index, day, Memory(), Roster(index, day), text)
    phrases = [_phrases(tree, index) for tree in trees]
    mentions = _read_document(scene, trees, quoted, phrases)
    if scene.dateline is not None and not _is_about(scene.dateline, mentions):
        # Written from there, but about elsewhere: the dateline tells nothing of *police*.
        scene = Scene(index, day, Memory(), Roster(index, day), text)
        scene.trusts_dateline = False
        mentions = _read_document(scene, trees, quoted, phrases)
    mentions = _with_guesses(settle_descriptions(scene, trees, mentions), home)
    return ActorReading(scene.roster.records(mentions), tuple(mentions))


def _phrases(tree: Tree, index: ActorIndex) -> list[Phrase]:
    return PhraseReader(tree, find_chunks(tree, index, find_units(tree)), index).read()


def _read_document(
    scene: Scene,
    trees: Sequence[Tree],
    quoted: Sequence[list[bool]],
    phrases: Sequence[list[Phrase]],
) -> list[Mention]:
    mentions: list[Mention] = []
    if scene.text is not None and trees and scene.trusts_dateline:
        scene.dateline = dateline_before(scene, scene.text[: trees[0].start])
    for number, tree in enumerate(trees):
        scene.sentence(number, tree, quoted[number])
        mentions += _read_sentence(scene, tree, phrases[number])
    return mentions


def _is_about(party: str, mentions: Sequence[Mention]) -> bool:
    """Say whether no other party is named more often, what the dateline itself gave left out."""
    counts = Counter(m.party for m in mentions if m.party and m.how != "dateline")
    return counts[party] >= max(counts.values(), default=0)


def _read_sentence(scene: Scene, tree: Tree, phrases: Sequence[Phrase]) -> list[Mention]:
    if not phrases:
        return []
    _note_dateline(scene, tree, phrases)
    readings: dict[int, Reading] = {}
    beside = _appositions(tree, phrases)
    for i, phrase in enumerate(phrases):
        if phrase.name is not None or phrase.unknown is not None:
            told = phrases[beside[i]] if i in beside else None
            reading = read_name(scene, phrase, told)
            if reading is not None:
                readings[i] = reading
    for i, phrase in enumerate(phrases):
        if i in readings:
            _remember(scene, tree, phrase, readings[i])
    for i, phrase in enumerate(phrases):
        if i in readings or phrase.core is None:
            continue
        other = beside.get(i)
        named = readings.get(other) if other is not None else None
        person = named is not None and named.kind == "person"
        reading = _same(named) if named is not None and person else read_other(scene, phrase)
        if reading is not None:
            readings[i] = reading
            _remember(scene, tree, phrase, reading)
    return [_mention(scene, tree, phrases[i], readings[i]) for i in sorted(readings)]


def _same(named: Reading) -> Reading:
    return replace(named, form="title", how=f"apposition, {named.how}")


def _appositions(tree: Tree, phrases: Sequence[Phrase]) -> dict[int, int]:
    """Return pairs of a name and a title set off by a comma or dash: *Lavrov, the minister,*."""
    pairs: dict[int, int] = {}
    for i in range(len(phrases) - 1):
        a, b = phrases[i], phrases[i + 1]
        gap = [t.text for t in tree.tokens[a.last + 1 : b.first]]
        if not gap or gap[0] not in COMMAS or len(gap) > 3 or i in pairs:
            continue
        joined = any(t.upos in CLAUSE_WORDS for t in tree.tokens[a.last + 1 : b.first])
        if joined or any(t in COMMAS for t in gap[1:]):
            continue
        title_first = _is_bare_title(a) and _is_bare_name(b) and len(gap) == 1
        name_first = _is_bare_name(a) and _is_bare_title(b) and _is_closed(tree, b.last + 1)
        if title_first or name_first:
            pairs[i], pairs[i + 1] = i + 1, i
    return pairs


def _is_closed(tree: Tree, k: int) -> bool:
    return k >= len(tree) or not tree.tokens[k].text[0].isalnum() or tree.tokens[k].upos != "PROPN"


def _is_bare_title(phrase: Phrase) -> bool:
    named = phrase.name is not None or phrase.unknown is not None
    return phrase.core is not None and phrase.core.title is not None and not named


def _is_bare_name(phrase: Phrase) -> bool:
    return phrase.core is None


def _note_dateline(scene: Scene, tree: Tree, phrases: Sequence[Phrase]) -> None:
    """Note the place that opens the article: *JAKARTA, Kompas -*, *KYIV (Reuters) -*."""
    first = phrases[0]
    if scene.dateline is not None or scene.number > 1 or first.first > 0 or first.name is None:
        return
    tokens = tree.tokens
    after = [t.text for t in tokens[first.last + 1 : first.last + 1 + DATELINE_REACH * 2]]
    if not after or after[0] not in DATELINE_MARKS:
        return
    dashed = any(t in ("-", "–", "—", "--", ")") for t in after)
    if not (tokens[first.first].text.isupper() or after[0] in ("-", "–", "—", "(")) or not dashed:
        return
    for ref in first.name.refs:
        entry = scene.index.entry(ref.number)
        if entry.kind in (*PLACES, "country") and entry.party:
            if scene.trusts_dateline:
                scene.dateline = entry.party
            scene.dateline_token = (scene.number, first.first)
            return


def dateline_before(scene: Scene, before: str) -> str | None:
    """Return the side of the place in a byline cut off before the first sentence."""
    line = before.rstrip().rpartition("\n")[2][-LONGEST_BYLINE:]
    units = UNIT.findall(line)
    for u in range(min(len(units), DATELINE_REACH)):
        for n in range(min(DATELINE_REACH, len(units) - u), 0, -1):
            for ref in scene.index.find(" ".join(fold(unit) for unit in units[u : u + n])):
                entry = scene.index.entry(ref.number)
                if entry.kind in (*PLACES, "country") and units[u][0].isupper() and entry.party:
                    return entry.party
    return None


def _remember(scene: Scene, tree: Tree, phrase: Phrase, reading: Reading) -> None:
    if reading.form == "pronoun" and not reading.actors:
        return
    head = _head(tree, phrase)
    subject = tree.tokens[head].relation in scene.index.grammar.lists.get("subject_relations", ())
    earlier = any(
        p.sentence == scene.number and p.first < phrase.first for p in scene.memory.past[-40:]
    )
    quoted = scene.quoted[phrase.first]
    past = Past(
        scene.number, phrase.first, phrase.last, reading.actors,
        "place" if reading.form == "place" else reading.kind,
        reading.party, reading.sector, reading.plural,
        reading.form != "place" and (subject or (not earlier and not quoted)),
        quoted, tree.tokens[head].head, reading.located, False, reading.noun,
        tree.tokens[head].relation == "conj",
    )  # fmt: skip
    _insert(scene, past)
    owner = owner_of(scene, phrase.owner) if phrase.owner is not None else None
    if owner is not None and owner.id is not None and phrase.owner is not None:
        inner = replace(
            past, last=past.first, actors=(owner.id,), kind=owner.kind, party=owner.party,
            sector=owner.sector, plural=False, subject=False, inner=True, noun="", located=False,
        )  # fmt: skip
        _insert(scene, inner)


def _insert(scene: Scene, past: Past) -> None:
    at = len(scene.memory.past)
    while at and scene.memory.past[at - 1].sentence == past.sentence:
        if scene.memory.past[at - 1].first < past.first:
            break
        at -= 1
    scene.memory.past.insert(at, past)


def _head(tree: Tree, phrase: Phrase) -> int:
    """Return the token of a phrase that governs the others, the core's first where unclear."""
    inside = range(phrase.first, phrase.last + 1)
    roots = [
        k for k in inside if tree.tokens[k].head not in inside and tree.tokens[k].text[0].isalnum()
    ]
    if len(roots) == 1:
        return roots[0]
    if phrase.core is not None:
        core = range(phrase.core.first, phrase.core.last + 1)
        return next((k for k in roots if k in core), phrase.core.first)
    return roots[0] if roots else phrase.first


def _mention(scene: Scene, tree: Tree, phrase: Phrase, reading: Reading) -> Mention:
    tokens = tree.tokens
    bare = phrase.core is None and phrase.start >= 0
    start = phrase.start if bare else tokens[phrase.first].start
    end = phrase.end if bare else tokens[phrase.last].end
    return Mention(
        scene.number, phrase.first, phrase.last, _head(tree, phrase),
        scene.words(phrase, start, end), start, end,
        reading.form, reading.actors, reading.party, reading.sector, reading.how,
        None, reading.candidates,
    )  # fmt: skip


def _with_guesses(mentions: Sequence[Mention], home: str | None) -> list[Mention]:
    """Add to sideless role mentions the country that the article is mostly about, as a guess."""
    countries = [
        country_of(m.party)
        for m in mentions
        if m.party and m.form != "pronoun"
        for _ in range(weight_of(m))
    ]
    counts = Counter(c for c in countries if len(c) == ISO_LENGTH and c.isalpha())
    most = max(counts, key=lambda p: (counts[p], p)) if counts else None
    guess = home or most
    if guess is None:
        return list(mentions)
    return [
        replace(m, guess=guess)
        if m.party is None and m.form in ("role", "title") and not _is_sideless(m)
        else m
        for m in mentions
    ]


def weight_of(mention: Mention) -> int:
    """Return how much a mention tells of what the article is about: a venue only half."""
    return 1 if mention.form == "place" else 2


def country_of(party: str) -> str:
    """Return the country of a party, for an armed group the one that it is at home in."""
    return party.rpartition(".")[2]


def _is_sideless(mention: Mention) -> bool:
    """Tell whether no country may be guessed for a mention: several sides, or visitors."""
    visiting = any(a.removeprefix(ROLE).replace("-", " ") in VISITORS for a in mention.actors)
    return len(mention.actors) > 1 or mention.how.startswith("allies") or visiting
