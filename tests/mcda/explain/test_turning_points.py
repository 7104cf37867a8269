"""The least move among many, against moves whose turning points are known."""

import numpy as np
import pytest

from mcda.explain.argument import least_turn


def at(points):
    points = np.asarray(points, dtype=float)
    return lambda which, amounts: amounts > points[which]


class TestLeastTurn:
    def test_the_nearest_of_many(self):
        found = least_turn(at([0.7, 0.31, 0.4]), np.ones(3), steps=4)
        assert found[0] == 1
        assert found[1] == pytest.approx(0.31, abs=1e-12)

    def test_the_nearest_within_one_step(self):
        points = np.random.default_rng(0).uniform(0, 1, 200)
        which, amount = least_turn(at(points), np.ones(200), steps=1)
        assert which == points.argmin()
        assert amount == pytest.approx(points.min(), abs=1e-12)

    def test_the_order_has_turned_at_what_is_returned(self):
        turned = at([0.3])
        _, amount = least_turn(turned, np.ones(1), steps=1)
        assert turned(np.array([0]), np.array([amount]))[0]

    def test_none_moves_past_its_reach(self):
        assert least_turn(at([0.3, 0.9]), np.array([0.2, 0.8]), steps=8) is None
        assert least_turn(at([0.3, 0.7]), np.array([0.2, 0.8]), steps=8)[0] == 1

    def test_no_candidates(self):
        assert least_turn(at([]), np.empty(0), steps=3) is None

    def test_a_turn_that_comes_back_is_found_by_steps(self):
        def between(which, amounts):
            return (amounts > 0.4) & (amounts < 0.6)

        assert least_turn(between, np.ones(1), steps=1) is None
        assert least_turn(between, np.ones(1), steps=2)[1] == pytest.approx(0.4, abs=1e-12)
