"""The winner without each judge, against a group made anew."""

import numpy as np

from weights.pairwise.group import read_group
from weights.pairwise.left_out import left_out

ONE = [[1, 5, 5], [1 / 5, 1, 1], [1 / 5, 1, 1]]
OTHER = [[1, 1 / 5, 1], [5, 1, 5], [1, 1 / 5, 1]]
ROWS = [[9, 0, 3], [0, 8, 3]]


def test_each_judge_in_turn(make_group, make_ranking):
    group = read_group(make_group(ONE, OTHER, OTHER, shares=[3, 1, 1]))
    answer = make_ranking("abc", ROWS, group.weights)
    found = {item.judge: item for item in left_out(group, answer, np.asarray)}
    assert list(found) == list(group.names)
    for place, name in enumerate(group.names):
        kept = [k for k in range(3) if k != place]
        matrices = [[ONE, OTHER, OTHER][k] for k in kept]
        alone = read_group(make_group(*matrices, shares=[[3, 1, 1][k] for k in kept]))
        first = int((np.array(ROWS) @ alone.weights).argmax())
        assert found[name].winners == (f"p{first}",)
        assert found[name].changes == (f"p{first}" != answer.winner)
    assert found["judge 0"].changes


def test_a_judge_alone_or_the_only_one_who_counts_is_passed_over(make_group, make_ranking):
    alone = read_group(make_group(ONE))
    assert left_out(alone, make_ranking("abc", ROWS, alone.weights), np.asarray) == ()
    one_counts = read_group(make_group(ONE, OTHER, shares=[1, 0]))
    found = left_out(one_counts, make_ranking("abc", ROWS, one_counts.weights), np.asarray)
    assert [item.judge for item in found] == ["judge 1"]
    assert not found[0].changes


def test_a_shared_first_place_is_told_as_one(make_group, make_ranking):
    group = read_group(make_group(ONE, OTHER))
    answer = make_ranking("abc", [[5, 0, 0], [5, 0, 0]], group.weights)
    assert {item.winners for item in left_out(group, answer, np.asarray)} == {("p0", "p1")}
