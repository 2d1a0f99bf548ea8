"""Arrow schemas of the record tables; their columns are the fields of `kabar.records`.

An event's `about` is one level deep as a struct, so that `about.type` can be queried. What that act
is about in its turn stands in `about.about` as JSON text, since Arrow has no recursive types.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT = pa.string()
_TEXTS = pa.list_(pa.string())
_OFFSETS = [("start", pa.int64()), ("end", pa.int64())]

SPAN = pa.struct([("text", _TEXT), *_OFFSETS])

SIDE = pa.struct(
    [
        ("text", _TEXT),
        ("id", _TEXT),
        ("name", _TEXT),
        ("party", _TEXT),
        ("sector", _TEXT),
        *_OFFSETS,
    ]
)

EVIDENCE = pa.struct(
    [("role", _TEXT), ("text", _TEXT), *_OFFSETS, ("rule", _TEXT), ("detail", _TEXT)]
)

WHEN = pa.struct(
    [
        ("start", pa.date32()),
        ("end", pa.date32()),
        ("precision", _TEXT),
        ("text", _TEXT),
        ("text_start", pa.int64()),
        ("text_end", pa.int64()),
        ("rule", _TEXT),
    ]
)

WHERE = pa.struct(
    [
        ("name", _TEXT),
        ("country", _TEXT),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("text", _TEXT),
        ("text_start", pa.int64()),
        ("text_end", pa.int64()),
        ("id", _TEXT),
    ]
)

MAGNITUDE = pa.struct(
    [
        ("kind", _TEXT),
        ("value", pa.float64()),
        ("text", _TEXT),
        *_OFFSETS,
        ("unit", _TEXT),
        ("bound", _TEXT),
    ]
)

ROLE = pa.struct([("office", _TEXT), ("start", _TEXT), ("end", _TEXT)])


def event_fields(about: pa.DataType) -> list[tuple[str, pa.DataType]]:
    """Return the columns of an event whose `about` has the type given."""
    return [
        ("id", _TEXT),
        ("type", _TEXT),
        ("mode", _TEXT),
        ("contexts", _TEXTS),
        ("source", pa.list_(SIDE)),
        ("target", pa.list_(SIDE)),
        ("reciprocal", pa.bool_()),
        ("modality", _TEXT),
        ("about", about),
        ("said_by", SIDE),
        ("date", WHEN),
        ("place", WHERE),
        ("magnitude", pa.list_(MAGNITUDE)),
        ("score", pa.float64()),
        ("trigger", SPAN),
        ("evidence", pa.list_(EVIDENCE)),
        ("rule", _TEXT),
        ("derivation", _TEXTS),
        ("condition", SPAN),
    ]


DOCUMENTS = pa.schema(
    [
        ("id", _TEXT),
        ("language", _TEXT),
        ("title", _TEXT),
        ("published", pa.date32()),
        ("origin", _TEXT),
        ("warnings", _TEXTS),
        ("skipped", pa.int64()),
        ("text", _TEXT),
    ]
)

EVENTS = pa.schema([("document", _TEXT), *event_fields(pa.struct(event_fields(_TEXT)))])

QUOTES = pa.schema(
    [
        ("document", _TEXT),
        ("id", _TEXT),
        ("kind", _TEXT),
        ("speaker", SIDE),
        ("text", _TEXT),
        *_OFFSETS,
        ("cue", SPAN),
        ("addressee", SIDE),
        ("rule", _TEXT),
        ("detail", _TEXT),
    ]
)

POSITIONS = pa.schema(
    [
        ("document", _TEXT),
        ("id", _TEXT),
        ("party", _TEXT),
        ("holder", pa.list_(SIDE)),
        ("stance", _TEXT),
        ("toward", pa.list_(SIDE)),
        ("content", SPAN),
        ("act", pa.struct(event_fields(_TEXT))),
        ("acts", _TEXTS),
        ("terms", _TEXTS),
        ("condition", SPAN),
        ("modality", _TEXT),
        ("speaker", SIDE),
        ("date", WHEN),
        ("statement", SPAN),
        ("event", _TEXT),
        ("quote", _TEXT),
        ("evidence", pa.list_(EVIDENCE)),
        ("rule", _TEXT),
        ("derivation", _TEXTS),
        ("points_back", pa.bool_()),
    ]
)

ACTORS = pa.schema(
    [
        ("document", _TEXT),
        ("id", _TEXT),
        ("name", _TEXT),
        ("kind", _TEXT),
        ("party", _TEXT),
        ("sector", _TEXT),
        ("role", _TEXT),
        ("roles", pa.list_(ROLE)),
        ("mentions", pa.list_(SPAN)),
        ("candidates", _TEXTS),
    ]
)

REJECTS = pa.schema(
    [
        ("row", pa.int64()),
        ("id", _TEXT),
        ("origin", _TEXT),
        ("error", _TEXT),
        ("message", _TEXT),
    ]
)

TABLES = {
    "documents": DOCUMENTS,
    "events": EVENTS,
    "quotes": QUOTES,
    "positions": POSITIONS,
    "actors": ACTORS,
    "rejects": REJECTS,
}
