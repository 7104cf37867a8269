"""What a caller sends to learn the weights of a statement."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.weightings.schemas import WeightsRequest


def test_the_problem_may_be_left_out() -> None:
    found = WeightsRequest.model_validate({"weights": {"kind": "direct", "values": {"a": 1}}})
    assert found.problem is None


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"weights": {}},
        {"weights": {"kind": "guess"}},
        {"weights": {"kind": "direct", "values": {"a": 1}}, "extra": 1},
        {"weights": {"kind": "direct", "values": {"a": 1}}, "problem": {}},
        {"weights": [{"kind": "direct", "values": {"a": 1}}]},
    ],
)
def test_what_does_not_fit_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        WeightsRequest.model_validate(written)
