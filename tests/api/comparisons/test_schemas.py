"""What a caller sends to compare weightings."""

from collections.abc import Callable
from typing import Any

import pytest

from api.comparisons.schemas import ComparisonRequest

ONE = {"name": "a", "weights": {"kind": "objective", "scheme": "equal"}}


def test_the_rest_has_defaults(comparison: Callable[..., Any]) -> None:
    found = ComparisonRequest.model_validate(comparison())
    assert found.enterprise is None
    assert (found.parks, found.criteria, found.overrides, found.scenario) == (None, None, [], None)
    assert found.method is None
    assert found.unknowns is None


@pytest.mark.parametrize("count", [2, 50])
def test_two_to_fifty_weightings(comparison: Callable[..., Any], count: int) -> None:
    listed = [{**ONE, "name": str(k)} for k in range(count)]
    assert len(ComparisonRequest.model_validate(comparison(weightings=listed)).weightings) == count
