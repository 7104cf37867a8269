"""Which weights are drawn, and draws of cells."""

import numpy as np
import pytest
from scipy import stats

from mcda import Alternative, Beta, Criterion, Interval, Normal, Problem, WeightVector, rank
from mcda.robust.draws import drawn_matrix, sample_cells, weights_to_draw
from mcda.weight_set import AnyWeights, Around


class Strict(AnyWeights):
    strict = True


@pytest.mark.parametrize(
    ("known", "spread", "name"),
    [
        (None, None, "around"),
        (None, 0.5, "around"),
        (None, "any", "any"),
        (AnyWeights(2), None, "any"),
        (AnyWeights(2), 0.1, "around"),
        (Strict(2), "any", "any"),
    ],
)
def test_what_was_asked_and_what_is_known_decide(known, spread, name):
    found = weights_to_draw(WeightVector.normalised("ab", [2, 1], known=known), spread)
    assert found.name == name
    assert (found is known) == (known is not None and spread != 0.1)
    if isinstance(found, Around):
        assert found.spread == (0.2 if spread is None else spread)


def test_any_weights_are_all_weights_unless_the_statement_was_strict():
    known = Around(np.array([0.5, 0.5]), 0.1)
    weights = WeightVector.normalised("ab", [1, 1], known=known)
    assert weights_to_draw(weights, None) is known
    assert weights_to_draw(weights, "any").name == "any"


def test_cells_are_drawn_in_order_and_put_in_place():
    spreads = {(1, 0): Normal(mean=5, sd=2), (0, 1): Interval(low=1, high=3)}
    cells = sample_cells(spreads, 20_000, np.random.default_rng(5))
    assert list(cells) == [(0, 1), (1, 0)]
    assert stats.kstest(cells[0, 1], stats.uniform(1, 2).cdf).pvalue > 1e-4
    assert stats.kstest(cells[1, 0], stats.norm(5, 2).cdf).pvalue > 1e-4
    assert abs(np.corrcoef(cells[0, 1], cells[1, 0])[0, 1]) < 0.03
    same = sample_cells(dict(reversed(spreads.items())), 20_000, np.random.default_rng(5))
    np.testing.assert_array_equal(same[1, 0], cells[1, 0])


def test_drawn_matrix_changes_only_the_uncertain_cells():
    problem = Problem(
        criteria=[Criterion(id="c0", direction="benefit"), Criterion(id="c1", direction="cost")],
        alternatives=[Alternative(id="a"), Alternative(id="b")],
        performances=[[1, Beta(alpha=2, beta=2)], [3, 4]],
    )
    ranking = rank(problem, WeightVector.normalised(("c0", "c1"), [1, 1]), "weighted_sum")
    matrix = drawn_matrix(ranking.matrix, np.array([1]), np.arange(2.0, 5.0)[None])
    assert matrix.values.shape == (3, 2, 2)
    np.testing.assert_array_equal(matrix.values[:, 0, 1], [2, 3, 4])
    np.testing.assert_array_equal(matrix.values[:, 0, 0], [1, 1, 1])
    np.testing.assert_array_equal(matrix.values[:, 1], [[3, 4]] * 3)
    assert ranking.matrix.values[0, 1] == 0.5
    assert matrix.criteria == ranking.matrix.criteria
