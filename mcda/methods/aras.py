"""ARAS: the share of what the best values together would reach."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import ScaledForm, product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, normalise
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Aras(Method):
    r"""Rank by the degree of utility :math:`K_i = S_i / S_0`, in 0..1, larger is better.

    .. math:: S_i = \sum_j w_j \frac{u_{ij}}{\sum_{i=0}^m u_{ij}}

    ``u`` is the value of a benefit and the reciprocal of a cost; row 0 is an added alternative
    that has the best value on every criterion. ``S`` is linear in the weights, and so is the
    order.

    References
    ----------
    Zavadskas, E. K. & Turskis, Z. (2010). A new additive ratio assessment (ARAS) method in
    multicriteria decision-making. Technological and Economic Development of Economy 16(2),
    159-172. doi:10.3846/tede.2010.10
    """

    name = "aras"
    place = 13
    title = {"en": "ARAS", "zh": "ARAS（加性比率评估法）"}  # noqa: RUF012 - never written
    reference = "Zavadskas & Turskis (2010), doi:10.3846/tede.2010.10"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(exact_stability=True, linear_in_weights=True, monotone=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return replace(BY_NORMALISATION["linear"], scale="total_and_largest")

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the shares of the column sums, with the added alternative among the rows."""
        relative = normalise(matrix, "linear", f"{self.name} (sum)")  # u over the best u
        best = relative.max(axis=-2, keepdims=True)
        total = relative.sum(axis=-2, keepdims=True) + best
        return _Utility(divide(relative, total), best=divide(best, total))


@dataclass(frozen=True, eq=False, kw_only=True)
class _Utility(ScaledForm):
    best: FloatArray

    def factor(self, weights: FloatArray) -> FloatArray:
        """Return ``1 / S_0``."""
        reached = product(weights, self.best)
        return divide(np.ones_like(reached), reached)
