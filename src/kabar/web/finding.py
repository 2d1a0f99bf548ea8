"""An article that an address names, or the answer that there is none."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import HTTPException

from kabar.records import Coded
from kabar.store.reviews import current_run
from kabar.web.site import Site

NO_ARTICLE = "There is no such article in this store."


def coded_of(site: Site, document: str) -> Coded:
    """Return an article with its current records; raises HTTPException 404."""
    coded = site.store.coded(document)
    if coded is None:
        raise HTTPException(404, NO_ARTICLE)
    return coded


def run_of(connection: sa.Connection, document: str) -> str:
    """Return the current run of an article; raises HTTPException 404."""
    run = current_run(connection, document)
    if run is None:
        raise HTTPException(404, NO_ARTICLE)
    return run
