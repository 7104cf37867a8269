"""Weights from swings."""

import pytest

from mcda.errors import InvalidWeights
from weights.kinds.swing import swing_weights


def test_points_by_their_sum():
    assert swing_weights({"a": 100, "b": 60, "c": 40}) == {"a": 0.5, "b": 0.3, "c": 0.2}
    assert swing_weights({"a": 100, "b": 0}) == {"a": 1, "b": 0}


@pytest.mark.parametrize(
    ("points", "code", "path"),
    [
        ({"a": 100, "b": 101}, "swing_bounds", ("points", "b")),
        ({"a": 100, "b": -1}, "swing_bounds", ("points", "b")),
        ({"a": 90, "b": 10}, "swing_without_anchor", ("points",)),
        ({}, "swing_without_anchor", ("points",)),
    ],
)
def test_a_scale_without_ends_or_anchor_is_refused(points, code, path):
    with pytest.raises(InvalidWeights) as caught:
        swing_weights(points)
    assert (caught.value.code, caught.value.faults[0].path) == (code, path)
