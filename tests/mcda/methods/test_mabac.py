import numpy as np

from mcda import rank


def as_published(values, weights, benefit):
    low, high = values.min(axis=0), values.max(axis=0)
    n = np.where(benefit, values - low, high - values) / (high - low)
    v = weights * (n + 1)
    border = np.prod(v, axis=0) ** (1 / len(v))
    return (v - border).sum(axis=1)


def test_steps_of_the_article(score):
    rng = np.random.default_rng(2)
    for _ in range(50):
        values, weights = rng.uniform(-9, 9, (5, 4)), rng.dirichlet(np.ones(4))
        benefit = np.array([True, False, True, False])
        found = score("mabac", values, weights, benefit)
        np.testing.assert_allclose(found, as_published(values, weights, benefit), atol=1e-12)


def test_above_and_below_the_border(score):
    # n + 1 = 1, 2, 2: the border is the cube root of 4.
    border = 4 ** (1 / 3)
    found = score("mabac", [[0], [5], [5]], [1])
    np.testing.assert_allclose(found, [1 - border, 2 - border, 2 - border])


def test_a_thousand_alternatives_do_not_overflow(score):
    assert np.isfinite(score("mabac", np.arange(2000.0)[:, None], [1])).all()


def test_order_is_that_of_the_weighted_sum(make_problem, weigh):
    rng = np.random.default_rng(3)
    problem, weights = make_problem(rng.uniform(1, 9, (8, 3)).tolist()), weigh(5, 3, 2)
    ranking, other = rank(problem, weights, "mabac"), rank(problem, weights, "weighted_sum")
    np.testing.assert_array_equal(ranking.ranks, other.ranks)
    np.testing.assert_allclose(np.ptp(ranking.scores), np.ptp(other.scores))
