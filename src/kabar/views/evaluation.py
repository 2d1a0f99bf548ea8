"""The report of `kabar evaluate` as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kabar.analysis.evaluation import Report
from kabar.analysis.scoring import Count, Score, Share


def as_text(report: Report, *, show: bool) -> str:
    """Return the report; `show` adds the list of errors."""
    return "\n".join(_lines(report, show)) + "\n"


def _lines(report: Report, show: bool) -> Iterator[str]:
    yield "              precision  recall     F1   found  missed  wrong"
    total = report.total
    yield _count("events", total.events)
    yield _count("types alone", total.types)
    yield _count("quotes", total.quotes)
    for name, share in _shares(total):
        yield f"{name:14}{_percent(share)}   {share.right} of {share.asked} right"
    if len(report.languages) > 1:
        for language, score in sorted(report.languages.items()):
            yield _count(f"events, {language}", score.events)
    yield ""
    for kind, count in sorted(report.types.items()):
        yield _count(kind, count)
    if report.confused:
        yield ""
        yield "taken for another type (gold, record, times)"
        for (want, got), times in report.confused.most_common():
            yield f"  {want:10} {got:10} {times}"
    for document, alpha in report.agreements.items():
        told = "not defined" if alpha is None else f"{alpha:.3f}"
        yield f"Krippendorff's alpha of the two codings of {document}: {told}"
    if show:
        yield ""
        for error in report.errors:
            sides = f"{' '.join(error.source) or '-'} > {' '.join(error.target) or '-'}"
            yield f"{error.kind:6} {error.document}:{error.line} {error.type} {sides}"
            yield f"       {error.text}"


def _shares(score: Score) -> Iterator[tuple[str, Share]]:
    for name in ("dates", "places", "modality", "actors"):
        share = getattr(score, name)
        if share.asked:
            yield name, share


def _count(name: str, count: Count) -> str:
    figures = f"{count.precision:10.3f}{count.recall:8.3f}{count.f1:8.3f}"
    return f"{name:14}{figures}{count.hit:8}{count.missed:8}{count.wrong:7}"


def _percent(share: Share) -> str:
    return f"{share.right / share.asked:10.3f}"
