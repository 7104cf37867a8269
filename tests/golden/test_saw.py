import numpy as np

from mcda import rank

CASES = "saw_*.json"


def test_case(case):
    kind = case.input["normalization"]
    ranking = rank(case.problem(), case.weights(), "weighted_sum", normalisation=kind)
    case.check(scores=ranking.scores)
    np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])
