from mcda import rank

CASES = "pymcdm_*.json"


def test_case(case):
    answer = rank(case.problem(), case.weights(), case.document["kind"])
    case.check(scores=answer.scores)
