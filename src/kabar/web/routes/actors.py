"""`/actors`: who is in the articles, and an actor's page."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
