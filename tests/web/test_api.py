"""The JSON API answers what its description says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Step
from schemathesis import checks

from kabar.settings import read_settings
from kabar.store.store import Store
from kabar.web.app import make_app
from kabar.web.site import make_site
from tests.store.stored import small_store

EXAMPLES = 40
"""Requests of each operation that are made up."""
HEADERS = {"host": "localhost"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    with Store(str(small_store(tmp_path_factory.mktemp("api")))) as store:
        yield make_app(make_site(store, settings=read_settings()))


@pytest.fixture(scope="module")
def described(app: FastAPI) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Step.explicit, Step.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers=HEADERS)


def test_every_operation_has_a_name_and_a_line(described: schemathesis.BaseSchema) -> None:
    for result in described.get_all_operations():
        raw = result.ok().definition.raw
        assert raw["summary"]
        assert raw["description"] or raw["tags"]
