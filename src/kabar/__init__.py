"""Kabar turns news reports into a sourced record of who did what to whom.

>>> import kabar
>>> coded = kabar.read("...", published="2022-01-12", language="id")
>>> coded.events, coded.quotes, coded.actors, coded.document
"""

from kabar.coder import Coder, code_batch, read
from kabar.records import Actor, Coded, Document, Event, Quote
from kabar.relate import Relation, relate

__all__ = [
    "Actor",
    "Coded",
    "Coder",
    "Document",
    "Event",
    "Quote",
    "Relation",
    "code_batch",
    "read",
    "relate",
]
__version__ = "0.1.0"
