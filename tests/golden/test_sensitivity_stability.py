"""Exact stability intervals of the additive model, by rational arithmetic."""

from mcda import rank
from mcda.robust import stability

CASES = "sensitivity_hwang_yoon*.json"


def test_case(case):
    # The matrix is already normalised (x/max, min/x), so the columns' maxima are 1.
    ranking = rank(case.problem(), case.weights(), "weighted_sum", normalisation="none")
    found = {w.criterion: w for w in stability(ranking).weights}
    case.check(
        scores=ranking.scores,
        ranks=ranking.ranks,
        first={name: [w.winner.low, w.winner.high] for name, w in found.items()},
        all={name: [w.order.low, w.order.high] for name, w in found.items()},
    )
    assert all(w.exact for w in found.values())
