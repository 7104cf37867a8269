"""MOORA, the ratio system: what is gained less what it costs, on vector-normalised columns."""

from dataclasses import dataclass, replace
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
class Moora(Method):
    r"""Rank by :math:`y_i = \sum_{gains} w_j r_{ij} - \sum_{costs} w_j r_{ij}`, larger is better.

    :math:`r_{ij} = x_{ij} / \sqrt{\sum_i x_{ij}^2}` for benefits and costs alike; ``y`` lies in
    -1..1. The order is that of the weighted sum with the ``vector`` normalisation.

    References
    ----------
    Brauers, W. K. M. & Zavadskas, E. K. (2006). The MOORA method and its application to
    privatization in a transition economy. Control and Cybernetics 35(2), 445-469. Brauers,
    W. K. M., Zavadskas, E. K., Turskis, Z. & Vilutiene, T. (2008). Multi-objective contractor's
    ranking by applying the MOORA method. Journal of Business Economics and Management 9(4),
    245-255. doi:10.3846/1611-1699.2008.9.245-255
    """

    name = "moora"
    place = 15
    title = {"en": "MOORA (ratio system)", "zh": "MOORA（比率系统法）"}  # noqa: RUF012 - never written
    reference = "Brauers et al. (2008), doi:10.3846/1611-1699.2008.9.245-255"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(exact_stability=True, linear_in_weights=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return BY_NORMALISATION["vector"]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the ratios, those of costs negative."""
        as_gains = replace(matrix, benefit=np.ones_like(matrix.benefit))
        return LinearForm(normalise(as_gains, "vector") * np.where(matrix.benefit, 1.0, -1.0))
