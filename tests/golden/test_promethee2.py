import numpy as np

from mcda import rank

CASES = "promethee2_*.json"


def test_case(case):
    problem = case.problem()
    preferences = dict(zip(problem.criterion_ids, case.input["preference_functions"], strict=True))
    ranking = rank(problem, case.weights(), "promethee2", preferences=preferences)
    case.check(phi=ranking.scores, ranks=ranking.ranks)
    np.testing.assert_array_equal(ranking.ranks, case.extra["ranks"])
