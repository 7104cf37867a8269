from mcda import rank

CASES = "codas_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "codas", tau=case.input["tau"])
    case.check(scores=ranking.scores)
