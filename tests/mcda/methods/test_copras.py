import numpy as np
import pytest

from mcda import make_method, rank
from mcda.errors import UnsuitableData

VALUES = [[3, 2, 40], [5, 3, 20], [2, 4, 60], [4, 1, 30]]
DIRECTIONS = ["benefit", "cost", "cost"]
WEIGHTS = np.array([0.5, 0.2, 0.3])


def sums(values):
    parts = WEIGHTS * np.array(values) / np.sum(values, axis=0)
    return parts[:, 0], parts[:, 1] + parts[:, 2]


@pytest.fixture
def solved(make_problem, weigh):
    return rank(make_problem(VALUES, DIRECTIONS), weigh(*WEIGHTS), "copras")


def test_short_form_of_the_formula(solved):
    gains, costs = sums(VALUES)
    q = gains + costs.sum() / (costs * (1 / costs).sum())
    np.testing.assert_allclose(solved.scores, q / q.max())


def test_cost_is_not_rewarded(score):
    # pymcdm 1.4.0 has Q = S+ + S- and puts the dearest first.
    found = score("copras", [[5, 30], [5, 10], [5, 20]], [0.5, 0.5], [True, False])
    assert np.argsort(-found).tolist() == [1, 2, 0]


def test_what_costs_are_worth_is_divided_along_the_way_from_the_average(solved):
    # Numeric integral of (c_j - mean_j) d/dc_j 1 / sum c from the average costs to those of a row.
    shares = (WEIGHTS * np.array(VALUES) / np.sum(VALUES, axis=0))[:, 1:]
    mean, costs = shares.mean(axis=0), shares.sum(axis=1)
    t = (np.arange(20_000) + 0.5) / 20_000
    way = mean.sum() + np.outer(costs - mean.sum(), t)
    slope = (-1 / way**2).mean(axis=1, keepdims=True)
    rate = costs.sum() / (1 / costs).sum()
    worth = rate * (mean / mean.sum() / mean.sum() + (shares - mean) * slope)
    gains, _ = sums(VALUES)
    scale = (gains + worth.sum(axis=1)).max()
    np.testing.assert_allclose(solved.contributions[:, 1:], worth / scale, atol=1e-9)
    np.testing.assert_allclose(solved.contributions[:, 0], gains / scale)
    np.testing.assert_allclose(solved.contributions.sum(axis=1), solved.scores)


def test_cheaper_than_average_contributes_more_than_its_share_of_the_average(make_problem, weigh):
    ranking = rank(make_problem([[1, 2], [3, 2]], ["cost", "cost"]), weigh(1, 1), "copras")
    cheap, dear = ranking.contributions
    assert cheap[0] > cheap[1] > dear[0]


def test_without_costs_only_gains_count(score):
    np.testing.assert_allclose(score("copras", [[1], [4]], [1]), [0.25, 1])
    found = score("copras", [[1, 7], [4, 5]], [1, 0], [True, False])
    np.testing.assert_allclose(found, [0.25, 1])


def test_order_is_linear_where_all_directions_agree(make_matrix):
    prepare = make_method("copras").prepare
    weights = np.array([[0.3, 0.7]])
    for benefit in ([True, True], [False, False]):
        form = prepare(make_matrix([[1, 5], [3, 2], [2, 9]], benefit))
        linear = weights @ form.worth.T
        np.testing.assert_array_equal(np.argsort(linear), np.argsort(form.scores(weights)))
    assert prepare(make_matrix([[1, 5], [3, 2]], [True, False])).worth is None


def test_very_large_columns_do_not_overflow(score):
    found = score("copras", [[1e100, 1e100], [2e100, 2e100]], [0.5, 0.5], [True, False])
    np.testing.assert_allclose(found, score("copras", [[1, 1], [2, 2]], [0.5, 0.5], [True, False]))


@pytest.mark.parametrize(
    ("values", "code"), [([[1], [0]], "zero_cost"), ([[1], [-1]], "negative_value")]
)
def test_costs_that_cannot_be_inverted_are_refused(score, values, code):
    with pytest.raises(UnsuitableData) as caught:
        score("copras", values, [1], [False])
    assert caught.value.code == code
    assert "copras" in caught.value.say()
