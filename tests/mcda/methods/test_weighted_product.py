import numpy as np
import pytest

from mcda import rank
from mcda.errors import UnsuitableData


def test_by_hand(score):
    # Linear: (1/4, 1), (1, 1/9) with the second a cost.
    found = score("weighted_product", [[1, 1], [4, 9]], [0.5, 0.5], [True, False])
    np.testing.assert_allclose(found, [0.5, 1 / 3])


def test_sum_normalisation_keeps_the_ratios(score):
    values, weights = [[1, 2], [4, 3], [2, 9]], [0.3, 0.7]
    linear = score("weighted_product", values, weights)
    share = score("weighted_product", values, weights, normalisation="sum")
    np.testing.assert_allclose(share / share[0], linear / linear[0])


def test_contributions_sum_to_the_logarithm(make_problem, weigh):
    ranking = rank(make_problem([[1, 2], [4, 3]]), weigh(1, 3), "weighted_product")
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), np.log(ranking.scores))


@pytest.mark.parametrize("value", [0, -3])
@pytest.mark.parametrize("benefit", [True, False])
def test_what_is_not_above_zero_is_refused(score, value, benefit):
    with pytest.raises(UnsuitableData) as caught:
        score("weighted_product", [[1, 5], [2, value]], [0.5, 0.5], [True, benefit])
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("not_above_zero", ("performances", 1, 1))


@pytest.mark.parametrize("benefit", [True, False])
def test_column_of_zeros_counts_as_one(score, benefit):
    found = score("weighted_product", [[1, 0], [4, 0]], [0.5, 0.5], [True, benefit])
    np.testing.assert_allclose(found, [0.5, 1])
