from mcda import rank

CASES = "marcos_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "marcos")
    case.check(scores=ranking.scores)
