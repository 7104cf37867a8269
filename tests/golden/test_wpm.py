import numpy as np

from mcda import rank

CASES = "wpm_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "weighted_product")
    case.check(scores=ranking.scores)
    np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])
