"""The JSON API answers what its description says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from kabar.settings import read_settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.store.stored import small_store

EXAMPLES = 10
"""Requests of each operation and kind that are made up."""
HEADERS = {"host": "localhost"}
SLOW = {"POST /api/articles"}
"""Codes an article, which loads a parser."""
LENIENT = [checks.positive_data_acceptance, checks.negative_data_rejection]
"""Not kept: forms send empty dates, and days in the wrong order fit the schema."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description of a page on a small store, whose operations can be called."""
    with Store(str(small_store(tmp_path_factory.mktemp("api")))) as store:
        app = make_app(make_site(store, settings=read_settings()))
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


def operations(described: schemathesis.BaseSchema) -> dict[str, schemathesis.APIOperation]:
    found = [result.ok() for result in described.get_all_operations()]
    return {f"{each.method.upper()} {each.path}": each for each in found}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_as_described(
    described: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    """No errors of ours, no status, type or form that the description does not name."""
    for name, operation in operations(described).items():
        if name in SLOW:
            continue
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue  # nothing that could be wrong

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: schemathesis.Case) -> None:
            case.call_and_validate(headers=HEADERS, excluded_checks=LENIENT)

        check()


def test_every_operation_tells_what_it_is_for(described: schemathesis.BaseSchema) -> None:
    for name, operation in operations(described).items():
        raw = operation.definition.raw
        assert raw["tags"], name
        assert raw["description"].endswith("."), name
