from mcda import rank

CASES = "aras_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "aras")
    case.check(scores=ranking.scores)
