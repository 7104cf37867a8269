"""Agreement of judges, against its closed forms."""

import math

import numpy as np
import pytest

from weights.ahp.consensus import (
    clusters,
    consensus,
    most_disputed,
    node_consensus,
    whole_consensus,
)
from weights.ahp.group import read_group
from weights.ahp.group_statement import AhpGroup

ONE = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
TURNED = [[1, 1 / 2, 1 / 4], [2, 1, 1 / 2], [4, 2, 1]]


def entropy(*shares):
    return -sum(p * math.log(p) for p in shares if p)


def test_judges_who_say_the_same_agree_fully():
    assert consensus(np.tile([0.5, 0.3, 0.2], (4, 1)), np.full(4, 0.25)) == pytest.approx(1.0)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_judges_with_a_favourite_each_as_far_apart_as_the_scale_allows_do_not(n):
    apart = (np.eye(n) * 8 + 1) / (n + 8)
    assert consensus(apart, np.full(n, 1 / n)) == pytest.approx(0.0, abs=1e-12)


def test_the_formula_written_out():
    rows, shares = [[0.7, 0.2, 0.1], [0.2, 0.2, 0.6]], [0.25, 0.75]
    mean = [0.25 * a + 0.75 * b for a, b in zip(*rows, strict=True)]
    alpha = 0.25 * entropy(*rows[0]) + 0.75 * entropy(*rows[1])
    diversity = math.exp(entropy(*mean) - alpha)
    largest = math.exp(math.log(3) - entropy(9 / 11, 1 / 11, 1 / 11))
    wanted = (1 / diversity - 1 / largest) / (1 - 1 / largest)
    assert consensus(np.array(rows), np.array(shares)) == pytest.approx(wanted)


def test_beyond_the_scale_there_is_no_less_than_none():
    assert consensus(np.array([[1, 0], [0, 1.0]]), np.array([0.5, 0.5])) == 0


def test_the_whole_is_weighted_by_the_nodes(make_group):
    group = read_group(make_group(ONE, TURNED))
    assert node_consensus(group) == {"goal": pytest.approx(whole_consensus(group))}
    own = group.own_weights
    assert whole_consensus(group) == pytest.approx(consensus(own, group.shares))


def test_like_minded_judges_stand_together(make_group):
    group = read_group(make_group(TURNED, ONE, [[1, 2, 5], [1 / 2, 1, 2], [1 / 5, 1 / 2, 1]], ONE))
    assert clusters(group) == (("judge 1", "judge 2", "judge 3"), ("judge 0",))
    assert clusters(group, at_least=0.0) == (tuple(group.names),)
    for members in clusters(group):
        numbers = [group.names.index(name) for name in members]
        pairs = [(a, b) for a in numbers for b in numbers if a < b]
        assert all(whole_consensus(group, pair) >= 0.75 for pair in pairs)


def test_likeness_in_a_tree_is_the_mean_of_its_nodes():
    """Two judges agree on the goal and are as far apart as the scale allows on both its halves."""

    def tree(turned):
        halves = [{"id": name, "matrix": half(turned), "children": leaves(name)} for name in "uv"]
        return {"id": "goal", "matrix": [[1, 1], [1, 1]], "children": halves}

    def half(turned):
        return [[1, 1 / 9], [9, 1]] if turned else [[1, 9], [1 / 9, 1]]

    def leaves(name):
        return [{"id": f"{name}{k}"} for k in range(2)]

    judges = [{"name": str(k), "hierarchy": tree(k == 2)} for k in range(3)]
    group = read_group(AhpGroup.model_validate({"kind": "ahp_group", "judges": judges}))
    # The goal (weight 1) is agreed on fully, the halves (weights 1/2 each) not at all.
    assert whole_consensus(group, [0, 2]) == pytest.approx(0.5)
    assert clusters(group, at_least=0.51) == (("0", "1"), ("2",))
    assert clusters(group, at_least=0.49) == (("0", "1", "2"),)


def test_the_pair_most_disputed(make_group):
    found = most_disputed(read_group(make_group(ONE, TURNED)))
    assert (found.node, found.pair) == ("goal", ("a", "c"))
    assert (found.highest, found.highest_value) == ("judge 0", pytest.approx(4))
    assert (found.lowest, found.lowest_value) == ("judge 1", pytest.approx(1 / 4))
    assert found.factor == pytest.approx(4)  # two values as far apart as 4 is from 1
    assert most_disputed(read_group(make_group(ONE, ONE))) is None
    assert most_disputed(read_group(make_group(ONE))) is None
