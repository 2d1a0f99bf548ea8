"""Names of records that are the same in every query and export."""

from __future__ import annotations

from hashlib import sha256

DIGITS = 15
"""Whole numbers of so many digits are exact in a spreadsheet, in R and in JavaScript."""


def record_id(document: str, record: str) -> str:
    """Return the name of a record over all documents: `document:record`, by their ids."""
    return f"{document}:{record}"


def record_number(name: str) -> int:
    """Return a number for layouts whose ids are numbers, made of the name alone."""
    largest: int = 10**DIGITS
    return int(sha256(name.encode("utf-8")).hexdigest(), 16) % largest
