r"""Closed forms of the weights at which two alternatives change places as one weight moves.

Let weight :math:`j` become :math:`x` while the others keep their proportions. With
:math:`u = (x/(1-x))^p` the raised distances of a `RatioForm` are :math:`(a u + b)(1-x)^p`, where
``a`` is column ``j`` of P (or Q) and ``b`` the weighted sum of the other columns, p = 2.
Alternatives i and l change places where

.. math:: Q_i(u) P_l(u) - Q_l(u) P_i(u) = \Delta Q\, P_i - Q_i\, \Delta P = A u^2 + B u + C = 0.

The coefficients are built from differences of the two rows, so that near-duplicates keep their
digits. An order that is linear in the weights gives the same with p = 1 and A = 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import RatioForm, ratio_form
from mcda.method import Prepared

Rows = npt.NDArray[np.intp]
Ranked = Callable[[Rows, FloatArray], npt.NDArray[np.int64]]
"""Of some cases ``(k,)`` past a threshold by shares of the way that is left: ranks ``(k, m)``."""

_AT_ONCE = (1e-5, 1e-6, 1e-7, 1e-8, 1e-9)  # of the way to the end: past the noise of keys
_LATER = (*(10.0**-k for k in np.arange(4.5, 0.4, -0.5).tolist()), 0.6, 1.0)
_HALVINGS = 45


def overtaking(ranked: Ranked, ahead: Rows, rivals: Rows) -> FloatArray:
    """Return the share of the way past its threshold from which each rival is ranked better.

    0 if that holds from the threshold on; more if the two differ by less than the tolerance of
    `mcda.method` for a while; NaN if they stay level. Shapes: `ahead`, `rivals` ``(k,)``;
    returned ``(k,)``.
    """
    lower, broken = np.zeros(len(rivals)), np.full(len(rivals), np.nan)

    def better(which: Rows, share: FloatArray) -> npt.NDArray[np.bool_]:
        ranks, rows = ranked(which, share), np.arange(len(which))
        return np.asarray(ranks[rows, rivals[which]] < ranks[rows, ahead[which]])

    for share in (*_AT_ONCE, *_LATER):
        remaining = np.flatnonzero(np.isnan(broken))
        if not len(remaining):
            break
        gone = better(remaining, np.full(len(remaining), share))
        broken[remaining[gone]] = 0.0 if share in _AT_ONCE else share
        lower[remaining[~gone]] = share
    late = np.flatnonzero(broken > 0)
    for _ in range(_HALVINGS if len(late) else 0):
        middle = 0.5 * (lower[late] + broken[late])
        gone = better(late, middle)
        lower[late] = np.where(gone, lower[late], middle)
        broken[late] = np.where(gone, middle, broken[late])
    return broken


_NOISE = 1e-14  # of the largest term: less than this is rounding, a touch and no crossing
_TILE = 200  # pairs at once
_HERE = 1e-12  # a root this near the present weight is a tie at the start


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """The polynomials of ``k`` pairs on ``n`` criteria."""

    A: FloatArray
    """Coefficients in ``u``, each ``(k, n)``; positive values speak for the first of the pair."""
    B: FloatArray
    """Coefficients in ``u``, each ``(k, n)``; positive values speak for the first of the pair."""
    C: FloatArray
    """Coefficients in ``u``, each ``(k, n)``; positive values speak for the first of the pair."""
    power: float
    """``p`` of ``u = (x / (1 - x))^p``."""
    weights: FloatArray
    """Present weights, ``(n,)``."""

    def roots(self) -> tuple[FloatArray, FloatArray]:
        """Return both roots as weights in 0..1, each ``(k, n)``; NaN where there is none."""
        discriminant = self.B * self.B - 4.0 * self.A * self.C
        touches = np.abs(discriminant) <= 4 * _NOISE * self.B * self.B
        root = np.sqrt(np.where(touches, 0.0, np.maximum(discriminant, 0.0)))
        q = -0.5 * (self.B + np.where(self.B < 0, -root, root))
        missing = (discriminant < 0) & ~touches
        low, high = self._weight(q, self.A), self._weight(self.C, q)
        return np.where(missing, np.nan, low), np.where(missing, np.nan, high)

    def _weight(self, numerator: FloatArray, denominator: FloatArray) -> FloatArray:
        """Return x of ``u = numerator / denominator``; as a fraction it cannot overflow."""
        positive = numerator * denominator > 0
        top = np.abs(numerator) ** (1 / self.power)
        bottom = np.abs(denominator) ** (1 / self.power)
        return np.where(positive, top / np.where(positive, top + bottom, 1.0), np.nan)

    def interval(self) -> tuple[FloatArray, FloatArray]:
        """Return how far each weight may fall and rise, each ``(k, n)``; NaN without a limit.

        Between the two bounds the first of each pair stays level or ahead.
        """
        here = np.broadcast_to(self.weights, self.A.shape)
        first, second = self.roots()
        first = np.where(np.isnan(first) | (np.abs(first - here) <= _HERE), here, first)
        second = np.where(np.isnan(second) | (np.abs(second - here) <= _HERE), here, second)
        near, far = np.minimum(first, second), np.maximum(first, second)
        upward = self._first_failure([here, np.maximum(near, here), np.maximum(far, here)], 1.0)
        downward = self._first_failure([here, np.minimum(far, here), np.minimum(near, here)], 0.0)
        return downward, upward

    def _first_failure(self, starts: list[FloatArray], end: float) -> FloatArray:
        """Return the start of the first stretch on which the pair has changed places."""
        bound = np.full(self.A.shape, np.nan)
        ends = [*starts[1:], np.full(self.A.shape, end)]
        for start, stop in reversed(list(zip(starts, ends, strict=True))):
            middle = 0.5 * (start + stop)
            s, t = middle**self.power, (1.0 - middle) ** self.power
            terms = self.A * s * s, self.B * s * t, self.C * t * t
            scale = np.abs(terms[0]) + np.abs(terms[1]) + np.abs(terms[2])
            is_behind = ~(terms[0] + terms[1] + terms[2] >= -_NOISE * scale)
            bound = np.where((start != stop) & is_behind, start, bound)
        return bound


def crossings(form: Prepared, weights: FloatArray, i: Rows, l: Rows) -> Crossings:  # noqa: E741 - the pair is (i, l) in the formula
    """Return the polynomials of the pairs ``(i[k], l[k])`` for every criterion.

    Shapes: `weights` ``(n,)``; `i`, `l` ``(k,)``.

    References
    ----------
    Wolters, W. T. M. & Mareschal, B. (1995). Novel types of sensitivity analysis for additive
    MCDM methods. EJOR 81(2), 281-290, for the linear case. doi:10.1016/0377-2217(93)E0343-V
    """
    if form.worth is not None:
        others = _others(weights)
        step = form.worth[i] - form.worth[l]
        rest = _without_noise(step @ others.T, np.abs(step) @ others.T)
        return Crossings(np.zeros_like(step), step, rest, 1.0, weights)
    ratio = ratio_form(form)
    if ratio is None:
        msg = "no closed form"
        raise TypeError(msg)
    return _quadratics(ratio, _others(weights) ** 2, weights, i, l)


def intervals(
    form: Prepared,
    weights: FloatArray,
    i: Rows,
    l: Rows,  # noqa: E741 - as above
) -> tuple[FloatArray, FloatArray]:
    """Return `Crossings.interval` of any number of pairs, in tiles that stay in the cache."""
    starts = range(0, max(len(i), 1), _TILE)
    parts = [crossings(form, weights, i[k : k + _TILE], l[k : k + _TILE]) for k in starts]
    down, up = zip(*(part.interval() for part in parts), strict=True)
    return np.concatenate(down), np.concatenate(up)


def _quadratics(
    form: RatioForm,
    others: FloatArray,
    weights: FloatArray,
    i: Rows,
    l: Rows,  # noqa: E741 - as above
) -> Crossings:
    r = form.oriented
    step, both = r[i] - r[l], r[i] + r[l]
    dP, dQ = step * (both - 2 * form.best), step * (both - 2 * form.worst)
    aP, aQ = form.P[i], form.Q[i]
    bP, bQ = (form.P @ others.T)[i], (form.Q @ others.T)[i]
    eP, eQ = dP @ others.T, dQ @ others.T
    sP, sQ = np.abs(dP) @ others.T, np.abs(dQ) @ others.T
    return Crossings(
        A=_without_noise(dQ * aP - aQ * dP, np.abs(dQ) * aP + aQ * np.abs(dP)),
        B=_without_noise(
            dQ * bP + eQ * aP - aQ * eP - bQ * dP,
            np.abs(dQ) * bP + sQ * aP + aQ * sP + bQ * np.abs(dP),
        ),
        C=_without_noise(eQ * bP - bQ * eP, sQ * bP + bQ * sP),
        power=2.0,
        weights=weights,
    )


def _without_noise(coefficient: FloatArray, size: FloatArray) -> FloatArray:
    """Return a coefficient, or 0 if its terms of this size have cancelled to rounding noise."""
    return np.where(np.abs(coefficient) <= _NOISE * size, 0.0, coefficient)


def _others(weights: FloatArray) -> FloatArray:
    """Return row j: the weights without j, scaled to sum 1; shape ``(n, n)``."""
    n = len(weights)
    table = np.where(np.eye(n, dtype=bool), 0.0, weights)
    rest = table.sum(axis=1, keepdims=True)  # summed, not 1 - w: that would lose small rests
    return table / np.where(rest == 0, 1.0, rest)
