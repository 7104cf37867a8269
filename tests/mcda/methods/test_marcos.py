import numpy as np

from mcda import rank


def as_published(values, weights, benefit):
    ideal = np.where(benefit, values.max(axis=0), values.min(axis=0))
    anti_ideal = np.where(benefit, values.min(axis=0), values.max(axis=0))
    extended = np.vstack([values, ideal, anti_ideal])
    s = np.where(benefit, extended / ideal, ideal / extended) @ weights
    plus, minus = s[:-2] / s[-2], s[:-2] / s[-1]
    f_plus, f_minus = minus / (plus + minus), plus / (plus + minus)
    return (plus + minus) / (1 + (1 - f_plus) / f_plus + (1 - f_minus) / f_minus)


def test_steps_of_the_article(score):
    rng = np.random.default_rng(5)
    for _ in range(50):
        values, weights = rng.uniform(0.1, 9, (5, 4)), rng.dirichlet(np.ones(4))
        benefit = np.array([True, False, True, False])
        found = score("marcos", values, weights, benefit)
        np.testing.assert_allclose(found, as_published(values, weights, benefit))


def test_an_anti_ideal_of_nothing_leaves_the_share_of_the_ideal(score):
    # There the steps of the article divide by zero; the limit is S / S_ai.
    np.testing.assert_allclose(score("marcos", [[0], [1], [4]], [1]), [0, 0.25, 1])


def test_all_alike_are_two_thirds_of_the_ideal(score):
    np.testing.assert_allclose(score("marcos", [[3, 5]] * 3, [0.4, 0.6]), 2 / 3)


def test_order_is_that_of_the_weighted_sum(make_problem, weigh):
    rng = np.random.default_rng(6)
    problem = make_problem(rng.uniform(1, 9, (8, 3)).tolist(), ["cost", "benefit", "cost"])
    ranking = rank(problem, weigh(5, 3, 2), "marcos")
    other = rank(problem, weigh(5, 3, 2), "weighted_sum", normalisation="linear")
    np.testing.assert_array_equal(ranking.ranks, other.ranks)
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.scores)
