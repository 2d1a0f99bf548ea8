"""Pages of HTML: templates, the style they share, and article text made safe to put in them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kabar.views.labels import count, day_label, neutral, one_line
from kabar.views.negotiation import short

MOST_STANCES = 5
"""Stances that a cell of a matrix shows; the others are counted and stand under its issue."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a page may load: its own style and pictures inside it; no script, nothing from a network."""


@cache
def environment() -> Environment:
    """Return the templates; whatever they print is escaped, whatever they lack is an error."""
    found = Environment(
        loader=PackageLoader("kabar.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"line": one_line, "line_kept": neutral, "short": short}
    found.filters |= {"day": day_label, "count": count, "drawing": Markup}
    found.globals |= {"policy": POLICY, "version": version("kabar")}
    found.globals["most_stances"] = MOST_STANCES
    return found


def render(template: str, **values: Any) -> str:
    """Return a page; text in `values` is escaped wherever the template prints it."""
    return environment().get_template(template).render(**values)
