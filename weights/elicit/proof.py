"""Proofs about the winner, if the answers are right."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm, ratio_form
from mcda.method import TOLERANCE, Prepared
from mcda.polytope import Polytope
from mcda.polytope.corners import Corners, Indices
from weights.elicit.interview_status import WinnerProof
from weights.elicit.spans import Flags

_STEPS = 8
_PARTS = 100  # of the set that a proof may look at
_NOTHING = 1e-12
_LOOKED_AT = 2000  # draws that have to agree before a proof for TOPSIS is tried


def highest(points: FloatArray, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Return upper bounds of :math:`\sum_j \beta_j w_j^2` between points.

    At :math:`w = \sum_i \lambda_i v_i` the convex part, of the positive ``beta_j``, is at most
    :math:`\sum_i \lambda_i \sum_j \beta_j v_{ij}^2`; the rest is concave in ``lambda``. Frank-Wolfe
    steps increase this bound and each tangent limits it from above, until for every form the limit
    falls to 0 or the value exceeds 0.

    A bound is at most 0 if the form is proved to be nowhere above 0; the second result is the
    points ``(k, n)`` where the steps stopped. Shapes: `points` ``(v, n)``; `beta` ``(k, n)``;
    returned `bounds` ``(k,)``.

    References
    ----------
    Frank, M. & Wolfe, P. (1956). An algorithm for quadratic programming. Naval Research
    Logistics Quarterly 3(1-2), 95-110. doi:10.1002/nav.3800030109
    """
    forms, squares = np.arange(len(beta)), points * points
    up, down = np.maximum(beta, 0.0), np.minimum(beta, 0.0)
    convex = up @ squares.T
    at = (convex + down @ squares.T).argmax(axis=1)
    end, raised = points[at], convex[forms, at]
    bounds = np.full(len(beta), np.inf)
    for _ in range(_STEPS):
        slopes = convex + (2.0 * down * end) @ points.T
        bent = (down * end * end).sum(axis=1)
        at = slopes.argmax(axis=1)
        top = slopes[forms, at]
        bounds = np.minimum(bounds, top - bent)
        if ((bounds <= 0) | (raised + bent > 0)).all():
            break
        away = points[at] - end
        rise = np.maximum(top - raised - 2.0 * bent, 0.0)
        bend = -2.0 * (down * away * away).sum(axis=1)
        step = np.where(rise < bend, rise / np.where(bend > 0, bend, 1.0), 1.0)
        end = end + step[:, None] * away
        raised = raised + step * (convex[forms, at] - raised)
    return bounds, end


def ratio_finding(polytope: Polytope, form: RatioForm, leader: int) -> WinnerProof:
    r"""Try to prove that the leader is nearest to the ideal under all weights.

    With :math:`y = w^2` by element and :math:`S = P + Q` the squared closeness of an alternative
    is :math:`Qy / Sy`. Let that of the leader a lie between :math:`t_0` and :math:`t_1`. A rival b
    is nowhere ahead of it if, for both t and some number :math:`\lambda`,

    .. math:: \max_w\ [(Q_b - t S_b) - \lambda (Q_a - t S_a)]\, w^2 \le 0:

    this then holds for all t between, and at the leader's own t the leader's term vanishes. If it
    fails, the set is halved along a criterion, until all rivals are excluded everywhere, a rival is
    found to win, or 100 parts have been examined. Differences of at most 1e-9 count as ties.
    """
    S = form.P + form.Q
    tells = S[leader] > 0
    duels = _Duels(form.Q[:, tells], S[:, tells], leader)
    rivals, tied = duels.rivals(polytope.bounds()[tells, 1] > 0)
    if len(rivals) == 0:
        return WinnerProof(proof="branch_and_bound", tied=tied)
    if polytope.corners is None:
        return WinnerProof(proof="sampled", tied=tied)
    open_parts = [(polytope.corners, rivals)]
    for _ in range(_PARTS):
        part, rivals = open_parts.pop()
        winner, rivals = duels.held(_shares(part.points[:, tells]), rivals)
        if winner is not None:
            return WinnerProof(proof=None, can_win=frozenset({winner}), tied=tied)
        for half in _halves(part, tells) if len(rivals) else ():
            if half is None:
                return WinnerProof(proof="sampled", tied=tied)
            open_parts.append((half, rivals))
        if not open_parts:
            return WinnerProof(proof="branch_and_bound", tied=tied)
    return WinnerProof(proof="sampled", tied=tied)


def _shares(points: FloatArray) -> FloatArray:
    """Return weights as shares of their sum, without rows that are all 0."""
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
    """The leader against its rivals, on the criteria that separate alternatives.

    Only the weights' ratios matter. The sums ``S w^2`` are above 0.
    """

    Q: FloatArray
    S: FloatArray
    leader: int

    def rivals(self, weighs: Flags) -> tuple[Indices, tuple[int, ...]]:
        """Return the rivals that the leader does not dominate, and those equal to the leader."""
        a, P = self.leader, self.S - self.Q
        behind, farther = self.Q - self.Q[a], P - P[a]
        outdone = ((behind <= 0) & (farther >= 0))[:, weighs].all(axis=1)
        equal = ((behind == 0) & (farther == 0))[:, weighs].all(axis=1)
        equal[a] = False
        return np.flatnonzero(~outdone), tuple(np.flatnonzero(equal).tolist())

    def held(self, points: FloatArray, rivals: Indices) -> tuple[int | None, Indices]:
        """Return a rival that wins between the points, if any, and the rivals not excluded.

        The multiplier is the one for which t has no effect where a rival comes nearest.
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
        rows = np.vstack([keys, self._keys(ends)])
        lead = rows.max(axis=1) - rows[:, a] - TOLERANCE * rows.max(axis=1)
        at = int(lead.argmax())
        return (int(rows[at].argmax()) if lead[at] > 0 else None), rivals[doubtful]

    def _levels(self, points: FloatArray, keys: FloatArray) -> tuple[float, float]:
        """Return bounds of the leader's squared closeness between points, from its values there."""
        Q, S, low, high = self.Q[self.leader], self.S[self.leader], keys.min(), keys.max()
        (below, above, least), _ = highest(points, np.array([low * S - Q, Q - high * S, -S]))
        least = max(-least, 1.0 / (1.0 / S).sum())
        return max(0.0, low - max(below, 0.0) / least), min(1.0, high + max(above, 0.0) / least)

    def _keys(self, points: FloatArray) -> FloatArray:
        squares = points * points
        return np.asarray((squares @ self.Q.T) / (squares @ self.S.T))


def linear_finding(
    polytope: Polytope, worth: FloatArray, leader: int, seen: Collection[int]
) -> WinnerProof:
    r"""Return which alternatives can win ahead of the leader, exactly.

    The leader a is first under all weights where :math:`\min_w w \cdot (v_a - v_b) \ge 0` for
    every rival b. A rival wins somewhere where
    :math:`\{w : w \cdot (v_b - v_c) \ge 0\ \forall c\}` meets the set. Differences of
    at most 1e-9 of the largest worth count as ties.

    Shapes: `worth` ``(m, n)``.
    """
    level = TOLERANCE * float(np.abs(worth).max(initial=0.0))
    ahead: dict[int, float] = {}
    tied: list[int] = []
    can_win = set(seen) - {leader}
    centre = polytope.centre()
    for rival in range(len(worth)):
        behind = worth[leader] - worth[rival]
        if rival == leader:
            continue
        value, w = (0.0, centre) if behind.min() >= 0 else polytope.minimum(behind)
        if value < -level:
            ahead[rival] = -value
            sums = worth @ w
            best = int(sums.argmax())
            can_win.add(best if sums[best] > sums[leader] + level else leader)
        elif behind @ centre <= level:  # never ahead and level within: level everywhere
            tied.append(rival)
    for rival in ahead.keys() - can_win:  # does it pass the leader where nobody passes it?
        # who is never ahead of the leader need not be looked at
        others = [leader, *(c for c in ahead if c != rival)]
        bounds = np.zeros(len(others))
        bounds[0] = -2.0 * TOLERANCE * float(np.abs(worth).max())
        if polytope.meets(worth[others] - worth[rival], bounds):
            can_win.add(rival)
    return WinnerProof(
        proof=None if ahead else "linear_programme",
        can_win=frozenset(can_win & ahead.keys()),
        tied=tuple(tied),
        greatest_lead=max(ahead.values(), default=0.0),
    )


def judge(
    prepared: Prepared,
    polytope: Polytope,
    leader: int,
    likely: FloatArray,
    rng: np.random.Generator,
) -> WinnerProof:
    """Return whether an alternative other than the leader can be first under allowed weights.

    Methods linear in the weights are decided by linear programmes, TOPSIS with Euclidean distances
    by branch and bound if 2000 draws agree. For all other methods there is no proof.

    Shapes: `likely` ``(s, n)``.
    """
    inside = likely[(likely @ polytope.A.T <= polytope.b).all(axis=1)]
    if prepared.worth is not None:
        return linear_finding(polytope, prepared.worth, leader, _seen(prepared, inside, leader))
    ahead = _seen(prepared, inside, leader)
    ratio = ratio_form(prepared)
    if ratio is not None and ratio.power == 2 and ahead == {leader}:
        ahead |= _seen(prepared, polytope.sample(_LOOKED_AT, rng), leader)
        if ahead == {leader}:
            return ratio_finding(polytope, ratio, leader)
    return WinnerProof(proof=None, can_win=frozenset(ahead) - {leader})


def winners(prepared: Prepared, weights: FloatArray) -> Flags:
    """Return flags of the winners under each of the weights ``(s, n)``, ``(s, m)``; ties share."""
    keys = prepared.order(weights)
    scale = np.abs(keys).max(axis=1, keepdims=True, initial=0.0)
    return np.asarray(keys >= keys.max(axis=1, keepdims=True) - TOLERANCE * scale)


def _seen(prepared: Prepared, weights: FloatArray, leader: int) -> set[int]:
    """Return the leader and the winners under some weights that are ahead of the leader."""
    first = winners(prepared, weights)
    return {leader, *np.flatnonzero(first[~first[:, leader]].any(axis=0)).tolist()}
