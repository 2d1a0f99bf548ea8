"""`/dyads`: who acted towards whom, and a dyad over time."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
