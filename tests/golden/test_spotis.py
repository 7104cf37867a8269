import numpy as np

from mcda import rank

CASES = "spotis_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "spotis")
    case.check(scores=answer.scores)
    np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])


def test_ratings_are_the_rest_of_the_distance(case):
    """Absolute measurement on the published ranges: 1 less the distance to the best ends."""
    answer = rank(case.problem(), case.weights(), "ahp", mode="ratings")
    case.check(scores=1.0 - answer.scores)
    np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
