"""Priorities and consistency of a tree of judgements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise import Consistency, complete, consistency, logarithmic_least_squares, priorities
from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation
from weights.ahp.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NodePriorities:
    """A node with its priorities."""

    node: Node
    """As it was stated."""
    local: FloatArray
    """Priorities of the ``k`` children, sum 1."""
    reach: FloatArray
    """``(k, n)``: weights of all criteria within each child."""
    share: float
    """Global weight of the node."""
    matrix: FloatArray | None
    """``(k, k)``, unanswered judgements completed; None for a node without judgements."""
    answered: npt.NDArray[np.bool_] | None
    """``(k, k)``: which judgements were given."""
    consistency: Consistency | None
    """Of the matrix; None without one."""
    children: tuple["NodePriorities | None", ...]
    """Solved nodes below, None for criteria."""

    def walk(self) -> Iterator["NodePriorities"]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            if child is not None:
                yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PriorityTree:
    """All nodes of a tree with their priorities."""

    criteria: tuple[str, ...]
    """Ids of the ``n`` leaves."""
    root: NodePriorities
    """The topmost node."""
    priority: Prioritisation
    """How priorities and ratios were computed."""
    table: RandomIndex
    """How priorities and ratios were computed."""

    @property
    def weights(self) -> FloatArray:
        """Global weights of the criteria, ``(n,)``, sum 1."""
        return self.root.local @ self.root.reach

    def nodes(self) -> tuple[NodePriorities, ...]:
        """Return all nodes, parents first."""
        return tuple(self.root.walk())

    def judged(self) -> tuple[NodePriorities, ...]:
        """Return the nodes that have judgements."""
        return tuple(node for node in self.nodes() if node.matrix is not None)


def solve(
    root: Node, priority: Prioritisation = "eigenvector", table: RandomIndex = "saaty_2005"
) -> PriorityTree:
    """Return local and global priorities of a tree.

    A node's global weight is handed down: a child's is its parent's times its local priority, and
    a criterion that stands under several nodes gets the sum.

    Unanswered judgements are completed by the least principal eigenvalue first, and left out by
    ``logarithmic_least_squares``.

    References
    ----------
    Saaty, T. L. (1980). The Analytic Hierarchy Process. Bozoki, S., Fulop, J. & Ronyai, L. (2010).
    On optimal completion of incomplete pairwise comparison matrices. Mathematical and Computer
    Modelling 52(1-2), 318-333. doi:10.1016/j.mcm.2010.02.047
    """
    criteria = root.criteria
    columns = {name: column for column, name in enumerate(criteria)}
    return PriorityTree(
        criteria=criteria,
        root=_solve(root, 1.0, columns, priority, table),
        priority=priority,
        table=table,
    )


def _solve(
    node: Node,
    share: float,
    columns: Mapping[str, int],
    priority: Prioritisation,
    table: RandomIndex,
) -> NodePriorities:
    local = np.ones(1) if node.values is None else node.values
    matrix, answered, measured = None, None, None
    if node.judgements is not None:
        answered = ~np.isnan(node.judgements)
        missing = int((~answered).sum()) // 2
        matrix = complete(node.judgements).matrix if missing else node.judgements
        if missing and priority == "logarithmic_least_squares":
            local = logarithmic_least_squares(node.judgements)
        else:
            local = priorities(matrix, priority)
        measured = consistency(matrix, table, missing=missing)
    reach = np.zeros((len(node.children), len(columns)))
    children: list[NodePriorities | None] = []
    for row, child in enumerate(node.children):
        if isinstance(child, str):
            reach[row, columns[child]] = 1.0
            children.append(None)
        else:
            below = _solve(child, share * float(local[row]), columns, priority, table)
            reach[row] = below.local @ below.reach
            children.append(below)
    return NodePriorities(
        node=node,
        local=local,
        reach=reach,
        share=share,
        matrix=matrix,
        answered=answered,
        consistency=measured,
        children=tuple(children),
    )
