"""Weights from pairwise judgements, of one judge or a group."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import WeightSet
from weights.found import Found, check_covers
from weights.pairwise.errors import JudgementErrors
from weights.pairwise.group import Group, read_group
from weights.pairwise.mixtures import JudgementMixtures
from weights.pairwise.report import group_report, tree_report
from weights.pairwise.solved import SolvedTree, solve
from weights.pairwise.tree import read_tree
from weights.sets import Judges
from weights.spec import Ahp, AhpGroup, Statement


def source_of(statement: Statement) -> SolvedTree | Group | None:
    """Return the solved judgements behind a statement, None where it has none.

    Raises
    ------
    InvalidWeights, InvalidJudgements
        The judgements cannot be used.
    """
    if isinstance(statement, Ahp):
        root = read_tree(statement.items, statement.matrix, statement.hierarchy)
        return solve(root, statement.priority, statement.random_index)
    return read_group(statement) if isinstance(statement, AhpGroup) else None


def ahp_weights(statement: Ahp, criteria: Sequence[str] | None) -> Found:
    """Return global weights of the leaves, the consistency, and how exact the judgements are.

    Parameters
    ----------
    statement
        A flat matrix or a hierarchy.
    criteria
        What must be weighted; None takes the leaves.
    """
    root = read_tree(statement.items, statement.matrix, statement.hierarchy)
    place = "items" if statement.hierarchy is None else "hierarchy"
    known = root.criteria if criteria is None else criteria
    check_covers(root.criteria, known, place, listed=statement.hierarchy is None)
    tree = solve(root, statement.priority, statement.random_index)
    return Found(
        values=_named(tree.criteria, tree.weights),
        diagnostics=tree_report(tree),
        known=JudgementErrors(tree),
    )


def group_weights(statement: AhpGroup, criteria: Sequence[str] | None) -> Found:
    """Return the group's weights, each judge's own, and how far they agree.

    Parameters
    ----------
    statement
        Judges of the same flat list or hierarchy.
    criteria
        What must be weighted; None takes the leaves.
    """
    group = read_group(statement)
    place = "judges" if statement.items is None else "items"
    known = group.criteria if criteria is None else criteria
    check_covers(group.criteria, known, place, listed=statement.items is not None)
    return Found(
        values=_named(group.criteria, group.weights),
        diagnostics=group_report(group),
        known=_open(group),
    )


def _open(group: Group) -> WeightSet:
    if len(group.names) == 1:
        return JudgementErrors(group.trees[0])
    if group.common is not None:
        return JudgementMixtures(group)
    return Judges(group.own_weights, group.shares)


def _named(criteria: Sequence[str], weights: FloatArray) -> dict[str, float]:
    return dict(zip(criteria, np.maximum(weights, 0.0).tolist(), strict=True))
