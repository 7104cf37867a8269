"""Proofs about the winner for methods that are linear in the weights."""

from collections.abc import Collection

import numpy as np

from mcda.cells import FloatArray
from mcda.method import TOLERANCE
from mcda.polytope import Polytope
from weights.elicit.interview_status import WinnerProof


def linear_finding(
    polytope: Polytope, worth: FloatArray, leader: int, seen: Collection[int]
) -> WinnerProof:
    r"""Return who can win ahead of the leader, exactly.

    The leader a is first under all weights where :math:`\min_w w \cdot (v_a - v_b) \ge 0` for
    every rival b. A rival wins somewhere where
    :math:`\{w : w \cdot (v_b - v_c) \ge 0\ \forall c\}` meets the set. What differs by at most
    1e-9 of the largest worth is level.

    Parameters
    ----------
    polytope
        The weights that are left.
    worth
        ``(m, n)``, larger is better.
    leader
        Its row.
    seen
        Rows that are known to win somewhere.
    """
    level = TOLERANCE * float(np.abs(worth).max(initial=0.0))
    ahead: dict[int, float] = {}
    tied: list[int] = []
    found = set(seen) - {leader}
    centre = polytope.centre()
    for rival in range(len(worth)):
        behind = worth[leader] - worth[rival]
        if rival == leader:
            continue
        value, w = (0.0, centre) if behind.min() >= 0 else polytope.minimum(behind)
        if value < -level:
            ahead[rival] = -value
            found.add(_first(worth, w, leader, level))
        elif behind @ centre <= level:  # never ahead and level within: level everywhere
            tied.append(rival)
    found |= {r for r in ahead if r not in found and _wins(polytope, worth, leader, r, ahead)}
    return WinnerProof(
        proof=None if ahead else "linear_programme",
        can_win=frozenset(found & set(ahead)),
        tied=tuple(tied),
        greatest_lead=max(ahead.values(), default=0.0),
    )


def _first(worth: FloatArray, w: FloatArray, leader: int, level: float) -> int:
    sums = worth @ w
    best = int(sums.argmax())
    return best if sums[best] > sums[leader] + level else leader


def _wins(
    polytope: Polytope, worth: FloatArray, leader: int, rival: int, ahead: Collection[int]
) -> bool:
    """Tell whether some weights put the rival ahead of the leader and behind nobody.

    Who is never ahead of the leader need not be looked at.
    """
    others = [leader, *(c for c in ahead if c != rival)]
    bounds = np.zeros(len(others))
    bounds[0] = -2.0 * TOLERANCE * float(np.abs(worth).max())
    return polytope.meets(worth[others] - worth[rival], bounds)
