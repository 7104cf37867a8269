"""WASPAS: the weighted sum and the weighted product, mixed."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated

import numpy as np
from annotated_types import Interval

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, LOGARITHM, ColumnLaw
from mcda.kernel import product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, log_normalise, normalise, refuse_not_above_zero
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Waspas(Method):
    r"""Rank by :math:`Q_i = \lambda \sum_j w_j r_{ij} + (1-\lambda) \prod_j r_{ij}^{w_j}`.

    ``r`` is the ``linear`` normalisation (x/max, min/x), so that ``Q`` lies in 0..1; larger is
    better. Needs values above zero. The order is linear in the weights where ``lambda`` is 0 or 1.

    References
    ----------
    Zavadskas, E. K., Turskis, Z., Antucheviciene, J. & Zakarevicius, A. (2012). Optimization of
    weighted aggregated sum product assessment. Elektronika ir Elektrotechnika 122(6), 3-6.
    doi:10.5755/j01.eee.122.6.1810
    """

    name = "waspas"
    place = 14
    title = {"en": "WASPAS", "zh": "WASPAS（加权和积综合评估法）"}  # noqa: RUF012 - never written
    reference = "Zavadskas et al. (2012), doi:10.5755/j01.eee.122.6.1810"

    lambda_: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """Share of the weighted sum; the parameter's name is ``lambda``."""

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        pure = self.lambda_ in (0, 1)
        return Traits(
            exact_stability=pure,
            linear_in_weights=pure,
            needs_positive=True,
            monotone=True,
            independent=self.lambda_ == 0,
        )

    def column_law(self) -> ColumnLaw | None:
        """Return the column law of the sum, or of the product, if only one of them counts."""
        of_sum = replace(BY_NORMALISATION["linear"], least="above_zero")
        return {0.0: LOGARITHM, 1.0: of_sum}.get(self.lambda_)

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the normalised table and its logarithms."""
        refuse_not_above_zero(matrix, self.name)
        return _Mixture(normalise(matrix, "linear"), log_normalise(matrix, "linear"), self.lambda_)


@dataclass(frozen=True, eq=False)
class _Mixture(Prepared):
    relative: FloatArray
    logarithms: FloatArray
    share: float

    @property
    def worth(self) -> FloatArray | None:
        """The table of the sum or of the product if only one of them counts."""
        return {0.0: self.logarithms, 1.0: self.relative}.get(self.share)

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return ``Q`` in 0..1, ``(s, m)``."""
        shares = divide(weights, weights.sum(axis=-1, keepdims=True))
        powers = np.exp(product(shares, self.logarithms))
        return self.share * product(shares, self.relative) + (1 - self.share) * powers

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        r"""Return parts that sum to ``Q``.

        The sum is added unchanged. The product of an alternative with all the best values is
        1, of which each criterion has its weight; the shortfall is divided in proportion to
        the logarithms :math:`w_j \ln r_{ij}`: the integrals of the derivatives on the straight
        line between the logarithms (Aumann & Shapley 1974).
        """
        shares = weights / weights.sum()
        terms = shares * self.logarithms
        total = terms.sum(axis=1, keepdims=True)
        rate = np.where(total == 0, 1.0, divide(np.expm1(total), total))
        return self.share * shares * self.relative + (1 - self.share) * (shares + rate * terms)
