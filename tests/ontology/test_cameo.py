"""The way back from PLOVER to CAMEO agrees with PLOVER's own crosswalk."""

from __future__ import annotations

import pytest

from kabar.errors import UnknownName
from kabar.languages.load import read_table
from kabar.ontology.cameo import find_cameo
from kabar.ontology.countries import country_of, group_of, load_countries
from kabar.ontology.load import FOLDER, load_ontology

ONTOLOGY = load_ontology()
BACK = read_table(FOLDER / "cameo_back.csv", "ontology/cameo_back")
ROOTS = {("ASSAULT", "17"), ("COERCE", "17"), ("COERCE", "19"), ("SANCTION", "17")}
"""Roots that a type has in `cameo_back.csv` besides those that follow from its `cameo.csv`."""


def test_every_type_and_mode_has_a_code():
    for kind, mode in [*ONTOLOGY.modes, *((kind, None) for kind in ONTOLOGY.types)]:
        code = find_cameo(kind, mode, []).code
        assert code.isdigit() and len(code) in (3, 4)


def test_codes_have_roots_that_the_crosswalk_gives_their_type():
    forth = read_table(FOLDER / "cameo.csv", "ontology/cameo")
    roots = {(row["type"], row["cameo"][:2]) for row in forth} | ROOTS
    for row in BACK:
        assert (row["type"], row["cameo"][:2]) in roots, row.rule


def test_lines_name_what_the_ontology_has():
    for row in BACK:
        assert row["type"] in ONTOLOGY.types, row.rule
        assert not row["mode"] or (row["type"], row["mode"]) in ONTOLOGY.modes, row.rule
        assert not row["context"] or row["context"] in ONTOLOGY.contexts, row.rule


@pytest.mark.parametrize(
    ("kind", "mode", "contexts", "code"),
    [
        ("CONSULT", "visit", (), "042"),
        ("CONSULT", "multilateral", (), "040"),
        ("REJECT", "yield", ("economic",), "124"),
        ("REJECT", "assist", ("economic",), "120"),
        ("ASSAULT", None, (), "180"),
        ("ASSAULT", None, ("military",), "190"),
        ("ASSAULT", "targeted", ("military",), "180"),
        ("ASSAULT", "explosives", ("military",), "190"),
        ("ASSAULT", "explosives", ("terrorism",), "183"),
        ("COERCE", "seize", ("legal",), "170"),
    ],
)
def test_code_says_no_more_than_the_event(kind, mode, contexts, code):
    assert find_cameo(kind, mode, contexts).code == code


def test_base_and_root_of_a_code():
    found = find_cameo("COERCE", "curfew", ())
    assert (found.code, found.base, found.root) == ("1723", "172", "17")


def test_unknown_type_is_named():
    with pytest.raises(UnknownName, match="PROTSET"):
        find_cameo("PROTSET", None, ())


def test_codes_of_countries():
    countries = load_countries()
    assert (countries["DEU"].iso2, countries["DEU"].fips, countries["DEU"].cow) == (
        *("DE", "GM", "255"),
    )
    cow = [each.cow for each in countries.values() if each.cow]
    assert len(cow) == len(set(cow)) == 195


def test_party_has_a_country_and_a_group():
    assert country_of("OPM.IDN") == country_of("IDN") == load_countries()["IDN"]
    assert country_of("NATO") is None and country_of(None) is None
    assert (group_of("OPM.IDN"), group_of("NATO"), group_of("IDN")) == ("OPM", "NATO", None)
