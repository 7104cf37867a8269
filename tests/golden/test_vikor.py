from mcda import rank

CASES = "vikor_*.json"


def test_case(case):
    ranking = rank(case.problem(), case.weights(), "vikor", v=case.input["v"])
    found = {"Q": ranking.scores, "ranks": ranking.ranks, **ranking.outcome}
    case.check(**found)
    for key, value in case.extra.items():
        if isinstance(value, bool):
            assert found[key] is value, key
        else:
            assert [round(x, 6) for x in found[key]] == [round(x, 6) for x in value], key
