"""Proofs about the winner under TOPSIS with Euclidean distances."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.method import TOLERANCE
from mcda.polytope import Polytope
from mcda.polytope.corners import Corners, Indices
from weights.elicit.interview_status import WinnerProof
from weights.elicit.quadratics import highest
from weights.elicit.spans import Flags

_PARTS = 100  # of the set that a proof may look at
_NOTHING = 1e-12


def ratio_finding(polytope: Polytope, form: RatioForm, leader: int) -> WinnerProof:
    r"""Try to prove that the leader is nearest to the ideal under all weights.

    With :math:`y = w^2` by element and :math:`S = P + Q` the squared closeness of an alternative
    is :math:`Qy / Sy`. Let that of the leader a lie between :math:`t_0` and :math:`t_1`. A rival b
    is nowhere ahead of it if, for both t and some number :math:`\lambda`,

    .. math:: \max_w\ [(Q_b - t S_b) - \lambda (Q_a - t S_a)]\, w^2 \le 0:

    so it is for all t between, and where t is the leader's own, its part vanishes. Where that
    fails, the set is halved along a criterion, until all rivals are excluded everywhere, a rival
    is seen to win, or 100 parts have been looked at. What differs by at most 1e-9 is level.

    Parameters
    ----------
    polytope
        The weights that are left.
    form
        Of one matrix, power 2.
    leader
        The row that is first in all draws.
    """
    S = form.P + form.Q
    tells = S[leader] > 0
    duels = _Duels(form.Q[:, tells], S[:, tells], leader)
    rivals, tied = duels.rivals(polytope.bounds()[tells, 1] > 0)
    if len(rivals) == 0:
        return WinnerProof(proof="branch_and_bound", tied=tied)
    if polytope.corners is None:
        return WinnerProof(proof="sampled", tied=tied)
    left = [(polytope.corners, rivals)]
    for _ in range(_PARTS):
        part, rivals = left.pop()
        winner, rivals = duels.held(_shares(part.points[:, tells]), rivals)
        if winner is not None:
            return WinnerProof(proof=None, can_win=frozenset({winner}), tied=tied)
        for half in _halves(part, tells) if len(rivals) else ():
            if half is None:
                return WinnerProof(proof="sampled", tied=tied)
            left.append((half, rivals))
        if not left:
            return WinnerProof(proof="branch_and_bound", tied=tied)
    return WinnerProof(proof="sampled", tied=tied)


def _shares(points: FloatArray) -> FloatArray:
    """Return weights as shares of their sum, without those that are all 0."""
    total = points.sum(axis=1, keepdims=True)
    some = total[:, 0] > _NOTHING
    return np.asarray(points[some] / total[some])


def _halves(part: Corners, tells: Flags) -> tuple[Corners | None, Corners | None]:
    """Return a part cut in the middle of the share that varies most; None for too many corners."""
    points = part.points[:, tells]
    shares, total = _shares(points), points.sum(axis=1)
    low, high = shares.min(axis=0), shares.max(axis=0)
    j = int((high - low).argmax())
    slack = 0.5 * (low[j] + high[j]) * total - points[:, j]
    slack /= (high[j] - low[j]) * total.max()
    return part.cut(slack), part.cut(-slack)


@dataclass(frozen=True, slots=True, eq=False)
class _Duels:
    """The leader against its rivals, on the criteria that tell alternatives apart.

    Only the weights' ratios matter. The sums ``S w^2`` are above 0.
    """

    Q: FloatArray
    S: FloatArray
    leader: int

    def rivals(self, weighs: Flags) -> tuple[Indices, tuple[int, ...]]:
        """Return who is not outdone by the leader on every criterion, and who equals it."""
        a, P = self.leader, self.S - self.Q
        behind, farther = self.Q - self.Q[a], P - P[a]
        outdone = ((behind <= 0) & (farther >= 0))[:, weighs].all(axis=1)
        equal = ((behind == 0) & (farther == 0))[:, weighs].all(axis=1)
        equal[a] = False
        return np.flatnonzero(~outdone), tuple(np.flatnonzero(equal).tolist())

    def held(self, points: FloatArray, rivals: Indices) -> tuple[int | None, Indices]:
        """Return who is seen to win between points, if any, and which rivals are not excluded.

        The multiplier is the one by which, where a rival comes nearest, t does not matter.
        """
        a, keys = self.leader, self._keys(points)
        nearest = points[(keys[:, rivals] - keys[:, [a]]).argmax(axis=0)] ** 2
        factor = (nearest * self.S[rivals]).sum(axis=1) / (nearest @ self.S[a])
        forms = [
            self.Q[rivals]
            - (1.0 + TOLERANCE) * t * self.S[rivals]
            - factor[:, None] * (self.Q[a] - t * self.S[a])
            for t in self._levels(points, keys[:, a])
        ]
        bounds, ends = highest(points, np.vstack(forms))
        doubtful = (bounds.reshape(2, -1) > 0).any(axis=0)
        return self._winner(np.vstack([keys, self._keys(ends)])), rivals[doubtful]

    def _levels(self, points: FloatArray, keys: FloatArray) -> tuple[float, float]:
        """Return bounds on the leader's squared closeness between points where it has these."""
        Q, S, low, high = self.Q[self.leader], self.S[self.leader], keys.min(), keys.max()
        (below, above, least), _ = highest(points, np.array([low * S - Q, Q - high * S, -S]))
        least = max(-least, 1.0 / (1.0 / S).sum())
        return max(0.0, low - max(below, 0.0) / least), min(1.0, high + max(above, 0.0) / least)

    def _keys(self, points: FloatArray) -> FloatArray:
        squares = points * points
        return np.asarray((squares @ self.Q.T) / (squares @ self.S.T))

    def _winner(self, keys: FloatArray) -> int | None:
        """Return who is first, and ahead of the leader, in one of some rows of keys."""
        lead = keys.max(axis=1) - keys[:, self.leader] - TOLERANCE * keys.max(axis=1)
        at = int(lead.argmax())
        return int(keys[at].argmax()) if lead[at] > 0 else None
