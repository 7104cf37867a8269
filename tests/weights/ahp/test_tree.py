"""Trees as they are stated: every fault at its place, naming judge, node and pair."""

from typing import Any

import pytest

from mcda.errors import InvalidJudgements, InvalidWeights, Note
from tests.refusals import rejects
from weights.ahp.tree import read_tree
from weights.spec import Hierarchy

GOOD: dict[str, Any] = {"id": "goal", "matrix": [[1, 2], [0.5, 1]], "children": ["a", "b"]}


def tree(**fields: Any) -> Any:
    return read_tree(None, None, Hierarchy.model_validate({**GOOD, **fields}))


def test_a_flat_matrix_is_a_tree_of_one_node() -> None:
    root = read_tree(["a", "b"], [[1, 2], [0.5, 1]], None)
    assert (root.items, root.criteria, root.path) == (("a", "b"), ("a", "b"), ())


def test_leaves_are_met_in_order_and_once() -> None:
    root = tree(children=["a", {"id": "n", "values": [1, 3], "children": ["c", {"id": "a"}]}])
    assert root.criteria == ("a", "c")
    assert [node.id for node in root.walk()] == ["goal", "n"]
    inner = list(root.walk())[1]
    assert inner.values is not None
    assert (inner.values.tolist(), inner.path) == ([0.25, 0.75], ("hierarchy", "children", 1))


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"matrix": None}, "node_one_form", ()),
        ({"values": [1, 2]}, "node_one_form", ()),
        ({"children": []}, "node_one_form", ()),
        ({"children": ["a", "a"]}, "node_child_twice", ("children", 1)),
        ({"id": " "}, "empty_id", ("id",)),
        ({"matrix": None, "values": [1]}, "node_values_count", ("values",)),
        ({"matrix": None, "values": [1, -1]}, "weight_negative", ("values", 1)),
        ({"matrix": None, "values": [0, 0]}, "weights_all_zero", ("values",)),
        ({"children": ["goal", "b"]}, "node_is_leaf", ("id",)),
        (
            {"children": ["a", {"id": "goal", "values": [1, 2], "children": ["c", "d"]}]},
            "node_twice",
            ("children", 1, "id"),
        ),
    ],
)
def test_a_tree_that_contradicts_itself_is_refused(fields: Any, code: str, path: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        tree(**fields)
    assert (caught.value.code, caught.value.faults[0].path) == (code, ("hierarchy", *path))


def test_a_fault_names_judge_node_and_pair_in_both_languages() -> None:
    lower = {"id": "trust", "matrix": [[1, -2], [0.5, 1]], "children": ["c", "d"]}
    said = Hierarchy.model_validate({**GOOD, "children": ["a", lower]})
    with pytest.raises(InvalidJudgements) as caught:
        read_tree(None, None, said, Note("within_judge", (), {"judge": "Li"}))
    fault = caught.value.faults[0]
    assert fault.path == ("hierarchy", "children", 1, "matrix", 0, 1)
    for word in ("Li", "trust", "c", "d"):
        assert word in fault.say("en")
        assert word in fault.say("zh")
    assert fault.under("judges", 3).say() == fault.say()


@pytest.mark.parametrize(
    ("items", "matrix", "hierarchy", "code"),
    [
        (None, None, None, "comparisons_one_form"),
        (["a"], [[1]], GOOD, "comparisons_one_form"),
        (["a"], None, None, "missing_field"),
        (None, [[1]], None, "missing_field"),
        ([], [], None, "empty_list"),
        (["a", "a"], [[1, 1], [1, 1]], None, "ranked_duplicate"),
    ],
)
def test_exactly_one_form(items: Any, matrix: Any, hierarchy: Any, code: str) -> None:
    said = None if hierarchy is None else Hierarchy.model_validate(hierarchy)
    with rejects(InvalidWeights, code=code):
        read_tree(items, matrix, said)


def test_unconnected_judgements_name_their_parts() -> None:
    open_ = [[1, 2, None], [0.5, 1, None], [None, None, 1]]
    with pytest.raises(InvalidJudgements) as caught:
        read_tree(["a", "b", "c"], open_, None)
    assert caught.value.code == "judgements_disconnected"
    assert "(a, b); (c)" in caught.value.say()
