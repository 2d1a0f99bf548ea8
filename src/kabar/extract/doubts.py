"""What may happen in a doubtful paragraph: one with a little of a topic that is no politics.

Nobody political but bare countries is named there, and these may be their teams, companies or
people: see `topics.py`.
"""

from __future__ import annotations

from kabar.extract.analysis import Analysis
from kabar.extract.gates import ARMED_OR_STATE, FORCE, GENTLE, WORDS
from kabar.extract.reading import Reading
from kabar.extract.roles import Filled
from kabar.records import Side

WEATHER = "weather"
"""The topic that states have much to do with."""
SPORT = ("sport", "contest")

DOUBTED = {*GENTLE, *WORDS} - {"AID", "CONCEDE", "SANCTION"}
"""Types that not only states do to one another; aid and sanctions are for states alone."""


def is_doubtful(analysis: Analysis, reading: Reading, filled: Filled) -> bool:
    """Say whether an act of a doubtful paragraph is not done by a state or to one."""
    doubt = analysis.doubt
    if doubt is None:
        return False
    acts = {reading.token, (reading.act_match or reading.match).token}
    sides = (*filled.source, *filled.target)
    doers = filled.source if reading.type in FORCE and filled.source else sides
    described = all(s.id in doubt.described and not _owns(analysis, s, acts) for s in doers)
    if doubt.topic == WEATHER:
        return reading.type in FORCE and (described or not filled.source)
    if reading.type in DOUBTED or (doubt.topic in SPORT and reading.type == "SANCTION"):
        return True
    if reading.type in FORCE and not any(s.sector in ARMED_OR_STATE for s in sides):
        return True
    return described


def _owns(analysis: Analysis, side: Side, acts: set[int]) -> bool:
    """Say whether a country's name tells whose the act itself is: *a Danish attack*."""
    return any(
        t.start <= side.start < t.end and t.head in acts and t.upos != "PRON"
        for t in analysis.tree.tokens
    )
