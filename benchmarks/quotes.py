"""Score quotations on PolNeAR (English) and PFSA-ID (Indonesian).

    python -m benchmarks.quotes polnear FOLDER     # holds text/ and attributions/
    python -m benchmarks.quotes pfsa FILE          # one token and label a line

The texts belong to their publishers: they are read where they lie and nothing of them is kept.

PolNeAR: a quote matches an attribution when the characters of their contents (quotation marks and
final punctuation stripped) have a Jaccard index of 0.5 or more, one to one, best first. A content
is direct when 80% of its letters stand in double quotation marks, mixed when some do, indirect when
none. The first annotator in file order counts. The speaker of a matched pair is right when the two
spans overlap. PFSA-ID: exact spans of STATEMENT, CUE and CUECOREF; the speaker is right when it
overlaps the person that the gold names next after the cue.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.options import command
from kabar.actors.lexicon import load_index
from kabar.actors.resolve import find_actors
from kabar.extract.quotation_cues import load_speech
from kabar.extract.quotation_marks import find_quotations
from kabar.extract.quotes import find_quotes
from kabar.languages.load import load_language
from kabar.parse.parsers import load_parser
from kabar.parse.trees import parse_sentences
from kabar.records import Quote
from kabar.text.clean import find_blocks
from kabar.text.sentences import document_sentences

Spans = list[tuple[int, int]]
Reader = Callable[[str], list[Quote]]
MATCH = 0.5
STRIPPED = "\"“”„‟«»‘’'`.,!?;:…—–- \n\t\u00a0"
DOUBLE = '"“”„‟«»`'


@dataclass
class Attribution:
    """One gold attribution: spans of its parts."""

    content: Spans
    source: Spans
    cue: Spans


@dataclass
class Tally:
    """Counts of one kind."""

    gold: int = 0
    found: int = 0
    gold_hit: int = 0
    found_hit: int = 0
    speaker_asked: int = 0
    speaker_right: int = 0

    def line(self, name: str) -> str:
        """Return precision, recall, F1 and the speaker's share right as one line."""
        p = self.found_hit / self.found if self.found else 0.0
        r = self.gold_hit / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        right = self.speaker_right / self.speaker_asked if self.speaker_asked else 0.0
        return (
            f"{name:9s} P {p:.3f} R {r:.3f} F1 {f:.3f}   gold {self.gold} found {self.found}"
            f"   speaker right {right:.3f} of {self.speaker_asked}"
        )


@dataclass
class Result:
    """Tallies by kind, with the pairs for whoever wants to read the errors."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {k: Tally() for k in ("all", "direct", "mixed", "indirect")}
    )


def read_brat(path: Path) -> list[Attribution]:
    """Return the attributions of one brat file; those without content are left out."""
    texts: dict[str, Spans] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0].startswith("T"):
            spans = cells[1].split(" ", 1)[1]
            texts[cells[0]] = [
                (int(a), int(b)) for a, b in (part.split() for part in spans.split(";"))
            ]
        elif cells[0].startswith("E"):
            event: dict[str, list[str]] = {}
            for part in cells[1].split():
                role, _, key = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).append(key)
            events.append(event)

    def spans_of(event: dict[str, list[str]], role: str) -> Spans:
        return sorted(s for key in event.get(role, ()) for s in texts.get(key, ()))

    found = [
        Attribution(spans_of(e, "Content"), spans_of(e, "Source"), spans_of(e, "Cue"))
        for e in events
    ]
    return [a for a in found if a.content]


def _characters(text: str, spans: Spans) -> frozenset[int]:
    kept: list[int] = []
    for start, end in spans:
        while start < end and text[start] in STRIPPED:
            start += 1
        while end > start and text[end - 1] in STRIPPED:
            end -= 1
        kept += [i for i in range(start, end) if text[i] not in DOUBLE]
    return frozenset(kept)


def _in_marks(text: str) -> list[bool]:
    mask = [False] * (len(text) + 1)
    position = 0
    for line in text.splitlines(keepends=True):
        for quotation in find_quotations(text, position, position + len(line)):
            if text[quotation.start] in DOUBLE or text[quotation.end - 1] in DOUBLE:
                for i in range(quotation.start, quotation.end):
                    mask[i] = True
        position += len(line)
    return mask


def _kind(text: str, mask: Sequence[bool], characters: Iterable[int]) -> str:
    letters = [i for i in characters if text[i].isalpha()]
    share = sum(mask[i] for i in letters) / len(letters) if letters else 0.0
    return "direct" if share >= 0.8 else "mixed" if share > 0 else "indirect"


def joined(quotes: Sequence[Quote]) -> list[tuple[Spans, Quote]]:
    """Return quotes with those of one cue joined, as PolNeAR writes “…,” X said. “…” once."""
    found: list[tuple[Spans, Quote]] = []
    by_cue: dict[int, int] = {}
    for quote in quotes:
        key = quote.cue.start if quote.cue and quote.kind == "direct" else None
        if key is not None and key in by_cue:
            found[by_cue[key]][0].append((quote.start, quote.end))
            continue
        if key is not None:
            by_cue[key] = len(found)
        found.append(([(quote.start, quote.end)], quote))
    return found


def score_polnear(
    text: str, gold: Sequence[Attribution], quotes: Sequence[Quote], result: Result
) -> list[tuple[int, int]]:
    """Add one article to the result; return the pairs (place in gold, place in joined quotes)."""
    mask = _in_marks(text)
    found = joined(quotes)
    wanted = [_characters(text, a.content) for a in gold]
    given = [_characters(text, spans) for spans, _ in found]
    candidates = []
    for g, a in enumerate(wanted):
        for f, b in enumerate(given):
            both = len(a & b)
            if both and both / len(a | b) >= MATCH:
                candidates.append((-both / len(a | b), g, f))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, f in sorted(candidates):
        if g not in pairs and f not in taken:
            pairs[g] = f
            taken.add(f)
    for g, characters in enumerate(wanted):
        kind = _kind(text, mask, characters)
        for tally in (result.tallies["all"], result.tallies[kind]):
            tally.gold += 1
            tally.gold_hit += g in pairs
            if g in pairs and gold[g].source:
                speaker = found[pairs[g]][1].speaker
                tally.speaker_asked += 1
                tally.speaker_right += speaker is not None and any(
                    a < speaker.end and speaker.start < b for a, b in gold[g].source
                )
    for f, characters in enumerate(given):
        kind = _kind(text, mask, characters)
        for tally in (result.tallies["all"], result.tallies[kind]):
            tally.found += 1
            tally.found_hit += f in taken
    return sorted(pairs.items())


def polnear_articles(folder: Path) -> list[tuple[str, str, list[Attribution]]]:
    """Return (name, text, attributions) of each article, first annotator in file order."""
    files = sorted((folder / "attributions").glob("*.ann"))
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        first = next((f for f in files if f.name.startswith(path.stem)), None)
        if first is not None:
            articles.append((path.stem, path.read_text(encoding="utf-8"), read_brat(first)))
    return articles


def run_polnear(folder: Path, read: Reader) -> None:
    """Print the scores of every PolNeAR article under a folder."""
    result = Result()
    began = time.perf_counter()
    for _, text, gold in polnear_articles(folder):
        score_polnear(text, gold, read(text), result)
    for name, tally in result.tallies.items():
        print(tally.line(name))
    print(f"{time.perf_counter() - began:.1f} s", file=sys.stderr)


@dataclass
class TaggedArticle:
    """One PFSA-ID article: its text, the place of every token in it, and the tokens' labels."""

    text: str
    spans: Spans
    words: list[str]
    labels: list[str]

    def entities(self, *names: str) -> list[tuple[int, int]]:
        """Return the token ranges (last included) of the entities of some labels."""
        found: list[tuple[int, int]] = []
        start: int | None = None
        for i, label in enumerate(self.labels):
            place, _, name = label.partition("-")
            if name not in names:
                continue
            if place == "U":
                found.append((i, i))
            elif place == "B":
                start = i
            elif place == "L" and start is not None:
                found.append((start, i))
                start = None
        return found


MARKS = frozenset('"“”')


def _untokenized(rows: Sequence[tuple[str, str]]) -> TaggedArticle:
    """Return an article with the spaces that its tokens lost: marks open and close in turn."""
    article = TaggedArticle("", [], [], [])
    text, opened, glued = "", False, True
    for word, label in rows:
        mark = word in MARKS
        close = mark and opened
        space = not (glued or close or word in {",", ".", ":", ";", "!", "?", ")", "%", "…"})
        text += " " if space and text else ""
        article.spans.append((len(text), len(text) + len(word)))
        text += word
        glued = (mark and not opened) or word in {"(", "/", "-"}
        opened = opened != mark
        article.words.append(word)
        article.labels.append(label)
    article.text = text
    return article


def pfsa_articles(path: Path) -> list[TaggedArticle]:
    """Return the articles of a PFSA-ID file; one begins at each dateline (… , KOMPAS —)."""
    rows: list[tuple[str, str]] = []
    breaks = {0}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line:
            breaks.add(len(rows))
        elif len(cells) == 2:
            rows.append((cells[0], cells[1]))
    starts = [0]
    for i in range(1, len(rows) - 1):
        if rows[i][0] == "KOMPAS" and rows[i + 1][0] in "—-–":
            begin = max(b for b in breaks if b <= i) if i < 4 else _nearest(breaks, i)
            if begin > starts[-1]:
                starts.append(begin)
    ends = [*starts[1:], len(rows)]
    return [_untokenized(rows[a:b]) for a, b in zip(starts, ends, strict=True)]


def _nearest(breaks: set[int], i: int) -> int:
    while i not in breaks:
        i -= 1
    return i


def _token_range(article: TaggedArticle, start: int, end: int) -> tuple[int, int] | None:
    inside = [i for i, (a, b) in enumerate(article.spans) if a < end and start < b]
    return (inside[0], inside[-1]) if inside else None


def _statement(article: TaggedArticle, quote: Quote) -> tuple[int, int] | None:
    """Return a quote's tokens with its marks and the comma before the closing one."""
    tokens = _token_range(article, quote.start, quote.end)
    if tokens is None:
        return None
    first, last = tokens
    if first and article.words[first - 1] in MARKS:
        first -= 1
    for step in (1, 2):
        if last + step < len(article.words) and article.words[last + step] in MARKS:
            return first, last + step
        if last + step < len(article.words) and article.words[last + step] != ",":
            break
    return first, last


def score_pfsa(
    article: TaggedArticle, quotes: Sequence[Quote], tallies: dict[str, Tally]
) -> list[tuple[str, tuple[int, int]]]:
    """Add one article to the tallies; return what was missed and what was wrong, for reading."""
    statements = set(article.entities("STATEMENT"))
    cues = set(article.entities("CUE", "CUECOREF"))
    persons = article.entities("PERSON", "PERSONCOREF")
    found: dict[tuple[int, int], Quote] = {}
    found_cues: set[tuple[int, int]] = set()
    for quote in quotes:
        tokens = _statement(article, quote) if quote.kind == "direct" else None
        if tokens is None:
            continue
        found[tokens] = quote
        place = _token_range(article, quote.cue.start, quote.cue.end) if quote.cue else None
        if place is not None:
            found_cues.add(place)
    for name, gold, given in (
        ("STATEMENT", statements, set(found)),
        ("CUE", cues, found_cues),
    ):
        tally = tallies[name]
        tally.gold += len(gold)
        tally.found += len(given)
        tally.gold_hit += len(gold & given)
        tally.found_hit += len(gold & given)
    after = {a for a, _ in cues}
    for tokens in statements & set(found):
        cue = next((i for i in range(tokens[1] + 1, tokens[1] + 4) if i in after), None)
        if cue is None:
            continue
        named = next(((a, b) for a, b in persons if cue < a <= cue + 25), None)
        speaker = found[tokens].speaker
        clitic = article.labels[cue].endswith("CUECOREF")
        want = (cue, cue) if clitic else named
        if want is None:
            continue
        tally = tallies["STATEMENT"]
        tally.speaker_asked += 1
        have = _token_range(article, speaker.start, speaker.end) if speaker else None
        tally.speaker_right += have is not None and have[0] <= want[1] and want[0] <= have[1]
    errors = [("missed", t) for t in sorted(statements - set(found))]
    return errors + [("wrong", t) for t in sorted(set(found) - statements)]


def run_pfsa(path: Path, read: Reader) -> None:
    """Print the scores on a PFSA-ID file."""
    tallies = {"STATEMENT": Tally(), "CUE": Tally()}
    began = time.perf_counter()
    for article in pfsa_articles(path):
        score_pfsa(article, read(article.text), tallies)
    for name, tally in tallies.items():
        print(tally.line(name))
    print(f"{time.perf_counter() - began:.1f} s", file=sys.stderr)


def make_reader(code: str, *, wide: bool) -> Reader:
    """Return a function from a text to its quotes, with the shipped parser and actors."""
    language = load_language(code)
    parser, index, speech = load_parser(language), load_index(language), load_speech(language)

    def read(text: str) -> list[Quote]:
        blocks = find_blocks(text, language)
        spans = document_sentences(text, blocks, language)
        trees = parse_sentences(text, spans, language, parser)
        actors = find_actors(trees, index, language, published=None, text=text)
        return find_quotes(text, trees, actors, language, blocks, speech=speech, wide=wide)

    return read


def main() -> None:
    """Run the benchmark that the command line names."""
    options = command("quotes", __doc__)
    options.add_argument("benchmark", choices=("polnear", "pfsa"))
    options.add_argument("path", type=Path)
    options.add_argument(
        "--spoken", action="store_true", help="only what was said, as `kabar read` gives it"
    )
    chosen = options.parse_args()
    if chosen.benchmark == "polnear":
        run_polnear(chosen.path, make_reader("en", wide=not chosen.spoken))
    else:
        run_pfsa(chosen.path, make_reader("id", wide=False))


if __name__ == "__main__":
    main()
