"""Where the winner changes as one weight moves and the others keep their proportions."""

from mcda import rank
from mcda.robust import stability

CASES = "sensitivity_papathanasiou_promethee*.json"


def test_case(case):
    problem = case.problem()
    functions = case.input["model"]["preference_functions"]
    preferences = dict(zip(problem.criterion_ids, functions, strict=True))
    ranking = rank(problem, case.weights(), case.input["method"], preferences=preferences)
    names = list(problem.alternative_ids)
    bounds = stability(ranking).weights[case.input["criterion"]].winner
    crossings = [
        [weight, names.index(ranking.winner), names.index(challenger)]
        for weight, challenger in (
            (bounds.low, bounds.challenger_low),
            (bounds.high, bounds.challenger_high),
        )
        if challenger is not None
    ]
    case.check(winner_now=names.index(ranking.winner), crossovers=crossings)
