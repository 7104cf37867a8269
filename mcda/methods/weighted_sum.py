"""Weighted sum (simple additive weighting)."""

from dataclasses import dataclass, replace
from functools import cached_property

from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import Normalisation, normalise
from mcda.traits import LINEAR, Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class WeightedSum(Method):
    r"""Rank by :math:`S_i = \sum_j w_j r_{ij}`, larger is better.

    References
    ----------
    Fishburn, P. C. (1967). Additive utilities with incomplete product sets.
    Operations Research 15(3), 537-542. doi:10.1287/opre.15.3.537
    """

    name = "weighted_sum"
    place = 3
    title = {"en": "Weighted sum", "zh": "加权求和法"}  # noqa: RUF012 - never written
    reference = "Fishburn (1967), doi:10.1287/opre.15.3.537"

    normalisation: Normalisation = "minmax"
    """How ``r`` is made, see `mcda.prepare.normalise`; ``minmax`` and ``range`` give 0..1."""

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        fixed = self.normalisation == "range"
        return replace(
            LINEAR,
            weighs_swings=fixed,
            needs_range=fixed,
            unit_free=self.normalisation != "none",
            shift_free=self.normalisation in ("minmax", "range", "none"),
            # A better cell makes its own value larger or equal and no other, except that a longer
            # column brings negative values nearer to 0.
            monotone=self.normalisation != "vector",
            independent=self.normalisation in ("range", "none"),
        )

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return BY_NORMALISATION[self.normalisation]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the normalised table."""
        return LinearForm(normalise(matrix, self.normalisation))
