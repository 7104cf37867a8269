r"""How the cells of one column enter the order of two alternatives.

With ``u`` the column, or its inverse or logarithm, an alternative has in column ``j`` the position
:math:`r_i = \pm u_i / N(u)`, up to a constant that is the same for all. The scale ``N`` is 1, the
spread of the column or its largest or smallest entry, the sum of its entries, that sum with the
largest counted twice, or the length. The order is that of :math:`\sum_j w_j r_{ij}`, that of the
closeness made of the distances :math:`w_j (r_{ij} - r^\pm_j)`, or a compromise between the sum and
the maximum of the latter. A method declares its law (`mcda.method.Method.column_law`), and what is
exact about facts relies on this law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Scale = Literal["one", "spread", "largest", "smallest", "total", "total_and_largest", "length"]
Flags = npt.NDArray[np.bool_]
NEAREST_TO_ZERO = 1e-12  # of the smallest value of a column that must stay above 0


class Columns(Protocol):
    """The data that a law reads from a `mcda.method.Matrix` of ``m`` alternatives."""

    @property
    def values(self) -> FloatArray:
        """Shape ``(m, n)``."""

    @property
    def benefit(self) -> Flags:
        """Shape ``(n,)``."""

    @property
    def ranges(self) -> FloatArray:
        """Shape ``(n, 2)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLaw:
    """How a method reads its columns."""

    scale: Scale
    """``N`` of the module's formula."""
    variable: Literal["value", "inverse_cost", "logarithm"] = "value"
    """``u``: the value; its inverse where it is a cost; its logarithm."""
    least: Literal["any", "zero", "above_zero"] = "any"
    """What values must be: anything, at least 0, or above 0. Inverted ones are above 0 anyway."""
    fixed: Literal["no", "yes", "clipped"] = "no"
    """Values are divided by the length of their range; ``"clipped"``: and past its ends they count
    as the end itself."""
    averaged: bool = False
    """Values are also divided by the number of alternatives."""
    power: float | None = None
    """Of the distances that make the closeness; None where the order is another. Manhattan
    closeness is a weighted sum."""
    compromise: float | None = None
    """Share of the sum of the distances to the best against the largest of them, each scaled to
    0..1 over the alternatives; None where the order is another."""

    @property
    def reads_scale(self) -> bool:
        """Whether columns are read on their criteria's scales, including curves and targets."""
        return self.fixed == "clipped"

    def inverted(self, matrix: Columns) -> Flags:
        """Tell in which columns ``u`` is ``1 / x``, shape ``(n,)``."""
        return ~matrix.benefit & (self.variable == "inverse_cost")

    def sign(self, matrix: Columns) -> FloatArray:
        """Return 1 where a larger ``u`` is better and -1 elsewhere, ``(n,)``."""
        return np.where(matrix.benefit | self.inverted(matrix), 1.0, -1.0)

    def unit(self, matrix: Columns) -> FloatArray:
        """Return the divisors of the columns' values besides ``N``, ``(n,)``."""
        share = float(len(matrix.values)) if self.averaged else 1.0
        if self.fixed == "no":
            return np.full(len(matrix.benefit), share)
        return share * (matrix.ranges[:, 1] - matrix.ranges[:, 0])

    def floor(self, matrix: Columns) -> FloatArray:
        """Return the smallest value that the method takes in each column, ``(n,)``.

        Where values must be above 0, this is 1e-12 of the column's smallest one. A column of zeros
        that would have to be above 0 separates no alternatives; its floor is infinite.
        """
        low = -np.inf if self.least == "any" else 0.0
        above = self.inverted(matrix) | (self.least == "above_zero")
        return np.where(above, nearest_to_zero(matrix), low)


def nearest_to_zero(matrix: Columns) -> FloatArray:
    """Return 1e-12 of each column's smallest value; infinite if that is not above 0, ``(n,)``."""
    smallest = matrix.values.min(axis=0)
    return np.where(smallest > 0, NEAREST_TO_ZERO * smallest, np.inf)


LOGARITHM = ColumnLaw(scale="one", variable="logarithm", least="above_zero")
BY_NORMALISATION: Mapping[str, ColumnLaw] = {
    "vector": ColumnLaw(scale="length"),
    "minmax": ColumnLaw(scale="spread"),
    "max": ColumnLaw(scale="largest", least="zero"),
    "linear": ColumnLaw(scale="largest", variable="inverse_cost", least="zero"),
    "sum": ColumnLaw(scale="total", variable="inverse_cost", least="zero"),
    "range": ColumnLaw(scale="one", fixed="clipped"),
    "none": ColumnLaw(scale="one"),
}
