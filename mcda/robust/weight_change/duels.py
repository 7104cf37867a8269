r"""The winner against its rivals under Euclidean closeness, as sums of squares of the weights.

With :math:`y = w^2` by element, :math:`S = P + Q` and the winner's level
:math:`u = P_a y / S_a y`, which is 0 at the ideal, rival c is ahead of the winner a where

.. math:: [u\, Q_c - (1-u) P_c]\, y > 0, \quad\text{while}\quad [u\, Q_a - (1-u) P_a]\, y = 0.

So for every ratio :math:`\rho` its lead is :math:`\beta y` with

.. math:: \beta = u (Q_c - Q_a) + (1-u) (P_a - P_c) - \rho\, [u\, Q_a - (1-u) P_a].

Near a point that is right to first order with :math:`1 + \rho = S_c y / S_a y`. For one y and
:math:`\rho` it is linear in u: if :math:`\beta y < 0` for two levels, nothing leads at y with a
level between them.

The best transfer of weight for a sum of squares :math:`\sum_j \beta_j v_j^2`.

Criteria with a negative coefficient give: the first bit of weight taken from :math:`w_j` gains
:math:`2 |\beta_j| w_j` and later ones less, so the givers share a common marginal gain. What they
give grows in value with its square where the coefficient is positive, so one criterion takes all.
"""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.method import TOLERANCE, Prepared
from mcda.robust.crossings import Rows

_TINY = 1e-290  # the reciprocal of less may overflow


def best_transfers(
    w: FloatArray, form: FloatArray, amount: FloatArray
) -> tuple[FloatArray, FloatArray]:
    r"""Maximise :math:`\sum_j \beta_j v_j^2` over weights v that differ by an amount, row by row.

    `amount` is the most of ``1/2 sum |v - w|``. Returned are v ``(k, n)`` and the growth of the sum
    with the amount ``(k,)``. The sum at v is negative if and only if it is so at all weights within
    the amount; v maximises it there as long as that is negative and a coefficient is positive.
    Shapes: `w` ``(n,)``; `form` ``(k, n)``; `amount` ``(k,)``.
    """
    rows = np.arange(len(form))
    remaining, marginal = _givers(w, form, form < 0, amount)
    transferred = w.sum() - remaining.sum(axis=1)
    taker = (form * (2.0 * w + transferred[:, None])).argmax(axis=1)
    remaining[rows, taker] += transferred
    return remaining, marginal + 2.0 * form[rows, taker] * remaining[rows, taker]


def highest(
    w: FloatArray, form: FloatArray, amount: float, floor: FloatArray, cap: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Bound :math:`\sum_j \beta_j v_j^2` from above where criteria take between two limits each.

    Between its limits the square of a criterion that takes weight lies below its secant, or below
    its tangent where the coefficient is negative; the best slopes are filled first. With limits 0
    and ``amount`` everywhere the bound is the maximum of `best_transfers`.

    Returned are the bound ``(k,)``, minus infinity where the floors pass the amount; where the
    relaxed sum is largest, which may fall short of the sum 1; and what replaces the squares
    there. Only a criterion whose floor is 0 gives. Shapes: `floor`, `cap` ``(k, n)``; returned `v`
    ``(k, n)``, `square` ``(k, n)``.
    """
    gives = (floor == 0) & (form < 0)
    forced = floor.sum(axis=1)
    room = np.minimum(cap - floor, np.maximum(amount - forced, 0.0)[:, None])
    steep = 2.0 * (w + floor) + np.where(form > 0, room, 0.0)
    order = np.argsort(-form * steep, axis=1)
    ordered = np.take_along_axis(room, order, 1)
    reach = forced[:, None] + ordered.cumsum(axis=1)
    slope = np.take_along_axis(form * steep, order, 1)
    worth = _worth_moving(w, np.where(gives, form, 0.0), slope, reach, amount)
    moved = np.maximum(worth, forced)
    base = np.where(gives, _givers(w, form, gives, moved)[0], w + floor)
    gains = np.empty_like(room)
    np.put_along_axis(gains, order, np.clip(moved[:, None] - (reach - ordered), 0.0, ordered), 1)
    square = base * base + steep * gains
    bound = np.where(forced > amount, -np.inf, (form * square).sum(axis=1))
    return bound, base + gains, square


def _worth_moving(
    w: FloatArray, form: FloatArray, slope: FloatArray, reach: FloatArray, amount: float
) -> FloatArray:
    """Return the amount to move: until the next taker would lose more than the givers gain.

    Takers are in descending order of their slopes; ``reach`` is the total that they have taken.
    """
    losing = slope < 0
    if (np.where(losing, 0.0, reach).max(axis=1) >= amount).all():
        return np.full(len(form), amount)
    width = _reciprocal(-2.0 * form)
    # At a price of the last bit, givers keep no more than price * width.
    retained = np.maximum(-slope, 0.0)[:, :, None] * width[:, None, :]
    offered = np.where(width[:, None, :] > 0, np.maximum(w - retained, 0.0), 0.0).sum(axis=2)
    worth = np.minimum(reach, np.where(losing, offered, np.inf)).max(axis=1)
    return np.asarray(np.minimum(worth, amount))


def _reciprocal(size: FloatArray) -> FloatArray:
    return np.divide(1.0, size, out=np.zeros_like(size), where=size > _TINY)


def _givers(
    w: FloatArray, form: FloatArray, gives: np.ndarray, amount: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the weights left after the best transfer of an amount, and its marginal gain."""
    rows = np.arange(len(form))
    size = np.where(gives, -2.0 * form, 0.0)
    width = _reciprocal(size)
    gain = size * w
    order = np.argsort(-gain, axis=1)
    gain = gain[rows[:, None], order]
    some = gain > 0
    weight = np.cumsum(np.where(some, w[order], 0.0), axis=1)
    widths = np.cumsum(np.where(some, width[rows[:, None], order], 0.0), axis=1)
    # The k best share an amount of weight_k - marginal widths_k, down to the gain of the next.
    until = weight.copy()
    until[:, :-1] -= gain[:, 1:] * widths[:, :-1]
    k = np.minimum((until < amount[:, None]).sum(axis=1), len(w) - 1)
    shared = np.where(widths[rows, k] > 0, widths[rows, k], 1.0)
    marginal = np.maximum(weight[rows, k] - amount, 0.0) / shared
    return np.where(gives, np.minimum(w, marginal[:, None] * width), w), marginal


_HALVINGS = 52


@dataclass(frozen=True, slots=True, eq=False)
class ClosenessDuels:
    """One winner and ``k`` rivals on ``n`` criteria."""

    weights: FloatArray
    """Present weights, ``(n,)``."""
    farther: FloatArray
    """``Q_c - Q_a`` and ``P_a - P_c`` of each rival, ``(k, n)``; positive speaks for it."""
    nearer: FloatArray
    """``Q_c - Q_a`` and ``P_a - P_c`` of each rival, ``(k, n)``; positive speaks for it."""
    P: FloatArray
    """The winner's, ``(n,)``."""
    Q: FloatArray
    """The winner's, ``(n,)``."""

    @classmethod
    def of(cls, form: RatioForm, weights: FloatArray, first: int, rivals: Rows) -> "ClosenessDuels":
        """Build the tables from differences of rows, so that near-duplicates keep their digits."""
        r = form.oriented
        step, both = r[rivals] - r[first], r[rivals] + r[first]
        farther, nearer = step * (both - 2 * form.worst), step * (2 * form.best - both)
        return cls(weights, farther, nearer, form.P[first], form.Q[first])

    def at(self, rival: Rows, v: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the level, the ratio and the lead of rivals ``(k,)`` at weights ``(k, n)``."""
        y = v * v
        P, Q = y @ self.P, y @ self.Q
        S = np.where(P + Q > 0, P + Q, 1.0)
        farther = (y * self.farther[rival]).sum(axis=1)
        nearer = (y * self.nearer[rival]).sum(axis=1)
        return P / S, (farther - nearer) / S, (P * farther + Q * nearer) / S

    def forms(self, rival: Rows, level: FloatArray, ratio: FloatArray) -> FloatArray:
        """Return the coefficients of the lead ``(..., n)`` for arrays of one shape ``(...)``."""
        u = level[..., None]
        lead = u * self.farther[rival] + (1.0 - u) * self.nearer[rival]
        return lead - ratio[..., None] * self.below(level)

    def below(self, level: FloatArray) -> FloatArray:
        """Return ``u Q - (1 - u) P`` of the winner ``(..., n)``: positive below the level."""
        u = level[..., None]
        return u * self.Q - (1.0 - u) * self.P

    def sizes(self, rival: Rows, level: FloatArray, ratio: FloatArray) -> FloatArray:
        """Return the size of the terms that `forms` sums."""
        u = level[..., None]
        lead = u * np.abs(self.farther[rival]) + (1.0 - u) * np.abs(self.nearer[rival])
        return lead + np.abs(ratio[..., None]) * (u * self.Q + (1.0 - u) * self.P)

    def first_level(self, rival: int, v: FloatArray) -> FloatArray | None:
        """Return the point on the straight line to v where a rival draws level, or None."""
        step = v - self.weights
        # Along the way every sum is a quadratic in the share.
        squares = np.stack([self.weights**2, 2.0 * self.weights * step, step * step])
        tables = np.stack([self.P, self.farther[rival], self.Q, self.nearer[rival]])
        P, farther, Q, nearer = (tables @ squares.T).tolist()

        def ahead(x: float) -> bool:
            sums = [a + x * (b + x * c) for a, b, c in (P, farther, Q, nearer)]
            return sums[0] * sums[1] + sums[2] * sums[3] > 0

        if not ahead(1.0):
            return None
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if ahead(middle) else (middle, high)
        return self.weights + high * step


_STEPS = 30
_SETTLED = 1e-6  # of the amount moved: a smaller step ends the search
_BEYOND = 1e-10  # a find counts only if the winner has changed this much further on
_FOLLOWED = 3  # finds that are followed back to where the pair is level


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """Weights at which a rival draws level with the winner."""

    distance: float
    """Share of weight moved."""
    weights: FloatArray
    """``(n,)``."""
    rival: int
    """Position among the rivals."""


def nearest(
    duels: ClosenessDuels, rival: Rows, start: FloatArray
) -> tuple[Flip | None, FloatArray]:
    """Return the nearest change found, and the ratio of each rival near its own change.

    The lead of each rival is written as a sum of squares that is exact to first order at the
    present point. Its growth with the amount moved gives the step to a lead of 0, and the best
    transfer of that amount gives the next point. If the rival is ahead at a point, the change
    lies on the straight line to it.

    Shapes: `rival` ``(k,)``; `start` ``(k, n)``.
    """
    w = duels.weights
    moved = 0.5 * np.abs(start - w).sum(axis=1)
    level, ratio, lead = duels.at(rival, start)
    form = duels.forms(rival, level, ratio)
    slope = best_transfers(w, form, moved)[1]
    least, points, ratios = np.full(len(rival), np.inf), start.copy(), ratio
    for _ in range(_STEPS):
        step = np.divide(lead, slope, out=np.zeros_like(lead), where=slope > 0)
        unsettled = (lead <= 0) | (np.abs(step) > _SETTLED * moved)
        if not (unsettled & (moved - step < least.min())).any():
            break  # the others are farther than the nearest change known
        moved = np.clip(moved - step, 0.0, 1.0 - _BEYOND) + _BEYOND
        v, slope = best_transfers(w, form, moved)
        level, ratio, lead = duels.at(rival, v)
        form = duels.forms(rival, level, ratio)
        hit = (lead > 0) & (moved < least)
        least = np.where(hit, moved, least)
        points = np.where(hit[:, None], v, points)
        ratios = np.where(hit | np.isinf(least), ratio, ratios)
    best = None
    for k in np.argsort(least)[:_FOLLOWED].tolist():
        if np.isfinite(least[k]):
            best = nearer(best, flip(duels, int(rival[k]), points[k]))
    return best, ratios


def at_a_vertex(duels: ClosenessDuels) -> Flip:
    """Return the nearest flip on the lines to all weight on one criterion.

    Every rival must be better than the winner on some criterion, so that it wins there.
    """
    better = duels.P * duels.farther + duels.Q * duels.nearer > 0
    vertex = np.where(better, duels.weights, -1.0).argmax(axis=1).tolist()
    ends = np.eye(len(duels.weights))
    flips = [flip(duels, k, ends[j]) for k, j in enumerate(vertex)]
    return min((f for f in flips if f is not None), key=lambda f: f.distance)


def flip(duels: ClosenessDuels, rival: int, v: FloatArray) -> Flip | None:
    """Return where a rival draws level on the straight line to weights at which it leads."""
    point = duels.first_level(rival, v)
    if point is None:
        return None
    point = np.maximum(point, 0.0)
    return Flip(0.5 * float(np.abs(point - duels.weights).sum()), point, rival)


def nearer(one: Flip | None, other: Flip | None) -> Flip | None:
    """Return the flip with the smaller distance."""
    if one is None:
        return other
    return one if other is None or one.distance <= other.distance else other


def cheapest_transfers(w: FloatArray, gain: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Solve ``min 1/2 sum |v - w|`` over weights v with ``gain . v >= 0``, row by row.

    A unit moved from criterion k to r gains ``gain_r - gain_k``; the best receiver is the largest
    gain, and donors give in ascending order of theirs. This is the optimum of the linear
    programme, since it has one constraint beside the simplex.

    The distance is infinite where no weights do more than satisfy the condition. Shapes: `w`
    ``(n,)``; `gain` ``(k, n)``; returned `v` ``(k, n)``, `distance` ``(k,)``.
    """
    need = np.maximum(-(gain @ w), 0.0)
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
    # With no gain above 0 the rival can at best draw level, even with all weight moved.
    possible = (gain.max(axis=1) > 0) & (reached[:, -1] >= need * (1 - TOLERANCE))
    return np.maximum(w + change, 0.0), np.where(possible, distance, np.inf)


_GRID = 33
_HALVINGS_ALONG = 45
_PAIRS_UP_TO = 12  # criteria; past that only moves in proportion towards each one


def along_segments(form: Prepared, w: FloatArray, first: int) -> tuple[FloatArray, int] | None:
    """Return the nearest weights on a segment at which ``first`` stops winning, and who wins.

    Segments run from the present weights to every single criterion, and empty every criterion
    into every other.

    Shapes: `w` ``(n,)``.
    """
    steps = _directions(w)
    grid = np.linspace(0.0, 1.0, _GRID)[1:]
    batch = (w + grid[:, None, None] * steps).reshape(-1, len(w))
    lost = _lost(form, batch, first).reshape(len(grid), len(steps))
    hit = np.flatnonzero(lost.any(axis=0))
    if not len(hit):
        return None
    at = lost[:, hit].argmax(axis=0)
    high = grid[at]
    low = np.where(at > 0, grid[np.maximum(at - 1, 0)], 0.0)
    for _ in range(_HALVINGS_ALONG):
        middle = 0.5 * (low + high)
        over = _lost(form, w + middle[:, None] * steps[hit], first)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    moved = high * 0.5 * np.abs(steps[hit]).sum(axis=1)
    best = int(moved.argmin())
    point = w + high[best] * steps[hit[best]]
    keys = form.order(point[None])[0]
    keys[first] = -np.inf
    return point, int(keys.argmax())


def _directions(w: FloatArray) -> FloatArray:
    n = len(w)
    to_vertex = np.eye(n) - w
    if n > _PAIRS_UP_TO:
        return to_vertex
    donor, receiver = np.nonzero((w[:, None] > 0) & ~np.eye(n, dtype=bool))
    between = np.zeros((len(donor), n))
    rows = np.arange(len(donor))
    between[rows, donor] = -w[donor]
    between[rows, receiver] = w[donor]
    return np.vstack([to_vertex, between])


def _lost(form: Prepared, batch: FloatArray, first: int) -> np.ndarray:
    keys = form.order(np.maximum(batch, 0.0))
    scale = np.abs(keys).max(axis=1)
    return keys.max(axis=1) - keys[:, first] > TOLERANCE * scale
