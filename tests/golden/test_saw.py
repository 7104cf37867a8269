import numpy as np

from mcda import rank

CASES = "saw_*.json"


def test_case(case):
    kind = case.input["normalization"]
    answer = rank(case.problem(), case.weights(), "weighted_sum", normalisation=kind)
    case.check(scores=answer.scores)
    np.testing.assert_array_equal(answer.ranks, case.extra["ranks"])
