"""What one marked party of a sentence does to another: type, quad class and how it was found.

For text whose parties are known already, such as a benchmark's pairs or another program's output.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kabar.coder import Coder, identified
from kabar.errors import BadInput
from kabar.extract.analysis import Tools
from kabar.extract.headlines import lowered
from kabar.extract.recording import derivation
from kabar.extract.relating import Link, link
from kabar.languages.load import Row
from kabar.ontology.load import UNDO
from kabar.parse.tree import Tree
from kabar.records import Span
from kabar.text.document import citable

QUADS = {
    "verbal_cooperation": 1,
    "material_cooperation": 2,
    "verbal_conflict": 3,
    "material_conflict": 4,
}
YIELD = ("CONCEDE", "RETREAT")
"""Types that benchmarks of relations merge; both count as material cooperation."""
MARK = re.compile(r"<(/?)([st])>")

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Relation:
    """The relation of a source to a target in one sentence."""

    type: str
    """PLOVER's event type."""
    quad: int
    """1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.

    CONCEDE is 2, with RETREAT: sets of relations do not tell yielding in words from deeds.
    """
    mode: str | None
    modality: str
    trigger: Span
    rule: str
    derivation: tuple[str, ...]
    """Operators from outside in, the act, and whether tree or distance linked the parties."""


def relate(
    sentence: str,
    source: tuple[int, int] | Spans,
    target: tuple[int, int] | Spans,
    *,
    language: str | None = None,
    coder: Coder | None = None,
    conventions: bool = True,
) -> Relation | None:
    """Return what the source does to the target, None where no word tells an act.

    `source` and `target` are spans of characters of `sentence`, or several of the same party.
    Without `conventions` the type is the one that records have, not the one that sets of relations
    are labelled with. Raises BadInput for spans that are not in the text, UnknownLanguage as `read`
    does.

    >>> text = "France accused Mali of delays."
    >>> relate(text, (0, 6), (15, 19), language="en").type
    'ACCUSE'
    """
    sources, targets = _several(source), _several(target)
    # A line end would cut the sentence.
    text = citable(sentence).replace("\n", " ")
    if len(text) != len(sentence):
        raise BadInput("the text is not in Unicode's form NFC, so its spans would shift")
    spans = (*sources, *targets)
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise BadInput(f"no span {start}-{end} in a text of {len(text)} characters")
    coder = coder or Coder()
    code = language or identified(text, [])
    tools = coder.tools(code)
    marked = [
        (tree, _tokens(tree, sources), _tokens(tree, targets))
        for tree in coder.sentence_trees(lowered(text, spans, tools.lexicon), code)
    ]
    # A sentence that holds both parties first, then those that hold one, then any.
    marked.sort(key=lambda each: -(bool(each[1]) + bool(each[2])))
    for tree, one, other in marked:
        if not one and not other:
            continue
        found = link(tree, one, other, tools)
        if found is not None:
            return _relation(found, text, tools, conventions=conventions)
    return None


def unmark(marked: str) -> tuple[str, Spans, Spans]:
    """Return the text of a sentence marked with <s>…</s> and <t>…</t>, and the spans of both.

    Raises BadInput where a mark is not closed or nothing is marked. One side may be missing.
    """
    text, spans = "", dict[str, list[tuple[int, int]]](s=[], t=[])
    opened: dict[str, int] = {}
    at = 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        closing, name = mark.groups()
        if not closing:
            opened[name] = len(text)
        elif name in opened:
            spans[name].append((opened.pop(name), len(text)))
    text += marked[at:]
    found = {name: [(a, b) for a, b in each if b > a] for name, each in spans.items()}
    if opened or not any(found.values()):
        raise BadInput("mark the source with <s>…</s> and the target with <t>…</t>")
    return text, found["s"], found["t"]


def _several(span: tuple[int, int] | Spans) -> Spans:
    if len(span) == 2 and isinstance(span[0], int) and isinstance(span[1], int):
        return [(span[0], span[1])]
    return [(int(start), int(end)) for start, end in span]  # type: ignore[misc]


def _tokens(tree: Tree, spans: Spans) -> set[int]:
    return {
        t.index for t in tree.tokens if any(t.start < end and start < t.end for start, end in spans)
    }


def _relation(found: Link, text: str, tools: Tools, *, conventions: bool) -> Relation:
    reading = found.reading
    word = found.tree.tokens[reading.token]
    lines = derivation(reading, found.tree)
    kind, mode = reading.type, reading.mode
    for row in tools.ontology.relation_conventions if conventions else ():
        if _applies(row, found, tools):
            kind, mode = row["becomes"], None
            lines.append(f"by convention {kind} ({row.rule})")
            break
    family = tools.ontology.types[kind]["quad"]
    return Relation(
        kind,
        QUADS["material_cooperation"] if kind in YIELD else QUADS[family],
        mode,
        reading.modality,
        Span(text[word.start : word.end], word.start, word.end),
        reading.match.entry.rule,
        (*lines, f"linked by {found.how}"),
    )


def _applies(row: Row, found: Link, tools: Tools) -> bool:
    """Say whether a line of relation_conventions.csv speaks of this reading."""
    reading = found.reading
    operators = [step.operator for step in reading.steps]
    turned = any(UNDO in tools.ontology.operators[name].cells.values() for name in operators)
    over = operators[-1:] if row["act"] else operators  # an act's own operator, no other between
    lemmas = {found.tree.tokens[k].lemma.lower() for k in reading.words}
    return (
        reading.type == row["type"]
        and (not row["operator"] or row["operator"] in over)
        and (not row["act"] or (reading.act is not None and reading.act.name == row["act"]))
        and not (row["act"] and turned)
        and (not row["word"] or row["word"] in lemmas)
        and (not row["joint"] or found.joint)
        and (not row["said"] or (found.said and reading.modality == "asserted"))
    )
