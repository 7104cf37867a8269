import numpy as np

from mcda import rank


def test_by_hand(score):
    # Ratios 0.6, 0.8 and 0.8, 0.6; the second column is a cost.
    found = score("moora", [[3, 8], [4, 6]], [0.5, 0.5], [True, False])
    np.testing.assert_allclose(found, [0.3 - 0.4, 0.4 - 0.3])


def test_costs_alone_are_below_zero(score):
    np.testing.assert_allclose(score("moora", [[3], [4]], [1], [False]), [-0.6, -0.8])


def test_order_is_that_of_the_weighted_sum_of_vectors(make_problem, weigh):
    rng = np.random.default_rng(1)
    for _ in range(50):
        problem = make_problem(rng.uniform(-5, 9, (6, 3)).tolist(), ["cost", "benefit", "cost"])
        weights = weigh(*rng.uniform(0, 1, 3))
        ranking = rank(problem, weights, "moora")
        other = rank(problem, weights, "weighted_sum", normalisation="vector")
        np.testing.assert_array_equal(ranking.ranks, other.ranks)


def test_contributions_are_gains_and_costs(make_problem, weigh):
    ranking = rank(make_problem([[3, 8], [4, 6]], ["benefit", "cost"]), weigh(3, 1), "moora")
    np.testing.assert_allclose(ranking.contributions, [[0.45, -0.2], [0.6, -0.15]])
