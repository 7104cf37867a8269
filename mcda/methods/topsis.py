"""TOPSIS: nearest to the ideal, farthest from the anti-ideal."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.errors import Fault, InvalidMethod
from mcda.kernel import RatioForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import Normalisation, normalise
from mcda.traits import Traits

_POWER = {"euclidean": 2.0, "manhattan": 1.0, "chebyshev": np.inf}


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Topsis(Method):
    """Rank by closeness :math:`C_i = D_i^- / (D_i^+ + D_i^-)`, in 0..1, larger is better.

    Normalise, weight, and measure each alternative's distance to the best and to the worst value
    of every criterion. The fixed ``range`` normalisation measures to the ends of the range, so
    that no alternative changes the order of two others.

    References
    ----------
    Hwang, C.-L. & Yoon, K. (1981). Multiple Attribute Decision Making.
    doi:10.1007/978-3-642-48318-9
    Deng, H., Yeh, C.-H. & Willis, R. J. (2000). Inter-company comparison using modified TOPSIS
    with objective weights. Computers & Operations Research 27(10), 963-973.
    doi:10.1016/S0305-0548(99)00069-6
    """

    name = "topsis"
    baseline = "anti_ideal"
    place = 1
    title = {"en": "TOPSIS", "zh": "TOPSIS（逼近理想解排序法）"}  # noqa: RUF012 - never written
    reference = "Hwang & Yoon (1981), doi:10.1007/978-3-642-48318-9"

    normalisation: Normalisation = "vector"
    """See `mcda.prepare.normalise`."""
    distance: Literal["euclidean", "manhattan", "chebyshev"] = "euclidean"
    """``euclidean``, ``manhattan`` or ``chebyshev``, of the weighted differences."""
    weighting: Literal["squared", "distance"] = "squared"
    r"""``squared``: differences are weighted before they are squared, as in the textbook;
    ``distance``: the weights stand inside, :math:`D^2 = \sum_j w_j d_j^2`, so that going from the
    worst to the best end of a criterion alone is worth exactly its weight. The two agree for
    ``manhattan``; ``chebyshev`` has no such form."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.weighting == "distance" and self.distance == "chebyshev":
            fields = {"method": self.name, "parameter": "weighting", "value": self.weighting}
            raise InvalidMethod([Fault("weighting_without_weights", ("weighting",), fields)])

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        fixed = self.normalisation == "range"
        additive = self.distance == "manhattan"  # the order of the weighted sum
        return Traits(
            exact_stability=additive
            or (self.distance == "euclidean" and self.weighting == "squared"),
            linear_in_weights=additive,
            weighs_swings=fixed and (additive or self.weighting == "distance"),
            needs_range=fixed,
            unit_free=self.normalisation != "none",
            shift_free=self.normalisation in ("minmax", "range", "none"),
            # A better cell brings no other alternative nearer to the ideal or farther from the
            # anti-ideal, unless the whole column is divided by a longer one.
            monotone=self.normalisation not in ("vector", "sum")
            or (additive and self.normalisation == "sum"),
            independent=fixed or (additive and self.normalisation == "none"),
        )

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        power = None if self.distance == "manhattan" else _POWER[self.distance]
        return replace(BY_NORMALISATION[self.normalisation], power=power)

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the two tables of raised distances."""
        oriented = normalise(matrix, self.normalisation)
        if self.normalisation == "range":
            best, worst = np.ones(oriented.shape[-1]), np.zeros(oriented.shape[-1])
        else:
            best = np.maximum.reduce(oriented, axis=-2, keepdims=True)
            worst = np.minimum.reduce(oriented, axis=-2, keepdims=True)
            if oriented.ndim == 2:
                best, worst = best[0], worst[0]
        return RatioForm(
            oriented, best, worst, _POWER[self.distance], inside=self.weighting == "distance"
        )
