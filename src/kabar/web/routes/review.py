"""`/review`: accept, correct or reject records."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
