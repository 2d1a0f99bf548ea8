"""`/network`: who acts towards whom, as a drawing."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
