"""Trees and groups for the tests of pairwise judgements."""

from typing import Any

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from weights.ahp.group_statement import AhpGroup
from weights.ahp.priority_tree import PriorityTree, solve
from weights.ahp.tree import read_tree
from weights.spec import Hierarchy

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]
TREE: dict[str, Any] = {
    "id": "best park",
    "matrix": [[1, 3], [1 / 3, 1]],
    "children": [
        "price",
        {"id": "park", "matrix": ROUGH, "children": ["roads", "service", {"id": "trust"}]},
    ],
}


@pytest.fixture
def make_tree():
    def make(said: Any = TREE, **options: Any) -> PriorityTree:
        if isinstance(said, list):
            return solve(read_tree(list("abcdefghi")[: len(said)], said, None), **options)
        return solve(read_tree(None, None, Hierarchy.model_validate(said)), **options)

    return make


@pytest.fixture
def make_group():
    def make(*matrices: Any, shares: Any = None, **fields: Any) -> AhpGroup:
        judges = [
            {"name": f"judge {k}", "share": 1 if shares is None else shares[k], "matrix": matrix}
            for k, matrix in enumerate(matrices)
        ]
        items = list("abcdefghi")[: len(matrices[0])]
        said = {"kind": "ahp_group", "items": items, "judges": judges, **fields}
        return AhpGroup.model_validate(said)

    return make


@pytest.fixture
def make_ranking():
    def make(criteria: Any, rows: Any, weights: Any, method: str = "weighted_sum", **options: Any):
        problem = Problem(
            criteria=[Criterion(id=c, direction="benefit", range=(0, 10)) for c in criteria],
            alternatives=[Alternative(id=f"p{k}") for k in range(len(rows))],
            performances=np.asarray(rows, dtype=float),
        )
        vector = WeightVector.normalised(criteria, list(weights))
        return rank(problem, vector, method, normalisation="range", **options)

    return make
