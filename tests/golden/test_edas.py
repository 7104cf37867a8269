import numpy as np

from mcda import rank

CASES = "edas_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "edas")
    case.check(scores=ranking.scores)
    if case.extra:
        np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])
