"""COPRAS: what is gained, and a share of the costs in inverse proportion to them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, refuse_negative, refuse_zero_cost
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Copras(Method):
    r"""Rank by the degree of utility :math:`N_i = Q_i / \max_k Q_k`, in 0..1, larger is better.

    .. math:: Q_i = S_i^+ + \frac{S_{min}^- \sum_k S_k^-}{S_i^- \sum_k S_{min}^- / S_k^-}

    :math:`S^+` and :math:`S^-` are the weighted sums of the shares :math:`x_{ij} / \sum_i x_{ij}`
    over the benefits and over the costs. Needs benefits of at least 0 and costs above 0.

    References
    ----------
    Zavadskas, E. K., Kaklauskas, A. & Sarka, V. (1994). The new method of multicriteria complex
    proportional assessment of projects. Technological and Economic Development of Economy 1(3),
    131-139.
    """

    name = "copras"
    baseline = "average"
    place = 12
    title = {"en": "COPRAS", "zh": "COPRAS（复杂比例评估法）"}  # noqa: RUF012 - never written
    reference = (
        "Zavadskas, Kaklauskas & Sarka (1994), The new method of multicriteria complex "
        "proportional assessment of projects"
    )

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits()

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the shares of the column sums."""
        refuse_negative(matrix, self.name)
        refuse_zero_cost(matrix, self.name)
        # Dividing by the largest first keeps very large columns from overflowing their sum.
        relative = divide(matrix.values, matrix.values.max(axis=-2, keepdims=True))
        return _Shares(divide(relative, relative.sum(axis=-2, keepdims=True)), matrix.benefit)


@dataclass(frozen=True, eq=False)
class _Shares(Prepared):
    shares: FloatArray
    benefit: npt.NDArray[np.bool_]

    @property
    def worth(self) -> FloatArray | None:
        """The shares if all criteria are benefits, their negatives if all are costs, else None."""
        if self.benefit.all():
            return self.shares
        return None if self.benefit.any() else -self.shares

    def _parts(self, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the gains, the costs, and the worth of the costs; each ``(s, m)``."""
        gains = product(weights * self.benefit, self.shares)
        costs = product(weights * ~self.benefit, self.shares)
        inverse = divide(costs.min(axis=-1, keepdims=True) * np.ones_like(costs), costs)
        portion = divide(inverse, inverse.sum(axis=-1, keepdims=True))
        return gains, costs, costs.sum(axis=-1, keepdims=True) * portion

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return ``N`` in 0..1, ``(s, m)``."""
        gains, _, worth = self._parts(weights)
        total = gains + worth
        return divide(total, total.max(axis=-1, keepdims=True))

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        r"""Return parts that sum to ``N``.

        Gains are added unchanged. The worth of the costs is a function of their sum, which
        cannot be split by adding: it is divided by the integrals of its derivatives along the
        straight line from an alternative of average costs, whose worth is divided in proportion
        to the weights (Aumann & Shapley 1974). With the mean :math:`\bar S` of :math:`S^-`, the
        worth ``v`` of the costs and their total weight ``W`` a cost ``c`` has the part
        :math:`v_i [ (1 + S_i^- / \bar S) w_j / W - c_{ij} / \bar S ]`.
        """
        gains, costs, worth = (part[0][:, None] for part in self._parts(weights[None]))
        spent = np.where(self.benefit, 0.0, weights)
        mean, weight = costs.mean(), spent.sum()
        even = divide(spent, np.full_like(spent, weight)) * (1 + divide(costs, mean))
        cost_parts = worth * (even - divide(spent * self.shares, mean))
        parts = np.where(self.benefit, weights * self.shares, cost_parts)
        return divide(parts, (gains + worth).max())
