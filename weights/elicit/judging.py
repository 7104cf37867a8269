"""What draws and proofs say about the winner."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.method import Prepared
from mcda.ranks import TOLERANCE
from weights.elicit.linear_proof import linear_finding
from weights.elicit.ratio_proof import ratio_finding
from weights.elicit.standing import Finding
from weights.polytope import Polytope


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Draws of the weights that are left and what is found about the leader.

    Attributes
    ----------
    weights, keys
        ``(s, n)`` and order keys ``(s, m)``.
    shares
        Share of the draws in which each alternative is first, ``(m,)``.
    leader
        Row that is first at the mean, or in all draws.
    contenders
        Rows that questions have to tell apart.
    finding
        Whether others can win.
    """

    weights: FloatArray
    keys: FloatArray
    shares: FloatArray
    leader: int
    contenders: tuple[int, ...]
    finding: Finding


def judge(prepared: Prepared, polytope: Polytope, weights: FloatArray) -> Judgement:
    """Return who leads and whether that can change.

    Methods linear in the weights are decided by linear programmes, TOPSIS with Euclidean distances
    by branch and bound once all draws agree; for all others the draws alone speak.

    Parameters
    ----------
    prepared
        Of ``m`` alternatives.
    polytope
        Weights that are left.
    weights
        Draws from it, ``(s, n)``.
    """
    keys = prepared.order(weights)
    leader = int(prepared.order(weights.mean(axis=0)[None])[0].argmax())
    winners = _winners(keys, leader)
    seen = np.unique(winners).tolist()
    if len(seen) == 1:
        leader = seen[0]
    finding = _finding(prepared, polytope, leader, seen)
    rows = range(keys.shape[1]) if prepared.worth is None else finding.can_win
    return Judgement(
        weights=weights,
        keys=keys,
        shares=np.bincount(winners, minlength=keys.shape[1]) / len(winners),
        leader=leader,
        contenders=tuple({leader, *rows}),
        finding=finding,
    )


def _winners(keys: FloatArray, leader: int) -> npt.NDArray[np.int64]:
    """Return the first of each draw, ``(s,)``; the leader where it is level with the best."""
    level = keys.max(axis=1) - TOLERANCE * np.abs(keys).max(axis=1)
    return np.where(keys[:, leader] >= level, leader, keys.argmax(axis=1))


def _finding(prepared: Prepared, polytope: Polytope, leader: int, seen: list[int]) -> Finding:
    worth = prepared.worth
    if worth is not None:
        return linear_finding(polytope, worth, leader, seen)
    if len(seen) > 1:
        return Finding(proof=None, can_win=frozenset(seen) - {leader})
    if isinstance(prepared, RatioForm) and prepared.power == 2:
        return ratio_finding(polytope, prepared, leader)
    return Finding(proof="sampled")
