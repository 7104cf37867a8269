import numpy as np

from mcda import rank

CASES = "waspas_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "waspas", **{"lambda": case.input["lambda"]})
    case.check(scores=answer.scores)
    if case.extra:
        np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
