"""CODAS: Euclidean distance from the worst values, then the distance along the axes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from annotated_types import Interval, doc

from mcda.cells import FloatArray
from mcda.details import ByAlternative
from mcda.kernel import product
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.prepare.normalise import divide, normalise
from mcda.traits import Traits

_NOISE = 1e-13  # of the sum of the distances: what cancels to less is level


@dataclass(frozen=True, kw_only=True)
class CodasDetails:
    """What CODAS says besides its score."""

    E: Annotated[
        ByAlternative, doc("Euclidean distance of each alternative from the negative ideal.")
    ]
    T: Annotated[
        ByAlternative, doc("taxicab distance of each alternative from the negative ideal.")
    ]
    H: Annotated[
        ByAlternative,
        doc(
            "the assessment score as published; `score` is at most what those have that are at "
            "least as good on every criterion."
        ),
    ]


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Codas(Method):
    r"""Rank by the assessment score ``H``, around 0, larger is better.

    .. math:: H_i = \sum_k (E_i - E_k) + \psi(E_i - E_k) (T_i - T_k), \quad
        \psi(d) = 1 \text{ where } |d| \ge \tau \text{ else } 0

    ``E`` is the Euclidean and ``T`` the taxicab distance of :math:`w_j r_{ij}` from the column's
    smallest, with the ``linear`` normalisation. Costs must be above zero and nothing below it.

    The step of :math:`\psi` can put a dominated alternative above the one that dominates it, if
    rarely. Here an alternative scores at most what those score that are at least as good on every
    weighted criterion; other scores stay as published.

    References
    ----------
    Keshavarz Ghorabaee, M., Zavadskas, E. K., Turskis, Z. & Antucheviciene, J. (2016). A new
    combinative distance-based assessment (CODAS) method for multi-criteria decision-making.
    Economic Computation and Economic Cybernetics Studies and Research 50(3), 25-44.
    """

    name = "codas"
    baseline = "average"
    place = 11
    title = {"en": "CODAS", "zh": "CODAS（组合距离评估法）"}  # noqa: RUF012 - never written
    reference = (
        "Keshavarz Ghorabaee et al. (2016), A new combinative distance-based assessment (CODAS) "
        "method for multi-criteria decision-making"
    )
    details = CodasDetails

    tau: Annotated[float, Interval(ge=0, le=1)] = 0.02
    """Smallest difference of ``E`` at which ``T`` counts as well; 0.01 to 0.05 is usual."""

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(monotone=self.tau == 0)  # then it is the order of E + T

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the distance of each value above the worst."""
        relative = normalise(matrix, "linear", f"{self.name} (linear)")
        return _Distances(relative - relative.min(axis=-2, keepdims=True), self.tau)


@dataclass(frozen=True, eq=False)
class _Distances(Prepared):
    above: FloatArray
    tau: float

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return ``H``, ``(s, m)``."""
        return self._held(*self._published(weights), weights > 0)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return parts that sum to ``H``.

        ``T`` is a sum; ``E`` is divided in proportion to its squares. What a dominated
        alternative scores less than published is divided in proportion to the weights.
        """
        shares = weights / weights.sum()
        along, (euclidean, _, published) = shares * self.above, self._published(weights[None])
        squares = divide(along * along, np.broadcast_to(euclidean.T, along.shape))
        counted = (np.abs(euclidean.T - euclidean) >= self.tau).astype(np.float64)
        parts = len(along) * squares - squares.sum(axis=0)
        parts += counted.sum(axis=1, keepdims=True) * along - counted @ along
        return parts + (scores - published[0])[:, None] * shares

    def outcome(self, weights: FloatArray) -> Mapping[str, Any]:
        """Return both distances and the score as published."""
        tables = self._published(weights[None])
        return {key: value[0].tolist() for key, value in zip("ETH", tables, strict=True)}

    def _published(self, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return ``E``, ``T`` and ``H`` as published, each ``(s, m)``."""
        shares = divide(weights, weights.sum(axis=-1, keepdims=True))
        euclidean = np.sqrt(product(shares * shares, self.above * self.above))
        taxicab = product(shares, self.above)
        total = euclidean + taxicab
        size = total.sum(axis=1, keepdims=True)
        scores = total.shape[1] * total - size - _among_near(euclidean, taxicab, self.tau)
        return euclidean, taxicab, np.where(np.abs(scores) <= _NOISE * size, 0.0, scores)

    def _held(
        self,
        euclidean: FloatArray,
        taxicab: FloatArray,
        published: FloatArray,
        used: npt.NDArray[np.bool_],
    ) -> FloatArray:
        """Return the smallest score of those at least as good on all used criteria, ``(s, m)``.

        Of two alternatives the better one has the larger ``E + T``. With ``N_i`` the sum of
        :math:`T_i - T_k` over the ``k`` that are near, it scores less only where ``N`` makes up
        for ``m`` times the difference: where that is below :math:`(max N - min N) / m`.
        """
        total = euclidean + taxicab
        size, m = total.sum(axis=1, keepdims=True), total.shape[1]
        noise = _NOISE * size
        reach = np.ptp(m * total - size - published, axis=1, keepdims=True) / m + noise
        order = np.argsort(total, axis=1)
        totals, scores = (np.take_along_axis(x, order, axis=1) for x in (total, published))
        lowest = published.copy()
        for step in range(1, m):
            gap = totals[:, step:] - totals[:, :-step]
            near = gap <= reach
            if not near.any():
                break
            less = near & (scores[:, step:] < scores[:, :-step])
            rows, at = np.divmod(np.flatnonzero(less), m - step)
            self._hold(lowest, published, used, rows, order[rows, at], order[rows, at + step])
            level = gap <= noise  # the totals of equals are rounded
            if level.any():
                rows, at = np.nonzero(level & (scores[:, step:] > scores[:, :-step]))
                self._hold(lowest, published, used, rows, order[rows, at + step], order[rows, at])
        return lowest

    def _hold(
        self,
        found: FloatArray,
        published: FloatArray,
        used: npt.NDArray[np.bool_],
        rows: npt.NDArray[np.int64],
        lower: npt.NDArray[np.int64],
        higher: npt.NDArray[np.int64],
    ) -> None:
        """Limit the score of each lower row to that of the higher row if the higher dominates."""
        above = self.above
        if above.ndim == 2:
            at_least_as_good = above[higher] >= above[lower]
        else:
            at_least_as_good = above[rows, higher] >= above[rows, lower]
        holds = (at_least_as_good | ~used[rows]).all(axis=1)
        rows, lower, higher = rows[holds], lower[holds], higher[holds]
        found[rows, lower] = np.minimum(found[rows, lower], published[rows, higher])


def _among_near(euclidean: FloatArray, taxicab: FloatArray, tau: float) -> FloatArray:
    """Return the sum of ``T_i - T_k`` over the ``k`` whose ``E`` is nearer than tau, ``(s, m)``.

    In the order of ``E`` these are the neighbours at distance 1, 2, ... until none is near.
    """
    order = np.argsort(euclidean, axis=1)
    e, t = (np.take_along_axis(x, order, axis=1) for x in (euclidean, taxicab))
    near = np.zeros_like(t)
    for step in range(1, t.shape[1]):
        close = e[:, step:] - e[:, :-step] < tau
        if not close.any():
            break
        gap = np.where(close, t[:, step:] - t[:, :-step], 0.0)
        near[:, step:] += gap
        near[:, :-step] -= gap
    sums = np.empty_like(t)
    np.put_along_axis(sums, order, near, axis=1)
    return sums
