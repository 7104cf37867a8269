"""A comparison on the small problem."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

WEIGHTINGS = [
    {"name": "owner", "weights": {"kind": "direct", "values": {"price": 9, "roads": 1}}},
    {"name": "sales", "weights": {"kind": "ranked", "order": [["roads"], ["price"]]}},
    {"name": "books", "weights": {"kind": "objective", "scheme": "equal"}},
]


@pytest.fixture
def comparison(body: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return a comparison request; keywords replace its fields, None leaves one out."""

    def make(**fields: Any) -> dict[str, Any]:
        written = {"problem": body()["problem"], "weightings": WEIGHTINGS, **fields}
        return copy.deepcopy({k: v for k, v in written.items() if v is not None})

    return make
