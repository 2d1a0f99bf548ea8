"""What an address asks for: the filter of events in its query, and addresses of other filters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kabar.store.filters import Filter

BETWEEN = "~"
"""Stands between the two parties of a dyad: `dyad=RUS~UKR`."""
LONGEST = 200
"""Characters of a value."""


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


def _values(value: object) -> object:
    """Leave out empty values, as forms send them, and signs that no database takes."""
    if isinstance(value, list | tuple):
        plain = (each.replace("\0", "") for each in value if isinstance(each, str))
        return [each for each in plain if each.strip()]
    return value


def _plain(value: object) -> object:
    return value.replace("\0", "").strip() if isinstance(value, str) else value


Day = Annotated[date | None, BeforeValidator(_empty_is_none)]
Value = Annotated[str, Field(max_length=LONGEST)]
Values = Annotated[list[Value], BeforeValidator(_values), Field(max_length=50)]
Words = Annotated[str, BeforeValidator(_plain), Field(max_length=LONGEST)]
Page = Annotated[int, Field(ge=1, le=10_000_000)]
Size = Annotated[int, Field(ge=1, le=500)]


class Asked(BaseModel):
    """The events that an address asks for; of several values any will do, all names must hold."""

    model_config = ConfigDict(populate_by_name=True)

    start: Day = Field(None, alias="from", description="First day, YYYY-MM-DD.")
    end: Day = Field(None, alias="to", description="Last day, YYYY-MM-DD.")
    source: Values = Field([], description="Party of the source, e.g. RUS.")
    target: Values = Field([], description="Party of the target.")
    party: Values = Field([], description="Party on either side.")
    dyad: Values = Field([], description="Two parties, either towards the other: RUS~UKR.")
    type: Values = Field([], description="PLOVER type, e.g. REJECT.")
    mode: Values = Field([], description="PLOVER mode, e.g. visit.")
    context: Values = Field([], description="PLOVER context, e.g. legal.")
    modality: Values = Field([], description="asserted, future, hypothetical, negated.")
    country: Values = Field([], description="Where, ISO 3166-1 alpha-3.")
    place: Values = Field([], description="Name of the place in the gazetteer.")
    language: Values = Field([], description="Language of the text.")
    outlet: Values = Field([], description="Host or folder that the text came from.")
    said_by: Values = Field([], description="Party on whose word it stands.")
    text: Words = Field("", description="Words of the article.")
    story: Values = Field([], description="Id of a story.")
    happening: Values = Field([], description="Id of a happening.")
    document: Values = Field([], description="Id of a document.")
    order: Literal["newest", "oldest"] = "newest"
    page: Page = 1
    size: Size = 50

    @model_validator(mode="after")
    def _check(self) -> Asked:
        for pair in self.dyad:
            if len(pair.split(BETWEEN)) != 2:
                raise ValueError(f"'{pair}' is no dyad; write RUS{BETWEEN}UKR")
        if self.start and self.end and self.start > self.end:
            raise ValueError("the first day is after the last one")
        return self

    def filter(self) -> Filter:
        """Return the filter of the store."""
        return Filter(
            start=self.start,
            end=self.end,
            sources=tuple(self.source),
            targets=tuple(self.target),
            dyads=tuple((one, other) for one, _, other in map(_parted, self.dyad)),
            parties=tuple(self.party),
            types=tuple(self.type),
            modes=tuple(self.mode),
            contexts=tuple(self.context),
            modalities=tuple(self.modality),
            countries=tuple(self.country),
            places=tuple(self.place),
            languages=tuple(self.language),
            text=self.text or None,
            said_by=tuple(self.said_by),
            documents=tuple(self.document),
            stories=tuple(self.story),
            happenings=tuple(self.happening),
        )

    def chips(self) -> list[tuple[str, str]]:
        """Return name and value of all that is asked for, to be shown and taken back one by one."""
        return [pair for pair in self._pairs() if pair[0] not in ("page", "size", "order")]

    def address(self, **changes: Any) -> str:
        """Return the query of the address with some names changed; other filters begin at page 1.

        `None` takes a name out: `asked.address(type=["REJECT"], start=None)`.
        """
        kept = {"page": 1} | {_ALIASES.get(name, name): value for name, value in changes.items()}
        pairs = [(name, value) for name, value in self._pairs() if name not in kept]
        for name, value in kept.items():
            values = value if isinstance(value, list | tuple) else [value]
            pairs += [(name, str(v)) for v in values if v not in (None, "") and (name, v) != _FIRST]
        return urlencode(pairs)

    def without(self, name: str, value: str) -> str:
        """Return the query of the address without one value."""
        left = [pair for pair in self._pairs() if pair != (name, value) and pair[0] != "page"]
        return urlencode(left)

    def with_(self, name: str, value: str) -> str:
        """Return the query of the address with one value more."""
        left = [pair for pair in self._pairs() if pair != (name, value) and pair[0] != "page"]
        return urlencode([*left, (name, value)])

    def _pairs(self) -> list[tuple[str, str]]:
        """Return what differs from the defaults, as it stands in an address."""
        pairs = []
        for name, value in self.model_dump(by_alias=True, exclude_defaults=True).items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name, str(each)) for each in values if each is not None]
        return pairs


_ALIASES = {"start": "from", "end": "to"}
_FIRST = ("page", 1)


def _parted(pair: str) -> tuple[str, str, str]:
    return pair.partition(BETWEEN)
