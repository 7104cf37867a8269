"""The errors of judgements, and the weights that are possible with such errors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.pairwise.worst_judgements import SCALE
from mcda.weight_set import Judgement, WeightSet
from weights.ahp.priority_tree import NodePriorities, PriorityTree
from weights.judgement_error import ErrorSize, error_factor, spread_out

_ON_SCALE = 1e-9


@dataclass(frozen=True, eq=False)
class JudgementErrors(WeightSet):
    r"""Weights that are possible if judgements have the typical errors of people.

    Notes
    -----
    A judgement is taken as :math:`\ln a_{ij} = \ln w_i - \ln w_j + \epsilon` with independent
    normal errors of one standard deviation :math:`\sigma`, which is drawn, not plugged in: from the
    prior of `weights.judgement_error`, given the residuals of all nodes together, and never below
    what the steps of the 1-9 scale leave open (a 3 stands for anything from 2.5 to 3.5) where all
    judgements are on it. The logarithms of a node's priorities then have the covariance
    :math:`\sigma^2 L^+`, L the Laplacian of the graph of answers: the fewer answers, the wider.
    Answers that are just enough leave no residual, and :math:`\sigma` to the prior.

    References
    ----------
    Crawford, G. & Williams, C. (1985). A note on the analysis of subjective judgment matrices.
    Journal of Mathematical Psychology 29(4), 387-405. doi:10.1016/0022-2496(85)90002-1
    """

    name = "judgements"

    tree: PriorityTree
    """Solved judgements."""

    @cached_property
    def size(self) -> ErrorSize:
        """Distribution of the standard deviation of the logarithm of a judgement."""
        squares, freedom, steps = 0.0, 0, []
        for node in self.tree.judged():
            squared, spare, judgements = residuals(node)
            squares += squared
            freedom += spare
            steps.append(judgements)
        return ErrorSize(squares, freedom, step_error(steps))

    @property
    def facts(self) -> Mapping[str, Any]:
        """The factor by which a judgement is typically off, >= 1; 1 without judgements."""
        return {"factor": float(np.exp(self.size.median)) if self.tree.judged() else 1.0}

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
        sigma = self.size.sample(size, rng)
        local: list[FloatArray] = []
        for node in self.tree.nodes():
            if node.answered is None:
                local.append(np.tile(node.local, (size, 1)))
            else:
                factor = error_factor(node.answered)
                errors = rng.standard_normal((size, factor.shape[1]))
                errors *= sigma[:, None]
                local.append(spread_out(node.local, errors @ factor.T))
        return local


def residuals(node: NodePriorities) -> tuple[float, int, FloatArray]:
    """Return the sum of squared residuals, their degrees of freedom, and the judgements."""
    if node.matrix is None or node.answered is None:
        raise TypeError(node.node.id)  # pragma: no cover - only judged nodes are asked
    i, j = np.nonzero(np.triu(node.answered, 1))
    judgements = node.matrix[i, j]
    residual = np.log(judgements * node.local[j] / node.local[i])
    return float(residual @ residual), len(residual) - (len(node.local) - 1), judgements


def step_error(given: list[FloatArray]) -> float:
    """Return the standard deviation that the steps of the 1-9 scale leave; 0 off the scale."""
    values = np.concatenate(given) if given else np.empty(0)
    if not len(values):
        return 0.0
    size = np.maximum(values, 1 / values)
    if np.abs(size[:, None] - SCALE[None, :]).min(axis=1).max() > _ON_SCALE:
        return 0.0
    low = np.where(size > 1.25, size - 0.5, 1 / 1.5)  # a 1 stands for 1/1.5 to 1.5
    return float(np.sqrt((np.log((size + 0.5) / low) ** 2).mean() / 12))


def judgements_behind(tree: PriorityTree) -> tuple[Judgement, ...]:
    """Return the answered judgements of all nodes, parents first."""
    return tuple(
        Judgement(node=node.node.id, pair=(node.node.items[i], node.node.items[j]))
        for node in tree.nodes()
        for i, j in _pairs(node)
    )


def drawn_judgements(tree: PriorityTree, local: Sequence[FloatArray]) -> FloatArray:
    """Return the values of `judgements_behind` without error, ``(s, g)``.

    A ratio of drawn priorities ``(s, k)`` of the children of each node, parents first.
    """
    ratios = [
        priorities[:, i] / priorities[:, j]
        for node, priorities in zip(tree.nodes(), local, strict=True)
        for i, j in _pairs(node)
    ]
    return np.column_stack(ratios) if ratios else np.empty((len(local[0]), 0))


def drawn_weights(tree: PriorityTree, local: Sequence[FloatArray]) -> FloatArray:
    """Return the global weights from priorities as in `drawn_judgements`, ``(s, n)``."""
    return _under(tree.root, iter(local))


def _under(node: NodePriorities, local: Iterator[FloatArray]) -> FloatArray:
    priorities = next(local)
    weights = np.zeros((len(priorities), node.reach.shape[1]))
    for k, child in enumerate(node.children):
        weights += priorities[:, k, None] * (
            node.reach[k] if child is None else _under(child, local)
        )
    return weights


def _pairs(node: NodePriorities) -> list[tuple[int, int]]:
    """Return the items of each answered judgement, the one called more important first."""
    if node.matrix is None or node.answered is None:
        return []
    i, j = np.nonzero(np.triu(node.answered, 1))
    swap = node.matrix[i, j] < 1
    return list(zip(np.where(swap, j, i).tolist(), np.where(swap, i, j).tolist(), strict=True))
