"""What each address of the page answers, one module a view."""

from __future__ import annotations

from kabar.web.routes import (
    actors,
    adding,
    articles,
    cases,
    dyads,
    events,
    explain,
    network,
    overview,
    places,
    quotes,
    reader,
    review,
    timeline,
)

ROUTERS = tuple(
    view.router
    for view in (
        *(overview, articles, events, dyads, timeline, actors, quotes, cases, places, network),
        *(review, adding, explain, reader),
    )
)
"""In the order of the API's description."""
