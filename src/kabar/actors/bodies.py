"""Which kinds of actors and which role nouns *it*, *its* and *he* can mean."""

from __future__ import annotations

THINGS = frozenset(
    ("country", "igo", "ngo", "org", "agency", "party", "metonym", "capital", "collective",
     "armed group", "group")
)  # fmt: skip
BODIES = frozenset(
    ["agency", "air force", "army", "authority", "coast guard", "commission", "congress", "council",
     "court", "coalition", "government", "junta", "military", "militia", "ministry", "navy",
     "parliament", "party", "regime", "supreme court"]
)  # fmt: skip
"""Role nouns, in English, that *it* means, one body though it be many, and never *he*."""
MANY = ("forces", "opposition", "police", "security forces", "troops")
"""Others that *he* never means."""
