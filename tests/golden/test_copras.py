import numpy as np

from mcda import rank

CASES = "copras_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "copras")
    case.check(scores=answer.scores)
    if case.extra:
        np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
