"""MARCOS: utility in relation to the ideal and to the anti-ideal alternative."""

from dataclasses import dataclass
from functools import cached_property

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.kernel import ScaledForm, product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, normalise
from mcda.traits import Traits


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Marcos(Method):
    r"""Rank by the utility ``f``, in 0..1, larger is better.

    .. math:: f_i = \frac{K_i^+ + K_i^-}{1 + \frac{1-f(K^+)}{f(K^+)} + \frac{1-f(K^-)}{f(K^-)}},
        \quad K_i^+ = S_i / S_{ai},\quad K_i^- = S_i / S_{aai}

    with :math:`f(K^-) = K_i^+ / (K_i^+ + K_i^-)` and :math:`f(K^+) = K_i^- / (K_i^+ + K_i^-)`.
    ``S`` is the weighted sum of the ``linear`` normalisation, of the ideal alternative (all the
    best values) :math:`S_{ai}` and of the anti-ideal one :math:`S_{aai}`. Both functions are the
    same for all alternatives, so that with :math:`q = S_{aai} / S_{ai}`

    .. math:: f_i = \frac{S_i}{S_{ai}} \frac{1 + q}{1 + q + q^2}

    and the order is linear in the weights.

    References
    ----------
    Stevic, Z., Pamucar, D., Puska, A. & Chatterjee, P. (2020). Sustainable supplier selection in
    healthcare industries using a new MCDM method: Measurement of alternatives and ranking
    according to COmpromise solution (MARCOS). Computers & Industrial Engineering 140, 106231.
    doi:10.1016/j.cie.2019.106231
    """

    name = "marcos"
    place = 9
    title = {"en": "MARCOS", "zh": "MARCOS（方案测度与折衷解排序法）"}  # noqa: RUF012 - never written
    reference = "Stevic et al. (2020), doi:10.1016/j.cie.2019.106231"

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(exact_stability=True, linear_in_weights=True, monotone=True)

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return BY_NORMALISATION["linear"]

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the normalised table with its best and worst rows."""
        relative = normalise(matrix, "linear", f"{self.name} (linear)")
        return _Utility(
            relative,
            ideal=relative.max(axis=-2, keepdims=True),
            anti_ideal=relative.min(axis=-2, keepdims=True),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Utility(ScaledForm):
    ideal: FloatArray
    anti_ideal: FloatArray

    def factor(self, weights: FloatArray) -> FloatArray:
        """Return ``(1 + q) / (1 + q + q^2) / S_ai``."""
        ideal, anti_ideal = product(weights, self.ideal), product(weights, self.anti_ideal)
        q = divide(anti_ideal, ideal)
        return divide((1 + q) / (1 + q + q * q), ideal)
