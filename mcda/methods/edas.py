"""EDAS: distance above and below the average solution."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, refuse_negative
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Edas(Method):
    r"""Rank by the appraisal score, in 0..1, larger is better.

    .. math:: A_i = \frac{1}{2} \left( \frac{SP_i}{\max_k SP_k} + 1 - \frac{SN_i}{\max_k SN_k}
        \right), \quad SP_i = \sum_j w_j PDA_{ij},\quad SN_i = \sum_j w_j NDA_{ij}

    ``PDA`` is how far a value is better than the column's mean and ``NDA`` how far it is worse,
    both as a share of the mean and at least 0. Needs values of at least 0. Where nothing differs
    from the mean every alternative scores 1/2.

    References
    ----------
    Keshavarz Ghorabaee, M., Zavadskas, E. K., Olfat, L. & Turskis, Z. (2015). Multi-criteria
    inventory classification using a new method of evaluation based on distance from average
    solution (EDAS). Informatica 26(3), 435-451. doi:10.15388/Informatica.2015.57
    """

    name = "edas"
    baseline = "average"
    place = 8
    title = {"en": "EDAS", "zh": "EDAS（与平均解距离评估法）"}  # noqa: RUF012 - never written
    reference = "Keshavarz Ghorabaee et al. (2015), doi:10.15388/Informatica.2015.57"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits()

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the distances above and below the mean."""
        refuse_negative(matrix, f"{self.name} (share of the mean)")
        x = matrix.values
        mean = x.mean(axis=-2, keepdims=True)
        constant = np.ptp(x, axis=-2, keepdims=True) == 0  # a rounded mean would differ from it
        gap = np.where(constant, 0.0, divide(np.where(matrix.benefit, x - mean, mean - x), mean))
        return _Distances(np.maximum(gap, 0.0), np.maximum(-gap, 0.0))


@dataclass(frozen=True, eq=False)
class _Distances(Prepared):
    above: FloatArray
    below: FloatArray

    def _sums(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        return product(weights, self.above), product(weights, self.below)

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return ``A`` in 0..1, ``(s, m)``."""
        above, below = self._sums(weights)
        return 0.5 * (1.0 + _of_largest(above) - _of_largest(below))

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return parts that sum to ``A``.

        The 1/2 that an average alternative has is divided in proportion to the weights; each
        criterion then adds its distance above the mean and takes away that below.
        """
        above, below = (sums.max() for sums in self._sums(weights[None]))
        gained = divide(weights * self.above, above)
        lost = divide(weights * self.below, below)
        return 0.5 * (weights / weights.sum() + gained - lost)


def _of_largest(sums: FloatArray) -> FloatArray:
    return divide(sums, sums.max(axis=-1, keepdims=True))
