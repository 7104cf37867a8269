r"""How the cells of one column enter the order of two alternatives, method by method.

With ``u`` the column, or its inverse or logarithm, an alternative stands in column ``j`` at
:math:`r_i = \pm u_i / N(u)` but for a constant that is the same for all. The scale ``N`` is 1, the
spread of the column or its largest or smallest entry, the sum of its entries, that sum with the
largest counted twice, or the length. The order is that of :math:`\sum_j w_j r_{ij}`, or that of the
closeness made of the distances :math:`w_j (r_{ij} - r^\pm_j)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import Matrix, Method
from mcda.methods.ahp import Ahp
from mcda.methods.aras import Aras
from mcda.methods.mabac import Mabac
from mcda.methods.marcos import Marcos
from mcda.methods.moora import Moora
from mcda.methods.pymcdm import PymcdmMairca, PymcdmOcra
from mcda.methods.spotis import Spotis
from mcda.methods.topsis import Topsis
from mcda.methods.waspas import Waspas
from mcda.methods.weighted_product import WeightedProduct
from mcda.methods.weighted_sum import WeightedSum
from mcda.prepare.normalise import Normalisation

Scale = Literal["one", "spread", "largest", "smallest", "total", "total_and_largest", "length"]
Flags = npt.NDArray[np.bool_]
NEAREST_TO_ZERO = 1e-12  # of the smallest value of a column that must stay above 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """How a method reads its columns.

    Parameters
    ----------
    scale
        ``N`` of the module's formula.
    variable
        ``u``: the value; its inverse where it is a cost; its logarithm.
    least
        What values must be: anything, at least 0, or above 0. Inverted ones are above 0 anyway.
    fixed
        Values are divided by the length of their range; ``"clipped"``: and past its ends they
        count as the end itself.
    averaged
        Values are also divided by the number of alternatives.
    power
        Of the distances that make the closeness; None where the order is that of a weighted sum.
        Manhattan closeness is such a sum.
    """

    scale: Scale
    variable: Literal["value", "inverse_cost", "logarithm"] = "value"
    least: Literal["any", "zero", "above_zero"] = "any"
    fixed: Literal["no", "yes", "clipped"] = "no"
    averaged: bool = False
    power: float | None = None

    def inverted(self, matrix: Matrix) -> Flags:
        """Tell in which columns ``u`` is ``1 / x``, shape ``(n,)``."""
        return ~matrix.benefit & (self.variable == "inverse_cost")

    def sign(self, matrix: Matrix) -> FloatArray:
        """Return 1 where a larger ``u`` is better and -1 elsewhere, ``(n,)``."""
        return np.where(matrix.benefit | self.inverted(matrix), 1.0, -1.0)

    def unit(self, matrix: Matrix) -> FloatArray:
        """Return what values are divided by besides ``N``, ``(n,)``."""
        share = float(len(matrix.alternatives)) if self.averaged else 1.0
        if self.fixed == "no":
            return np.full(len(matrix.benefit), share)
        return share * (matrix.ranges[:, 1] - matrix.ranges[:, 0])

    def floor(self, matrix: Matrix) -> FloatArray:
        """Return the smallest value that the method takes in each column, ``(n,)``.

        Where values must be above 0 it is 1e-12 of the column's smallest. A column of zeros that
        would have to be above 0 separates nothing and its floor is infinite.
        """
        low = -np.inf if self.least == "any" else 0.0
        above = self.inverted(matrix) | (self.least == "above_zero")
        return np.where(above, nearest_to_zero(matrix), low)


def nearest_to_zero(matrix: Matrix) -> FloatArray:
    """Return 1e-12 of the smallest of each column; infinite where that is not above 0, ``(n,)``."""
    smallest = matrix.values.min(axis=0)
    return np.where(smallest > 0, NEAREST_TO_ZERO * smallest, np.inf)


def law_of(method: Method) -> Law | None:
    """Return the law of a configured method; None where its columns follow none of these."""
    match method:
        case Topsis(normalisation=kind, distance=distance):
            law = _BY_NORMALISATION[kind]
            power = _POWERS[distance]
            if law.fixed == "no":
                return replace(law, power=power)
            return replace(law, fixed="clipped", power=power)
        case WeightedSum(normalisation=kind):
            return _BY_NORMALISATION[kind]
        case Ahp(mode=mode):
            return _BY_NORMALISATION["sum" if mode == "distributive" else "linear"]
        case Waspas(lambda_=share):
            return {0.0: _LOGARITHM, 1.0: replace(_LINEAR, least="above_zero")}.get(share)
    return _OTHERS.get(type(method))


_POWERS = {"euclidean": 2.0, "manhattan": None, "chebyshev": np.inf}
_LINEAR = Law(scale="largest", variable="inverse_cost", least="zero")
_LOGARITHM = Law(scale="one", variable="logarithm", least="above_zero")
_BY_NORMALISATION: Mapping[Normalisation, Law] = {
    "vector": Law(scale="length"),
    "minmax": Law(scale="spread"),
    "max": Law(scale="largest", least="zero"),
    "linear": _LINEAR,
    "sum": Law(scale="total", variable="inverse_cost", least="zero"),
    "range": Law(scale="one", fixed="yes"),
    "none": Law(scale="one"),
}
_OTHERS: Mapping[type[Method], Law] = {
    WeightedProduct: _LOGARITHM,
    Spotis: _BY_NORMALISATION["range"],
    Marcos: _LINEAR,
    Aras: replace(_LINEAR, scale="total_and_largest"),
    Mabac: _BY_NORMALISATION["minmax"],
    Moora: _BY_NORMALISATION["vector"],
    PymcdmMairca: replace(_BY_NORMALISATION["minmax"], averaged=True),
    PymcdmOcra: Law(scale="smallest", least="above_zero"),
}
