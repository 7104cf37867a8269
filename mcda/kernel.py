"""Prepared forms shared by methods: scores of a batch of weights as matrix products.

`LinearForm` serves every method whose order is linear in the weights, `ScaledForm` those methods
that divide the sums by the sum of a reference, `RatioForm` methods that compare distances to an
ideal and an anti-ideal point. All also take a batch of matrices (one for each weight vector), so
that uncertain data use the same code.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.method import Attribution, Prepared, competition_ranks
from mcda.prepare.normalise import divide

BLOCKS = 5
"""Blocks in a batch that one thread ranks at once."""

_ONE_THREAD = 500_000  # multiplications; BLAS divides a larger product among its threads


def block_rows(m: int, n: int) -> int:
    """Return how many rows of weights BLAS multiplies by an ``(m, n)`` table in one thread."""
    return min(max(_ONE_THREAD // max(m * n, 1), 8), 512)


def product(weights: FloatArray, table: FloatArray) -> FloatArray:
    """Return ``sum_j w_j table_ij``: ``(s, n)`` by ``(m, n)`` or ``(s, m, n)`` to ``(s, m)``.

    A batch of a few whole blocks, such as our own threads rank, is multiplied block by block:
    the threads of BLAS would wait for each other.
    """
    if table.ndim == 2:
        rows = block_rows(*table.shape)
        blocks, rest = divmod(len(weights), rows)
        if rest == 0 and 1 < blocks <= BLOCKS:
            return np.matmul(weights.reshape(blocks, rows, -1), table.T).reshape(len(weights), -1)
        return weights @ table.T
    return np.matmul(table, weights[:, :, None])[:, :, 0]


@dataclass(frozen=True, eq=False)
class LinearForm(Prepared):
    """Scores ``S = W @ local.T``, or ``exp`` of these, or their negatives."""

    local: FloatArray
    """``(m, n)`` or ``(s, m, n)``: worth of each alternative on each criterion."""
    logarithmic: bool = False
    """``local`` holds logarithms and the score is ``exp(W @ local.T)``."""
    lower_is_better: bool = False
    """The smallest score is the best."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """Findings of the preparation."""
    notes: tuple[Note, ...] = ()
    """Findings of the preparation."""

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return scores ``(s, m)`` for weights ``(s, n)``."""
        total = product(weights, self.local)
        return np.exp(total) if self.logarithmic else total

    def order(self, weights: FloatArray) -> FloatArray:
        """Return keys linear in the weights with the order of the scores, larger is better."""
        total = product(weights, self.local)
        return -total if self.lower_is_better else total

    def ranks(self, weights: FloatArray, scores: FloatArray | None = None) -> npt.NDArray[np.int64]:
        """Return competition ranks by the linear keys; ties depend on the size of their terms."""
        scale = product(weights, np.abs(self.local)).max(axis=1, initial=0.0)
        return competition_ranks(self.order(weights), scale)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return ``w_j local_ij``; rows sum to the score, or to its logarithm."""
        return self.local * weights

    @property
    def worth(self) -> FloatArray:
        """Local values oriented so that larger is better."""
        return -self.local if self.lower_is_better else self.local

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        r"""Return :math:`w_j (v_{1j} - v_{ij})`, ``v`` the local values.

        Where the score is ``exp`` of the sum, times the logarithmic mean of both scores: the
        integral along the straight line of logarithms.
        """
        worth = -self.local if self.lower_is_better else self.local
        gaps = weights * (worth[first] - worth)
        if self.logarithmic:
            gaps *= _logarithmic_means(self.local @ weights, first)[:, None]
        return Attribution(gaps=gaps, values=worth)


def _logarithmic_means(logarithms: FloatArray, first: int) -> FloatArray:
    """Return ``(a - b) / (ln a - ln b)`` of each row and the first, from logarithms, ``(m,)``."""
    apart = np.abs(logarithms - logarithms[first])
    larger = np.exp(np.maximum(logarithms, logarithms[first]))
    return larger * np.where(apart > 0, divide(-np.expm1(-apart), apart), 1.0)


@dataclass(frozen=True, eq=False)
class ScaledForm(LinearForm):
    """Scores ``f(W) (W @ local.T)`` with a factor that is the same for all alternatives.

    The factor is positive, so that the order is that of the sums; a subclass defines `factor` and
    keeps the `worth` declared here.
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

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        r"""Return :math:`f w_j (v_{1j} - v_{ij})`."""
        plain = LinearForm.attribution(self, weights, first)
        return plain and replace(plain, gaps=plain.gaps * self.factor(weights[None]))


@dataclass(frozen=True, eq=False)
class RatioForm(Prepared):
    r"""Closeness :math:`C = D^- / (D^+ + D^-)` with :math:`D = (\sum_j (w_j d_j)^p)^{1/p}`.

    Notes
    -----
    With ``P = (best - r)^p`` and ``Q = (r - worst)^p`` the sums are two matrix products,
    ``W^p @ P.T`` and ``W^p @ Q.T``. Closeness is monotone in their ratio.
    """

    oriented: FloatArray
    """``(m, n)`` or ``(s, m, n)``, larger is better."""
    best: FloatArray
    """Ideal and anti-ideal, ``(n,)`` or ``(s, 1, n)``."""
    worst: FloatArray
    """Ideal and anti-ideal, ``(n,)`` or ``(s, 1, n)``."""
    power: float = 2.0
    """``p``: 2 Euclidean, 1 Manhattan, ``inf`` Chebyshev."""
    inside: bool = False
    r"""The weights stand inside the distance, :math:`D = (\sum_j w_j d_j^p)^{1/p}`: the form above
    with the weights' roots in the place of the weights."""

    by_closeness = True

    def factors(self, weights: FloatArray) -> FloatArray:
        """Return the factors of the differences, with the shape of the weights."""
        return np.asarray(weights ** (1.0 / self.power)) if self.inside else weights

    @cached_property
    def _raised(self) -> FloatArray:
        """``P`` and ``Q`` stacked, so that one product serves both."""
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

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        r"""Return the Aumann-Shapley parts along the straight line of values.

        .. math:: (r_{1j} - r_{ij}) \int_0^1 \partial_j C(r_i + t (r_1 - r_i)) \, dt

        The ideal and the anti-ideal stay where they are. Manhattan closeness is a sum; Chebyshev
        distances have no such parts, since one criterion at a time makes them.
        """
        if not math.isfinite(self.power):
            return None
        whole = self.best - self.worst
        values = divide(self.oriented - self.worst, np.broadcast_to(whole, self.oriented.shape))
        values = np.where(whole > 0, values, 0.0)
        if self.power == 1:
            total = float(weights @ whole)
            parts = weights * (self.oriented[first] - self.oriented)
            return Attribution(gaps=parts / total if total else 0 * parts, values=values)
        size = np.maximum.reduce(whole, axis=None) or 1.0  # closeness has no unit
        away = (self.best - self.oriented) / size, (self.oriented - self.worst) / size
        gaps = _euclidean_gaps(*away, self.factors(weights) ** 2, first)
        return Attribution(gaps=gaps, values=values)


_LEGENDRE, _DOUBLED = np.polynomial.legendre.leggauss(24)
_NODES = np.concatenate([[0.0], 0.5 + 0.5 * _LEGENDRE, [1.0]])  # the ends beside them
_SHARES = 0.5 * _DOUBLED
_EXACT = 2e-14  # of a closeness: what the parts of one stretch may miss of their sum
_SHORTEST, _MOST = 2.0**-45, 16  # stretches, and how many of them an alternative


def _euclidean_gaps(
    to_best: FloatArray, to_worst: FloatArray, factors: FloatArray, first: int
) -> FloatArray:
    """Return the parts of the differences of Euclidean closeness, ``(m, n)``.

    Differences to the ideal and the anti-ideal are ``(m, n)`` and not negative; `first` is the row
    that the line of each alternative leads to. Shapes: `to_best`, `to_worst` ``(m, n)``; `factors`
    ``(n,)``.

    Notes
    -----
    Squared distances along a line are quadratic in ``t``, so that the parts of all criteria follow
    from four integrals of one variable. A stretch whose parts do not sum to its difference is
    halved: near the ideal and the anti-ideal the distances turn sharply.
    """
    squares = [_squares(away, factors, first) for away in (to_best, to_worst)]
    m = len(to_best)
    steps = factors * (to_best - to_best[first])
    gaps = np.zeros(to_best.shape)
    row, low, width = np.arange(m), np.zeros(m), 1.0
    while len(row):
        at = low[:, None] + width * _NODES
        plus, minus = (_distances(square[:, row], at) for square in squares)
        total = (plus[:, 1:-1] + minus[:, 1:-1]) ** 2
        parts = np.zeros((len(row), to_best.shape[1]))
        for away, over, under in ((to_worst, plus, minus), (to_best, minus, plus)):
            slope = divide(over[:, 1:-1], under[:, 1:-1] * total) * (width * _SHARES)
            late = (slope * at[:, 1:-1]).sum(axis=1)
            parts += (slope.sum(axis=1) - late)[:, None] * away[row] + late[:, None] * away[first]
        parts *= steps[row]
        closeness = divide(minus, plus + minus)
        missed = np.abs(parts.sum(axis=1) - (closeness[:, -1] - closeness[:, 0]))
        halved = (missed > _EXACT) & (width > _SHORTEST) & (len(row) <= _MOST * m)
        np.add.at(gaps, row[~halved], parts[~halved])
        width /= 2
        row, low = np.tile(row[halved], 2), np.concatenate([low[halved], low[halved] + width])
    return gaps


def _squares(away: FloatArray, factors: FloatArray, first: int) -> FloatArray:
    """Return squared distances of the rows, their products with the first, the first's, (3, m)."""
    weighted = away * factors
    own, mixed = (weighted * away).sum(axis=1), weighted @ away[first]
    return np.stack([own, mixed, np.full(len(own), mixed[first])])


def _distances(squares: FloatArray, nodes: FloatArray) -> FloatArray:
    """Return the distances at the nodes, ``(k, q)``; no term is negative, so that none cancels."""
    own, mixed, first = squares[:, :, None]
    rest = 1 - nodes
    return np.asarray(np.sqrt(rest * rest * own + 2 * nodes * rest * mixed + nodes * nodes * first))


def linear_form(prepared: Prepared) -> LinearForm | None:
    """Return the argument if it is a `LinearForm` that declares a `worth`; else None."""
    return prepared if isinstance(prepared, LinearForm) and prepared.worth is not None else None


def ratio_form(prepared: Prepared) -> RatioForm | None:
    """Return the argument if it is a `RatioForm` of closeness in powers of the weights, else None.

    A form with the weights inside is refused: the proofs move weights by their squares.
    """
    form = closeness_form(prepared)
    return None if form is None or form.inside else form


def closeness_form(prepared: Prepared) -> RatioForm | None:
    """Return the argument if it is a `RatioForm` that declares `by_closeness`; else None."""
    return prepared if isinstance(prepared, RatioForm) and prepared.by_closeness else None


def has_closed_form(prepared: Prepared) -> bool:
    """Return whether two alternatives change places at the roots of a polynomial of one weight."""
    form = ratio_form(prepared)
    return prepared.worth is not None or (form is not None and math.isfinite(form.power))
