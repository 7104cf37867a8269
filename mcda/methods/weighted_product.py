"""Weighted product."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from mcda.column_law import LOGARITHM, ColumnLaw
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import log_normalise, refuse_not_above_zero
from mcda.traits import LINEAR, Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class WeightedProduct(Method):
    r"""Rank by :math:`S_i = \prod_j r_{ij}^{w_j}`, above 0, larger is better.

    The logarithm is linear in the weights, so stability is exact and the contributions
    ``w_j ln r_ij`` sum to ``ln S_i``.

    References
    ----------
    Bridgman, P. W. (1922). Dimensional Analysis. Miller, D. W. & Starr, M. K. (1969).
    Executive Decisions and Operations Research.
    """

    name = "weighted_product"
    place = 4
    title = {"en": "Weighted product", "zh": "加权乘积法"}  # noqa: RUF012 - never written
    reference = "Bridgman (1922), Dimensional Analysis, Yale University Press"
    contributions_sum = "log_score"

    normalisation: Literal["linear", "sum"] = "linear"
    """``linear`` (x/max, min/x) or ``sum``; both need values above zero. The order is the same."""

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return replace(LINEAR, needs_positive=True, monotone=True, independent=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return LOGARITHM

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the logarithms of the normalised table."""
        # A column of zeros separates nothing and counts as 1; a single zero would erase the rest.
        refuse_not_above_zero(matrix, self.name)
        return LinearForm(log_normalise(matrix, self.normalisation), logarithmic=True)
