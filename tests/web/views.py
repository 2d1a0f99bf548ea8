"""The views of the page that tests open, by their address; a new view is a line here."""

from __future__ import annotations

VIEWS = {
    "overview": "/",
    "articles": "/articles",
    "article": "/articles/{article}",
    "events": "/events",
    "rejects": "/rejects",
    "login": "/login",
}
"""`{article}` stands for the id of an article of the store."""

DOWNLOADS = ("/events.csv", "/events.jsonl", "/rejects.csv")
API = (
    "/api/overview",
    "/api/articles",
    "/api/articles/{article}",
    "/api/events",
    "/api/events/facets",
    "/api/rejects",
    "/api/openapi.json",
)
BUILT = frozenset({address.split("/")[1] for address in VIEWS.values()})
"""First parts of the addresses that are there; links to others may lead nowhere yet."""
