"""What a word and its complements amount to, as a typed record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kabar.extract.patterns import Match
from kabar.ontology.load import Act, Ontology, Operator

VERBAL = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT")
"""Types that are done in words: an act of such a type still takes the act it is about."""

COOPERATIVE = ("AGREE", "SUPPORT", "COOPERATE", "AID", "CONSULT", "CONCEDE", "RETREAT")

FORWARD = ("future", "plan", "can", "schedule")
"""Function words that leave a speech act the type it has."""

REPORTING = ("say", "believe", "claim", "fear", "hope", "expect", "doubt")
"""Operators that report a clause: the clause is read by itself, with a speaker or a modality."""

CONJECTURE = ("believe", "fear", "hope", "doubt")
"""Reports under which *will* announces nothing: it is the speaker's guess."""

LIGHT = ("do", "join", "receive", "begin", "continue", "resume", "increase", "help", "try")
"""Operators that a better-weighted or more telling operator of the same word goes before."""

MODALS = {
    **{"can": "can", "want": "plan", "plan": "plan"},
    **{"future": "future", "claim": "claim", "not": "not"},
}
"""Function words in the order in which they apply, each with the operator that it is."""

HARMS = ("THREATEN", "ASSAULT", "COERCE", "SANCTION")
"""Types that nobody refuses who does not want them: the harm is only not done."""

LEGAL = "legal"
"""The context of acts of courts and prosecutors."""

DUTIES = ("forbid", "must")
"""Function words that lay a duty on somebody."""

WILLING = ("ready", "want", "plan")
"""Operators whose negation refuses: *not ready to*, *does not want to*."""

PLEDGES = ("agree", "offer", "promise", "ready")
"""Operators that turn round where the act is one that will not be done."""

RENEWING = ("lift", "postpone", "resume", "suspend")
"""Operators whose act a pronoun may stand for: only acts are lifted or resumed."""

MODES_ALONE = {"condemn": "disapprove", "accuse": "allege", "suspect": "investigate"}
VEHICLES = ("joint-statement", "pass-law", "phone", "visit", "write")
"""Acts that only carry what is said by them, or on their way."""

ENACTING = ("pass-law",)
"""Of these, those that do what they carry: *passed a law lifting the ban*."""

PERFORMED = ("REQUEST", "REJECT", "AGREE", "THREATEN")
"""Words that are said by announcing them: *we will demand*, *it will not accept*."""


@dataclass(frozen=True, slots=True)
class Step:
    """One operator of a derivation: its name, the word, the lexicon line and the table's line."""

    operator: str
    token: int
    rule: str
    table: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word and its complements amount to; tokens are indices in the tree."""

    token: int
    type: str
    mode: str | None
    act: Act | None
    steps: tuple[Step, ...]
    """Outermost first."""
    match: Match
    act_match: Match | None
    """The outermost entry, and that of the innermost act (None where an operator is alone)."""
    modality: str
    content: Reading | None
    """The act a speech act is about."""
    words: frozenset[int]
    """The tokens that carry the reading, contents included."""

    @property
    def is_speech(self) -> bool:
        """Say whether the words only speak about acts."""
        return self.content is not None or (self.act is not None and self.type in VERBAL)

    @property
    def is_speakers(self) -> bool:
        """Say whether it is by its words the speaker who does it: *X is unacceptable*."""
        return self.match.entry.frame.source == ("speaker",)

    @property
    def wills(self) -> bool:
        """Say whether the outermost word tells what somebody is ready to do or wants."""
        return bool(self.steps) and self.steps[0].operator in WILLING

    @property
    def is_duty(self) -> bool:
        """Say whether the outermost word lays a duty on somebody."""
        return bool(self.steps) and self.steps[0].operator in DUTIES

    @property
    def is_legal(self) -> bool:
        """Say whether only courts and prosecutors do the act."""
        return self.act is not None and LEGAL in self.act.contexts


def is_no_favour(reading: Reading) -> bool:
    """Say whether an act does nobody good or harm, so that its announcement is no promise."""
    return reading.act is not None and reading.act.effect == "neutral"


def negated_pledge(operator: Operator, content: Reading) -> str | None:
    """Return the type of a pledge not to do something: *promised not to attack* is AGREE."""
    if operator.name not in PLEDGES or content.modality != "negated":
        return None
    return "REJECT" if content.type in COOPERATIVE else "AGREE"


def without_future(content: Reading) -> Reading:
    """Return the act itself where *will* stands over it: *threatened that it would attack*."""
    if content.content is None or not content.steps or content.steps[0].operator not in FORWARD:
        return content
    return replace(content.content, words=content.words)


def of_act(match: Match, act: Act) -> Reading:
    """Return an act that stands by itself."""
    words = frozenset((match.token, *match.words))
    return Reading(match.token, act.type, act.mode, act, (), match, match, "asserted", None, words)


def of_operator(match: Match, operator: Operator, ontology: Ontology) -> Reading:
    """Return an operator without an act; it must have a type of its own."""
    step = Step(operator.name, match.token, match.entry.rule, operator.rule)
    modality = "asserted" if operator.modality == "same" else operator.modality
    words = frozenset((match.token, *match.words))
    assert operator.alone is not None
    mode = MODES_ALONE.get(operator.name)
    mode = mode if (operator.alone, mode) in ontology.modes else None
    return Reading(
        match.token, operator.alone, mode, None, (step,), match, None, modality, None, words
    )
