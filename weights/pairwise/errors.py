"""How exact judgements are, and the weights that such judgements leave open."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.pairwise.worst import SCALE
from mcda.weight_set import Judgement, WeightSet
from weights.pairwise.drawn import drawn_judgements, drawn_weights, judgements_behind
from weights.pairwise.solved import Solved, SolvedTree

_ON_SCALE = 1e-9


@dataclass(frozen=True, eq=False)
class JudgementErrors(WeightSet):
    r"""Weights under which the judgements would be as wrong as they show themselves to be.

    Parameters
    ----------
    tree
        Solved judgements.

    Notes
    -----
    A judgement is taken as :math:`\ln a_{ij} = \ln w_i - \ln w_j + \epsilon` with independent
    normal errors. Their variance :math:`\sigma^2` is the residual variance of all nodes together,
    but never below what the steps of the 1-9 scale leave open (a 3 stands for anything from 2.5
    to 3.5) where all judgements are on it. The logarithms of a node's priorities then have the
    covariance :math:`\sigma^2 L^+`, L the Laplacian of the graph of answers: the fewer answers,
    the wider.

    References
    ----------
    Crawford, G. & Williams, C. (1985). A note on the analysis of subjective judgment matrices.
    Journal of Mathematical Psychology 29(4), 387-405. doi:10.1016/0022-2496(85)90002-1
    """

    name = "judgements"

    tree: SolvedTree

    @cached_property
    def sigma(self) -> float:
        """Standard deviation of the logarithm of a judgement."""
        return judgement_error(self.tree)

    @property
    def facts(self) -> Mapping[str, Any]:
        """The factor by which a judgement is typically off, >= 1."""
        return {"factor": float(np.exp(self.sigma))}

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The answered judgements."""
        return judgements_behind(self.tree)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw global weights, ``(size, n)``."""
        return drawn_weights(self.tree, self._local(size, rng))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw global weights and what the judgements would be without error."""
        local = self._local(size, rng)
        return drawn_weights(self.tree, local), drawn_judgements(self.tree, local)

    def _local(self, size: int, rng: np.random.Generator) -> list[FloatArray]:
        return [_local_draws(node, self.sigma, size, rng) for node in self.tree.nodes()]


def judgement_error(tree: SolvedTree) -> float:
    """Return the standard deviation of the logarithm of a judgement, >= 0."""
    squares, freedom, steps = 0.0, 0, []
    for node in tree.judged():
        given = _upper(node)
        residuals = np.log(given[2] * node.local[given[1]] / node.local[given[0]])
        squares += float((residuals**2).sum())
        freedom += len(residuals) - (len(node.local) - 1)
        steps.append(given[2])
    residual = squares / freedom if freedom > 0 else 0.0
    return float(np.sqrt(max(residual, _of_the_scale(steps))))


def _upper(node: Solved) -> tuple[np.ndarray, np.ndarray, FloatArray]:
    """Return rows, columns and values of the answered judgements above the diagonal."""
    if node.matrix is None or node.answered is None:
        raise TypeError(node.node.id)  # pragma: no cover - only judged nodes are asked
    i, j = np.nonzero(np.triu(node.answered, 1))
    return i, j, node.matrix[i, j]


def _of_the_scale(given: list[FloatArray]) -> float:
    values = np.concatenate(given) if given else np.empty(0)
    if not len(values):
        return 0.0
    size = np.maximum(values, 1 / values)
    if np.abs(size[:, None] - SCALE[None, :]).min(axis=1).max() > _ON_SCALE:
        return 0.0
    low = np.where(size > 1.25, size - 0.5, 1 / 1.5)  # a 1 stands for 1/1.5 to 1.5
    return float((np.log((size + 0.5) / low) ** 2).mean() / 12)


def _local_draws(node: Solved, sigma: float, size: int, rng: np.random.Generator) -> FloatArray:
    if node.answered is None or sigma == 0:
        return np.tile(node.local, (size, 1))
    graph = node.answered.astype(np.float64)
    np.fill_diagonal(graph, 0.0)
    values, vectors = np.linalg.eigh(np.diag(graph.sum(axis=1)) - graph)
    factor = vectors[:, 1:] / np.sqrt(values[1:])  # the first eigenvalue is 0: a common scale
    errors = sigma * rng.standard_normal((size, factor.shape[1])) @ factor.T
    drawn = node.local * np.exp(errors)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))
