"""Addresses of lists: what a list is asked for, and the address of another page of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from kabar.web.asked import Page, Size


class ListAsked(BaseModel):
    """A page of a list; lists add what they can be asked for."""

    model_config = ConfigDict(populate_by_name=True)

    page: Page = 1
    size: Size = 50

    def address(self, **changes: Any) -> str:
        """Return the query of the address with some names changed; it begins at page 1 unless told.

        `None` takes a name out.
        """
        values = self.model_dump(by_alias=True, exclude_defaults=True) | {"page": None} | changes
        pairs: list[tuple[str, str]] = []
        for name, value in values.items():
            each = value if isinstance(value, list | tuple) else [value]
            pairs += [(name, str(one)) for one in each if one not in (None, "")]
        return urlencode([pair for pair in pairs if pair != ("page", "1")])


def filled(value: object) -> object:
    """Return values without the empty ones that forms send."""
    return [each for each in value if each != ""] if isinstance(value, list | tuple) else value
