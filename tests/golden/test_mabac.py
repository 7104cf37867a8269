import numpy as np

from mcda import rank

CASES = "mabac_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "mabac")
    case.check(scores=answer.scores)
    if case.extra:
        np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
