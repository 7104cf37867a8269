"""What is proved about the winner, if the answers are right."""

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import ratio_form
from mcda.method import TOLERANCE, Prepared
from mcda.polytope import Polytope
from weights.elicit.interview_status import WinnerProof
from weights.elicit.linear_proof import linear_finding
from weights.elicit.ratio_proof import ratio_finding
from weights.elicit.spans import Flags

_LOOKED_AT = 2000  # draws that have to agree before a proof for TOPSIS is tried


def judge(
    prepared: Prepared,
    polytope: Polytope,
    leader: int,
    likely: FloatArray,
    rng: np.random.Generator,
) -> WinnerProof:
    """Return whether another than the leader can be first under weights that fit all that was said.

    Methods linear in the weights are decided by linear programmes, TOPSIS with Euclidean distances
    by branch and bound where 2000 draws agree. For all others nothing is proved.

    Parameters
    ----------
    prepared
        Of ``m`` alternatives.
    polytope
        Weights that fit; not empty.
    leader
        Its row.
    likely
        Draws ``(s, n)``, of which those within the polytope tell who can win.
    rng
        Source of randomness.
    """
    inside = likely[(likely @ polytope.A.T <= polytope.b).all(axis=1)]
    if prepared.worth is not None:
        return linear_finding(polytope, prepared.worth, leader, _seen(prepared, inside, leader))
    seen = _seen(prepared, inside, leader)
    ratio = ratio_form(prepared)
    if ratio is not None and ratio.power == 2 and seen == {leader}:
        seen |= _seen(prepared, polytope.sample(_LOOKED_AT, rng), leader)
        if seen == {leader}:
            return ratio_finding(polytope, ratio, leader)
    return WinnerProof(proof=None, can_win=frozenset(seen) - {leader})


def winners(prepared: Prepared, weights: FloatArray) -> Flags:
    """Return who is first under each of weights ``(s, n)``, ``(s, m)``: several where level."""
    keys = prepared.order(weights)
    scale = np.abs(keys).max(axis=1, keepdims=True, initial=0.0)
    return np.asarray(keys >= keys.max(axis=1, keepdims=True) - TOLERANCE * scale)


def _seen(prepared: Prepared, weights: FloatArray, leader: int) -> set[int]:
    """Return who is first under some weights and ahead of the leader, which is among them."""
    first = winners(prepared, weights)
    ahead = first[~first[:, leader]].any(axis=0)
    return {leader, *np.flatnonzero(ahead).tolist()}
