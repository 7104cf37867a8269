"""How far cells are searched, by the rules written down for it."""

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.cells import Interval, Normal
from mcda.robust.fact_changes.losses import spans


def spanned(make_problem, weigh, rows, method="weighted_sum", directions=None, ranges=None, **more):
    ranking = rank(
        make_problem(rows, directions, ranges), weigh(*[1] * len(rows[0])), method, **more
    )
    return spans(ranking, ranking.method.column_law())


NONE = {"normalisation": "none"}


def test_a_range_or_else_the_column_widened_by_its_length(make_problem, weigh):
    rows = [[5.0, 10.0, 1.0, -3.0, 4.0, 0.0], [8.0, 14.0, 9.0, -1.0, 4.0, 0.0]]
    found = spanned(make_problem, weigh, rows, ranges=[(2.0, 9.0), *[None] * 5], **NONE)
    # Not below 0 where nothing is, nor above; a constant by its size; a column of zeros by 1.
    for i in range(2):
        assert found.low[i].tolist() == [2.0, 6.0, 0.0, -5.0, 0.0, 0.0]
        assert found.high[i].tolist() == [9.0, 18.0, 17.0, 0.0, 8.0, 1.0]
    assert np.isnan(found.stated_low).all()
    mixed = spanned(make_problem, weigh, [[-1.0], [3.0]], **NONE)
    assert (mixed.low[0, 0], mixed.high[0, 0]) == (-5.0, 7.0)


def test_stated_bounds_always_belong(make_problem, weigh):
    found = spanned(make_problem, weigh, [[Interval(low=1.0, high=3.0)], [6.0]], **NONE)
    assert (found.stated_low[0, 0], found.stated_high[0, 0]) == (1.0, 3.0)
    assert np.isnan([found.stated_low[1, 0], found.stated_high[1, 0]]).all()
    # The span of the column is 1..6 by the bounds, not 2..6 by the headlines.
    assert found.low[:, 0].tolist() == [0.0, 0.0]
    assert found.high[:, 0].tolist() == [11.0, 11.0]
    unbounded = Normal(mean=5.0, sd=1.0)  # which a range cannot hold
    found = spanned(make_problem, weigh, [[unbounded], [5.5]], ranges=[(4.0, 6.0)], **NONE)
    assert found.low[:, 0].tolist() == [unbounded.low, 4.0]
    assert found.high[:, 0].tolist() == [unbounded.high, 6.0]


@pytest.mark.parametrize("method", ["weighted_product", "copras", "waspas", "vikor"])
def test_nothing_goes_below_what_the_method_takes(method, make_problem, weigh):
    found = spanned(make_problem, weigh, [[5.0, 2.0], [8.0, 9.0]], method, ["benefit", "cost"])
    above = {"weighted_product": (5e-12, 2e-12), "copras": (2.0, 2e-12), "waspas": (5e-12, 2e-12)}
    floors = above.get(method, (2.0, 0.0))
    wide = [max(5 - 3, floors[0]), max(2 - 7, floors[1])]
    assert found.low[0] == pytest.approx(wide, rel=1e-12)


def test_zeros_that_a_method_passes_over_stay(make_problem, weigh):
    """A cost of 0 throughout tells nobody apart; any other number beside the 0 would be refused."""
    rows = [[0.0, 5.0], [0.0, 8.0]]
    for method, more in (("copras", {}), ("weighted_sum", {"normalisation": "linear"})):
        found = spanned(make_problem, weigh, rows, method, ["cost", "benefit"], **more)
        assert found.low[:, 0].tolist() == found.high[:, 0].tolist() == [0.0, 0.0]
        assert found.high[:, 1].tolist() == [11.0, 11.0]


def test_without_a_law_the_method_is_asked(make_problem, weigh):
    """Asking comes to the floor that the law tells, for methods that have one."""
    rng = np.random.default_rng(4)
    for name in ("weighted_product", "marcos", "aras", "moora", "mabac"):
        problem = make_problem(rng.uniform(1, 9, (4, 3)).tolist(), ["benefit", "cost", "cost"])
        ranking = rank(problem, weigh(1, 1, 1), make_method(name))
        told, asked = spans(ranking, ranking.method.column_law()), spans(ranking, None)
        np.testing.assert_array_equal(told.low, asked.low)
        np.testing.assert_array_equal(told.high, asked.high)
