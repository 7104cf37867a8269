"""The service with its defaults, and a small problem."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from tests.clients import TestClient

BODY = {
    "problem": {
        "criteria": [
            {"id": "price", "direction": "cost", "unit": "USD/m2"},
            {"id": "roads", "direction": "benefit", "range": [0, 7]},
        ],
        "alternatives": [
            {"id": "a", "name": {"en": "Alpha", "zh": "甲"}},
            {"id": "b"},
            {"id": "c"},
        ],
        "performances": [[100, 3], [150, 6], [120, 2]],
    },
    "weights": {"kind": "direct", "values": {"price": 2, "roads": 1}},
    "sensitivity": False,
}


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(), raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def body() -> Callable[..., dict[str, Any]]:
    """Return a ranking request; keywords replace its fields."""

    def make(**fields: Any) -> dict[str, Any]:
        return copy.deepcopy({**BODY, **fields})

    return make
