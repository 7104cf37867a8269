"""The prepared forms that methods share: scores of a batch of weights as matrix products.

`LinearForm` serves every method whose order is linear in the weights, `ScaledForm` those of them
that relate the sums to that of a reference, `RatioForm` those that compare the distances to an
ideal and an anti-ideal point. All also take a batch of matrices (one for each weight vector), so
that uncertain data run along the same road.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.method import Prepared, competition_ranks
from mcda.prepare.normalise import divide

BLOCKS = 5
"""Blocks in a batch that one thread ranks at once."""

_ONE_THREAD = 500_000  # multiplications; BLAS divides a larger product among its threads


def block_rows(m: int, n: int) -> int:
    """Return how many rows of weights BLAS multiplies by an ``(m, n)`` table in one thread."""
    return min(max(_ONE_THREAD // max(m * n, 1), 8), 512)


def product(weights: FloatArray, table: FloatArray) -> FloatArray:
    """Return ``sum_j w_j table_ij``: ``(s, n)`` by ``(m, n)`` or ``(s, m, n)`` to ``(s, m)``.

    A batch of a few whole blocks, as threads of our own rank them, is kept from the threads of
    BLAS, which would wait for each other.
    """
    if table.ndim == 2:
        rows = block_rows(*table.shape)
        blocks, rest = divmod(len(weights), rows)
        if rest == 0 and 1 < blocks <= BLOCKS:
            parts = np.matmul(weights.reshape(blocks, rows, -1), table.T)
            return parts.reshape(len(weights), -1)
        return weights @ table.T
    return np.matmul(table, weights[:, :, None])[:, :, 0]


@dataclass(frozen=True, eq=False)
class LinearForm(Prepared):
    """Scores ``S = W @ local.T``, or ``exp`` of that, or its negative image.

    Parameters
    ----------
    local
        ``(m, n)`` or ``(s, m, n)``: worth of each alternative on each criterion.
    logarithmic
        ``local`` holds logarithms and the score is ``exp(W @ local.T)``.
    lower_is_better
        The smallest score is the best.
    details, notes
        Findings of the preparation.
    """

    local: FloatArray
    logarithmic: bool = False
    lower_is_better: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return scores ``(s, m)`` for weights ``(s, n)``."""
        total = product(weights, self.local)
        return np.exp(total) if self.logarithmic else total

    def order(self, weights: FloatArray) -> FloatArray:
        """Return keys in the order of the scores, larger better, linear in the weights."""
        total = product(weights, self.local)
        return -total if self.lower_is_better else total

    def ranks(self, weights: FloatArray, scores: FloatArray | None = None) -> npt.NDArray[np.int64]:
        """Return competition ranks by the linear keys, ties judged by the size of their terms."""
        scale = product(weights, np.abs(self.local)).max(axis=1, initial=0.0)
        return competition_ranks(self.order(weights), scale)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return ``w_j local_ij``; rows sum to the score, or to its logarithm."""
        return self.local * weights

    @property
    def worth(self) -> FloatArray:
        """Local values oriented so that larger is better."""
        return -self.local if self.lower_is_better else self.local


@dataclass(frozen=True, eq=False)
class ScaledForm(LinearForm):
    """Scores ``f(W) (W @ local.T)`` with a factor that is the same for all alternatives.

    The factor is positive, so that the order is that of the sums; a subclass gives it and keeps
    the `worth` declared here.
    """

    free = LinearForm.free | {"factor"}

    @property
    def worth(self) -> FloatArray:
        """Local values oriented so that larger is better."""
        return super().worth

    def factor(self, weights: FloatArray) -> FloatArray:
        """Return ``f``, ``(s, 1)``, for weights ``(s, n)``."""
        raise NotImplementedError

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return scores ``(s, m)`` for weights ``(s, n)``."""
        return super().scores(weights) * self.factor(weights)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return ``f w_j local_ij``; rows sum to the score."""
        return super().contributions(weights, scores) * self.factor(weights[None])


@dataclass(frozen=True, eq=False)
class RatioForm(Prepared):
    r"""Closeness :math:`C = D^- / (D^+ + D^-)` with :math:`D = (\sum_j (w_j d_j)^p)^{1/p}`.

    Parameters
    ----------
    oriented
        ``(m, n)`` or ``(s, m, n)``, larger is better.
    best, worst
        Ideal and anti-ideal, ``(n,)`` or ``(s, 1, n)``.
    power
        ``p``: 2 Euclidean, 1 Manhattan, ``inf`` Chebyshev.
    inside
        The weights stand inside the distance, :math:`D = (\sum_j w_j d_j^p)^{1/p}`: the form
        above with the weights' roots in the place of the weights.

    Notes
    -----
    With ``P = (best - r)^p`` and ``Q = (r - worst)^p`` the sums are two matrix products,
    ``W^p @ P.T`` and ``W^p @ Q.T``. Closeness is monotone in their ratio.
    """

    oriented: FloatArray
    best: FloatArray
    worst: FloatArray
    power: float = 2.0
    inside: bool = False

    by_closeness = True

    def factors(self, weights: FloatArray) -> FloatArray:
        """Return what the differences are multiplied by, of the shape of the weights."""
        return np.asarray(weights ** (1.0 / self.power)) if self.inside else weights

    @cached_property
    def _raised(self) -> FloatArray:
        """``P`` and ``Q`` one after the other, so that one product serves both."""
        both = np.empty((2, *self.oriented.shape))
        np.subtract(self.best, self.oriented, out=both[0])
        np.subtract(self.oriented, self.worst, out=both[1])
        both **= self.power
        return both

    @property
    def P(self) -> FloatArray:  # noqa: N802 - the field's name
        """Raised differences to the ideal, ``(m, n)`` or ``(s, m, n)``."""
        return self._raised[0]

    @property
    def Q(self) -> FloatArray:  # noqa: N802 - the field's name
        """Raised differences to the anti-ideal, ``(m, n)`` or ``(s, m, n)``."""
        return self._raised[1]

    @property
    def worth(self) -> FloatArray | None:
        """``Q`` for Manhattan distances: there ``P + Q`` is the same for every alternative."""
        return self.Q if self.power == 1 else None

    def distances(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return ``D+`` and ``D-``, each ``(s, m)``."""
        if not math.isfinite(self.power):
            spread = weights[:, None, :]
            to_best, to_worst = self.best - self.oriented, self.oriented - self.worst
            return (spread * to_best).max(-1), (spread * to_worst).max(-1)
        raised = weights if self.inside else weights**self.power
        if self.oriented.ndim == 2:
            m, n = self.oriented.shape
            sums = raised @ self._raised.reshape(2 * m, n).T
            both = sums[:, :m], sums[:, m:]
        else:
            sums = np.matmul(self._raised, raised[:, :, None])[..., 0]
            both = sums[0], sums[1]
        if self.power == 2:
            np.sqrt(sums, out=sums)
        return both

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return closeness ``(s, m)`` in 0..1; 0.5 where both distances are 0."""
        plus, minus = self.distances(weights)
        total = plus + minus
        if total.all():
            return minus / total
        return np.where(total == 0, 0.5, divide(minus, total))

    def order(self, weights: FloatArray) -> FloatArray:
        """Return ``D-^p / (D+^p + D-^p)``: the order of closeness without any root."""
        if self.power != 2:
            return self.scores(weights)
        raised = weights if self.inside else weights * weights
        plus, minus = product(raised, self.P), product(raised, self.Q)
        np.add(plus, minus, out=plus)
        if plus.min(initial=1.0) > 0:
            np.divide(minus, plus, out=minus)
            return minus
        return np.where(plus == 0, 0.5, divide(minus, plus))

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return each criterion's part of ``D-^p``, scaled so that rows sum to the closeness."""
        if math.isfinite(self.power):
            parts = self.factors(weights) ** self.power * self.Q
        else:
            spread = weights * (self.oriented - self.worst)
            parts = np.where(np.arange(spread.shape[1]) == spread.argmax(1)[:, None], spread, 0.0)
        total = np.add.reduce(parts, axis=1)
        if all(total.tolist()):
            parts *= (scores / total)[:, None]
            return parts
        shares = np.where(total[:, None] == 0, weights, divide(parts, total[:, None]))
        return shares * scores[:, None]


def linear_form(prepared: Prepared) -> LinearForm | None:
    """Return a `LinearForm` whose order is still that of its table; None for anything else."""
    return prepared if isinstance(prepared, LinearForm) and prepared.worth is not None else None


def ratio_form(prepared: Prepared) -> RatioForm | None:
    """Return a `RatioForm` whose order is that of closeness in powers of the weights, else None.

    That with the weights inside is none: what is proved by it moves weights by their squares.
    """
    form = closeness_form(prepared)
    return None if form is None or form.inside else form


def closeness_form(prepared: Prepared) -> RatioForm | None:
    """Return a `RatioForm` whose order is still that of closeness; None for anything else."""
    return prepared if isinstance(prepared, RatioForm) and prepared.by_closeness else None


def has_closed_form(prepared: Prepared) -> bool:
    """Tell whether two alternatives change places at the roots of a polynomial of one weight."""
    form = ratio_form(prepared)
    return prepared.worth is not None or (form is not None and math.isfinite(form.power))
