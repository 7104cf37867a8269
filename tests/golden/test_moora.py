from mcda import rank

CASES = "moora_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), "moora")
    case.check(scores=answer.scores)
