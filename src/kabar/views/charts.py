"""The charts of a dossier, as SVG to stand inline in a page: no network, no script.

Each function returns a `Chart`: the SVG, and a note on what it does not show. Where there is too
little to draw, the SVG is empty and the note says why. The same records give the same bytes.
"""

from __future__ import annotations

from kabar.views.charts_dyads import dyad_chart
from kabar.views.charts_issues import issue_chart
from kabar.views.charts_map import map_chart
from kabar.views.charts_network import network_chart
from kabar.views.charts_svg import Chart
from kabar.views.charts_timeline import counts_drawing, timeline_chart

__all__ = [
    "Chart",
    "counts_drawing",
    "dyad_chart",
    "issue_chart",
    "map_chart",
    "network_chart",
    "timeline_chart",
]
