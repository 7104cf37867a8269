"""MABAC: distance from the border area between better and worse alternatives."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import normalise
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Mabac(Method):
    r"""Rank by :math:`S_i = \sum_j [w_j (n_{ij} + 1) - g_j]`, in -1..1, larger is better.

    ``n`` is the ``minmax`` normalisation and the border
    :math:`g_j = (\prod_i w_j (n_{ij} + 1))^{1/m}` the geometric mean over the ``m`` alternatives:
    ``S`` is above 0 in the upper area and below in the lower one. Since :math:`g_j` is
    :math:`w_j` times a constant of the column, the order is that of the weighted sum.

    References
    ----------
    Pamucar, D. & Cirovic, G. (2015). The selection of transport and handling resources in
    logistics centers using Multi-Attributive Border Approximation area Comparison (MABAC).
    Expert Systems with Applications 42(6), 3016-3028. doi:10.1016/j.eswa.2014.11.057
    """

    name = "mabac"
    baseline = "border"
    place = 10
    title = {"en": "MABAC", "zh": "MABAC（多属性边界逼近区域比较法）"}  # noqa: RUF012 - never written
    reference = "Pamucar & Cirovic (2015), doi:10.1016/j.eswa.2014.11.057"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(exact_stability=True, linear_in_weights=True, shift_free=True, monotone=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return BY_NORMALISATION["minmax"]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the distances from the border for a weight of 1."""
        normalised = normalise(matrix, "minmax")
        border = np.expm1(np.log1p(normalised).mean(axis=-2, keepdims=True))
        return LinearForm(normalised - border)
