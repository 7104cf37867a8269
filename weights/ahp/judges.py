"""The uncertainty of a group's weights: judges differ, and only a few of them were asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import Judgement, WeightSet
from weights.ahp.errors import (
    drawn_judgements,
    drawn_weights,
    judgements_behind,
    residuals,
    step_error,
)
from weights.ahp.group import Group
from weights.ahp.priority_tree import NodePriorities, PriorityTree
from weights.judgement_error import ErrorSize, error_factor, log_prior, spread_out

_LEAST = 1e-3  # a priority below counts as this: points of 0 have no logarithm
_SIGMAS = np.log(np.geomspace(0.01, 20.0, 153))
_RATIOS = np.geomspace(0.01, 100.0, 93)
_CHUNK = 500_000  # entries of matrices at once


@dataclass(frozen=True, eq=False)
class JudgeSpread(WeightSet):
    r"""The common priorities of all judges, estimated from the few who were asked.

    Notes
    -----
    Judge k has priorities of their own, :math:`u_k = m + d_k` in logarithms, with :math:`d_k`
    normal of variance :math:`\tau^2`, a :math:`\tau` for each node, and answers with errors of
    standard deviation :math:`\sigma`. Least squares gives :math:`\hat u_k` with the covariance
    :math:`V_k = \tau^2 I + \sigma^2 L_k^+`, L the Laplacian of the judge's answers. What is asked
    for is m, not the mean of these few judges.

    Both are drawn from their distribution given the residuals within judges, which tell of
    :math:`\sigma` alone, and the distances between judges (restricted likelihood, m integrated
    out), by quadrature over :math:`\ln\sigma` and :math:`\ln(\tau/\sigma)`. Both have the prior of
    `weights.judgement_error`; for :math:`\tau` that is the spread of the nine experts too (.77).
    The group's priorities are then spread by :math:`\sum_k s_k^2 V_k`, s the shares: exact for
    geometric means where all judges answered the same pairs.

    References
    ----------
    Ramanathan, R. & Ganesh, L. S. (1994). Group preference aggregation methods employed in AHP.
    European Journal of Operational Research 79(2), 249-265. doi:10.1016/0377-2217(94)90356-5
    """

    name = "judges"

    group: Group
    """With a common tree, and more than one judge who counts."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The number of judges."""
        return {"judges": len(self.group.names)}

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements that a judge of the group answered, as the group's."""
        return judgements_behind(self._common)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw the errors and the spread of judges, and the common priorities."""
        return drawn_weights(self._common, self._local(size, rng))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw weights as `sample` does, and the group's judgements under these weights."""
        local = self._local(size, rng)
        return drawn_weights(self._common, local), drawn_judgements(self._common, local)

    @property
    def _common(self) -> PriorityTree:
        if self.group.common is None:
            raise TypeError(self.group.aggregate)  # pragma: no cover - made for common trees only
        return self.group.common

    @cached_property
    def _nodes(self) -> list["_NodeSpread | None"]:
        shares = self.group.shares
        counted = np.flatnonzero(shares > 0).tolist()
        return [
            _node_spread([self.group.at(place)[k] for k in counted], shares[counted])
            for place in range(len(self._common.nodes()))
        ]

    @cached_property
    def _sigmas(self) -> FloatArray:
        """Cumulative probabilities of the errors in `_SIGMAS`, ``(s,)``."""
        counted = np.flatnonzero(self.group.shares > 0).tolist()
        within = [residuals(node) for k in counted for node in self.group.trees[k].judged()]
        squares = sum(squared for squared, _, _ in within)
        freedom = sum(spare for _, spare, _ in within)
        log = log_prior(_SIGMAS) - freedom * _SIGMAS - squares / 2 * np.exp(-2 * _SIGMAS)
        log[np.exp(_SIGMAS) < step_error([judgements for *_, judgements in within])] = -np.inf
        log += sum(node.evidence for node in self._nodes if node is not None)
        below = np.cumsum(np.exp(log - log.max()))
        return np.asarray(below / below[-1])

    def _local(self, size: int, rng: np.random.Generator) -> list[FloatArray]:
        places = self._sigmas.searchsorted(rng.random(size))
        return [
            np.tile(node.local, (size, 1))
            if spread is None
            else spread_out(node.local, spread.errors(places, rng))
            for node, spread in zip(self._common.nodes(), self._nodes, strict=True)
        ]


class _NodeSpread(NamedTuple):
    """The spread of judges at a node."""

    evidence: FloatArray
    """``(s,)``: logarithm of the likelihood of each of `_SIGMAS`, less a constant."""
    ratios: FloatArray
    """``(s * r,)``: given each, chances of `_RATIOS` cumulated, row i from i to i + 1."""
    shared: float
    """Sum of the squared shares."""
    values: FloatArray
    """``(k - 1,)`` and ``(k - 1, k - 1)``: eigenvalues and eigenvectors of the sum of ``s_k^2
    L_k^+`` in the basis."""
    vectors: FloatArray
    """``(k - 1,)`` and ``(k - 1, k - 1)``: eigenvalues and eigenvectors of the sum of ``s_k^2
    L_k^+`` in the basis."""
    basis: FloatArray
    """``(k, k - 1)``, see `_contrasts`."""

    def errors(self, drawn: np.ndarray, rng: np.random.Generator) -> FloatArray:
        """Return errors of the logarithms of priorities, ``(size, k)``, for indices of sigmas."""
        place = self.ratios.searchsorted(drawn + rng.random(len(drawn)))
        ratio = _RATIOS[np.clip(place - drawn * len(_RATIOS), 0, len(_RATIOS) - 1)]
        # turned first: whatever eigenvectors equal values have, the same errors are drawn
        errors = rng.standard_normal((len(drawn), len(self.values))) @ self.vectors
        errors *= np.sqrt((ratio**2 * self.shared)[:, None] + self.values)
        errors *= np.exp(_SIGMAS)[drawn, None]
        return np.asarray(errors @ (self.basis @ self.vectors).T)


def _node_spread(nodes: Sequence[NodePriorities], shares: FloatArray) -> _NodeSpread | None:
    """Return the spread of the judges' results at a node; None with a single child."""
    size = len(nodes[0].local)
    if size == 1:
        return None
    basis = _contrasts(size)
    own = np.log(np.maximum([node.local for node in nodes], _LEAST)) @ basis
    covariances = np.array([_covariance(node, basis) for node in nodes])
    table = _likelihood(own, covariances) + log_prior(_SIGMAS[:, None] + np.log(_RATIOS))
    most = table.max(axis=1, keepdims=True)
    chances = np.exp(table - most)
    evidence = most[:, 0] + np.log(chances.sum(axis=1))
    below = np.cumsum(chances, axis=1) / chances.sum(axis=1, keepdims=True)
    values, vectors = np.linalg.eigh(np.einsum("k,kij->ij", shares**2, covariances))
    return _NodeSpread(
        evidence=evidence,
        ratios=(below + np.arange(len(below))[:, None]).ravel(),
        shared=float((shares**2).sum()),
        values=np.maximum(values, 0.0),
        vectors=vectors,
        basis=basis,
    )


def _contrasts(size: int) -> FloatArray:
    """Return Helmert's orthonormal basis ``(k, k - 1)`` of the vectors that sum to 0."""
    places = np.arange(1, size)
    basis = np.triu(np.ones((size, size - 1)))
    basis[places, places - 1] = -places
    return basis / np.sqrt(places * (places + 1.0))


def _covariance(node: NodePriorities, basis: FloatArray) -> FloatArray:
    """Return the covariance of a judge's logarithms per variance of an answer; 0 for points."""
    if node.answered is None:
        return np.zeros((basis.shape[1], basis.shape[1]))
    factor = basis.T @ error_factor(node.answered)
    return np.asarray(factor @ factor.T)


def _likelihood(own: FloatArray, covariances: FloatArray) -> FloatArray:
    r"""Return the logarithm of the restricted likelihood of sigmas and ratios, ``(s, r)``.

    With :math:`V_k = \sigma^2 (\rho^2 I + G_k)`, :math:`\sigma` stands outside: a determinant and
    a sum of squares for each ratio serve all sigmas.

    Shapes: `own` ``(j, c)``; `covariances` ``(j, c, c)``.
    """
    values, vectors = np.linalg.eigh(covariances)
    values, turned = np.maximum(values, 0.0), (own[:, None] @ vectors)[:, 0]
    chunks = np.array_split(_RATIOS, min(len(_RATIOS), 1 + len(_RATIOS) * vectors.size // _CHUNK))
    parts = [_by_ratio(own, turned, values + r[:, None, None] ** 2, vectors) for r in chunks]
    squares, volume = np.concatenate(parts, axis=1)
    freedom = own.size - own.shape[1]
    return np.asarray(
        -freedom * _SIGMAS[:, None] - volume / 2 - np.exp(-2 * _SIGMAS)[:, None] * squares / 2
    )


def _by_ratio(
    own: FloatArray, turned: FloatArray, scaled: FloatArray, vectors: FloatArray
) -> FloatArray:
    """Return squares about the common mean, and logarithms of determinants, ``(2, r)``.

    Shapes: `own`, `turned` ``(j, c)``; `scaled` ``(r, j, c)``; `vectors` ``(j, c, c)``.
    """
    precise = vectors / scaled[:, :, None]  # (r, j, c, c)
    weight = (precise @ vectors.transpose(0, 2, 1)).sum(axis=1)
    mean = np.linalg.solve(weight, (precise @ turned[..., None]).sum(axis=1))[..., 0]
    away = ((own - mean[:, None])[:, :, None] @ vectors)[:, :, 0]  # (r, j, c)
    squares = (away**2 / scaled).sum(axis=(1, 2))
    return np.array([squares, np.log(scaled).sum(axis=(1, 2)) + np.linalg.slogdet(weight)[1]])


@dataclass(frozen=True, eq=False)
class MeanOfJudges(WeightSet):
    r"""The mean weights of all such judges, estimated from the few who were asked.

    Notes
    -----
    The logarithms of a judge's weights lie about the common ones with a standard deviation that is
    drawn from the prior of `weights.judgement_error`, given how far these judges lie apart. The
    mean :math:`\bar w_i = \sum_k s_k w_{ki}` then errs, in logarithms, with the variance
    :math:`\tau^2 \sum_k (s_k w_{ki} / \bar w_i)^2`, to first order.
    """

    name = "judges"

    weights: FloatArray
    """``(j, n)``, a row a judge, sum 1."""
    shares: FloatArray
    """``(j,)``, sum 1: how much each counts; more than one is above 0."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The number of judges."""
        return {"judges": len(self.weights)}

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw the spread of the judges, and their mean, ``(size, n)``."""
        mean = self.shares @ self.weights
        parts = self.shares[:, None] * self.weights / np.where(mean > 0, mean, 1.0)
        errors = rng.standard_normal((size, len(mean))) * np.sqrt((parts**2).sum(axis=0))
        return spread_out(mean, self._apart.sample(size, rng)[:, None] * errors)

    @cached_property
    def _apart(self) -> ErrorSize:
        own = self.weights[np.ix_(self.shares > 0, self.shares @ self.weights > 0)]
        logs = np.log(np.maximum(own, _LEAST))
        logs -= logs.mean(axis=1, keepdims=True)
        away = logs - logs.mean(axis=0)
        return ErrorSize(float((away**2).sum()), (away.shape[0] - 1) * (away.shape[1] - 1))
