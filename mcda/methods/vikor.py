"""VIKOR: the compromise between the group's benefit and the worst regret."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from annotated_types import Interval, doc

from mcda.cells import FloatArray
from mcda.column_law import BY_NORMALISATION, ColumnLaw
from mcda.details import ByAlternative, Rows
from mcda.kernel import product
from mcda.method import TOLERANCE, Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, normalise
from mcda.traits import Traits


@dataclass(frozen=True, kw_only=True)
class VikorDetails:
    """What VIKOR says besides ``Q``."""

    S: Annotated[
        ByAlternative,
        doc(
            "the weighted sum of the regrets of each alternative, in 0..1; the smallest serves the "
            "group best."
        ),
    ]
    R: Annotated[
        ByAlternative,
        doc(
            "the largest weighted regret of each alternative, in 0..1; the smallest leaves the "
            "least to complain of."
        ),
    ]
    acceptable_advantage: Annotated[
        bool, doc("the second is behind the first by at least 1/(m - 1) of Q, with m alternatives.")
    ]
    acceptable_stability: Annotated[bool, doc("the first is also the best by S or by R.")]
    compromise_set: Annotated[
        Rows,
        doc(
            "the first alone where both tests hold; with whoever is second where only stability "
            "fails; with all that are nearer than the advantage where that fails."
        ),
    ]


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Vikor(Method):
    """Rank by :math:`Q = v (S-S^*)/(S^--S^*) + (1-v) (R-R^*)/(R^--R^*)`, lower is better.

    With regrets :math:`f = (best - x)/(best - worst)` per criterion, ``S`` is the weighted sum
    and ``R`` the weighted maximum of the regrets; ``*`` marks the smallest and ``-`` the largest
    over the alternatives. ``Q`` lies in 0..1.

    References
    ----------
    Opricovic, S. & Tzeng, G.-H. (2004). Compromise solution by MCDM methods. European Journal
    of Operational Research 156(2), 445-455. doi:10.1016/S0377-2217(03)00020-1
    """

    name = "vikor"
    baseline = "best"
    place = 5
    title = {"en": "VIKOR", "zh": "VIKOR（折衷排序法）"}  # noqa: RUF012 - never written
    reference = "Opricovic & Tzeng (2004), doi:10.1016/S0377-2217(03)00020-1"
    # Veto, consensus and majority rule. The ends are left out: 1 is the weighted sum under minmax.
    varied = {"v": (0.25, 0.5, 0.75)}  # noqa: RUF012 - never written
    details = VikorDetails

    v: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """Weight of the group's benefit against the worst regret."""

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        # A better cell lowers no other regret; only the scales of both terms can turn an order.
        return Traits(lower_is_better=True, shift_free=True, monotone=self.v in (0, 1))

    def column_law(self) -> ColumnLaw:
        """Return the column law of this configuration."""
        return replace(BY_NORMALISATION["minmax"], compromise=self.v)

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the table of regrets."""
        regret = 1.0 - normalise(matrix, "minmax")
        constant = np.ptp(matrix.values, axis=-2, keepdims=True) == 0
        return _Regrets(np.where(constant, 0.0, regret), self.v)


@dataclass(frozen=True, eq=False)
class _Regrets(Prepared):
    regret: FloatArray
    v: float
    lower_is_better: bool = True

    def _sums(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        # A maximum over the short last axis is slow; criterion by criterion it runs along rows.
        worst = weights[:, 0, None] * self.regret[..., 0]
        for j in range(1, weights.shape[1]):
            np.maximum(worst, weights[:, j, None] * self.regret[..., j], out=worst)
        return product(weights, self.regret), worst

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return ``Q`` in 0..1, ``(s, m)``."""
        total, worst = self._sums(weights)
        return self.v * _scaled(total) + (1 - self.v) * _scaled(worst)

    def order(self, weights: FloatArray) -> FloatArray:
        """Return ``-Q``."""
        return -self.scores(weights)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return parts that sum to ``Q``.

        Of the sum: each criterion's regret against that of the alternative of smallest ``S``; of
        the maximum: all to the criterion that attains it, against the smallest ``R`` likewise.
        """
        parts = weights * self.regret
        total, worst = (sums[0] for sums in self._sums(weights[None]))
        by_worst = np.where(np.arange(parts.shape[1]) == parts.argmax(axis=1)[:, None], parts, 0.0)
        by_sum = divide(parts - parts[total.argmin()], _spread(total))
        by_worst = divide(by_worst - by_worst[worst.argmin()], _spread(worst))
        return self.v * by_sum + (1 - self.v) * by_worst

    def outcome(self, weights: FloatArray) -> Mapping[str, Any]:
        """Return ``S``, ``R``, both acceptance tests and the compromise set (row numbers).

        Differences of ``Q`` meet the threshold ``1/(m - 1)`` within the tolerance of ranks, so
        that a difference equal to it in exact arithmetic is an advantage whatever the rounding.
        Alternatives that share the second place are treated together.
        """
        total, worst = (sums[0] for sums in self._sums(weights[None]))
        q = self.scores(weights[None])[0]
        best = _least(total) | _least(worst)
        leaders = np.flatnonzero(_least(q))
        stable = bool(best[leaders].any())
        first = int(leaders[best[leaders].argmax()])
        behind, others = q - q[first], np.arange(len(q)) != first
        level = TOLERANCE * np.abs(q).max()
        close = others & (behind < 1.0 / max(len(q) - 1, 1) - level)
        second = others & (behind <= behind.min(initial=np.inf, where=others) + level)
        rest = close if close.any() else second & (not stable)
        return {
            "S": total.tolist(),
            "R": worst.tolist(),
            "acceptable_advantage": not bool(close.any()),
            "acceptable_stability": stable,
            "compromise_set": sorted([first, *np.flatnonzero(rest).tolist()]),
        }


_NOISE = 1e-12  # of the largest: what differs by less is level, and must not be stretched to 0..1


def _spread(x: FloatArray) -> FloatArray:
    spread = np.ptp(x, axis=-1, keepdims=True)
    return np.where(spread <= _NOISE * np.abs(x).max(axis=-1, keepdims=True), 0.0, spread)


def _scaled(x: FloatArray) -> FloatArray:
    return divide(x - x.min(axis=-1, keepdims=True), np.broadcast_to(_spread(x), x.shape))


def _least(x: FloatArray) -> npt.NDArray[np.bool_]:
    return x - x.min() <= TOLERANCE * np.abs(x).max()
