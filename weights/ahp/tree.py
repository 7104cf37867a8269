"""A tree of criteria in which the children of each node are compared in pairs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidJudgements, InvalidWeights, Note, Path, error_path
from mcda.pairwise import read_matrix
from weights.spec import Hierarchy, Judgements

GOAL = "goal"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """A checked node of a statement."""

    id: str
    """Unique in the tree."""
    path: Path
    """Place in the statement."""
    children: tuple["Node | str", ...]
    """Nodes, or ids of criteria."""
    judgements: FloatArray | None = None
    """``(k, k)`` reciprocal over the children, NaN where not answered; None where `values` are
    given or there is one child."""
    values: FloatArray | None = None
    """``(k,)`` points of the children, sum 1."""

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the children."""
        return tuple(c if isinstance(c, str) else c.id for c in self.children)

    @property
    def ratios(self) -> FloatArray | None:
        """Judgements ``(k, k)``, or the ratios of the points; NaN where open or a point is 0."""
        if self.judgements is not None or self.values is None:
            return self.judgements
        points = np.where(self.values > 0, self.values, np.nan)
        quotients = points[:, None] / points[None, :]
        np.fill_diagonal(quotients, 1.0)
        return np.asarray(quotients)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the leaves, each once, in the order they are met."""
        leaves: dict[str, None] = {}
        for child in self.children:
            leaves.update(dict.fromkeys((child,) if isinstance(child, str) else child.criteria))
        return tuple(leaves)


def read_tree(
    items: list[str] | None,
    matrix: Judgements | None,
    hierarchy: Hierarchy | None,
    within: Note | None = None,
) -> Node:
    """Return the tree of a statement; a flat matrix is a tree of one node.

    Raises
    ------
    InvalidWeights
        Both or neither of the forms, or a tree that contradicts itself.
    InvalidJudgements
        A matrix is no reciprocal matrix, or its answers do not connect all children.
    """
    flat, tree = (items, matrix) != (None, None), hierarchy is not None
    if flat == tree:
        raise InvalidWeights([Fault("comparisons_one_form", (), {})])
    if hierarchy is not None:
        root = _node(hierarchy, ("hierarchy",), within)
        ids: set[str] = set()
        leaves, faults = set(root.criteria), []
        for node in root.walk():
            if node.id in ids:
                faults.append(Fault("node_twice", (*node.path, "id"), {"node": node.id}))
            if node.id in leaves:
                faults.append(Fault("node_is_leaf", (*node.path, "id"), {"node": node.id}))
            ids.add(node.id)
        InvalidWeights.raise_any(faults)
        return root
    if items is None or matrix is None:
        missing = "items" if items is None else "matrix"
        raise InvalidWeights([Fault("missing_field", (missing,), {"field": missing})])
    if not items:
        raise InvalidWeights([Fault("empty_list", ("items",), {"list": "items"})])
    repeated = sorted({item for item in items if items.count(item) > 1})
    if repeated:
        raise InvalidWeights(
            [Fault("ranked_duplicate", ("items",), {"criterion": item}) for item in repeated]
        )
    with error_path("matrix"):
        judgements = _judgements(matrix, items, within)
    return Node(id=GOAL, path=(), children=tuple(items), judgements=judgements)


def _node(said: Hierarchy, path: Path, within: Note | None) -> Node:
    children: list[Node | str] = []
    for place, child in enumerate(said.children):
        if isinstance(child, str):
            children.append(child)
        elif not child.children and child.matrix is None and child.values is None:
            children.append(child.id)
        else:
            children.append(_node(child, (*path, "children", place), within))
    names = [c if isinstance(c, str) else c.id for c in children]
    faults = [
        Fault("node_child_twice", (*path, "children", place), {"node": said.id, "child": name})
        for place, name in enumerate(names)
        if name in names[:place]
    ]
    if not said.id.strip():
        faults.append(Fault("empty_id", (*path, "id"), {"list": "hierarchy"}))
    both = said.matrix is not None and said.values is not None
    neither = said.matrix is None and said.values is None and len(names) > 1
    if both or neither or not names:
        faults.append(Fault("node_one_form", path, {"node": said.id}))
    InvalidWeights.raise_any(faults)
    judgements, values = None, None
    if said.matrix is not None:
        with error_path(*path, "matrix"):
            judgements = _judgements(said.matrix, names, within, said.id)
    if said.values is not None:
        values = _values(said.values, names, (*path, "values"), said.id)
    return Node(
        id=said.id, path=path, children=tuple(children), judgements=judgements, values=values
    )


def _judgements(
    rows: Judgements, items: list[str], within: Note | None, node: str | None = None
) -> FloatArray:
    try:
        return read_matrix(rows, items, incomplete=True)
    except InvalidJudgements as error:
        if node is None:
            place = within
        elif within is None:
            place = Note("within_node", (), {"node": node})
        else:
            place = Note("within_judge_and_node", (), {**within.fields, "node": node})
        if place is None:
            raise
        faults = [replace(fault, within=place) for fault in error.faults]
        raise InvalidJudgements(faults) from error


def _values(given: list[float], names: list[str], path: Path, node: str) -> FloatArray:
    if len(given) != len(names):
        fields = {"node": node, "given": len(given), "children": len(names)}
        raise InvalidWeights([Fault("node_values_count", path, fields)])
    faults = [
        Fault("weight_negative", (*path, place), {"criterion": name, "value": value})
        for place, (name, value) in enumerate(zip(names, given, strict=True))
        if value < 0
    ]
    if not faults and max(given) <= 0:
        faults = [Fault("weights_all_zero", path, {})]
    InvalidWeights.raise_any(faults)
    points = np.array(given) / max(given)
    return np.asarray(points / points.sum())
