"""`/cases`: the negotiation table of a case, at any day."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
