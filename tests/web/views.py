"""The views of the page that tests open, by their address; a new view is a line here."""

from __future__ import annotations

VIEWS = {
    "overview": "/",
    "articles": "/articles",
    "article": "/articles/{article}",
    "events": "/events",
    "dyads": "/dyads",
    "dyad": "/dyads/RUS/NATO",
    "timeline": "/timeline",
    "actors": "/actors",
    "actor": "/actors/iso:RUS",
    "quotes": "/quotes",
    "cases": "/cases",
    "map": "/map",
    "network": "/network",
    "review": "/review",
    "missing": "/review/{article}/missing",
    "rules": "/review/rules",
    "add": "/add",
    "explain": "/explain?name=REJECT",
    "rejects": "/rejects",
    "login": "/login",
}
"""`{article}` stands for the id of an article of the store."""

DOWNLOADS = (
    *("/events.csv", "/events.jsonl", "/articles.csv", "/dyads.csv", "/timeline.csv"),
    *("/actors.csv", "/quotes.csv", "/map.csv", "/network.csv", "/rejects.csv"),
    *("/review/rules.csv", "/review/gold.zip"),
)
API = (
    *("/api/overview", "/api/articles", "/api/articles/{article}", "/api/events"),
    *("/api/events/facets", "/api/dyads", "/api/dyads/RUS/NATO", "/api/timeline", "/api/actors"),
    *("/api/actors/iso:RUS", "/api/quotes", "/api/cases", "/api/map", "/api/network"),
    *("/api/review", "/api/review/rules", "/api/review/articles/{article}", "/api/explain"),
    *("/api/rejects", "/api/openapi.json"),
)
