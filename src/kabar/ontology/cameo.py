"""From PLOVER to CAMEO: the least specific code that says all that a type and mode say.

`cameo.csv` is PLOVER's crosswalk from CAMEO's codes. Many of them fall together in one type and
mode, so the way back is a choice: `cameo_back.csv` makes it. A code says no more than
the event does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from kabar.errors import UnknownName
from kabar.languages.load import read_table
from kabar.ontology.load import FOLDER


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code, as text since zeros lead it, and what it means in our own words."""

    code: str
    meaning: str

    @property
    def root(self) -> str:
        """The first two digits: `12` of `1244`."""
        return self.code[:2]

    @property
    def base(self) -> str:
        """The first three digits: `124` of `1244`."""
        return self.code[:3]


def find_cameo(kind: str, mode: str | None, contexts: Collection[str]) -> Cameo:
    """Return the CAMEO code of a type, mode and contexts; raises UnknownName for another type.

    A line for the mode and one of the contexts goes before one for the mode alone; the line
    without a mode is left where none says more.

    >>> find_cameo("CONSULT", "visit", []).code
    '042'
    >>> find_cameo("REJECT", None, []).code
    '120'
    """
    if kind not in _lines():
        raise UnknownName(f"unknown event type '{kind}'; PLOVER's are: {', '.join(_lines())}")
    lines = _lines()[kind]
    for (of_mode, context), cameo in lines.items():
        if of_mode == (mode or "") and context in contexts:
            return cameo
    return lines.get((mode or "", "")) or lines["", ""]


@cache
def _lines() -> Mapping[str, Mapping[tuple[str, str], Cameo]]:
    """Return for each type the code of each mode and context, in the order of the table."""
    found: dict[str, dict[tuple[str, str], Cameo]] = {}
    for row in read_table(FOLDER / "cameo_back.csv", "ontology/cameo_back"):
        cameo = Cameo(row["cameo"], row["meaning"])
        found.setdefault(row["type"], {})[row["mode"], row["context"]] = cameo
    return found
