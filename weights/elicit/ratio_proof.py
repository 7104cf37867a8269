"""Proofs about the winner under TOPSIS with Euclidean distances."""

from dataclasses import dataclass, replace

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.ranks import TOLERANCE
from weights.elicit.boxes import Box, Budget
from weights.elicit.standing import Finding
from weights.polytope import Polytope

_CALLS = 400  # linear minima that a proof may take
_HALVINGS = 5  # of the levels of closeness
_MULTIPLIERS = 2


def ratio_finding(polytope: Polytope, form: RatioForm, leader: int) -> Finding:
    r"""Try to prove that the leader is nearest to the ideal under all weights.

    With :math:`y = w^2` by element a rival b overtakes the leader a at weights where, for a's
    squared closeness :math:`t = Q_a y / S_a y` with :math:`S = P + Q`, :math:`(Q_b - t S_b) y > 0`.
    For t between :math:`t_0` and :math:`t_1` that needs, for every :math:`\lambda \ge 0`,

    .. math:: \max_w\ [(Q_b - t_0 S_b) - \lambda (Q_a - t_1 S_a)]\, w^2 > 0,

    a separable quadratic, which is bounded on a box by tangents and secants and so by one linear
    minimum. Ranges of t are halved, then the set along the criterion of the widest gap, until all
    rivals are excluded everywhere, a rival is seen to win, or 400 minima are used up.

    Parameters
    ----------
    polytope
        The weights that are left.
    form
        Of one matrix, power 2.
    leader
        The row that is first in all draws.

    References
    ----------
    McCormick, G. P. (1976). Computability of global solutions to factorable nonconvex programs:
    Part I. Mathematical Programming 10, 147-175. doi:10.1007/BF01580665
    """
    root = Box(polytope, Budget(_CALLS))
    size = float((form.P + form.Q).max()) or 1.0
    duels = _Duels(form, form.Q / size, (form.P + form.Q) / size, leader)
    rivals, tied = duels.rivals(root.high > 0)
    left = [(root, rivals)]
    while left:
        box, rivals = left.pop()
        verdict = duels.held(box, rivals)
        if verdict.winner is not None:
            return Finding(proof=None, can_win=frozenset({verdict.winner}), tied=tied)
        if verdict.rivals and box.budget.left < 0:
            return Finding(proof="sampled", tied=tied)
        if verdict.rivals:
            left += [(half, verdict.rivals) for half in box.halves(verdict.gap)]
    return Finding(proof="branch_and_bound", tied=tied)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    """Rivals that a box does not exclude and the gaps that hinder it, or who wins somewhere."""

    gap: FloatArray
    rivals: tuple[int, ...] = ()
    winner: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Duels:
    """The leader against its rivals."""

    form: RatioForm
    Q: FloatArray
    S: FloatArray
    leader: int

    def rivals(self, weighs: np.ndarray) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return who is not outdone by the leader on every criterion, and who equals it."""
        a, P = self.leader, self.S - self.Q
        behind, farther = self.Q - self.Q[a], P - P[a]
        outdone = ((behind <= 0) & (farther >= 0))[:, weighs].all(axis=1)
        equal = ((behind == 0) & (farther == 0))[:, weighs].all(axis=1)
        equal[a] = False
        return (
            tuple(np.flatnonzero(~outdone).tolist()),
            tuple(np.flatnonzero(equal).tolist()),
        )

    def held(self, box: Box, rivals: tuple[int, ...]) -> _Verdict:
        """Tell which rivals are not excluded within a box."""
        low, high = self._levels(box)
        kept, gap = [], np.zeros(len(box.low))
        for rival in rivals:
            verdict = self._duel(box, rival, low, high)
            if verdict.winner is not None:
                return verdict
            if verdict.rivals:
                kept.append(rival)
                gap = np.maximum(gap, verdict.gap)
        return _Verdict(rivals=tuple(kept), gap=gap)

    def _levels(self, box: Box) -> tuple[float, float]:
        """Return bounds on the leader's squared closeness within a box."""
        Q, S = self.Q[self.leader], self.S[self.leader]
        ends = []
        for sign in (1.0, -1.0):
            low, high = 0.0, 1.0
            for _ in range(_HALVINGS):
                middle = 0.5 * (low + high)
                never = box.highest(sign * (Q - middle * S))[0] <= 0
                low, high = (low, middle) if never == (sign > 0) else (middle, high)
            ends.append(high if sign > 0 else low)
        return ends[1], ends[0]

    def _duel(self, box: Box, rival: int, low: float, high: float) -> _Verdict:
        verdict = _Verdict(gap=np.zeros(len(box.low)))
        if box.highest(self.Q[rival] - low * self.S[rival])[0] <= 0:
            return verdict
        ranges = [(low, high, 0)]
        while ranges:
            low, high, depth = ranges.pop()
            excluded, points, _ = self._excluded(box, rival, low, high)
            if excluded:
                continue
            for w in points:
                if self._beats(w, rival):
                    return replace(verdict, winner=int(self.form.order(w[None])[0].argmax()))
            middle = 0.5 * (low + high)
            excluded, _, beta = self._excluded(box, rival, middle, middle)
            if depth == _HALVINGS or not excluded:
                return replace(verdict, rivals=(rival,), gap=box.gaps(beta))
            ranges += [(low, middle, depth + 1), (middle, high, depth + 1)]
        return verdict

    def _excluded(
        self, box: Box, rival: int, low: float, high: float
    ) -> tuple[bool, tuple[FloatArray, FloatArray], FloatArray]:
        """Look for a multiplier that excludes a rival where the leader's level is in a range."""
        ahead, level = (
            self.Q[rival] - low * self.S[rival],
            self.Q[self.leader] - high * self.S[self.leader],
        )
        y = box.centre * box.centre
        least, most = 0.0, np.inf
        share = float(self.S[rival] @ y) / (float(self.S[self.leader] @ y) or 1.0)
        for _ in range(_MULTIPLIERS):
            beta = ahead - share * level
            bound, point, end = box.highest(beta)
            if bound <= 0:
                return True, (point, end), beta
            # Above the range the leader need not be looked at: a larger multiplier drops that part.
            if level @ (point * point) > 0:
                least = share
            else:
                most = share
            share = 0.5 * (least + most) if most < np.inf else 2.0 * share
        return False, (point, end), beta

    def _beats(self, w: FloatArray, rival: int) -> bool:
        keys = self.form.order(w[None])[0]
        return bool(keys[rival] > keys[self.leader] + TOLERANCE * np.abs(keys).max())
