"""What is told and what is only spoken of: purposes, conditions, contents, reports."""

from __future__ import annotations

from collections.abc import Iterator

from kabar.extract.analysis import Analysis
from kabar.extract.reading import CONJECTURE, COOPERATIVE, Reading
from kabar.records import Span


class Scope:
    """Keeps which words of a sentence have been told of or stand under a speech act."""

    def __init__(self, analysis: Analysis) -> None:
        self.tree = analysis.tree
        self.text = analysis.text
        self.clauses = analysis.clauses
        self.reader = analysis.reader
        self.ontology = analysis.ontology
        self.mention_at = analysis.sides.mention_at
        self.consumed: set[int] = set()

    def is_only_spoken(self, reading: Reading) -> bool:
        """Say whether what the word governs is only spoken of; *condemn* presupposes it."""
        if reading.content is not None and reading.steps:
            operator = self.ontology.operators[reading.steps[0].operator]
            return operator.content_modality != "asserted"
        return reading.is_speech or reading.act is None

    def words_told(self, reading: Reading) -> frozenset[int]:
        """Return the words that a recorded reading uses up.

        What is presupposed stands as an act of its own too: *condemned the attack on X*.
        """
        content = reading.content
        if content is None or self.is_only_spoken(reading):
            return reading.words
        if not self.clauses.is_noun_phrase(content.token):
            return reading.words
        return reading.words - content.words

    def is_purpose(self, i: int) -> bool:
        """Say whether the word heads a purpose clause: an aim is no act."""
        node = i
        while node >= 0 and self.clauses.relations[node] in ("conj", "advcl", "acl", "xcomp"):
            if self.clauses.relations[node] in ("advcl", "acl") and (
                not self.clauses.is_relative(node)
            ):
                marked = self.clauses.mark(node) in self.clauses.grammar.words("purpose_marks")
                return marked and not self.clauses.is_caused(node)
            node = self.tree.tokens[node].head
        return False

    def is_met_for(self, reading: Reading) -> bool:
        """Say whether somebody moves somewhere to meet: *arrived at the border to start talks*."""
        head = self.tree.tokens[reading.token].head
        if reading.type != "CONSULT" or head < 0:
            return False
        return self.clauses.is_one_of(head, "motion_verbs")

    def is_aim(self, i: int) -> bool:
        """Say whether a complement is only the aim of the act above: *sent jets to shadow them*."""
        above = self.tree.tokens[i].head
        if self.clauses.relations[i] != "xcomp" or not self.clauses.dependents(above, "obj"):
            return False
        if self.clauses.mark(i) not in self.clauses.grammar.words("purpose_marks"):
            return False
        governing = self.reader.read(above)
        return governing is not None and not governing.is_speech and i not in governing.words

    def block_contents(self, reading: Reading) -> None:
        """Keep what is only spoken about from standing as events of its own.

        Relative clauses and dated side clauses inside it are presupposed, so they stay.
        """
        stack = [
            k
            for k in self.tree.children[reading.token]
            if self.clauses.relations[k] in ("xcomp", "ccomp", "obj", "advcl", "obl", "nmod", "acl")
            and self._is_spoken_of(k, reading)
        ]
        # *Agreed to halt the fighting and to trade prisoners*: hung on the upper verb.
        marks = {self.clauses.mark(k) for k in stack} - {None}
        joined = self.clauses.dependents(reading.token, "conj")
        stack += [k for k in joined if self.clauses.mark(k) in marks or self._is_like(k, reading)]
        while stack:
            node = stack.pop()
            self.consumed.add(node)
            for k in self.tree.children[node]:
                if self.clauses.relations[k] == "acl" and self._is_presupposed(k):
                    continue
                if self._is_raised(k, reading) or self._is_another_story(k):
                    continue
                stack.append(k)

    def _is_like(self, k: int, reading: Reading) -> bool:
        """Say whether a joined verb has the form of the complement and not of the verb above.

        *Sepakat memulihkan hubungan dan membuka kedutaan*: both are what was agreed.
        """
        below = self.clauses.dependents(reading.token, "xcomp", "ccomp")
        inflected = reading.match.voice is not None and reading.match.entry.pos == "V"
        if not below or inflected or self.clauses.dependents(k, "nsubj"):
            return False
        other = self.reader.read(k)
        if other is not None and other.is_speech and other.type not in COOPERATIVE:
            return False
        voices = {m.voice for j in (k, *below) for m in self.reader.matcher.matches(j)[:1]}
        return voices == {"active"}

    def _is_spoken_of(self, k: int, reading: Reading) -> bool:
        if self.clauses.relations[k] in ("xcomp", "ccomp", "obj") or k in reading.words:
            return True
        if self.clauses.relations[k] == "advcl":
            words = self.clauses.grammar.words
            marks = words("purpose_marks") | words("allegation_marks") | words("complement_marks")
            return self.clauses.mark(k) in marks
        return False

    def _is_presupposed(self, k: int) -> bool:
        """Say whether a clause on a noun tells something that stands although it is spoken of.

        *The troops deployed there* are deployed; *countries that join* need not have joined.
        """
        marks = self.clauses.grammar.words("complement_marks")
        told = self.clauses.mark(k) in marks and not self.clauses.is_relative(k)
        if self.is_purpose(k) or told:
            return False
        named = self.mention_at.get(self.clauses.antecedent(k))
        if named is not None and named.form == "name" and self.clauses.is_relative(k):
            return True  # *Talks with Washington, which will …*
        reading = self.reader.read(k)
        return reading is None or reading.type not in COOPERATIVE

    def _is_another_story(self, k: int) -> bool:
        """Say whether a side clause stands for itself: *…, while Moscow demands …*."""
        side = self.clauses.relations[k] in ("advcl", "parataxis")
        return side and self.clauses.stands_alone(k)

    def _is_raised(self, k: int, reading: Reading) -> bool:
        """Say whether the coordinated verb `k` belongs with the speech verb above its governor.

        In *asked X to do A and demanded B* parsers hang the second speech verb on *do*, but like
        is coordinated with like. Its subject is then the upper one's.
        """
        if self.clauses.relations[k] != "conj":
            return False
        if self.reader.reported(k) is not None and self.clauses.mark(k) is None:
            self.clauses.raised[k] = reading.token
            return True
        other, beside = self.reader.read(k), self.reader.read(self.tree.tokens[k].head)
        if other is None or not other.is_speech:
            return False
        if beside is not None and beside.is_speech and other.type != reading.type:
            return False
        if self.clauses.mark(k) is not None:
            return False
        self.clauses.raised[k] = reading.token
        return True

    def condition(self, reading: Reading) -> Span | None:
        """Return the words of the condition a reading stands under, None where there is none."""
        tokens = {reading.token, *(s.token for s in reading.steps)}
        if reading.content is not None:
            tokens.add(reading.content.token)
        tokens.update(self._bare_above(reading.token))
        for token in sorted(tokens):
            for clause in self.clauses.conditions(token):
                if reading.modality == "asserted" and self._is_of_words_after(clause, token):
                    continue
                inside = sorted(self.tree.subtree(clause))
                while len(inside) > 1 and self.tree.tokens[inside[-1]].upos == "PUNCT":
                    inside.pop()
                start = self.tree.tokens[inside[0]].start
                end = self.tree.tokens[inside[-1]].end
                return Span(self.text[start:end], start, end)
        return None

    def _bare_above(self, i: int) -> Iterator[int]:
        """Yield the verbs over `i` that tell nothing themselves: *would have to move troops*."""
        while self.clauses.relations[i] == "xcomp":
            i = self.tree.tokens[i].head
            if self.reader.read(i) is not None or self.reader.reported(i) is not None:
                break
            yield i

    def _is_of_words_after(self, clause: int, token: int) -> bool:
        """Say whether a condition is that of what was said after what was done.

        *Slapped a tariff on steel and promised more if Beijing retaliates*.
        """
        for node in self.tree.ancestors(clause):
            if node <= token:
                break
            relation = self.clauses.relations[node]
            aside = relation == "advcl" and self.clauses.dependents(node, "nsubj", "obl")
            if aside or (relation == "conj" and self.clauses.mark(node) is None):
                other = self.reader.read(node)
                spoken = other is not None and self.is_only_spoken(other)
                return spoken or self.reader.reported(node) is not None
        return False

    def modality(self, reading: Reading, condition: Span | None) -> str:
        """Return how sure the text is: by the words, a condition, or a report (*fears that*)."""
        if reading.modality == "negated":
            return "negated"
        if condition is not None:
            return "hypothetical"
        if reading.modality == "asserted" and (
            self._is_awaited(reading.token) or self._is_of_anyone(reading.token)
        ):
            return "hypothetical"
        if reading.type == "THREATEN" and self._threatens_anyone(reading):
            return "hypothetical"
        if reading.type == "THREATEN" and _is_what_could_be(reading):
            return "hypothetical"
        report = self._report(reading.token)
        guessed = reading.modality == "future" and report in CONJECTURE
        if report is not None and (reading.modality == "asserted" or guessed):
            operator = self.ontology.operators[report]
            if operator.modality not in ("same", "asserted"):
                return operator.modality
        return reading.modality

    def _is_awaited(self, i: int) -> bool:
        """Say whether the word stands in *until …* of what is refused, denied or to come."""
        above = self.clauses.governor_clause(i)
        if above is None or self.clauses.relations[i] not in ("advcl", "acl"):
            return False
        if self.clauses.mark(i) not in self.clauses.grammar.words("until_marks"):
            return False
        for node in (above, *self.tree.ancestors(above)):
            governing = self.reader.read(node)
            if governing is not None and (governing.is_speech or governing.modality != "asserted"):
                return True
            if self.clauses.relations[node] not in ("xcomp", "ccomp", "obj", "obl", "nmod"):
                break
        return False

    def _threatens_anyone(self, reading: Reading) -> bool:
        """Say whether whoever does something is threatened, which is a condition in other words."""
        below = [k for k in self.tree.subtree(reading.token) if k > reading.token]
        words = self.clauses.grammar.words("unspecific")
        acts = [k for k in below if self.clauses.is_nominal(k) and self.reader.read(k)]
        told = [j for k in acts for j in self.clauses.dependents(k, "det")]
        # *Warned that any strike would be answered*
        return any(self._is_of_anyone(k) for k in below) or any(
            self.tree.tokens[j].lower in words for j in told
        )

    def _is_of_anyone(self, i: int) -> bool:
        """Say whether the word stands in a clause on *anyone who …*, which names nobody."""
        if not self.clauses.is_relative(i):
            return False
        head = self.tree.tokens[i].head
        words = self.clauses.grammar.words("unspecific")
        return any(
            self.tree.tokens[k].lower in words
            for k in (head, *self.clauses.dependents(head, "det"))
        )

    def _report(self, i: int) -> str | None:
        """Return the reporting operator whose clause the token stands in, None where none."""
        node = i
        while self.clauses.relations[node] in ("ccomp", "xcomp", "conj", "csubj"):
            node = self.tree.tokens[node].head
            match = self.reader.reported(node)
            if match is not None:
                return match.entry.name
        return None


def _is_what_could_be(reading: Reading) -> bool:
    """Say whether somebody only warns of what they *could* do."""
    return [s.operator for s in reading.steps[:2]] == ["warn", "can"]
