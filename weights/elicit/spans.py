"""From weights to the units of criteria: the amount that the whole weight of each is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import linear_form, ratio_form
from mcda.method import Matrix, Prepared
from mcda.scale import Scale
from weights.elicit.words import Wording
from weights.posterior import STEEPNESS

_ON_GRID = 12  # figures between the least and the greatest that the alternatives offer
_FIGURES = (1.0, 2.0, 5.0, 10.0)
Meaning = Literal["trade_off", "importance"]
Flags = npt.NDArray[np.bool_]
_FITS = 1e-9
_ROUND = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0])
_COUNTED = 20.0  # a scale of whole numbers up to this length is counted in steps


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Improvements of one column, each array ``(k,)``.

    Attributes
    ----------
    start
        The value at which each begins, in the criterion's unit.
    amount
        The size of each improvement, above 0.
    part
        The worth of each, as a part of the criterion's whole weight, above 0.
    """

    start: FloatArray
    amount: FloatArray
    part: FloatArray


def steps_of(
    values: FloatArray,
    *,
    is_benefit: bool,
    full: float,
    curve: Scale | None,
    wording: Wording | None,
) -> Steps | None:
    """Return the improvements within the values of a column; None without two different values.

    `full` is the worth of the whole weight: in parts of the curve, else in the criterion's unit.
    Without a `wording` numbers have a step of 1, 2 or 5. Shapes: `values` ``(m,)``.
    """
    low, high = float(values.min()), float(values.max())
    if wording and wording.levels:
        points = np.array([value for value, _ in wording.levels])
    else:
        step = wording.step if wording else None
        if not step:  # the least of 1, 2, 5 times a power of ten that is no less
            least = (high - low) / _ON_GRID
            power = 10.0 ** np.floor(np.log10(least))
            figures = (figure * power for figure in _FIGURES)
            step = float(next(figure for figure in figures if figure >= least * 0.999))
        first, last = np.floor(low / step), np.ceil(high / step)
        points = np.arange(first, last + 1) * step
    nearest, farthest = (int(abs(points - end).argmin()) for end in (low, high))
    points = points[nearest : farthest + 1]
    worst_first = points if is_benefit else points[::-1]
    worth = np.array(curve.value(worst_first)) if curve else np.abs(worst_first - worst_first[0])
    begins, ends = np.triu_indices(len(points), 1)
    if curve is None and not (wording and wording.levels):
        begins, ends = begins[begins == 0], ends[begins == 0]  # elsewhere it is worth the same
    part = (worth[ends] - worth[begins]) / full
    better = part > 0
    if not better.any():
        return None
    start, end = worst_first[begins[better]], worst_first[ends[better]]
    return Steps(start=start, amount=np.abs(end - start), part=part[better])


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    r"""The meaning of weights in the units of the criteria, each array ``(n,)``.

    An amount :math:`a_j` of criterion j weighs :math:`w_j a_j / s_j`, so that ``a_i`` of one and
    ``a_j`` of another are worth the same if :math:`w_i / w_j = (a_j / s_j) / (a_i / s_i)`.

    Attributes
    ----------
    full
        ``s``, above 0, in the criterion's unit, of a column with a curve in parts of the curve; NaN
        where the criterion has no extent at all.
    limit
        Greatest amount that is asked about: the span of its column, what the alternatives offer.
    whole
        The criterion is counted: only whole amounts make sense.
    exact
        The method's table is a straight line in the criterion's values, so that ``s`` is read
        from its slope. Otherwise ``s`` is the criterion's range, else the span of its column: the
        weight is taken to be that of the whole.
    separates
        The criterion tells alternatives apart: questions about it can matter.
    adds
        Scores, or their order, are sums of what the weights are applied to.
    curves
        What values are worth, of the columns that the method reads along a curve.
    steps
        Improvements from one value to another, of the columns about which they are asked.
    extent
        The criterion's range, else the span of its column.
    reach
        Part of the whole weight that the alternatives offer.
    benefit
        More is better.
    """

    full: FloatArray
    limit: FloatArray
    whole: Flags
    exact: Flags
    separates: Flags
    adds: bool
    extent: FloatArray
    reach: FloatArray
    benefit: Flags
    curves: Mapping[int, Scale] = field(default_factory=dict)
    steps: Mapping[int, Steps] = field(default_factory=dict)

    @property
    def steepness(self) -> float:
        """The slope of the chance of a reply against the difference of worths.

        For a method whose values do not reach from 0 to 1, such as one with vector normalisation,
        differences are divided by the range of the widest column.
        """
        return STEEPNESS / float(self.reach[self.separates].max(initial=0.0) or 1.0)

    def part(self, column: int, amount: float, start: float | None = None) -> float:
        """Return the worth of an improvement, as a part of the criterion's whole weight.

        `amount` is the size of the improvement, in the criterion's unit. On a curve without a
        `start` an amount counts as on a straight line between the ends.
        """
        curve = self.curves.get(column)
        if curve is None:
            return float(amount / self.full[column])
        if start is None:
            return float(amount / self.extent[column] / self.full[column])
        better = amount if self.benefit[column] else -amount
        begins, ends = curve.value(np.array([start, start + better])).tolist()
        return float((ends - begins) / self.full[column])

    def offered(self, column: int) -> Steps:
        """Return the improvements that are asked about: steps, else round amounts."""
        steps = self.steps.get(column)
        if steps is not None:
            return steps
        power = 10.0 ** (np.floor(np.log10(self.limit[column])) - np.arange(3.0))
        amounts = np.unique(np.outer(power, _ROUND))
        whole = self.whole[column] & (amounts % 1.0 > 0)
        amounts = amounts[(amounts <= self.limit[column] * (1 + _FITS)) & ~whole]
        start = np.full(len(amounts), np.nan)
        return Steps(start=start, amount=amounts, part=amounts / self.full[column])

    def ends(
        self, column: int, low: float, high: float, wording: Wording | None
    ) -> tuple[float, float]:
        """Return the worst and the best of values as they are said: by level, by step, rounded."""
        if wording and wording.levels:
            values = [value for value, _ in wording.levels]
            low, high = (min(values, key=lambda value: abs(value - end)) for end in (low, high))
        elif wording and wording.step:
            low, high = (round(end / wording.step) * wording.step for end in (low, high))
        elif high > low:  # to a tenth of the power of ten below their distance
            digits = 1 - int(np.floor(np.log10(high - low)))
            low, high = round(low, digits), round(high, digits)
        return (low, high) if self.benefit[column] else (high, low)

    def meaning(self, first: int, second: int) -> Meaning:
        """Return whether equal amounts change the score equally, or only matter equally."""
        exact = self.adds and self.exact[first] and self.exact[second]
        return "trade_off" if exact else "importance"


def read_spans(
    matrix: Matrix, prepared: Prepared, wordings: Mapping[int, Wording] | None = None
) -> Spans:
    """Return the spans of a problem for a method.

    Under a weighted sum with ``minmax`` a weight is worth the span of the column, with ``range``
    the criterion's range, with ``vector`` the length of the column: the slope of the prepared
    table says which. Where the table is a straight line in what values are worth on the criterion's
    curve, improvements are measured along the curve. TOPSIS is read in the same way from its
    normalised values: amounts with equal ``w a / s`` move an alternative equally far.

    Columns with a wording or a curve are asked about as changes from value to value. Shapes:
    `matrix` ``(m, n)``.
    """
    values = matrix.values
    low, high = values.min(axis=0), values.max(axis=0)
    declared = matrix.ranges[:, 1] - matrix.ranges[:, 0]
    extent = np.where(np.isnan(declared), high - low, declared)
    extent = np.where(extent > 0, extent, np.nan)
    ratio, sums = ratio_form(prepared), linear_form(prepared)
    if ratio is not None:
        table: FloatArray | None = ratio.oriented
    else:
        table = None if sums is not None and sums.logarithmic else prepared.worth
    slope, reach = _slopes(values, table), (high - low) / extent
    curves = {}
    for j, curve in matrix.curves.items():
        worth = curve.value(values[:, j : j + 1])
        along = _slopes(worth, None if table is None else table[:, j : j + 1])[0]
        if np.isnan(slope[j]) and np.isfinite(along):
            curves[j], slope[j], reach[j] = curve, along, float(np.ptp(worth)) * along
    exact = np.isfinite(slope)
    full = np.where(exact, 1.0 / np.where(exact, slope, 1.0), extent)
    plain = [j for j in range(len(full)) if j not in curves]
    reach[plain] = ((high - low) / full)[plain]
    separates = high > low
    ends = np.where(np.isnan(matrix.ranges), 0.0, matrix.ranges).T
    numbers = np.vstack([values, ends])
    is_whole = (numbers == np.round(numbers)).all(axis=0)
    wording_by_column = wordings or {}
    steps = {
        j: steps_of(
            values[:, j],
            is_benefit=bool(matrix.benefit[j]),
            full=float(full[j]),
            curve=curves.get(j),
            wording=wording_by_column.get(j),
        )
        for j in sorted({*wording_by_column, *curves})
        if separates[j]
    }
    return Spans(
        full=full,
        limit=np.where(separates, high - low, np.nan),
        whole=is_whole & (extent <= _COUNTED) & (extent >= 1),
        exact=exact,
        separates=separates,
        adds=prepared.worth is not None,
        extent=extent,
        reach=np.where(separates, reach, 0.0),
        benefit=matrix.benefit,
        curves=curves,
        steps={j: step for j, step in steps.items() if step is not None},
    )


def _slopes(values: FloatArray, table: FloatArray | None) -> FloatArray:
    """Return the slope of each column of the table, ``(n,)``; NaN if it is not a straight line."""
    slopes = np.full(values.shape[1], np.nan)
    if table is None:
        return slopes
    for j, (x, t) in enumerate(zip(values.T, table.T, strict=True)):
        at, to = int(x.argmin()), int(x.argmax())
        run, rise = x[to] - x[at], t[to] - t[at]
        if run > 0 and rise != 0:
            straight = t[at] + (x - x[at]) * (rise / run)
            if np.abs(t - straight).max() <= _FITS * abs(rise):
                slopes[j] = abs(rise / run)
    return slopes
