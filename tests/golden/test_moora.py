from mcda import rank

CASES = "moora_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "moora")
    case.check(scores=ranking.scores)
