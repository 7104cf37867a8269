"""Another method on the alternatives of an answer, under many weightings at once."""

from dataclasses import dataclass

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, make_method, rank
from mcda.errors import InvalidProblem, UnsuitableData
from mcda.kernel import LinearForm
from mcda.methods import METHODS
from mcda.methods.weighted_sum import WeightedSum
from mcda.robust.agreement import respecify
from tests.refusals import rejects


def problem(rows):
    return Problem(
        criteria=[Criterion(id=c, direction="benefit", range=(0, 20)) for c in "xyz"],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )


def weigh(values):
    return WeightVector.normalised("xyz", values)


ROWS = [[7, 2, 9], [5, 6, 4], [8, 1, 3], [2, 9, 6]]


@pytest.mark.parametrize("name", [n for n, m in METHODS.items() if not m.slow_to_load])
def test_each_weighting_is_a_ranking(name):
    ranking = rank(problem(ROWS), weigh([1, 1, 1]))
    weights = np.random.default_rng(1).dirichlet(np.ones(3), 12)
    found = respecify(ranking, make_method(name), weights)
    for row, values in zip(found.ranks, weights, strict=True):
        assert row.tolist() == rank(problem(ROWS), weigh(values), name).ranks.tolist()


def test_cells_are_filled_where_this_method_reads_them():
    rows = [[1, 2, None], [2, 1, 4], [3, 3, 2]]
    ratio = [[1, 2, 3], [1 / 2, 1, 2], [1 / 3, 1 / 2, 1]]
    judged = make_method("ahp", {"comparisons": {"z": ratio}})
    weights = np.array([[0.2, 0.3, 0.5]])
    ranking = rank(problem(rows), weigh([2, 3, 5]), judged)
    assert not ranking.spreads
    found = respecify(ranking, make_method("weighted_sum"), weights).ranks[0]
    plain = rank(problem(rows), weigh([2, 3, 5]), "weighted_sum")  # the middle of 0..20
    assert found.tolist() == plain.ranks.tolist()
    assert respecify(plain, judged, weights).ranks[0].tolist() == ranking.ranks.tolist()


def test_a_cell_that_nothing_bounds():
    bare = Problem(
        criteria=[Criterion(id=c, direction="benefit") for c in "xy"],
        alternatives=[Alternative(id=i) for i in "ab"],
        performances=[[None, 4], [None, 2]],
    )
    judged = make_method("ahp", {"comparisons": {"x": [[1, 3], [1 / 3, 1]]}})
    ranking = rank(bare, WeightVector.normalised("xy", [1, 1]), judged)
    with pytest.raises(InvalidProblem):
        respecify(ranking, make_method("topsis"), np.array([[0.5, 0.5]]))


def test_data_that_a_method_cannot_take():
    ranking = rank(problem([[0, 1, 2], [1, 0, 3]]), weigh([1, 1, 1]))
    with rejects(UnsuitableData, code="not_above_zero"):
        respecify(ranking, make_method("weighted_product"), np.full((1, 3), 1 / 3))


@dataclass(frozen=True, kw_only=True)
class Overflowing(WeightedSum):
    """A weighted sum whose scores pass the largest number."""

    name = "overflowing"

    def prepare(self, matrix):
        return LinearForm(np.full(matrix.values.shape, 1e308) * matrix.values)


def test_a_score_that_is_not_finite():
    ranking = rank(problem(ROWS), weigh([1, 1, 1]))
    with np.errstate(over="ignore"), rejects(UnsuitableData, code="score_not_finite"):
        respecify(ranking, Overflowing(), np.full((1, 3), 1 / 3))
