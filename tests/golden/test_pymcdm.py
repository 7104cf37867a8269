from mcda import rank

CASES = "pymcdm_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), case.document["kind"])
    case.check(scores=ranking.scores)
