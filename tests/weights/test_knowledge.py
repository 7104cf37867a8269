"""Intervals of weights, against closed forms."""

import pytest

import weights
from weights.knowledge import knowledge


def test_what_an_order_of_two_leaves_open():
    """The first of two lies uniformly between a half and one."""
    found = knowledge(weights.resolve({"kind": "ranked", "order": [["a"], ["b"]]}))
    assert found.stated
    assert found.drawn_from.name == "order"
    assert found.intervals["a"] == pytest.approx((0.5125, 0.9875), abs=0.01)
    assert found.intervals["b"] == pytest.approx((0.0125, 0.4875), abs=0.01)


def test_points_say_nothing_of_their_own_precision():
    found = knowledge(weights.resolve({"kind": "direct", "values": {"a": 1, "b": 1}}))
    assert not found.stated
    assert found.intervals["a"] == pytest.approx((0.405, 0.595), abs=0.01)
