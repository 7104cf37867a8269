from mcda import rank

CASES = "marcos_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "marcos")
    case.check(scores=answer.scores)
