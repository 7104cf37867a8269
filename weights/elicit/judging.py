"""What is proved about the winner, if the answers are right."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import ratio_form
from mcda.method import Prepared
from mcda.polytope import Polytope
from weights.elicit.linear_proof import linear_finding
from weights.elicit.ratio_proof import ratio_finding
from weights.elicit.standing import Finding

_LOOKED_AT = 2000  # draws that have to agree before a proof for TOPSIS is tried


def judge(
    prepared: Prepared,
    polytope: Polytope,
    leader: int,
    likely: FloatArray,
    rng: np.random.Generator,
) -> Finding:
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
        return linear_finding(polytope, prepared.worth, leader, _winners(prepared, inside))
    seen = set(_winners(prepared, inside))
    ratio = ratio_form(prepared)
    if ratio is not None and ratio.power == 2 and seen <= {leader}:
        seen |= set(_winners(prepared, polytope.sample(_LOOKED_AT, rng), leader))
        if seen <= {leader}:
            return ratio_finding(polytope, ratio, leader)
    return Finding(proof=None, can_win=frozenset(seen) - {leader})


def _winners(prepared: Prepared, weights: FloatArray, leader: int | None = None) -> Sequence[int]:
    if not len(weights):
        return ()
    ranks = prepared.ranks(weights)
    first = ranks.argmin(axis=1)
    if leader is not None:
        first = np.where(ranks[:, leader] == 1, leader, first)
    return np.unique(first).tolist()
