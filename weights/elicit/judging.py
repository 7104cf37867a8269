"""What draws and proofs say about the winner."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import ratio_form
from mcda.method import TOLERANCE, Prepared
from mcda.polytope import Polytope
from weights.elicit.linear_proof import linear_finding
from weights.elicit.ratio_proof import ratio_finding
from weights.elicit.standing import Finding

SAMPLES = 2000
_CONFIRMING = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Draws of the weights that are left and what is found about the leader.

    Attributes
    ----------
    weights, keys
        ``(s, n)`` and order keys ``(s, m)``.
    shares, samples
        Share of the draws in which each alternative is first, ``(m,)``, and their number, which
        may be larger than ``s``.
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
    samples: int
    leader: int
    contenders: tuple[int, ...]
    finding: Finding


def judge(prepared: Prepared, polytope: Polytope, rng: np.random.Generator) -> Judgement:
    """Return who leads and whether that can change.

    Methods linear in the weights are decided by linear programmes, TOPSIS with Euclidean distances
    by branch and bound once all of 2000 draws agree. For all others, and where that comes to no
    end, draws alone speak: then 10 000 have to agree.

    Parameters
    ----------
    prepared
        Of ``m`` alternatives.
    polytope
        Weights that are left.
    rng
        Source of randomness.
    """
    weights = polytope.sample(SAMPLES, rng)
    keys = prepared.order(weights)
    leader = int(prepared.order(weights.mean(axis=0)[None])[0].argmax())
    winners = _winners(keys, leader)
    if (winners == winners[0]).all():
        leader = int(winners[0])
    finding = _finding(prepared, polytope, leader, set(winners.tolist()))
    if finding.proof == "sampled":
        more = prepared.order(polytope.sample(_CONFIRMING - SAMPLES, rng))
        winners = np.concatenate([winners, _winners(more, leader)])
        others = frozenset(winners.tolist()) - {leader}
        if others:
            finding = replace(finding, proof=None, can_win=others)
    rows = range(keys.shape[1]) if prepared.worth is None else finding.can_win
    return Judgement(
        weights=weights,
        keys=keys,
        shares=np.bincount(winners, minlength=keys.shape[1]) / len(winners),
        samples=len(winners),
        leader=leader,
        contenders=tuple({leader, *rows}),
        finding=finding,
    )


def _winners(keys: FloatArray, leader: int) -> npt.NDArray[np.int64]:
    """Return the first of each draw, ``(s,)``; the leader where it is level with the best."""
    level = keys.max(axis=1) - TOLERANCE * np.abs(keys).max(axis=1)
    return np.where(keys[:, leader] >= level, leader, keys.argmax(axis=1))


def _finding(prepared: Prepared, polytope: Polytope, leader: int, seen: set[int]) -> Finding:
    worth = prepared.worth
    if worth is not None:
        return linear_finding(polytope, worth, leader, seen)
    if len(seen) > 1:
        return Finding(proof=None, can_win=frozenset(seen) - {leader})
    ratio = ratio_form(prepared)
    if ratio is not None and ratio.power == 2:
        return ratio_finding(polytope, ratio, leader)
    return Finding(proof="sampled")
