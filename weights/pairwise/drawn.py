"""Drawn priorities of the nodes of a tree: weights they give, judgements they stand for."""

from collections.abc import Iterator, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import Judgement
from weights.pairwise.solved import Solved, SolvedTree


def judgements_behind(tree: SolvedTree) -> tuple[Judgement, ...]:
    """Return the answered judgements of all nodes, parents first.

    Parameters
    ----------
    tree
        Solved judgements.
    """
    return tuple(
        Judgement(node=node.node.id, pair=(node.node.items[i], node.node.items[j]))
        for node in tree.nodes()
        for i, j in _pairs(node)
    )


def drawn_judgements(tree: SolvedTree, local: Sequence[FloatArray]) -> FloatArray:
    """Return what each of `judgements_behind` would be without error: a ratio of priorities.

    Parameters
    ----------
    tree
        Solved judgements.
    local
        Drawn priorities ``(s, k)`` of the children of each node, parents first.

    Returns
    -------
    FloatArray
        ``(s, g)``.
    """
    found = [
        drawn[:, i] / drawn[:, j]
        for node, drawn in zip(tree.nodes(), local, strict=True)
        for i, j in _pairs(node)
    ]
    return np.column_stack(found) if found else np.empty((len(local[0]), 0))


def drawn_weights(tree: SolvedTree, local: Sequence[FloatArray]) -> FloatArray:
    """Return the global weights that drawn priorities give, ``(s, n)``.

    Parameters
    ----------
    tree
        Solved judgements.
    local
        Drawn priorities ``(s, k)`` of the children of each node, parents first.
    """
    return _under(tree.root, iter(local))


def _under(node: Solved, local: Iterator[FloatArray]) -> FloatArray:
    drawn = next(local)
    found = np.zeros((len(drawn), node.reach.shape[1]))
    for k, child in enumerate(node.children):
        found += drawn[:, k, None] * (node.reach[k] if child is None else _under(child, local))
    return found


def _pairs(node: Solved) -> list[tuple[int, int]]:
    """Return the items of each answered judgement, the one called more important first."""
    if node.matrix is None or node.answered is None:
        return []
    i, j = np.nonzero(np.triu(node.answered, 1))
    swap = node.matrix[i, j] < 1
    return list(zip(np.where(swap, j, i).tolist(), np.where(swap, i, j).tolist(), strict=True))
