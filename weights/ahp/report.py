"""Diagnostics of judgements as plain data for answers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Literal, Required

from annotated_types import doc
from typing_extensions import TypedDict

from mcda.cells import FloatArray
from mcda.pairwise import WorstJudgement, random_index, verdicts, worst_judgements
from mcda.pairwise.consistency import ACCEPTABLE, RandomIndex, index_in_force
from mcda.pairwise.priorities import Prioritisation
from mcda.plain import Plain
from weights.ahp.consensus import Dispute, clusters, most_disputed, node_consensus, whole_consensus
from weights.ahp.group import Aggregate, Group
from weights.ahp.priority_tree import NodePriorities, PriorityTree
from weights.ahp.tree import GOAL


class Accepted(TypedDict):
    """A consistency ratio and whether it is accepted."""

    consistency_ratio: float
    """Index by the random index; 0 is consistent."""
    acceptable: bool
    """The ratio is at most 0.1."""


class Completed(TypedDict):
    """A judgement that was not given."""

    pair: list[str]
    """The two items."""
    completed: float
    """How many times more important the first is by the judgements that were given."""


class MatrixDiagnostics(TypedDict, total=False):
    """What is said of judgements; of a hierarchy as a whole."""

    consistency_ratio: float
    """Consistency index by the random index; 0 is consistent. Of a hierarchy the nodes' together,
    by their global weights."""
    consistency_index: float
    """``(lambda_max - n) / (n - 1)``."""
    lambda_max: float | None
    """Largest eigenvalue of the matrix; None of a hierarchy."""
    random_index: RandomIndex
    """Table that serves."""
    random_index_value: float
    """What it says for so many items."""
    acceptable: bool
    """The ratio is at most 0.1."""
    verdicts: dict[str, Accepted]
    """Ratio and acceptance under every published table that serves."""
    worst_judgements: list[WorstJudgement]
    """Those that the others contradict most."""
    not_answered: list[Completed]
    """Judgements that were not given."""


NodeWeights = TypedDict(
    "NodeWeights",
    {
        "id": Annotated[str, doc("Of the node.")],
        "weight": Annotated[float, doc("Its own, of the whole.")],
        "local": Annotated[dict[str, float], doc("Weights of its children, sum 1.")],
        "global": Annotated[
            dict[str, float], doc("Weights of its children in the whole, sum `weight`.")
        ],
    },
)
"""Weights of a node of a hierarchy; made by a call, since a key is a keyword of the language."""


class NodeDiagnostics(MatrixDiagnostics, NodeWeights):
    """What is said of a node of a hierarchy."""


class TreeDiagnostics(MatrixDiagnostics, total=False):
    """What is said of one judge's judgements."""

    priority: Prioritisation
    """How a matrix became weights."""
    nodes: list[NodeDiagnostics]
    """Of a hierarchy, node by node."""


class JudgeDiagnostics(TypedDict, total=False):
    """What is said of one judge of a group."""

    name: Required[str]
    """Who it is."""
    share: Required[float]
    """How much this judge counts, all together 1."""
    weights: Required[dict[str, float]]
    """By criterion, sum 1."""
    consistency_ratio: float
    """Of this judge's judgements; 0 is consistent."""
    acceptable: bool
    """The ratio is at most 0.1."""
    worst_judgements: list[WorstJudgement]
    """Those that the others contradict most, where the ratio is not acceptable."""
    nodes: list[NodeDiagnostics]
    """Of a hierarchy, node by node."""
    not_answered: list[Completed]
    """Judgements that were not given."""


class GroupConsensus(TypedDict):
    """How far the judges agree, in 0..1; 1 is full agreement."""

    whole: float
    """The mean of the nodes, by their global weights."""
    nodes: dict[str, float]
    """By node."""


class GroupDiagnostics(TreeDiagnostics, total=False):
    """What is said of the judgements of a group."""

    aggregate: Aggregate
    """What was brought together."""
    judges: list[JudgeDiagnostics]
    """Each with their own result."""
    consensus: GroupConsensus
    """How far they agree."""
    clusters: list[list[str]]
    """Judges in groups within which every two agree, largest first."""
    most_disputed: Dispute | None
    """The pair on which they differ most; None where they all say the same."""


Worst = Literal["all", "unacceptable", "none"]
_WORK = 1_000_000  # entries times items of all judges: past that no judge's worst are looked for


def tree_report(tree: PriorityTree, *, worst: Worst = "all") -> Plain:
    """Return consistency as a whole and, for a hierarchy, node by node.

    The ratio of a hierarchy is the sum of the nodes' indices, weighted by the nodes' global
    weights, by the sum of their random indices weighted the same way (Saaty 1980). One random
    index serves all of them: where a node is past the end of the asked table, that is the line.
    """
    if tree.root.node.id == GOAL and not tree.root.node.path:
        return {**_matrix_report(tree.root, tree, worst), "priority": tree.priority}
    consistencies = [(node.share, node.consistency) for node in tree.judged() if node.consistency]
    table = index_in_force((c.n for _, c in consistencies), tree.table)
    index = sum(share * c.index for share, c in consistencies)
    expected = sum(share * random_index(c.n, table, c.missing) for share, c in consistencies)
    ratio = index / expected if expected else 0.0
    return {
        "consistency_ratio": ratio,
        "consistency_index": index,
        "lambda_max": None,
        "random_index": table,
        "random_index_value": expected,
        "acceptable": ratio <= ACCEPTABLE,
        "priority": tree.priority,
        "verdicts": verdicts(consistencies),
        "worst_judgements": [],
        "nodes": [
            {
                "id": node.node.id,
                "weight": node.share,
                "local": _by_name(node.node.items, node.local),
                "global": _by_name(node.node.items, node.share * node.local),
                **_matrix_report(node, tree, worst),
            }
            for node in tree.nodes()
        ],
    }


def _matrix_report(node: NodePriorities, tree: PriorityTree, worst: Worst) -> Plain:
    consistency, items = node.consistency, node.node.items
    if consistency is None or node.matrix is None or node.answered is None:
        return {}
    judged: tuple[WorstJudgement, ...] = ()
    if worst == "all" or (worst == "unacceptable" and not consistency.acceptable):
        judged = worst_judgements(node.matrix, items, tree.table, answered=node.answered)
    report: Plain = {
        "consistency_ratio": consistency.ratio,
        "consistency_index": consistency.index,
        "lambda_max": consistency.lambda_max,
        "random_index": consistency.table,
        "random_index_value": consistency.random_index,
        "acceptable": consistency.acceptable,
        "verdicts": verdicts([(1.0, consistency)]),
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
    """Return the result of each judge, the consensus, and the most disputed pair.

    The worst judgements of a judge are included if the judge's consistency is not acceptable.
    """
    disputed = most_disputed(group)
    size = sum(len(node.local) ** 3 for tree in group.trees for node in tree.judged())
    common = {} if group.common is None else tree_report(group.common)
    fields = ("consistency_ratio", "acceptable", "worst_judgements", "nodes", "not_answered")
    judges = []
    for name, share, tree in zip(group.names, group.shares.tolist(), group.trees, strict=True):
        own = tree_report(tree, worst="unacceptable" if size <= _WORK else "none")
        judges.append(
            {
                "name": name,
                "share": share,
                "weights": _by_name(tree.criteria, tree.weights),
                **{field: own[field] for field in fields if field in own},
            }
        )
    return {
        **common,
        "aggregate": group.aggregate,
        "judges": judges,
        "consensus": {"whole": whole_consensus(group), "nodes": node_consensus(group)},
        "clusters": [list(members) for members in clusters(group)],
        "most_disputed": None if disputed is None else asdict(disputed),
    }


def _by_name(names: tuple[str, ...], values: FloatArray) -> Mapping[str, float]:
    return dict(zip(names, values.tolist(), strict=True))
