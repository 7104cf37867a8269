"""The single uncertain cell that turns the order."""

import numpy as np
import pytest

from mcda import Interval, Normal, rank
from mcda.explain.argument import turning_cell

FIXED = {"method": "weighted_sum", "normalisation": "range"}


def ranges(n):
    return [(0, 10)] * n


class TestTurningCell:
    def test_by_hand(self, make_problem, weigh):
        rows = [[Interval(low=2, high=10), 4], [5, Interval(low=3, high=5)], [1, 1]]
        ranking = rank(make_problem(rows, ranges=ranges(2)), weigh(1, 1), **FIXED)
        # a0 has 6 + 4, a1 5 + 4: level where a0 falls to 5, or a1 rises to 5 (its very end).
        found, tried = turning_cell(ranking)
        assert tried == 2
        assert (found.alternative, found.criterion, found.rival) == (0, 0, "a1")
        assert found.needed == pytest.approx(5)
        assert found.share == pytest.approx(1 / 4)

    def test_the_cell_of_a_rival(self, make_problem, weigh):
        rows = [[6, 4], [5, Interval(low=0, high=8)], [1, Interval(low=0, high=2)]]
        ranking = rank(make_problem(rows, ranges=ranges(2)), weigh(1, 1), **FIXED)
        found, _ = turning_cell(ranking)
        assert (found.alternative, found.criterion, found.rival) == (1, 1, "a1")
        assert found.needed == pytest.approx(5)
        assert found.share == pytest.approx(1 / 4)

    def test_another_than_the_mover_may_come_first(self, make_problem, weigh):
        # A lower price of a2 draws those of a0 and a1 together: r = p / 100 and p / 60.
        rows = [[100, 9], [60, 6], [Interval(low=1, high=199), 0]]
        problem = make_problem(rows, ["cost", "benefit"])
        ranking = rank(problem, weigh(1, 1), "weighted_sum", normalisation="linear")
        assert ranking.winner == "a1"
        found, _ = turning_cell(ranking)
        assert (found.alternative, found.criterion, found.rival) == (2, 0, "a0")
        assert found.needed == pytest.approx(50)

    def test_bounds_that_do_not_reach(self, make_problem, weigh):
        rows = [[Interval(low=7, high=9), 4], [5, 4]]
        ranking = rank(make_problem(rows, ranges=ranges(2)), weigh(1, 1), **FIXED)
        assert turning_cell(ranking) == (None, 1)

    def test_within_a_share_of_the_way(self, make_problem, weigh):
        rows = [[Interval(low=2, high=10), 4], [5, 4]]
        ranking = rank(make_problem(rows, ranges=ranges(2)), weigh(1, 1), **FIXED)
        assert turning_cell(ranking, 0.2) == (None, 1)
        assert turning_cell(ranking, 0.3)[0].share == pytest.approx(1 / 4)

    def test_nothing_uncertain(self, make_problem, weigh):
        rows = [[Interval(low=7, high=7), 4], [5, 4]]
        assert turning_cell(rank(make_problem(rows), weigh(1, 1))) == (None, 0)

    def test_what_the_method_refuses_is_passed_over(self, make_problem, weigh):
        # The low quantile of the cost is negative, which the linear normalisation refuses.
        rows = [[Normal(mean=2, sd=1), 5], [Interval(low=1, high=9), 4], [3, 1]]
        problem = make_problem(rows, ["cost", "benefit"])
        ranking = rank(problem, weigh(1, 1), "weighted_sum", normalisation="linear")
        found, tried = turning_cell(ranking)
        assert tried == 2
        assert (found.alternative, found.rival) == (0, "a1") or found.alternative == 1

    def test_too_many_cells_leave_out_the_last_ranked(self, make_problem, weigh):
        rng = np.random.default_rng(0)
        rows = [[Interval(low=x, high=x + 0.1) for x in row] for row in rng.uniform(1, 9, (250, 6))]
        ranking = rank(make_problem(rows), weigh(*[1] * 6), "weighted_sum")
        assert turning_cell(ranking)[1] == 2**20 // (2 * 250 * 6)
