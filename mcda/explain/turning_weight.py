"""The least move of a single weight that puts another alternative first."""

import numpy as np

from mcda.cells import FloatArray
from mcda.explain.turning import Rows, Turn, least_turn
from mcda.kernel import has_closed_form
from mcda.ranking import Ranking
from mcda.robust import Stability, stability
from mcda.robust.bracketed import moved

_STEPS = 64
_DIGITS = 12


def turning_weight(answer: Ranking, bounds: Stability | None = None) -> Turn | None:
    """Return the weight that has to move least, the others keeping their proportions.

    Parameters
    ----------
    answer
        A ranking of at least two alternatives with one winner.
    bounds
        Its stability. When left out it is computed where it has a closed form; else all weights
        are tried up and down in steps of 1/64, so a turn and return within a step is missed.

    Returns
    -------
    Turn or None
        None where no single weight turns the order.
    """
    if bounds is None and not has_closed_form(answer.prepared):
        return _searched(answer)
    turns = []
    for j, item in enumerate((bounds or stability(answer)).weights):
        if item.winner is None:
            continue
        ends = (
            (item.winner.low, item.winner.challenger_low),
            (item.winner.high, item.winner.challenger_high),
        )
        turns += [
            Turn(share=abs(end - item.weight), rival=rival, criterion=j, needed=end)
            for end, rival in ends
            if rival is not None
        ]
    w = answer.weights.values
    return min(
        turns,
        # Of two criteria one rises as the other falls: the one on which the rival is better.
        key=lambda turn: (round(turn.share, _DIGITS), turn.needed < w[turn.criterion]),
        default=None,
    )


def _searched(answer: Ranking) -> Turn | None:
    w, winner = answer.weights.values, answer.order[0]
    free = [j for j in range(len(w)) if np.delete(w, j).sum() > 0]
    ways = [(j, sign) for j in free for sign in (1.0, -1.0)]
    reach = np.array([1.0 - w[j] if sign > 0 else w[j] for j, sign in ways])

    def vectors(which: Rows, amounts: FloatArray) -> FloatArray:
        found = np.empty((len(which), len(w)))
        for row, (k, amount) in enumerate(zip(which.tolist(), amounts.tolist(), strict=True)):
            j, sign = ways[k]
            found[row] = moved(w, j, np.clip([w[j] + sign * amount], 0.0, 1.0))
        return found

    def ranks(which: Rows, amounts: FloatArray) -> np.ndarray:
        return answer.prepared.ranks(vectors(which, amounts))

    found = least_turn(lambda which, by: ranks(which, by)[:, winner] > 1, reach, _STEPS)
    if found is None:
        return None
    k, share = found
    at = np.array([k]), np.array([share])
    j = ways[k][0]
    return Turn(
        share=share,
        rival=answer.matrix.alternatives[int(ranks(*at)[0].argmin())],
        criterion=j,
        needed=float(vectors(*at)[0, j]),
    )
