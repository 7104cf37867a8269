import numpy as np

from mcda import rank

CASES = "spotis_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "spotis")
    case.check(scores=ranking.scores)
    np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])


def test_ratings_are_the_rest_of_the_distance(case):
    """Absolute measurement on the published ranges: 1 less the distance to the best ends."""
    ranking = rank(case.problem(), case.weights(), "ahp", mode="ratings")
    case.check(scores=1.0 - ranking.scores)
    np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])
