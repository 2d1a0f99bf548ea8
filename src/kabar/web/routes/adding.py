"""`/add`: code an article and keep it."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
