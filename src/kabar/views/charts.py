"""stub"""

from dataclasses import dataclass


@dataclass
class Chart:
    svg: str
    note: str


def timeline_chart(a):
    return Chart("", "stub")


def dyad_chart(a, b, c):
    return Chart("", "stub")


def network_chart(a):
    return Chart("", "stub")


def issue_chart(a):
    return Chart("", "stub")
