from mcda import rank

CASES = "aras_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "aras")
    case.check(scores=answer.scores)
