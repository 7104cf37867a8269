"""From weights to the units of the criteria: the amount of each that its whole weight is worth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import linear_form, ratio_form
from mcda.method import Matrix, Prepared
from mcda.scale import Scale
from weights.elicit.steps import Steps, steps_of
from weights.elicit.words import Wording
from weights.posterior import STEEPNESS

Meaning = Literal["trade_off", "importance"]
Flags = npt.NDArray[np.bool_]
_FITS = 1e-9
_ROUND = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0])
_COUNTED = 20.0  # a scale of whole numbers up to this length is counted in steps


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    r"""What a weight means in the unit of its criterion, each array ``(n,)``.

    An amount :math:`a_j` of criterion j weighs :math:`w_j a_j / s_j`, so that ``a_i`` of one and
    ``a_j`` of another are level where :math:`w_i / w_j = (a_j / s_j) / (a_i / s_i)`.

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
        """How steeply the chance of a reply follows from the difference of worths.

        A method whose values do not reach from 0 to 1, such as one with vector normalisation,
        counts differences in parts of the widest of its columns.
        """
        return STEEPNESS / float(self.reach[self.separates].max(initial=0.0) or 1.0)

    def part(self, column: int, amount: float, start: float | None = None) -> float:
        """Return what an improvement is worth, as a part of the criterion's whole weight.

        Parameters
        ----------
        column
            Of the criterion.
        amount
            How far it goes for the better, in the criterion's unit.
        start
            Where it begins; on a curve without one an amount counts as on a straight line between
            the ends.
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
        found = self.steps.get(column)
        if found is not None:
            return found
        power = 10.0 ** (np.floor(np.log10(self.limit[column])) - np.arange(3.0))
        amounts = np.unique(np.outer(power, _ROUND))
        whole = self.whole[column] & (amounts % 1.0 > 0)
        amounts = amounts[(amounts <= self.limit[column] * (1 + _FITS)) & ~whole]
        start = np.full(len(amounts), np.nan)
        return Steps(start=start, amount=amounts, part=amounts / self.full[column])

    def meaning(self, first: int, second: int) -> Meaning:
        """Return whether level amounts change the score by the same, or only count the same."""
        exact = self.adds and self.exact[first] and self.exact[second]
        return "trade_off" if exact else "importance"


def read_spans(
    matrix: Matrix, prepared: Prepared, wordings: Mapping[int, Wording] | None = None
) -> Spans:
    """Return the spans of a problem as a method sees it.

    Under a weighted sum with ``minmax`` a weight is worth the span of the column, with ``range``
    the criterion's range, with ``vector`` the length of the column: the slope of the prepared
    table says which. Where the table is a straight line in what values are worth on the criterion's
    curve, improvements are measured along the curve. TOPSIS is read in the same way from its
    normalised values: amounts with equal ``w a / s`` move an alternative equally far.

    Parameters
    ----------
    matrix
        Values ``(m, n)``.
    prepared
        The method's preparation of it.
    wordings
        By column, how values are said; about these, and about columns with a curve, improvements
        from one value to another are asked.
    """
    values = matrix.values
    low, high = values.min(axis=0), values.max(axis=0)
    declared = matrix.ranges[:, 1] - matrix.ranges[:, 0]
    extent = np.where(np.isnan(declared), high - low, declared)
    extent = np.where(extent > 0, extent, np.nan)
    table = _table(prepared)
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
    said = wordings or {}
    steps = {
        j: steps_of(
            values[:, j],
            is_benefit=bool(matrix.benefit[j]),
            full=float(full[j]),
            curve=curves.get(j),
            wording=said.get(j),
        )
        for j in sorted({*said, *curves})
        if separates[j]
    }
    return Spans(
        full=full,
        limit=np.where(separates, high - low, np.nan),
        whole=_counted(matrix, extent),
        exact=exact,
        separates=separates,
        adds=prepared.worth is not None,
        extent=extent,
        reach=np.where(separates, reach, 0.0),
        benefit=matrix.benefit,
        curves=curves,
        steps={j: found for j, found in steps.items() if found is not None},
    )


def _table(prepared: Prepared) -> FloatArray | None:
    """Return the table ``(m, n)`` that the weights are applied to, where there is one."""
    ratio, sums = ratio_form(prepared), linear_form(prepared)
    if ratio is not None:
        return ratio.oriented
    return None if sums is not None and sums.logarithmic else prepared.worth


def _slopes(values: FloatArray, table: FloatArray | None) -> FloatArray:
    """Return how steep each column of the table is, ``(n,)``; NaN where it is no straight line."""
    found = np.full(values.shape[1], np.nan)
    if table is None:
        return found
    for j, (x, t) in enumerate(zip(values.T, table.T, strict=True)):
        at, to = int(x.argmin()), int(x.argmax())
        run, rise = x[to] - x[at], t[to] - t[at]
        if run > 0 and rise != 0:
            straight = t[at] + (x - x[at]) * (rise / run)
            if np.abs(t - straight).max() <= _FITS * abs(rise):
                found[j] = abs(rise / run)
    return found


def _counted(matrix: Matrix, extent: FloatArray) -> Flags:
    ends = np.where(np.isnan(matrix.ranges), 0.0, matrix.ranges).T
    numbers = np.vstack([matrix.values, ends])
    return (numbers == np.round(numbers)).all(axis=0) & (extent <= _COUNTED) & (extent >= 1)
