"""The page of accuracy: what stands around its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.tables import Table
from benchmarks.tables import as_markdown as table_as_markdown

INTRODUCTION = """\
# Accuracy

Made on {day} with Kabar {version} by

    {command}

Do not edit: run it again. The command under each heading prints its part alone.

| part | on | developed on |
|---|---|---|
| [articles](#articles) | articles written for testing | the examples, never the held-out ones |
| [positions](#positions) | the same articles | the examples, never the held-out ones |
| [sentence pairs](#sentence-pairs) | a story in two languages | `dev-a` to `dev-d` |
| [relations](#relations) | marked pairs, as the PLOVER set PLV has | PLV's training half |
| [lexicon](#lexicon) | a sentence for each entry | each is written for its entry |
| [quiet paragraphs](#quiet-paragraphs) | sport, business, weather… | `dev`, `dev2`, then `dev3` |

Sentences of the example articles, of the development pairs and of the lexicon also taught the
parsers their trees; no held-out text did.

Only what nobody developed on tells what to expect on other news. Nobody reads what is missed or
wrong there, and only sums stand here.

P is precision, the share of records that are right; R is recall, the share of the gold that is
found; F1 is their harmonic mean. 7/8 means right in 7 of the 8 that were asked. Our gold is one
coder's, reviewed, so there is no figure for agreement between coders. What is in each file is told
in [examples](../examples/README.md); the rules of scoring are in `src/kabar/analysis/scoring.py`.
"""

ARTICLES = """\
## Articles

    python -m benchmarks.articles [FOLDER]

An event is right when line, type and both sides agree with the gold; *types* leaves the sides
aside. *Dates, places, modality*: right of those asked, among the events that were found. *Actors*:
found with the right party, of those the gold lists. Rows in bold pool the counts of their articles.
The rules were written with the example articles in view; nobody develops on the held-out ones.
Other articles, where there are any, belong to their publishers and are not shipped: take their
figures as those of development.
"""

POSITIONS = """\
## Positions

    python -m benchmarks.positions [FOLDER]

What each party demands, offers, rejects… A position is right when line, party, stance and negation
agree with the gold and the words of the content overlap. R is over the gold that is *required*; P
counts records that match required or optional gold as right. *Toward, conditions*: right of those
asked, among the positions that were found. The gold was written from the texts by one hand, without
the program, and has not been reviewed.
"""

PAIRS = """\
## Sentence pairs

    python -m benchmarks.pairs

News-like sentences, each a document of its own, written in English and Indonesian with one gold
for the two, by other hands than the rules. *Modality, places, dates*: right of those asked, among
the events that were found; *not asserted*: modality of those that are future, hypothetical or
negated. *Pairs alike*: both languages give the same events (type, parties, modality), of the pairs
with an event in either; *events shared*: the share of all events that both give.
"""

RELATIONS = """\
## Relations

    python -m benchmarks.relations FILE.tsv

What one marked party of an English sentence does to another, one label a pair. *Root* is the type,
CONCEDE and RETREAT counted as one (YIELD); *quad* is verbal or material, cooperation or conflict;
*binary* is cooperation or conflict; *coverage* is the share of pairs that are given a type at all.
Macro-F1 is the mean of the F1 of all classes. The pairs are those of `{name}`, not shipped.

Sets of relations label some acts otherwise than records do. `kabar relate` follows them by the
table `ontology/relation_conventions.csv`; `--no-conventions` leaves it out. English words were
developed on PLV's training half, and the conventions read off its odd rows: on that file nearly
all figures are of development. Of the even rows, every second was read on 2026-12-01, after the
rules had been written without them; rows 4, 8, 12 … nobody has read, and `--show` leaves them out.
"""

NO_RELATIONS = """\
## Relations

Not measured this time: name a file of marked pairs with `--plv FILE.tsv`.
"""

LEXICON = """\
## Lexicon

    python -m benchmarks.lexicon

A plain sentence for each entry of the lexicon, with the event that a coder records from it, written
from the entry and its meaning, without the program, and not reviewed. *Right*: type, both sides and
modality agree; *type*: an event of the type is found. Since each sentence was written for its
entry, this tells whether the entries work, not whether the right ones are there.
"""

QUIET = """\
## Quiet paragraphs

    python -m benchmarks.quiet

Paragraphs full of words that look like political acts, and without any. Every event found is wrong.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: heading, command and text, then its tables."""

    text: str
    tables: Sequence[Table]


def as_markdown(sections: Sequence[Section], *, day: str, version: str, command: str) -> str:
    """Return the page."""
    parts = [INTRODUCTION.format(day=day, version=version, command=command)]
    for section in sections:
        parts.append(section.text)
        parts += [table_as_markdown(table) for table in section.tables]
    return "\n".join(parts)
