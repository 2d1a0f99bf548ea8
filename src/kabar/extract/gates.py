"""Which readings are events at all: the political actors and the sides that each type asks for."""

from __future__ import annotations

from kabar.extract.analysis import Analysis
from kabar.extract.reading import Reading
from kabar.extract.roles import Filled
from kabar.extract.side_sets import parties
from kabar.parse.clauses import Clauses

ARMED_OR_STATE = frozenset(
    ["GOV", "MIL", "REB", "OPP", "PTY", "LEG", "JUD", "COP", "PRM", "SPY", "UAF", "IGO", "IMG"]
)
"""PLOVER sectors that are political actors even where no party is known."""

PUBLIC = ARMED_OR_STATE | {
    "NGO",
    "ISM",
    "SOC",
    "REL",
    "REF",
    "LAB",
    "EDU",
    "CVL",
    "JRN",
    "AGR",
    "CRM",
    "MED",
    "ELI",
}
"""Sectors whose claims and protests are political; businesses and private people are not."""

GENTLE = ("SUPPORT", "CONSULT", "AGREE", "AID", "COOPERATE", "CONCEDE", "SANCTION")
"""Types that private people do to one another every day: a state or armed side must take part."""

CROWDS = frozenset(["CVL", "EDU", "LAB", "OPP", "REL", "ISM", "AGR", "SOC", "REF", "MED"])
"""Sectors of those who march and rally to be heard."""

WORDS = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT")


TWO_SIDED = frozenset(
    [*WORDS, "ASSAULT", "COERCE", "SANCTION", "AID", "CONSULT", "RETREAT", "CONCEDE"]
)
"""Types that somebody does to somebody."""
FORCE = ("ASSAULT", "COERCE")
ARMS = ("weapon", "missile", "projectile", "aircraft", "vessel", "ship", "force", "vehicle", "body")
PEOPLE = ("people", "person", "official", "police", "fighter", "militant", "inspector", "crowd")
"""Classes of nouns that stand for those who use them (*a drone killed three*), and for people."""


def is_done_by_things(analysis: Analysis, reading: Reading) -> bool:
    """Say whether the subject of a deed of force is no actor and no arms: *a tiger*, *a quake*.

    Only a plain noun as the subject of the verb itself counts; a lost subject tells nothing.
    """
    clauses, token = analysis.clauses, reading.token
    if reading.type not in FORCE or clauses.is_passive(token, reading.match.voice):
        return False
    own = clauses.dependents(token, "nsubj")
    return bool(own) and all(_is_thing(analysis, k) for k in own)


def _is_thing(analysis: Analysis, k: int) -> bool:
    word = analysis.tree.tokens[k]
    if word.upos != "NOUN" or k in analysis.sides.mention_at or analysis.reader.read(k):
        return False
    classes = analysis.matcher.lexicon.classes
    return not any(
        word.lower in classes.get(name, ()) or word.lemma in classes.get(name, ())
        for name in (*ARMS, *PEOPLE)
    )


def is_told_aside(clauses: Clauses, reading: Reading, filled: Filled) -> bool:
    """Say whether a modifier tells an act that is only half told: *the areas held by rebels*.

    What somebody is punished or blamed for is background. So is, without a source, what only
    describes (*a kidnapped bishop*, *in a raid on the camp*); without a target only an active
    relative clause has a story of its own (*gunmen who stormed a studio*).
    """
    token = reading.token
    if _is_reason(clauses, token) or _is_topic(clauses, token) or _is_agenda(clauses, token):
        return True
    if reading.type not in TWO_SIDED or (parties(filled.source) and parties(filled.target)):
        return False
    if clauses.is_noun_phrase(token):
        return clauses.relations[token] in ("obl", "nmod", "compound", "appos")
    if clauses.relations[token] not in ("acl", "amod"):
        return False
    passive = clauses.is_passive(token, reading.match.voice)
    return passive or not parties(filled.source) or not clauses.is_relative(token)


def _is_reason(clauses: Clauses, token: int) -> bool:
    """Say whether a clause only tells what somebody is punished for: *jailed for insulting X*."""
    marks = clauses.grammar.words("object_control_marks")
    while clauses.relations[token] == "conj" and not clauses.dependents(token, "nsubj", "aux"):
        token = clauses.tree.tokens[token].head
    clause = clauses.relations[token] == "advcl" and not clauses.dependents(token, "nsubj")
    return clause and clauses.mark(token) in marks


def _is_topic(clauses: Clauses, token: int) -> bool:
    """Say whether a clause only tells what is spoken about: *no breakthrough on ending the war*."""
    aside = clauses.relations[token] in ("advcl", "acl", "xcomp")
    own = clauses.dependents(token, "nsubj")
    mark, above = clauses.mark(token), clauses.tree.tokens[token].head
    may = clauses.has_lemma(above, "chance_nouns") and mark is not None
    return aside and not own and (may or mark in clauses.grammar.words("topic_marks"))


def _is_agenda(clauses: Clauses, token: int) -> bool:
    """Say whether an act is only an aim or an issue: *their main demand is a ceasefire*."""
    while clauses.relations[token] == "conj":
        token = clauses.tree.tokens[token].head
    if not clauses.dependents(token, "cop"):
        return False
    return any(clauses.is_one_of(k, "agenda_nouns") for k in clauses.dependents(token, "nsubj"))


def _is_gathering(clauses: Clauses, reading: Reading, filled: Filled, nominal: bool) -> bool:
    """Say whether a crowd marches or rallies somewhere, or in order to say something."""
    if reading.type != "PROTEST" or nominal or not filled.source:
        return False
    if not all(s.party and s.sector in CROWDS for s in filled.source):
        return False
    places = set(clauses.grammar.settings["place_prepositions"])
    placed = any(o.preposition in places for o in clauses.obliques(reading.token))
    return placed or bool(clauses.marked(reading.token, "purpose_marks", "advcl", "xcomp"))


def _is_told_deed(clauses: Clauses, reading: Reading, filled: Filled) -> bool:
    """Say whether a party of its own threatens to do something to something: *to shut the ports*.

    What only may happen is no threat: *floods threaten to …*, *the row threatens to become …*.
    """
    subjects = clauses.dependents(reading.token, "nsubj")
    if not subjects or not any(s.party and s.sector for s in filled.source):
        return False
    starts = {clauses.tree.tokens[k].start for j in subjects for k in clauses.tree.subtree(j)}
    named = any(s.start in starts for s in filled.source)
    deeds = clauses.dependents(reading.token, "xcomp")
    return named and any(clauses.dependents(k, "obj") for k in deeds)


def _is_about_oneself(reading: Reading, filled: Filled) -> bool:
    """Say whether a party rejects what is said of itself: *said its troops posed no threat*."""
    core = reading.act_match or reading.match
    if reading.type != "REJECT" or core.entry.frame.source != ("speaker",):
        return False
    own = {s.party for s in filled.source}
    return bool(filled.target) and {s.party for s in filled.target} <= own


def is_political(clauses: Clauses, reading: Reading, filled: Filled, nominal: bool) -> bool:
    """Say whether a reading with these sides is recorded; `nominal` where a noun carries it."""
    sides = (*filled.source, *filled.target)
    if not any(s.party or s.sector in ARMED_OR_STATE for s in sides):
        return False
    wanted = ARMED_OR_STATE if reading.type in GENTLE and not reading.is_legal else PUBLIC
    if not any(s.sector in wanted or (s.party and "." in s.party) for s in sides):
        return False
    if not filled.source and "target: the place of the act" in filled.notes:
        return False
    core = reading.act_match or reading.match
    bare_duty = reading.act is None and reading.is_duty
    if bare_duty and not (filled.source and filled.target):
        return False
    if core.entry.frame.source == ("speaker",) and not filled.source:
        return False
    if _is_about_oneself(reading, filled):
        return False
    spoken_of = reading.content is not None
    hosted = "source: the host" in filled.notes
    both = hosted or (filled.source and filled.target)
    together = both or spoken_of or _is_gathering(clauses, reading, filled, nominal)
    deed = reading.type == "THREATEN" and _is_told_deed(clauses, reading, filled)
    together = together or deed
    if core.entry.frame.dyad and not together:
        return False
    bare = not filled.target and not reading.content and not deed
    if reading.type in ("THREATEN", "ACCUSE") and bare:
        objects = clauses.dependents(reading.token, "obj", "ccomp", "xcomp")
        if reading.type == "THREATEN" or nominal or not objects:
            return False
    if reading.type == "THREATEN" and not filled.source:
        return False
    if reading.type in WORDS:
        if nominal and not (filled.source and filled.target):
            return bool(filled.source) and reading.content is not None
        return bool(filled.source or filled.target)
    if reading.type == "CONSULT":
        return bool(filled.source) and (bool(filled.target) or hosted or not nominal)
    return True
