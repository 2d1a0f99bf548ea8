"""`/explain`: what a name in a record means."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
