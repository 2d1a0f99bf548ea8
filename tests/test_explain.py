"""Every name in a record can be explained, and a wrong one gets its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kabar import explain as module
from kabar.actors.lexicon import load_index
from kabar.errors import UnknownName
from kabar.explain import Explanation, explain
from kabar.languages.load import language_codes, load_language
from kabar.ontology.load import load_ontology


@pytest.fixture(autouse=True, scope="module")
def tables_loaded_once() -> Iterator[None]:
    """Give every test the same tables: loading them is most of the time that a call takes."""
    languages = {code: load_language(code) for code in language_codes()}
    indexes = cache(lambda code: load_index(languages[code]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            module,
            "load_language",
            lambda code, overlay=None: (
                load_language(code, overlay=overlay) if overlay else languages[code]
            ),
        )
        patch.setattr(module, "load_index", lambda language, overlay=None: indexes(language.code))
        yield


def shown(explanation: Explanation) -> str:
    facts = "".join(f"{label}: {value}\n" for label, value in explanation.facts)
    return (
        f"{explanation.name} {explanation.kind} {explanation.rule}\n{explanation.meaning}\n{facts}"
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("REJECT", ["REJECT type ontology/types:", "Refusals", "yield -2"]),
        ("CONSULT visit", ["CONSULT visit mode ontology/modes:", "score: 4"]),
        ("consult/VISIT", ["CONSULT visit mode"]),
        ("visit", ["CONSULT visit mode", "visit act"]),
        ("arrest", ["COERCE arrest mode", "THREATEN arrest mode", "arrest act", "undone by: free"]),
        ("human rights", ["human_rights context"]),
        ("gender", ["gender context", "English: gender (en/contexts:", "Indonesian: gender ("]),
        (
            "en/contexts:2",
            ["rule en/contexts.csv line 2", "context: asylum", "seeking or"],
        ),
        ("GOV", ["GOV sector", "ministries"]),
        ("demand", ["demand operator", "over any act: REQUEST", "English: demand (en/operators:"]),
        ("give-aid", ["give-aid act", "counts as: AID"]),
        ("give aid", ["give-aid act"]),
        ("Kremlin", ["Kremlin metonym", "party: RUS"]),
        ("iso:IDN", ["Indonesia country iso:IDN"]),
        ("Lavrov", ["Minister of Foreign Affairs (RUS GOV, 2004-03-09 – "]),
        ("ontology/types:2", ["rule ontology/types.csv line 2", "type: AGREE"]),
        ("en/acts:2", ["rule en/acts.csv line 2", "pattern: "]),
    ],
)
def test_a_name_is_explained(name: str, parts: list[str]) -> None:
    text = "\n".join(shown(each) for each in explain(name))
    for part in parts:
        assert part in text


def test_every_name_of_the_ontology_is_explained() -> None:
    ontology = load_ontology()
    modes = [f"{kind} {mode}" for kind, mode in list(ontology.modes)[::7]]
    for name in (*ontology.types, *modes, *list(ontology.acts)[::20], *ontology.operators):
        assert explain(name)[0].meaning


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("PROTSET", "did you mean 'protest'"),
        ("Zelensqy", "'zelensky'"),
        ("en/acts:999999", "its last is line"),
        ("en/acts:1", "has no entry in line 1"),
        ("en/atcs:1", "did you mean 'en/acts'"),
        ("zzzzzzzzzz", "is called 'zzzzzzzzzz'"),
    ],
)
def test_a_wrong_name_gets_near_ones(name: str, message: str) -> None:
    with pytest.raises(UnknownName) as error:
        explain(name)
    assert message in str(error.value)


def test_a_users_own_lines_are_found(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    table = tmp_path / "en" / "acts.csv"
    table.write_text("pattern,pos,act\nbulldoze,V,destroy\n", encoding="utf-8")
    found = explain("user/en/acts:2", overlay=tmp_path)[0]
    assert ("pattern", "bulldoze") in found.facts
