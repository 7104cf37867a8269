"""The strongest argument: which kind wins, and that it does what it says."""

import pytest

from mcda import Interval, rank
from mcda.explain import strongest_argument
from mcda.robust import stability

FIXED = {"method": "weighted_sum", "normalisation": "range"}
TENS = [(0, 10)] * 2


class TestStrongestArgument:
    def test_a_weight(self, make_problem, weigh):
        ranking = rank(make_problem([[9, 2], [3, 8]], ranges=TENS), weigh(6, 4), **FIXED)
        found = strongest_argument(ranking)
        # Level at equal weights; told by the criterion whose weight rises.
        assert (found.kind, found.winner, found.rival) == ("weight", "a0", "a1")
        assert found.share == pytest.approx(0.1)
        assert found.change.criterion == "c1"
        assert found.change.before == pytest.approx(0.4)
        assert found.change.needed == pytest.approx(0.5)
        assert found.change.values == (2.0, 8.0)
        assert found.change.spread is None
        assert found.tried == 0

    def test_a_cell_that_needs_a_smaller_share(self, make_problem, weigh):
        cell = Interval(low=0, high=10)
        ranking = rank(
            make_problem([[cell, 7], [4.9, 7], [1, 9]], ranges=TENS), weigh(9, 1), **FIXED
        )
        found = strongest_argument(ranking)
        assert (found.kind, found.rival) == ("cell", "a1")
        assert found.share == pytest.approx(0.1 / 5)
        assert found.change.alternative == "a0"
        assert found.change.spread == cell
        assert (found.change.before, found.change.needed) == pytest.approx((5.0, 4.9))
        assert found.change.values == (5.0, 4.9)
        assert found.tried == 1

    def test_a_weight_before_a_cell_further_off(self, make_problem, weigh):
        rows = [[Interval(low=0, high=18), 2], [3, 8]]
        ranking = rank(make_problem(rows, ranges=[(0, 18), (0, 18)]), weigh(6, 4), **FIXED)
        found = strongest_argument(ranking)
        assert found.kind == "weight"
        assert found.tried == 1

    def test_a_tie(self, make_problem, weigh):
        ranking = rank(make_problem([[1, 0], [0, 1], [0, 0]]), weigh(1, 1), "weighted_sum")
        found = strongest_argument(ranking)
        assert (found.kind, found.rival, found.share, found.change) == ("tie", "a1", 0.0, None)

    def test_none(self, make_problem, weigh):
        rows = [[9, Interval(low=8, high=9)], [3, 8], [1, 2]]
        found = strongest_argument(rank(make_problem(rows, ranges=TENS), weigh(1, 1), **FIXED))
        assert (found.kind, found.rival, found.share, found.tried) == ("none", None, 1.0, 1)

    def test_judged_criteria_show_priorities(self, make_problem, weigh):
        judged = {"c0": [[1, 1 / 3], [3, 1]]}
        ranking = rank(make_problem([[None, 9], [None, 1]]), weigh(1, 1), "ahp", comparisons=judged)
        change = strongest_argument(ranking).change
        assert change.criterion == "c0"
        assert change.values == pytest.approx((0.25, 0.75))
        assert change.unit == ""

    def test_fewer_than_two(self, make_problem, weigh):
        assert strongest_argument(rank(make_problem([[1, 2]]), weigh(1, 1))) is None

    def test_known_bounds_give_the_same(self, make_problem, weigh):
        ranking = rank(make_problem([[9, 2], [3, 8]], ranges=TENS), weigh(6, 4), **FIXED)
        assert strongest_argument(ranking, stability(ranking)) == strongest_argument(ranking)
