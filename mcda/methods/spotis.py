"""SPOTIS: distance to the ideal point on fixed ranges; free of rank reversal."""

from dataclasses import dataclass, replace
from functools import cached_property

from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import normalise
from mcda.traits import ON_SCALE, Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Spotis(Method):
    r"""Rank by :math:`d_i = \sum_j w_j |x_{ij} - s_j| / (high_j - low_j)`, lower is better.

    ``s_j`` is the better end of the criterion's range; ``d`` lies in 0..1.

    References
    ----------
    Dezert, J., Tchamova, A., Han, D. & Tacnet, J.-M. (2020). The SPOTIS rank reversal free
    method for multi-criteria decision-making support. FUSION 2020.
    doi:10.23919/FUSION45008.2020.9190347
    """

    name = "spotis"
    baseline = "ideal"
    place = 7
    title = {"en": "SPOTIS", "zh": "SPOTIS（稳定偏好排序法）"}  # noqa: RUF012 - never written
    reference = "Dezert et al. (2020), doi:10.23919/FUSION45008.2020.9190347"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return replace(ON_SCALE, lower_is_better=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return BY_NORMALISATION["range"]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the normalised distances to the ideal point."""
        # What is worth v on a scale of 0..1 is 1 - v from its best end.
        return LinearForm(1.0 - normalise(matrix, "range", self.name), lower_is_better=True)
