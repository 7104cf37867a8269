"""Warnings of pairwise judgements that contradict themselves."""

from collections.abc import Iterator, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.texts import Label
from mcda.texts.phrases import followed
from weights.ahp.least_consistent import least_consistent, ratio_text
from weights.ahp.priority_tree import NodePriorities, PriorityTree


def inconsistencies(
    tree: PriorityTree, judge: str | None = None, *, is_group: bool = False
) -> Iterator[Note]:
    """Yield a warning for each node whose consistency ratio is above what is accepted.

    It names the three judgements that contradict each other most and, unless a group judged, the
    one that fits the others least.
    """
    for node in tree.judged():
        matrix, items, measured = node.node.judgements, node.node.items, node.consistency
        if matrix is None or measured is None or measured.acceptable:
            continue
        least = None if is_group else least_consistent(matrix, items, tree.table)
        looks = (_worst_triple(matrix, items), least, Note("judge_again"))
        look = followed(*(note for note in looks if note is not None))
        fields = {"ratio": measured.ratio, "look": look}
        place = within_place(tree, node, judge)
        yield Note("inconsistent_judgements", node.node.path, fields, place)


def within_place(tree: PriorityTree, node: NodePriorities, judge: str | None) -> Note | None:
    """Return whose judgements of which node these are; None for the only matrix of one judge."""
    is_flat = not node.node.path and node is tree.root
    if is_flat:
        return None if judge is None else Note("within_judge", (), {"judge": judge})
    if judge is None:
        return Note("within_node", (), {"node": node.node.id})
    return Note("within_judge_and_node", (), {"judge": judge, "node": node.node.id})


def _worst_triple(matrix: FloatArray, items: Sequence[str]) -> Note | None:
    """Return the answers with the largest a_ij a_jk / a_ik, None if no three are answered."""
    logs = np.log(matrix)
    excess = np.nan_to_num(logs[:, :, None] + logs[None, :, :] - logs[:, None, :])
    i, j, k = (int(place) for place in np.unravel_index(excess.argmax(), excess.shape))
    if excess[i, j, k] <= 0:
        return None
    turns = ((i, j, k), (j, k, i), (k, i, j))
    i, j, k = max(turns, key=lambda turn: min(matrix[turn[0], turn[1]], matrix[turn[1], turn[2]]))
    fields = {
        **{name: Label(items[at]) for name, at in (("first", i), ("second", j), ("third", k))},
        "one": ratio_text(matrix[i, j]),
        "two": ratio_text(matrix[j, k]),
        "direct": ratio_text(matrix[i, k]),
    }
    return Note("judgements_triple", (), fields)
