"""Bracketed search on keys whose crossings are known by hand."""

import numpy as np
import pytest

from mcda.method import Prepared
from mcda.robust.bracketing import GRID, bracket, leads, move_weight, steps


class Keys(Prepared):
    """Keys as functions of the first weight."""

    def __init__(self, *functions):
        self.functions = functions

    def order(self, weights):
        return np.stack([function(weights[:, 0]) for function in self.functions], axis=1)


WEIGHTS = np.array([0.4, 0.36, 0.24])


def test_moved_keeps_proportions():
    batch = move_weight(WEIGHTS, 0, np.array([0.0, 0.4, 0.7, 1.0]))
    np.testing.assert_allclose(
        batch, [[0, 0.6, 0.4], [0.4, 0.36, 0.24], [0.7, 0.18, 0.12], [1, 0, 0]], atol=1e-15
    )
    np.testing.assert_allclose(
        move_weight(np.array([0.0, 0.25, 0.75]), 0, np.array([0.2])), [[0.2, 0.2, 0.6]], atol=1e-15
    )


def test_leads_and_steps_are_relative():
    keys = np.array([[4.0, 1.0, 3.0], [1.0, 2.0, -4.0], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(leads(keys, (0, 2, 1)), [0.25, -0.25, 0], atol=2e-9)
    np.testing.assert_allclose(steps(keys, (0, 2, 1)), [0.25, -1.5, 0], atol=2e-9)
    np.testing.assert_allclose(steps(keys, (0, 1, 2)), [-0.5, -0.25, 0], atol=2e-9)
    assert (leads(np.zeros((1, 2)), (0, 1)) > 0).all()  # level counts as held


def test_both_sides_and_who_leads_beyond():
    prepared = Keys(lambda x: np.full_like(x, 1.0), lambda x: x + 1 / 3, lambda x: 1.1 - x)
    low, high = bracket(prepared, WEIGHTS, 0, (0, 1, 2), leads)
    assert low == (pytest.approx(0.1, abs=1e-8), 2)
    assert high == (pytest.approx(2 / 3, abs=1e-8), 1)


def test_nothing_changes():
    prepared = Keys(lambda x: np.full_like(x, 2.0), lambda x: x)
    assert bracket(prepared, WEIGHTS, 0, (0, 1), leads) == ((0.0, None), (1.0, None))


@pytest.mark.parametrize(("here", "side"), [(0.0, 0), (1.0, 1)])
def test_weight_at_an_end_has_nowhere_to_go(here, side):
    prepared = Keys(lambda x: np.full_like(x, 0.5), lambda x: 0.25 + 0.5 * x * here)
    weights = np.array([here, 1.0 - here])
    if here == 1.0:
        weights = np.array([1.0, 1e-300])
    found = bracket(prepared, weights, 0, (0, 1), leads)
    assert found[side] == (here, None)


def test_order_below_the_winner():
    prepared = Keys(lambda x: np.full_like(x, 9.0), lambda x: 1 - x, lambda x: x)
    low, high = bracket(prepared, WEIGHTS, 0, (0, 1, 2), steps)
    assert low == (0.0, None)
    assert high == (pytest.approx(0.5, abs=1e-7), 2)


def test_what_comes_and_goes_between_two_grid_points_is_missed():
    gap = 0.6 / (GRID - 1)
    middle = 0.4 + 10.5 * gap
    prepared = Keys(
        lambda x: np.full_like(x, 1.0), lambda x: np.where(np.abs(x - middle) < gap / 4, 2.0, 0.0)
    )
    assert bracket(prepared, WEIGHTS, 0, (0, 1), leads)[1] == (1.0, None)
    wide = Keys(
        lambda x: np.full_like(x, 1.0), lambda x: np.where(np.abs(x - middle) < gap, 2.0, 0.0)
    )
    assert bracket(wide, WEIGHTS, 0, (0, 1), leads)[1] == (pytest.approx(middle - gap), 1)
