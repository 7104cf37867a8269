"""Several judges of the same tree, with their judgements or their priorities aggregated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, Note, error_path
from weights.ahp.priority_tree import NodePriorities, PriorityTree, solve
from weights.ahp.tree import Node, read_tree
from weights.spec import GroupComparisons, Judge

Aggregate = Literal["judgements", "priorities", "priorities_geometric"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Group:
    """Judges with their own results and the common one."""

    names: tuple[str, ...]
    """Of the ``j`` judges."""
    shares: FloatArray
    """``(j,)``, sum 1."""
    trees: tuple[PriorityTree, ...]
    """Each judge's own, solved."""
    common: PriorityTree | None
    """The tree of the geometric means of their judgements, solved, or of the ratios of each
    judge's own priorities; None where the arithmetic mean is taken."""
    aggregate: Aggregate
    """``judgements``, or ``priorities``: the arithmetic mean of the judges' weights, or
    ``priorities_geometric``: the geometric mean of their priorities, node by node."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the ``n`` criteria."""
        return self.trees[0].criteria

    @property
    def own_weights(self) -> FloatArray:
        """Each judge's weights, ``(j, n)``."""
        return np.array([tree.weights for tree in self.trees])

    @property
    def weights(self) -> FloatArray:
        """The group's weights, ``(n,)``, sum 1."""
        return self.shares @ self.own_weights if self.common is None else self.common.weights

    def at(self, place: int) -> tuple[NodePriorities, ...]:
        """Return the results of every judge at a node, by the index of the node."""
        return self._nodes[place]

    @cached_property
    def _nodes(self) -> tuple[tuple[NodePriorities, ...], ...]:
        return tuple(zip(*(tree.nodes() for tree in self.trees), strict=True))

    def without(self, place: int) -> "Group | None":
        """Return the group without one judge; None if no judge with a share would remain."""
        others = [k for k in range(len(self.names)) if k != place]
        shares = self.shares[others]
        if not shares.sum() > 0:
            return None
        trees = [self.trees[k] for k in others]
        return bring_together(
            [self.names[k] for k in others], shares / shares.sum(), trees, self.aggregate
        )


def read_group(spec: GroupComparisons) -> Group:
    """Return the group of a statement.

    Raises
    ------
    InvalidWeights
        Judges of the same name, without any share, or with different trees.
    InvalidJudgements
        A judge's matrix is wrong; the fault names judge, node and pair.
    """
    _check_judges(spec.judges)
    roots = []
    for place, judge in enumerate(spec.judges):
        path = ("judges", place)
        items = spec.items if judge.hierarchy is None else None
        within = Note("within_judge", (), {"judge": judge.name})
        try:
            with error_path(*path):
                roots.append(read_tree(items, judge.matrix, judge.hierarchy, within))
        except InvalidWeights as error:
            faults = [  # those of the common items at their own place: they are no judge's own
                replace(fault.at_path("items"), within=None)
                if fault.path == (*path, "items")
                else fault
                for fault in error.faults
            ]
            raise InvalidWeights(faults) from error
    wanted, first = _shape(roots[0]), spec.judges[0].name
    differing = [
        Fault("judges_differ", ("judges", place), {"judge": judge.name, "other": first})
        for place, (root, judge) in enumerate(zip(roots, spec.judges, strict=True))
        if _shape(root) != wanted
    ]
    InvalidWeights.raise_any(differing)
    shares = np.array([judge.share for judge in spec.judges])
    shares = shares / shares.max()  # before the sum, which could overflow
    return bring_together(
        [judge.name for judge in spec.judges],
        shares / shares.sum(),
        [solve(root, spec.priority, spec.random_index) for root in roots],
        spec.aggregate,
    )


def bring_together(
    names: Sequence[str], shares: FloatArray, trees: Sequence[PriorityTree], aggregate: Aggregate
) -> Group:
    """Return the group of judges whose trees are solved already."""
    first = trees[0]
    common = None
    if aggregate != "priorities":
        is_own = aggregate == "priorities_geometric"
        roots = [_completed(tree.root) if is_own else tree.root.node for tree in trees]
        common = solve(_mean_node(roots, shares), first.priority, first.table)
    return Group(
        names=tuple(names), shares=shares, trees=tuple(trees), common=common, aggregate=aggregate
    )


def mean_judgements(matrices: FloatArray, shares: FloatArray) -> FloatArray:
    r"""Return the weighted geometric means :math:`\prod_j a_{ik}^{s_j}` of the given answers.

    NaN without an answer of a judge with a share. Shapes: `matrices` ``(j, k, k)``, NaN where not
    answered; `shares` ``(j,)``; returned ``(k, k)``.

    References
    ----------
    Aczel, J. & Saaty, T. L. (1983). Procedures for synthesizing ratio judgements. Journal of
    Mathematical Psychology 27(1), 93-102. doi:10.1016/0022-2496(83)90028-7
    """
    answered = ~np.isnan(matrices)
    counted = answered * shares[:, None, None]
    total = counted.sum(axis=0)
    logarithms = np.log(np.where(answered, matrices, 1.0))
    mean = (counted * logarithms).sum(axis=0) / np.where(total > 0, total, 1.0)
    upper = np.triu(np.where(total > 0, mean, np.nan), 1)
    return np.exp(upper - upper.T)


def _completed(node: NodePriorities) -> Node:
    """Return a judge's node with the ratios of its priorities as judgements."""
    children = [
        own if child is None else _completed(child)
        for own, child in zip(node.node.children, node.children, strict=True)
    ]
    ratios = None if node.matrix is None else node.local[:, None] / node.local
    return replace(node.node, children=tuple(children), judgements=ratios)


def _mean_node(nodes: Sequence[Node], shares: FloatArray) -> Node:
    first = nodes[0]
    children: list[Node | str] = []
    for place, child in enumerate(first.children):
        below = [node.children[place] for node in nodes]
        parts = [part for part in below if isinstance(part, Node)]
        children.append(_mean_node(parts, shares) if isinstance(child, Node) else child)
    judgements, values = None, None
    points = [node.values for node in nodes if node.values is not None]
    if len(points) == len(nodes):
        values = shares @ np.array(points)
    elif len(first.children) > 1:
        ratios = [node.ratios for node in nodes]
        judgements = mean_judgements(np.array(ratios, dtype=np.float64), shares)
    return replace(first, children=tuple(children), judgements=judgements, values=values)


def _check_judges(judges: Sequence[Judge]) -> None:
    names = [judge.name for judge in judges]
    faults: list[Fault] = []
    for place, name in enumerate(names):
        if not name.strip():
            faults.append(Fault("empty_id", ("judges", place, "name"), {"list": "judges"}))
        elif name in names[:place]:
            faults.append(Fault("judge_twice", ("judges", place, "name"), {"judge": name}))
    if not faults and not sum(judge.share for judge in judges) > 0:
        faults.append(Fault("judges_without_share", ("judges",), {}))
    InvalidWeights.raise_any(faults)


def _shape(node: Node) -> tuple[object, ...]:
    return (node.id, *[c if isinstance(c, str) else _shape(c) for c in node.children])
