"""What a caller sends to compare weightings."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from api.comparisons.schemas import ComparisonRequest

ONE = {"name": "a", "weights": {"kind": "objective", "scheme": "equal"}}


def test_the_rest_has_defaults(comparison: Callable[..., Any]) -> None:
    found = ComparisonRequest.model_validate(comparison())
    assert found.enterprise is None
    assert (found.parks, found.criteria, found.overrides, found.scenario) == (None, None, [], None)
    assert found.method is None
    assert found.unknowns is None


def test_the_example_is_right() -> None:
    for written in ComparisonRequest.model_config["json_schema_extra"]["examples"]:  # type: ignore[index, call-overload]
        found = ComparisonRequest.model_validate(written)
        assert found.enterprise is not None
        assert len(found.weightings) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"weightings": []},
        {"weightings": [ONE]},
        {"weightings": [{**ONE, "name": str(k)} for k in range(51)]},
        {"weightings": {"a": ONE}},
        {"weightings": [ONE, {"name": "b"}]},
        {"weightings": [ONE, {"weights": ONE["weights"]}]},
        {"weightings": [ONE, {**ONE, "name": 1}]},
        {"weightings": [ONE, {**ONE, "share": 1}]},
        {"problem": []},
        {"enterprise": []},
        {"method": "topsis"},
        {"unknowns": "guess"},
        {"sensitivity": False},
        {"requirements": []},
    ],
)
def test_what_does_not_fit_is_refused(comparison: Callable[..., Any], fields: Any) -> None:
    with pytest.raises(ValidationError):
        ComparisonRequest.model_validate(comparison(**fields))


@pytest.mark.parametrize("count", [2, 50])
def test_two_to_fifty_weightings(comparison: Callable[..., Any], count: int) -> None:
    listed = [{**ONE, "name": str(k)} for k in range(count)]
    assert len(ComparisonRequest.model_validate(comparison(weightings=listed)).weightings) == count
