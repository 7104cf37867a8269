"""The cheapest transfer of weight under one linear condition, and its use on closeness."""

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.ranks import TOLERANCE
from mcda.robust.crossings import Rows

_ROUNDS = 9
_CHECKED = 2  # the last rounds; earlier ones only lead there
_HALVINGS = 50
_POLISHING, _FIRST_STEP, _OVERSHOOT = 13, 0.1, 1.05
_ROUNDING = 1e-12  # linear programmes often end on the boundary itself
_BEYOND = 1e-7  # a find counts only if the winner has changed this much further on


def cheapest_transfers(
    w: FloatArray, gain: FloatArray, need: FloatArray | None = None
) -> tuple[FloatArray, FloatArray]:
    r"""Solve ``min 1/2 sum |v - w|`` over weights v with ``gain . v >= target``, row by row.

    A unit moved from criterion k to r gains ``gain_r - gain_k``; the best receiver is the largest
    gain, and donors give in ascending order of theirs. This is the optimum of the linear
    programme, since it has one constraint beside the simplex.

    Parameters
    ----------
    w
        Present weights, ``(n,)``.
    gain
        ``(k, n)``.
    need
        ``target - gain . w``, ``(k,)``; by default the target is 0.

    Returns
    -------
    v : FloatArray
        ``(k, n)``.
    distance : FloatArray
        ``(k,)``; infinite where no weights do more than satisfy the condition.
    """
    present = gain @ w
    target = np.zeros(len(gain)) if need is None else need + present
    need = np.maximum(target - present, 0.0)
    receiver = gain.argmax(axis=1)
    order = np.argsort(gain, axis=1, kind="stable")
    rise = np.take_along_axis(gain.max(axis=1, keepdims=True) - gain, order, axis=1)
    available = w[order]
    reached = np.cumsum(available * rise, axis=1)
    still = np.maximum(need[:, None] - (reached - available * rise), 0.0)
    give = np.minimum(available, np.where(rise > 0, still / np.where(rise > 0, rise, 1.0), 0.0))
    distance = give.sum(axis=1)
    change = np.zeros_like(gain)
    np.put_along_axis(change, order, -give, axis=1)
    change[np.arange(len(gain)), receiver] += distance
    # With no gain above the target it can at best be met, even with all weight moved.
    possible = (gain.max(axis=1) > target) & (reached[:, -1] >= need * (1 - TOLERANCE))
    return np.maximum(w + change, 0.0), np.where(possible, distance, np.inf)


def refine(
    form: RatioForm, w: FloatArray, first: int, rivals: Rows, start: FloatArray | None
) -> tuple[FloatArray, int] | None:
    """Return the nearest weights found at which a rival's Euclidean closeness draws level.

    Successive linear programmes: the difference of closeness is linearised where it stands and
    the cheapest transfer solved in closed form, for all rivals at once.
    """
    best: tuple[float, FloatArray, int] | None = None
    for at in _starts(form, w, first, rivals, start):
        for round_ in range(_ROUNDS):
            value, slope = _difference(form, at, first, rivals)
            need = -(value + (slope * (w - at)).sum(axis=1))
            at, distance = cheapest_transfers(w, slope, need)
            if round_ < _ROUNDS - _CHECKED:
                continue
            inside = _boundary(form, w, at, first, rivals)
            for k in np.flatnonzero(np.isfinite(distance) & ~np.isnan(inside)).tolist():
                point = np.maximum(w + inside[k] * (at[k] - w), 0.0)
                moved = 0.5 * float(np.abs(point - w).sum())
                if best is None or moved < best[0] - TOLERANCE:
                    best = moved, point, int(rivals[k])
    return None if best is None else best[1:]


def polish(
    form: RatioForm, w: FloatArray, first: int, found: tuple[FloatArray, int]
) -> tuple[FloatArray, int]:
    """Return a nearer change near a known one: weight is exchanged between every two criteria.

    Each exchange is followed back along the straight way from ``w`` to where the pair is level;
    without an improvement the exchanged amount is halved.
    """
    point, rival = np.maximum(found[0], 0.0), found[1]
    distance, step = 0.5 * float(np.abs(point - w).sum()), _FIRST_STEP
    n = len(w)
    swaps = (np.eye(n)[:, None] - np.eye(n)[None])[~np.eye(n, dtype=bool)]
    rivals = np.full(len(swaps), rival)
    for _ in range(_POLISHING):
        amount = np.minimum(step, np.where(swaps < 0, point, np.inf).min(axis=1))
        end = np.maximum(w + _OVERSHOOT * (point + amount[:, None] * swaps - w), 0.0)
        end /= end.sum(axis=1, keepdims=True)
        share = _boundary(form, w, end, first, rivals)
        points = w + share[:, None] * (end - w)
        moved = np.where(np.isnan(share), np.inf, 0.5 * np.abs(points - w).sum(axis=1))
        k = int(moved.argmin())
        if moved[k] < distance - TOLERANCE:
            distance, point = float(moved[k]), np.maximum(points[k], 0.0)
        else:
            step *= 0.5
    return point, rival


def _starts(
    form: RatioForm, w: FloatArray, first: int, rivals: Rows, start: FloatArray | None
) -> list[FloatArray]:
    """Return where to linearise first: here, at a known change, and towards each rival's best."""
    favourable = (form.Q[rivals] - form.P[rivals]) - (form.Q[first] - form.P[first])
    towards = 0.5 * (w + np.eye(len(w))[favourable.argmax(axis=1)])
    same = [w] if start is None else [w, start]
    return [*(np.tile(point, (len(rivals), 1)) for point in same), towards]


def _sums(form: RatioForm, at: FloatArray, rows: Rows) -> tuple[FloatArray, FloatArray]:
    raised = at * at
    return (raised * form.P[rows]).sum(axis=1), (raised * form.Q[rows]).sum(axis=1)


def _difference(
    form: RatioForm, at: FloatArray, first: int, rivals: Rows
) -> tuple[FloatArray, FloatArray]:
    """Return rival minus first in ``Q / (P + Q)`` and its gradient at each point."""
    value, slope = np.zeros(len(rivals)), np.zeros_like(at)
    for sign, rows in ((1.0, rivals), (-1.0, np.full_like(rivals, first))):
        P, Q = _sums(form, at, rows)
        total = np.where(P + Q == 0, 1.0, P + Q)
        value += sign * Q / total
        inner = 2 * at
        parts = form.Q[rows] * P[:, None] - form.P[rows] * Q[:, None]
        slope += sign * inner * parts / total[:, None] ** 2
    return value, slope


def _boundary(
    form: RatioForm, w: FloatArray, at: FloatArray, first: int, rivals: Rows
) -> FloatArray:
    """Return the share of the way from w to each point where the pair draws level, or NaN."""
    # Along the way every raised sum is a polynomial of the share: three numbers a pair suffice.
    both = np.stack([rivals, np.full_like(rivals, first)])
    P, Q = (_along(table[both], w, at - w) for table in (form.P, form.Q))

    def ahead(share: FloatArray) -> np.ndarray:
        p, q = (c[0] + share * (c[1] + share * c[2]) for c in (P, Q))
        return q[0] * p[1] - q[1] * p[0] > 0

    low, high = np.zeros(len(rivals)), np.full(len(rivals), 1.0 + _BEYOND)
    reached = ahead(high)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        over = ahead(middle)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return np.where(reached & (high <= 1.0 + _ROUNDING), high, np.nan)


def _along(
    rows: FloatArray, w: FloatArray, step: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the coefficients of ``sum_j row_j (w + share step)_j^2`` in the share."""
    return rows @ (w * w), 2 * (rows * w * step).sum(axis=-1), (rows * step * step).sum(axis=-1)
