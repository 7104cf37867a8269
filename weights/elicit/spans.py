"""From weights to the units of the criteria: the amount of each that its whole weight is worth."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import linear_form, ratio_form
from mcda.method import Matrix, Prepared
from weights.posterior import STEEPNESS

Meaning = Literal["trade_off", "importance"]
Flags = npt.NDArray[np.bool_]
Amounts = tuple[float, float]

_FITS = 1e-9
_COUNTED = 20.0  # a scale of whole numbers up to this length is counted in steps


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    r"""What a weight means in the unit of its criterion, each array ``(n,)``.

    An amount :math:`a_j` of criterion j weighs :math:`w_j a_j / s_j`, so that ``a_i`` of one and
    ``a_j`` of another are level where :math:`w_i / w_j = (a_j / s_j) / (a_i / s_i)`.

    Attributes
    ----------
    full
        ``s``, in the criterion's unit, above 0; NaN where the criterion has no extent at all.
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
    """

    full: FloatArray
    limit: FloatArray
    whole: Flags
    exact: Flags
    separates: Flags
    adds: bool

    @property
    def steepness(self) -> float:
        """How steeply the chance of a reply follows from the difference of worths.

        A method whose values do not reach from 0 to 1, such as one with vector normalisation,
        counts differences in parts of the widest of its columns.
        """
        reach = (self.limit / self.full)[self.separates]
        return STEEPNESS / float(reach.max(initial=0.0) or 1.0)

    def compared(self, first: int, amount: float, second: int, other: float) -> Amounts:
        """Return two amounts as parts of what their weights are worth."""
        return float(amount / self.full[first]), float(other / self.full[second])

    def ratio(self, first: int, amount: float, second: int, other: float) -> float:
        """Return ``w_first / w_second`` at which the two amounts weigh the same."""
        return float((other / self.full[second]) / (amount / self.full[first]))

    def meaning(self, first: int, second: int) -> Meaning:
        """Return whether level amounts change the score by the same, or only count the same."""
        exact = self.adds and self.exact[first] and self.exact[second]
        return "trade_off" if exact else "importance"


def read_spans(matrix: Matrix, prepared: Prepared) -> Spans:
    """Return the spans of a problem as a method sees it.

    Under a weighted sum with ``minmax`` a weight is worth the span of the column, with ``range``
    the criterion's range, with ``vector`` the length of the column: the slope of the prepared
    table says which. TOPSIS is read in the same way from its normalised values: amounts with
    equal ``w a / s`` move an alternative equally far.

    Parameters
    ----------
    matrix
        Values ``(m, n)``.
    prepared
        The method's preparation of it.
    """
    values = matrix.values
    low, high = values.min(axis=0), values.max(axis=0)
    declared = matrix.ranges[:, 1] - matrix.ranges[:, 0]
    extent = np.where(np.isnan(declared), high - low, declared)
    extent = np.where(extent > 0, extent, np.nan)
    slope = _slopes(values, _table(prepared))
    exact = np.isfinite(slope)
    return Spans(
        full=np.where(exact, 1.0 / np.where(exact, slope, 1.0), extent),
        limit=np.where(high > low, high - low, np.nan),
        whole=_counted(matrix, extent),
        exact=exact,
        separates=high > low,
        adds=prepared.worth is not None,
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
