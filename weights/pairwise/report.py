"""What is said about judgements beside the weights they give: plain data for answers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from mcda.cells import FloatArray
from mcda.pairwise import WorstJudgement, random_index, verdicts, worst_judgements
from mcda.pairwise.consistency import ACCEPTABLE, index_in_force
from weights.pairwise.consensus import clusters, most_disputed, node_consensus, whole_consensus
from weights.pairwise.group import Group
from weights.pairwise.solved import Solved, SolvedTree
from weights.pairwise.tree import GOAL

Plain = dict[str, Any]
Worst = Literal["all", "unacceptable", "none"]
_WORK = 1_000_000  # entries times items of all judges: past that no judge's worst are looked for


def tree_report(tree: SolvedTree, *, worst: Worst = "all") -> Plain:
    """Return consistency as a whole and, for a hierarchy, node by node.

    The ratio of a hierarchy is the sum of the nodes' indices, weighted by the nodes' global
    weights, by the sum of their random indices weighted the same way (Saaty 1980). One random
    index serves all of them: where a node is past the end of the asked table, that is the line.

    Parameters
    ----------
    tree
        Solved judgements.
    worst
        Of which matrices to look for the worst judgements.
    """
    if tree.root.node.id == GOAL and not tree.root.node.path:
        return {**_matrix_report(tree.root, tree, worst), "priority": tree.priority}
    found = [(node.share, node.consistency) for node in tree.judged() if node.consistency]
    table = index_in_force((c.n for _, c in found), tree.table)
    index = sum(share * c.index for share, c in found)
    expected = sum(share * random_index(c.n, table, c.missing) for share, c in found)
    ratio = index / expected if expected else 0.0
    return {
        "consistency_ratio": ratio,
        "consistency_index": index,
        "lambda_max": None,
        "random_index": table,
        "random_index_value": expected,
        "acceptable": ratio <= ACCEPTABLE,
        "priority": tree.priority,
        "verdicts": verdicts(found),
        "worst_judgements": [],
        "nodes": [_node_report(node, tree, worst) for node in tree.nodes()],
    }


def _node_report(node: Solved, tree: SolvedTree, worst: Worst) -> Plain:
    items = node.node.items
    return {
        "id": node.node.id,
        "weight": node.share,
        "local": _named(items, node.local),
        "global": _named(items, node.share * node.local),
        **_matrix_report(node, tree, worst),
    }


def _matrix_report(node: Solved, tree: SolvedTree, worst: Worst) -> Plain:
    found, items = node.consistency, node.node.items
    if found is None or node.matrix is None or node.answered is None:
        return {}
    judged: tuple[WorstJudgement, ...] = ()
    if worst == "all" or (worst == "unacceptable" and not found.acceptable):
        judged = worst_judgements(node.matrix, items, tree.table, answered=node.answered)
    report: Plain = {
        "consistency_ratio": found.ratio,
        "consistency_index": found.index,
        "lambda_max": found.lambda_max,
        "random_index": found.table,
        "random_index_value": found.random_index,
        "acceptable": found.acceptable,
        "verdicts": verdicts([(1.0, found)]),
        "worst_judgements": [asdict(w) for w in judged],
    }
    open_ = [
        {"pair": [items[i], items[j]], "completed": float(node.matrix[i, j])}
        for i in range(len(items))
        for j in range(i + 1, len(items))
        if not node.answered[i, j]
    ]
    return {**report, "not_answered": open_} if open_ else report


def group_report(group: Group) -> Plain:
    """Return each judge's own result, how far they agree, and what they dispute.

    The worst judgements of a judge are told where the judge's consistency is not acceptable.
    """
    disputed = most_disputed(group)
    size = sum(len(node.local) ** 3 for tree in group.trees for node in tree.judged())
    common = {} if group.common is None else tree_report(group.common)
    return {
        **common,
        "aggregate": group.aggregate,
        "judges": [
            _judge_report(group, k, name, tree, worst=size <= _WORK)
            for k, (name, tree) in enumerate(zip(group.names, group.trees, strict=True))
        ],
        "consensus": {"whole": whole_consensus(group), "nodes": node_consensus(group)},
        "clusters": [list(members) for members in clusters(group)],
        "most_disputed": None if disputed is None else asdict(disputed),
    }


def _judge_report(group: Group, k: int, name: str, tree: SolvedTree, *, worst: bool) -> Plain:
    own = tree_report(tree, worst="unacceptable" if worst else "none")
    shown = ("consistency_ratio", "acceptable", "worst_judgements", "nodes", "not_answered")
    return {
        "name": name,
        "share": float(group.shares[k]),
        "weights": _named(tree.criteria, tree.weights),
        **{field: own[field] for field in shown if field in own},
    }


def _named(names: tuple[str, ...], values: FloatArray) -> Mapping[str, float]:
    return dict(zip(names, values.tolist(), strict=True))
