import numpy as np
import pytest

from mcda import rank
from mcda.errors import UnsuitableData


def as_published(values, weights, benefit):
    extended = np.vstack([np.where(benefit, values.max(axis=0), values.min(axis=0)), values])
    u = np.where(benefit, extended, 1 / extended)
    s = (u / u.sum(axis=0)) @ weights
    return s[1:] / s[0]


def test_steps_of_the_article(score):
    rng = np.random.default_rng(4)
    for _ in range(50):
        values, weights = rng.uniform(0.1, 9, (5, 4)), rng.dirichlet(np.ones(4))
        benefit = np.array([True, False, True, False])
        found = score("aras", values, weights, benefit)
        np.testing.assert_allclose(found, as_published(values, weights, benefit))


def test_the_best_on_everything_reaches_all(score):
    found = score("aras", [[4, 1], [2, 2]], [0.3, 0.7], [True, False])
    np.testing.assert_allclose(found, [1, 0.5])


def test_contributions_sum_to_the_score(make_problem, weigh):
    problem = make_problem([[1, 2], [4, 3], [2, 8]], ["benefit", "cost"])
    ranking = rank(problem, weigh(1, 3), "aras")
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.scores)
    assert (ranking.contributions > 0).all()


@pytest.mark.parametrize("method", ["aras", "codas", "marcos"])
@pytest.mark.parametrize(("value", "code"), [(0, "zero_cost"), (-1, "negative_value")])
def test_costs_that_cannot_be_inverted_are_refused(score, method, value, code):
    with pytest.raises(UnsuitableData) as caught:
        score(method, [[1], [value]], [1], [False])
    assert caught.value.code == code
    assert method in caught.value.say()


def test_weight_on_what_separates_nothing_decides_nothing(score):
    np.testing.assert_array_equal(score("aras", [[0, 1], [0, 2]], [1, 0]), [0, 0])
