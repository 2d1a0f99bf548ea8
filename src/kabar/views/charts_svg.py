"""Altair charts as SVG that may stand inline in a page: nothing in it runs, loads or clashes.

Words of articles come into a chart as values of data only, never as expressions or names of
fields. What Vega draws is copied element by element into a new tree that takes only what is listed
here, so nothing else can get through, whatever the words were.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kabar.errors import KabarError
from kabar.views.labels import one_line


def needs_dossier(error: ImportError) -> KabarError:
    """Return the error to raise where a library of `kabar[dossier]` is not there."""
    return KabarError(f"{error.name} is not installed; run: pip install 'kabar[dossier]'")


try:
    import altair as alt
    import vl_convert
    from lxml import etree
except ImportError as error:
    raise needs_dossier(error) from error

__all__ = [
    "FAINT",
    "INK",
    "QUIET",
    "WIDTH",
    "Chart",
    "alt",
    "clean",
    "label",
    "marks",
    "needs_dossier",
    "render",
    "signed",
    "width_of",
]

SVG = "http://www.w3.org/2000/svg"
FONT = "system-ui, sans-serif"
WIDTH = 720
"""Of every chart, in pixels; a narrower page shrinks it."""
INK, QUIET, FAINT = "#333333", "#666666", "#e2e2e2"

ELEMENTS = frozenset(
    {"svg", "g", "defs", "clipPath", "linearGradient", "stop"}
    | {"path", "rect", "circle", "line", "text", "tspan"}
)
ATTRIBUTES = frozenset(
    {"viewBox", "id", "d", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r"}
    | {"width", "height", "transform", "offset", "stop-color", "clip-path", "gradientUnits"}
    | {"fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-opacity"}
    | {"stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"}
    | {"text-anchor", "font-size", "font-weight", "font-style"}
)
_REFERENCE = re.compile(r"url\(#([\w-]+)\)")
_JOINERS = "\u200c\u200d"
_NO_XML = "\ufffe\uffff"
_BOX = re.compile(r"0 0 [\d.]+ [\d.]+")

CONFIG: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 11,
        "labelFont": FONT,
        "titleColor": INK,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleFont": FONT,
        "gridColor": FAINT,
        "domain": False,
        "tickColor": "#999999",
        "labelLimit": 0,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 11,
        "labelFont": FONT,
        "titleColor": INK,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titleFont": FONT,
        "labelLimit": 0,
        "titleLimit": 0,
    },
    "text": {"font": FONT, "fontSize": 11, "fill": INK},
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and what to say beneath it: what was left out, or why there is no chart."""

    svg: str
    """Empty where there is nothing to draw."""
    note: str


def label(text: str, length: int = 40) -> str:
    """Return article text for a chart: one line without invisible signs, cut where it is longer.

    Joiners stay, scripts need them. Text of which nothing is to be seen becomes `?`. Signs of
    Chinese, Japanese and Korean are as wide as two others and count so.
    """
    line = "".join(c for c in one_line(text) if _is_shown(c)).strip()
    if not line:
        return "?"
    if _columns(line) <= length:
        return line
    line = line[:length]
    while _columns(line) >= length:
        line = line[:-1]
    return f"{line.rstrip()}…"


def signed(score: float, digits: int = 1) -> str:
    """Return a score with a sign that is as wide as the other: `−2.1`, `+4.0`."""
    return f"{score:+.{digits}f}".replace("-", "−")


def width_of(text: str, size: float = 11) -> float:
    """Return about how wide a text is in pixels; no font is measured, fonts differ."""
    return size * 0.58 * _columns(text)


def marks(rows: Iterable[dict[str, Any]], kind: str, **look: Any) -> alt.Chart:
    """Return a layer of marks of one kind for rows of data, still to be encoded."""
    data = alt.Data(values=[])
    # Altair would check every row if given at once, and copy those of a list again and again.
    data["values"] = tuple(rows)
    return getattr(alt.Chart(data), f"mark_{kind}")(clip=False, **look)


def render(
    layers: list[alt.Chart],
    *,
    name: str,
    title: str,
    summary: str,
    height: float,
    padding: dict[str, int],
    datasets: Mapping[str, Any] | None = None,
) -> str:
    """Return layers drawn over each other as SVG; `height` is without the padding.

    Title and summary are for who cannot see the chart. `name` begins the ids. `datasets` are large
    ones that layers name (`alt.NamedData`), which Altair would look through number by number.
    """
    inner = WIDTH - padding["left"] - padding["right"]
    chart = alt.layer(*layers).properties(
        width=inner, height=height, padding=padding, autosize=alt.AutoSizeParams(type="none")
    )
    spec = chart.to_dict(validate=False)  # looking at each row takes longer than drawing
    spec["datasets"] = {**spec.get("datasets", {}), **(datasets or {})}
    spec["config"] = CONFIG  # in place of whatever theme the caller has switched on
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=_version(), allowed_base_urls=[])
    return clean(drawn, name=name, title=title, summary=summary)


def clean(drawn: str, *, name: str, title: str, summary: str) -> str:
    """Return an SVG with the known elements and attributes only, and a title and summary.

    Its ids begin with the name and a hash of the drawing, so that those of several charts in one
    page differ. An `aria-label` of a mark becomes its title, which is shown at the pointer.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(drawn.encode(), parser)
    prefix = f"{name}-{hashlib.sha256(f'{title}{summary}{drawn}'.encode()).hexdigest()[:10]}"
    found = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    _copy(root, found, prefix)
    for size in ("width", "height"):
        found.attrib.pop(size, None)
    if not _BOX.fullmatch(found.get("viewBox", "")):
        raise KabarError("a chart was drawn without a size; this is a bug, please report it")
    found.set("role", "img")
    found.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    found.set("font-family", FONT)
    found.set("style", f"width:{WIDTH}px;max-width:100%;height:auto;direction:ltr")
    for place, (tag, text) in enumerate((("title", title), ("desc", summary))):
        told = etree.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        told.text = label(text, 2000)
        found.insert(place, told)
    return str(etree.tostring(found, encoding="unicode"))


def _copy(source: Any, target: Any, prefix: str) -> None:
    """Copy what is allowed of an element into another one."""
    for name, value in source.attrib.items():
        if name in ATTRIBUTES and (safe := _safe(name, value, prefix)) is not None:
            target.set(name, safe)
    target.text = source.text
    if source.get("aria-label"):
        etree.SubElement(target, f"{{{SVG}}}title").text = source.get("aria-label")
    for child in source:
        if not isinstance(child.tag, str):  # a processing instruction or an entity
            continue
        space, _, tag = child.tag.rpartition("}")
        if space == f"{{{SVG}" and tag in ELEMENTS - {"svg"}:
            _copy(child, etree.SubElement(target, child.tag), prefix)


def _safe(name: str, value: str, prefix: str) -> str | None:
    """Return an attribute's value with ids of this chart, None where it points elsewhere."""
    if name == "id":
        return f"{prefix}-{value}"
    reference = _REFERENCE.fullmatch(value)
    if reference:
        return f"url(#{prefix}-{reference.group(1)})"
    return None if "url(" in value.lower() or "script:" in value.lower() else value


def _columns(text: str) -> int:
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)


def _is_shown(sign: str) -> bool:
    return (unicodedata.category(sign) != "Cf" or sign in _JOINERS) and sign not in _NO_XML


def _version() -> str | None:
    """Return the Vega-Lite version that Altair writes, None for the newest there is."""
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    return version if version in vl_convert.get_vegalite_versions() else None
