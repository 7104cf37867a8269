r"""The scale of a criterion: its two ends and the worth of every value between them.

A scale has a worst and a best end in the criterion's unit. The worth of a value is 0 at the worst
end and 1 at the best, and follows a straight line or a value curve between them

.. math:: v(x) = v_k + (v_{k+1} - v_k) \frac{x - x_k}{x_{k+1} - x_k}, \quad x_k \le x \le x_{k+1},

through stated points. A target's best is an interval :math:`[a, b]` inside the ends, and worth
falls to 0 at both. A value beyond an end counts as that end, or, on a straight scale that says so,
goes on along the line. Since nothing here depends on
the alternatives that are compared, no alternative can change the order of two others.

References
----------
Keeney, R. L. & Raiffa, H. (1993). Decisions with Multiple Objectives. Cambridge University Press.
doi:10.1017/CBO9781139174084
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from mcda.cells import FloatArray, Spread, double, limited_means, mean_of
from mcda.criterion import BEYOND, Criterion, Points
from mcda.errors import Fault
from mcda.texts.suggestions import json_text

_MOST_SHOWN = 200  # letters of a curve in a fault


@dataclass(frozen=True, slots=True)
class Scale:
    """A value curve through points: ``x`` strictly rising, ``v`` in 0..1.

    >>> land_price = Scale((60.0, 100.0, 200.0), (1.0, 0.5, 0.0))
    >>> land_price.value(np.array([40.0, 80.0, 150.0])).tolist()
    [1.0, 0.75, 0.25]
    """

    x: tuple[float, ...]
    """Values in the criterion's unit."""
    v: tuple[float, ...]
    """What each is worth."""
    target: bool = False
    """Worth falls on both sides of the best."""
    goes_on: bool = False
    """The scale is straight, and goes on beyond its ends."""

    def value(self, x: FloatArray) -> FloatArray:
        """Return the worth of values, in 0..1 unless the scale goes on, with their shape."""
        if self.goes_on:
            return np.asarray(self.v[0] + self.slope * (x - self.x[0]))
        return np.asarray(np.interp(x, self.x, self.v))

    @property
    def slope(self) -> float:
        """Worth for a unit of the criterion, on average from end to end."""
        return (self.v[-1] - self.v[0]) / (self.x[-1] - self.x[0])

    def means(self, cells: Sequence[Spread]) -> FloatArray:
        r"""Return the exact mean worth of each cell over its distribution, one per cell.

        .. math:: E\,v(X) = v_1 + \sum_k s_k \bigl(G(x_{k+1}) - G(x_k)\bigr)

        with the slopes :math:`s_k` of the pieces and :math:`G(x) = E \min(X, x)`.
        """
        if self.goes_on:
            return self.value(np.array([mean_of(cell) for cell in cells]))
        x, v = np.array(self.x), np.array(self.v)
        return np.asarray(v[0] + np.diff(limited_means(cells, x)) @ (np.diff(v) / np.diff(x)))

    @property
    def is_strict(self) -> bool:
        """Whether worth strictly rises, or strictly falls: each worth belongs to one value."""
        steps = np.diff(self.v)
        return bool((steps > 0).all() or (steps < 0).all())

    def inverse(self, worth: FloatArray) -> FloatArray:
        """Return the values of given worths, with their shape; only for a strict curve."""
        if self.goes_on:
            return np.asarray(self.x[0] + (worth - self.v[0]) / self.slope)
        x, v = np.array(self.x), np.array(self.v)
        rises = v[-1] > v[0]
        return np.asarray(np.interp(worth, v if rises else v[::-1], x if rises else x[::-1]))

    @property
    def middle(self) -> float:
        """The value of worth 0.5; for a target, the lower one."""
        return float(self._where(np.array([0.5]), np.array([self.x[0]]))[0])

    @property
    def worst(self) -> float:
        """The value of worth 0; for a target, the lower one."""
        return self.x[self.v.index(min(self.v))]

    def certain(self, cells: Sequence[Spread]) -> FloatArray:
        """Return for each cell the value whose worth equals the cell's mean worth.

        For a target the value lies on the same side of the best as the cell's headline.
        """
        return self._where(self.means(cells), np.array([cell.headline for cell in cells]))

    def _where(self, worth: FloatArray, near: FloatArray) -> FloatArray:
        if self.goes_on:
            return self.inverse(worth)
        x, v = np.array(self.x), np.array(self.v)
        top, last = int(v.argmax()), len(v) - 1 - int(v[::-1].argmax())
        if last == len(v) - 1:
            return np.asarray(np.interp(worth, v, x))
        falling = np.interp(-worth, -v[last:], x[last:])
        if top == 0:
            return np.asarray(falling)
        return np.where(near <= x[top], np.interp(worth, v[: top + 1], x[: top + 1]), falling)

    def ends(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the values of least and of most worth within ``[low, high]``, with their shape.

        Worth has one summit, which may lie at an end of the scale: the least worth lies at an end
        of the interval, the most at an end or at the first point of worth 1.
        """
        at_low, at_high = self.value(low), self.value(high)
        worst, best = np.where(at_low <= at_high, (low, high), (high, low))
        top = np.clip(self.x[self.v.index(max(self.v))], low, high)
        return worst, np.where(self.value(top) > self.value(best), top, best)


def logarithmic(worst: float, best: float, pieces: int = 8) -> Points:
    r"""Return points of the curve on which equal ratios add equal worth, lowest ``x`` first.

    .. math:: v(x) = \ln(x / worst) / \ln(best / worst)

    >>> logarithmic(400.0, 100.0, pieces=2)
    ((100.0, 1.0), (200.0, 0.5), (400.0, 0.0))

    The ends are above 0. The ratio between neighbouring points is the same in all `pieces`.
    """
    points = [(worst * (best / worst) ** (k / pieces), k / pieces) for k in range(pieces + 1)]
    points[-1] = (best, 1.0)
    return tuple(sorted((float(x), v) for x, v in points))


def whole_scale(criterion: Criterion) -> Scale | None:
    """Return the scale of a criterion, straight or curved; None if the criterion has no ends."""
    curve = scale_of(criterion)
    if curve is not None or criterion.range is None:
        return curve
    low, high = criterion.range
    worth = (1.0, 0.0) if criterion.direction == "cost" else (0.0, 1.0)
    return Scale((float(low), float(high)), worth)


def scale_of(criterion: Criterion) -> Scale | None:
    """Return the curve of a criterion; None if its scale is straight or has no ends."""
    if criterion.range is None:
        return None
    low, high = criterion.range
    if criterion.beyond == "extrapolate":
        worth = (1.0, 0.0) if criterion.direction == "cost" else (0.0, 1.0)
        return Scale((float(low), float(high)), worth, goes_on=True)
    if criterion.value is not None:
        points = tuple(criterion.value)
        x, v = zip(*points, strict=True)
        return Scale(tuple(map(float, x)), tuple(map(float, v)), criterion.direction == "target")
    if criterion.best is None:
        return None
    first, last = criterion.best
    corners = {low: 0.0, high: 0.0, first: 1.0, last: 1.0}
    return Scale(tuple(sorted(corners)), tuple(corners[x] for x in sorted(corners)), target=True)


def scale_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    """Yield the faults of the curve or target of a criterion whose range is valid."""
    wrong = list(_best_faults(place, criterion))
    yield from wrong
    is_straight = criterion.direction != "target" and criterion.value is None
    if criterion.beyond not in BEYOND or (
        criterion.beyond == "extrapolate" and (criterion.range is None or not is_straight)
    ):
        fields = {"criterion": criterion.id, "value": str(criterion.beyond), "allowed": BEYOND}
        yield Fault("invalid_beyond", ("criteria", place, "beyond"), fields)
    if criterion.value is not None and "invalid_best" not in {fault.code for fault in wrong}:
        yield from _value_faults(place, criterion)


def _best_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    detail = {"criterion": criterion.id}
    if criterion.direction != "target":
        if criterion.best is not None:
            yield Fault("best_needs_target", ("criteria", place, "best"), detail)
    elif criterion.range is None:
        yield Fault("target_needs_range", ("criteria", place, "range"), detail)
    elif not _is_best(criterion.best, criterion.range):
        fields = {**detail, "value": json_text(criterion.best)}
        yield Fault("invalid_best", ("criteria", place, "best"), fields)


def _value_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    detail = {"criterion": criterion.id}
    fields = {**detail, "value": json_text(criterion.value)[:_MOST_SHOWN]}
    if criterion.range is None:
        yield Fault("value_needs_range", ("criteria", place, "range"), detail)
    elif not _is_curve(criterion.value, criterion.range):
        yield Fault("value_points", ("criteria", place, "value"), fields)
    elif not _is_shaped(criterion):
        yield Fault("value_direction", ("criteria", place, "value"), fields)


def _is_best(best: Any, ends: tuple[float, float]) -> bool:
    if not isinstance(best, Sequence) or len(best) != 2:
        return False
    first, last = (double(end) for end in best)
    low, high = ends
    # A whole end may be best, but not both: then nothing would be worse.
    return low <= first <= last <= high and (low, high) != (first, last)


def _is_curve(points: Any, ends: tuple[float, float]) -> bool:
    """Return whether points lead from end to end, with ``x`` rising and ``v`` in 0..1."""
    if not isinstance(points, Sequence) or len(points) < 2:
        return False
    if not all(isinstance(point, Sequence) and len(point) == 2 for point in points):
        return False
    x, v = _columns(points)
    rises = all(a < b for a, b in pairwise(x)) and all(0.0 <= worth <= 1.0 for worth in v)
    return rises and _is_same((x[0], x[-1]), ends)


def _columns(points: Sequence[Sequence[Any]]) -> tuple[list[float], list[float]]:
    x, v = ([double(number) for number in column] for column in zip(*points, strict=True))
    return x, v


def _is_same(found: Sequence[float], stated: Sequence[Any]) -> bool:
    """Return whether two intervals are equal to 12 digits; a spreadsheet keeps 15."""
    pairs = zip(found, map(double, stated), strict=True)
    return all(math.isclose(a, b, rel_tol=1e-12) for a, b in pairs)


def _is_shaped(criterion: Criterion) -> bool:
    """Return whether worth rises or falls between 0 and 1 as the direction requires."""
    x, v = _columns(criterion.value or ())
    if criterion.direction != "target":
        upward = v if criterion.direction == "benefit" else v[::-1]
        return _never_falls(upward) and (upward[0], upward[-1]) == (0.0, 1.0)
    tops = [place for place, worth in enumerate(v) if worth == 1.0]  # the best interval alone
    best = criterion.best or ()
    if not tops or min(v[0], v[-1]) != 0.0 or not _is_same((x[tops[0]], x[tops[-1]]), best):
        return False
    return _never_falls(v[: tops[-1] + 1]) and _never_falls(v[tops[0] :][::-1])


def _never_falls(v: Sequence[float]) -> bool:
    return all(a <= b for a, b in pairwise(v))
