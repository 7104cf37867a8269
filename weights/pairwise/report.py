"""What is said about judgements beside the weights they give: plain data for answers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal, Required

from typing_extensions import TypedDict

from mcda.cells import FloatArray
from mcda.pairwise import WorstJudgement, random_index, verdicts, worst_judgements
from mcda.pairwise.consistency import ACCEPTABLE, RandomIndex, index_in_force
from mcda.pairwise.priorities import Prioritisation
from weights.pairwise.consensus import (
    Dispute,
    clusters,
    most_disputed,
    node_consensus,
    whole_consensus,
)
from weights.pairwise.group import Aggregate, Group
from weights.pairwise.priority_tree import NodePriorities, PriorityTree
from weights.pairwise.tree import GOAL

Plain = dict[str, Any]


class Accepted(TypedDict):
    """A consistency ratio and whether it is accepted.

    Parameters
    ----------
    consistency_ratio
        Index by the random index; 0 is consistent.
    acceptable
        The ratio is at most 0.1.
    """

    consistency_ratio: float
    acceptable: bool


class Completed(TypedDict):
    """A judgement that was not given.

    Parameters
    ----------
    pair
        The two items.
    completed
        How many times more important the first is by the judgements that were given.
    """

    pair: list[str]
    completed: float


class MatrixDiagnostics(TypedDict, total=False):
    """What is said of judgements; of a hierarchy as a whole.

    Parameters
    ----------
    consistency_ratio
        Consistency index by the random index; 0 is consistent. Of a hierarchy the nodes' together,
        by their global weights.
    consistency_index
        ``(lambda_max - n) / (n - 1)``.
    lambda_max
        Largest eigenvalue of the matrix; None of a hierarchy.
    random_index
        Table that serves.
    random_index_value
        What it says for so many items.
    acceptable
        The ratio is at most 0.1.
    verdicts
        Ratio and acceptance under every published table that serves.
    worst_judgements
        Those that the others contradict most.
    not_answered
        Judgements that were not given.
    """

    consistency_ratio: float
    consistency_index: float
    lambda_max: float | None
    random_index: RandomIndex
    random_index_value: float
    acceptable: bool
    verdicts: dict[str, Accepted]
    worst_judgements: list[WorstJudgement]
    not_answered: list[Completed]


# Keys that are keywords of the language.
_OfNode = TypedDict(
    "_OfNode", {"id": str, "weight": float, "local": dict[str, float], "global": dict[str, float]}
)


class NodeDiagnostics(MatrixDiagnostics, _OfNode):
    """What is said of a node of a hierarchy.

    Parameters
    ----------
    id
        Of the node.
    weight
        Its own, of the whole.
    local
        Weights of its children, sum 1.
    global
        Weights of its children in the whole, sum `weight`.
    """


class TreeDiagnostics(MatrixDiagnostics, total=False):
    """What is said of one judge's judgements.

    Parameters
    ----------
    priority
        How a matrix became weights.
    nodes
        Of a hierarchy, node by node.
    """

    priority: Prioritisation
    nodes: list[NodeDiagnostics]


class JudgeDiagnostics(TypedDict, total=False):
    """What is said of one judge of a group.

    Parameters
    ----------
    name
        Who it is.
    share
        How much this judge counts, all together 1.
    weights
        By criterion, sum 1.
    consistency_ratio
        Of this judge's judgements; 0 is consistent.
    acceptable
        The ratio is at most 0.1.
    worst_judgements
        Those that the others contradict most, where the ratio is not acceptable.
    nodes
        Of a hierarchy, node by node.
    not_answered
        Judgements that were not given.
    """

    name: Required[str]
    share: Required[float]
    weights: Required[dict[str, float]]
    consistency_ratio: float
    acceptable: bool
    worst_judgements: list[WorstJudgement]
    nodes: list[NodeDiagnostics]
    not_answered: list[Completed]


class GroupConsensus(TypedDict):
    """How far the judges agree, in 0..1; 1 is full agreement.

    Parameters
    ----------
    whole
        The mean of the nodes, by their global weights.
    nodes
        By node.
    """

    whole: float
    nodes: dict[str, float]


class GroupDiagnostics(TreeDiagnostics, total=False):
    """What is said of the judgements of a group.

    Parameters
    ----------
    aggregate
        What was brought together.
    judges
        Each with their own result.
    consensus
        How far they agree.
    clusters
        Judges in groups within which every two agree, largest first.
    most_disputed
        The pair on which they differ most; None where they all say the same.
    """

    aggregate: Aggregate
    judges: list[JudgeDiagnostics]
    consensus: GroupConsensus
    clusters: list[list[str]]
    most_disputed: Dispute | None


Worst = Literal["all", "unacceptable", "none"]
_WORK = 1_000_000  # entries times items of all judges: past that no judge's worst are looked for


def tree_report(tree: PriorityTree, *, worst: Worst = "all") -> Plain:
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


def _node_report(node: NodePriorities, tree: PriorityTree, worst: Worst) -> Plain:
    items = node.node.items
    return {
        "id": node.node.id,
        "weight": node.share,
        "local": _named(items, node.local),
        "global": _named(items, node.share * node.local),
        **_matrix_report(node, tree, worst),
    }


def _matrix_report(node: NodePriorities, tree: PriorityTree, worst: Worst) -> Plain:
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


def _judge_report(group: Group, k: int, name: str, tree: PriorityTree, *, worst: bool) -> Plain:
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
