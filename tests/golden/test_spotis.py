import numpy as np

from mcda import rank

CASES = "spotis_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "spotis")
    case.check(scores=answer.scores)
    np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
