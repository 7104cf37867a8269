r"""The scale of a criterion: which values count, and what each is worth between its ends.

A scale has a worst and a best end in the criterion's unit. What a value is worth is 0 at the worst
end and 1 at the best, straight between them or along a value curve

.. math:: v(x) = v_k + (v_{k+1} - v_k) \frac{x - x_k}{x_{k+1} - x_k}, \quad x_k \le x \le x_{k+1},

through stated points. On a target the best is an interval :math:`[a, b]` inside the ends and worth
falls to 0 at both. What lies beyond an end counts as the end itself. Since nothing here depends on
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

from mcda.cells import FloatArray, Spread, double, limited_means
from mcda.criterion import Criterion, Points
from mcda.errors import Fault
from mcda.texts.spelling import json_text

_MOST_SHOWN = 200  # letters of a curve in a fault


@dataclass(frozen=True, slots=True)
class Scale:
    """A value curve through points: ``x`` strictly rising, ``v`` in 0..1.

    >>> land_price = Scale((60.0, 100.0, 200.0), (1.0, 0.5, 0.0))
    >>> land_price.value(np.array([40.0, 80.0, 150.0])).tolist()
    [1.0, 0.75, 0.25]

    Parameters
    ----------
    x
        Values in the criterion's unit.
    v
        What each is worth.
    target
        Worth falls on both sides of the best.
    """

    x: tuple[float, ...]
    v: tuple[float, ...]
    target: bool = False

    def value(self, x: FloatArray) -> FloatArray:
        """Return what values are worth, in 0..1, of the same shape."""
        return np.asarray(np.interp(x, self.x, self.v))

    def means(self, cells: Sequence[Spread]) -> FloatArray:
        r"""Return what cells are worth on average over their draws, exactly, of the same length.

        .. math:: E\,v(X) = v_1 + \sum_k s_k \bigl(G(x_{k+1}) - G(x_k)\bigr)

        with the slopes :math:`s_k` of the pieces and :math:`G(x) = E \min(X, x)`.
        """
        x, v = np.array(self.x), np.array(self.v)
        return np.asarray(v[0] + np.diff(limited_means(cells, x)) @ (np.diff(v) / np.diff(x)))

    @property
    def is_strict(self) -> bool:
        """Whether worth rises, or falls, all along: each worth is that of one value."""
        steps = np.diff(self.v)
        return bool((steps > 0).all() or (steps < 0).all())

    def inverse(self, worth: FloatArray) -> FloatArray:
        """Return the values that are worth so much, of the same shape; for a strict curve."""
        x, v = np.array(self.x), np.array(self.v)
        rises = v[-1] > v[0]
        return np.asarray(np.interp(worth, v if rises else v[::-1], x if rises else x[::-1]))

    @property
    def middle(self) -> float:
        """The number that is worth half; of a target, the lower one."""
        return float(self._where(np.array([0.5]), np.array([self.x[0]]))[0])

    @property
    def worst(self) -> float:
        """The number that is worth nothing; of a target, the lower one."""
        return self.x[self.v.index(min(self.v))]

    def certain(self, cells: Sequence[Spread]) -> FloatArray:
        """Return the numbers that are worth what cells are on average over their draws.

        Of a target they lie on the same side of the best as a cell's headline.
        """
        return self._where(self.means(cells), np.array([cell.headline for cell in cells]))

    def _where(self, worth: FloatArray, near: FloatArray) -> FloatArray:
        x, v = np.array(self.x), np.array(self.v)
        top, last = int(v.argmax()), len(v) - 1 - int(v[::-1].argmax())
        if last == len(v) - 1:
            return np.asarray(np.interp(worth, v, x))
        falling = np.interp(-worth, -v[last:], x[last:])
        if top == 0:
            return np.asarray(falling)
        return np.where(near <= x[top], np.interp(worth, v[: top + 1], x[: top + 1]), falling)

    def ends(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return where worth is least and where most within ``[low, high]``, of the same shape.

        Worth never falls, then never rises, from the lowest value to the highest: the least lies
        at an end, the most there or at the first point that is worth 1.
        """
        at_low, at_high = self.value(low), self.value(high)
        worst, best = np.where(at_low <= at_high, (low, high), (high, low))
        top = np.clip(self.x[self.v.index(max(self.v))], low, high)
        return worst, np.where(self.value(top) > self.value(best), top, best)


def logarithmic(worst: float, best: float, pieces: int = 8) -> Points:
    r"""Return points of the curve on which equal ratios are worth the same, lowest ``x`` first.

    .. math:: v(x) = \ln(x / worst) / \ln(best / worst)

    >>> logarithmic(400.0, 100.0, pieces=2)
    ((100.0, 1.0), (200.0, 0.5), (400.0, 0.0))

    Parameters
    ----------
    worst, best
        Ends, above 0.
    pieces
        Between the points; each is as long in ratios.
    """
    points = [(worst * (best / worst) ** (k / pieces), k / pieces) for k in range(pieces + 1)]
    points[-1] = (best, 1.0)
    return tuple(sorted((float(x), v) for x, v in points))


def whole_scale(criterion: Criterion) -> Scale | None:
    """Return the scale of a criterion, straight or not; None where it has no ends."""
    curve = scale_of(criterion)
    if curve is not None or criterion.range is None:
        return curve
    low, high = criterion.range
    worth = (1.0, 0.0) if criterion.direction == "cost" else (0.0, 1.0)
    return Scale((float(low), float(high)), worth)


def scale_of(criterion: Criterion) -> Scale | None:
    """Return the curve of a criterion; None where it is straight, or where it has no ends."""
    if criterion.range is None:
        return None
    low, high = criterion.range
    if criterion.value is not None:
        points = tuple(criterion.value)
        x, v = zip(*points, strict=True)
        is_target = criterion.direction == "target"
        return Scale(tuple(map(float, x)), tuple(map(float, v)), is_target)
    if criterion.best is None:
        return None
    first, last = criterion.best
    corners = {low: 0.0, high: 0.0, first: 1.0, last: 1.0}
    return Scale(tuple(sorted(corners)), tuple(corners[x] for x in sorted(corners)), target=True)


def scale_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    """Yield what is wrong with the curve or target of a criterion whose range is right."""
    wrong = list(_best_faults(place, criterion))
    yield from wrong
    if criterion.value is not None and "invalid_best" not in {fault.code for fault in wrong}:
        yield from _value_faults(place, criterion)


def _best_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    named = {"criterion": criterion.id}
    if criterion.direction != "target":
        if criterion.best is not None:
            yield Fault("best_needs_target", ("criteria", place, "best"), named)
    elif criterion.range is None:
        yield Fault("target_needs_range", ("criteria", place, "range"), named)
    elif not _is_best(criterion.best, criterion.range):
        fields = {**named, "value": json_text(criterion.best)}
        yield Fault("invalid_best", ("criteria", place, "best"), fields)


def _value_faults(place: int, criterion: Criterion) -> Iterator[Fault]:
    named = {"criterion": criterion.id}
    fields = {**named, "value": json_text(criterion.value)[:_MOST_SHOWN]}
    if criterion.range is None:
        yield Fault("value_needs_range", ("criteria", place, "range"), named)
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
    """Tell whether points lead from end to end, ``x`` rising and ``v`` in 0..1."""
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
    """Tell whether two intervals are one; a spreadsheet keeps 16 digits of their ends."""
    pairs = zip(found, map(double, stated), strict=True)
    return all(math.isclose(a, b, rel_tol=1e-12) for a, b in pairs)


def _is_shaped(criterion: Criterion) -> bool:
    """Tell whether worth runs as the direction says, from 0 to 1."""
    x, v = _columns(criterion.value or ())
    if criterion.direction == "target":
        return _leads_to(x, v, criterion.best or ())
    upward = v if criterion.direction == "benefit" else v[::-1]
    return _never_falls(upward) and (upward[0], upward[-1]) == (0.0, 1.0)


def _leads_to(x: Sequence[float], v: Sequence[float], best: Sequence[float]) -> bool:
    """Tell whether worth rises to 1, is 1 on the best interval alone, and falls again."""
    tops = [place for place, worth in enumerate(v) if worth == 1.0]
    if not tops or min(v[0], v[-1]) != 0.0 or not _is_same((x[tops[0]], x[tops[-1]]), best):
        return False
    rising, falling = v[: tops[-1] + 1], v[tops[0] :]
    return _never_falls(rising) and _never_falls(falling[::-1])


def _never_falls(v: Sequence[float]) -> bool:
    return all(a <= b for a, b in pairwise(v))
