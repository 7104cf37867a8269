"""What is said about judgements beside the weights."""

import json

import pytest

from weights.ahp.group import read_group
from weights.ahp.report import group_report, tree_report

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]
OPEN = [[1, 2, None], [1 / 2, 1, 4], [None, 1 / 4, 1]]


def test_a_flat_matrix_is_told_without_nodes(make_tree):
    found = tree_report(make_tree(ROUGH))
    assert "nodes" not in found
    assert "not_answered" not in found
    assert found["worst_judgements"]
    assert set(found["verdicts"]) >= {"saaty_2005", "alonso_lamata_2006"}


def test_open_judgements_are_told_with_what_completes_them(make_tree):
    found = tree_report(make_tree(OPEN))
    assert found["not_answered"] == [{"pair": ["a", "c"], "completed": pytest.approx(8)}]


def test_a_hierarchy_is_told_node_by_node_and_as_a_whole(make_tree):
    found = tree_report(make_tree())
    goal, park = found["nodes"]
    assert (goal["id"], park["id"]) == ("best park", "park")
    assert park["global"] == {k: pytest.approx(0.25 * v) for k, v in park["local"].items()}
    # The goal compares two children and cannot contradict itself.
    index, expected = 0.25 * park["consistency_index"], 0.25 * 0.52
    assert found["consistency_index"] == pytest.approx(index)
    assert found["consistency_ratio"] == pytest.approx(index / expected)
    other = found["verdicts"]["saaty_1980"]["consistency_ratio"]
    assert other == pytest.approx(0.25 * park["consistency_index"] / (0.25 * 0.58))


def test_a_tree_of_points_is_consistent(make_tree):
    found = tree_report(make_tree({"id": "g", "values": [1, 2], "children": ["a", "b"]}))
    assert found["consistency_ratio"] == 0
    assert found["acceptable"]
    assert found["verdicts"] == {}


def test_a_group_is_told_judge_by_judge(make_group):
    found = group_report(read_group(make_group(ROUGH, OPEN, shares=[1, 3])))
    assert [judge["name"] for judge in found["judges"]] == ["judge 0", "judge 1"]
    assert [judge["share"] for judge in found["judges"]] == [0.25, 0.75]
    assert found["judges"][1]["not_answered"]
    assert found["consistency_ratio"] >= 0
    assert set(found["consensus"]) == {"whole", "nodes"}
    assert found["most_disputed"] is None  # where both answered they say the same
    assert json.loads(json.dumps(found))["aggregate"] == "judgements"
    apart = group_report(read_group(make_group(ROUGH, OPEN, aggregate="priorities")))
    assert "consistency_ratio" not in apart
