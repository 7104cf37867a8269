"""The critical criterion: the least change of one weight that lets a rival draw level.

The cases take the change off one weight and leave the others as they are. Draw level is all that
counts, so that it is the end of `stability`, where the others keep their proportions, by another
scale: a weight ``w`` of sum 1 is ``t = w (1 - W_k) / (1 - w)`` beside the others as they are.
"""

from mcda import rank
from mcda.robust import stability

CASES = "sensitivity_triantaphyllou*.json"


def test_case(case, read_numbers):
    ranking = rank(case.problem(), case.weights(), "weighted_sum", normalisation="none")
    given = read_numbers(case.input["weights"])
    names = list(ranking.problem.alternative_ids)
    absolute, percent = {}, {}
    for place, found in enumerate(stability(ranking).weights):
        assert found.exact
        for end, challenger in (
            (found.winner.low, found.winner.challenger_low),
            (found.winner.high, found.winner.challenger_high),
        ):
            if challenger is not None:
                own = ranking.weights.values[place]
                delta = own - end * (1 - own) / (1 - end)
                key = f"0,{names.index(challenger)},{found.criterion}"
                absolute[key], percent[key] = delta * given.sum(), 100 * delta / own
    scores = ranking.scores * given.sum()  # these weights sum to 1.0001
    case.check(scores=scores, ranks=ranking.ranks, delta_percent=percent)
    for told, wanted in ((absolute, "delta_absolute"), (percent, "delta_percent")):
        for key, value in told.items():
            assert abs(value - case.extra[wanted][key]) < 1e-6
    for told, wanted in ((absolute, "absolute_top"), (percent, "percent_top")):
        critical = min(told, key=lambda key: abs(told[key]))
        assert critical.rpartition(",")[2] == case.extra[wanted]
