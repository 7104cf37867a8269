"""The judgement that decides, against trying every judgement and step one by one."""

from itertools import combinations

import numpy as np
import pytest

from mcda.pairwise import complete, principal_eigenvector
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.critical_judgement import critical_judgement, left_out
from weights.ahp.group import mean_judgements, read_group

ROUGH = [[1, 2, 3, 5], [1 / 2, 1, 4, 3], [1 / 3, 1 / 4, 1, 2], [1 / 5, 1 / 3, 1 / 2, 1]]


def steps_between(given, target):
    return abs(
        int(np.abs(np.log(SCALE / target)).argmin()) - int(np.abs(np.log(SCALE / given)).argmin())
    )


def changed(matrix, i, j, value):
    found = np.array(matrix, dtype=float)
    found[i, j], found[j, i] = value, 1 / value
    return found


def by_trying(matrix, weigh, rows):
    """Return the fewest steps after which another row is first, by trying everything."""
    first = (rows @ weigh(np.array(matrix, dtype=float))).argmax()
    best = None
    for i, j in combinations(range(len(matrix)), 2):
        if np.isnan(np.array(matrix, dtype=float)[i, j]):
            continue
        for value in SCALE:
            steps = steps_between(matrix[i][j], value)
            scores = rows @ weigh(changed(matrix, i, j, value))
            if scores.argmax() != first and scores.max() - scores[first] > 1e-9:
                best = steps if best is None else min(best, steps)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_no_judgement_decides_with_fewer_steps(seed, make_tree, make_ranking):
    rows = np.random.default_rng(seed).uniform(0, 10, (4, 4))
    tree = make_tree(ROUGH)
    found, _ = critical_judgement(tree, make_ranking("abcd", rows, tree.weights), np.asarray)
    wanted = by_trying(ROUGH, principal_eigenvector, rows)
    assert (None if found is None else found.steps) == wanted
    if found is not None:
        i, j = ("abcd".index(item) for item in found.pair)
        assert found.given == pytest.approx(ROUGH[i][j])
        assert found.given >= 1
        after = rows @ principal_eigenvector(changed(ROUGH, i, j, found.needed))
        assert f"p{after.argmax()}" == found.winner_becomes
        assert steps_between(found.given, found.needed) == found.steps


def test_what_is_reported_of_open_judgements_holds_when_completed_anew(make_tree, make_ranking):
    open_ = [row.copy() for row in ROUGH]
    open_[0][3] = open_[3][0] = None
    tree, reported = make_tree(open_), 0
    for seed in range(6):
        rows = np.random.default_rng(seed).uniform(0, 10, (5, 4))
        found, _ = critical_judgement(tree, make_ranking("abcd", rows, tree.weights), np.asarray)
        if found is None:
            continue
        reported += 1
        i, j = ("abcd".index(item) for item in found.pair)
        after = rows @ principal_eigenvector(complete(changed(open_, i, j, found.needed)).matrix)
        assert f"p{after.argmax()}" == found.winner_becomes
        assert {i, j} != {0, 3}
    assert reported > 1


def test_deep_nodes_decide_end_to_end(make_tree, make_ranking):
    """Only the lower node can change anything: the rows are equal in price."""
    tree = make_tree()
    answer = make_ranking(tree.criteria, [[5, 10, 0, 3], [5, 0, 9, 3], [5, 1, 1, 1]], tree.weights)
    found, _ = critical_judgement(tree, answer, np.asarray)
    assert (found.judge, found.node) == (None, "park")
    assert set(found.pair) <= {"roads", "service", "trust"}


@pytest.mark.parametrize("aggregate", ["judgements", "priorities"])
@pytest.mark.parametrize("seed", range(4))
def test_one_judge_among_several(seed, aggregate, make_group, make_ranking):
    matrices = [ROUGH, [[1] * 4] * 4]
    shares = np.array([0.75, 0.25])
    group = read_group(make_group(*matrices, shares=shares.tolist(), aggregate=aggregate))
    rows = np.random.default_rng(seed).uniform(0, 10, (4, 4))
    found, _ = critical_judgement(group, make_ranking("abcd", rows, group.weights), np.asarray)

    def weigh(place):
        def with_own(matrix):
            own = [np.array(m, dtype=float) for m in matrices]
            own[place] = matrix
            if aggregate == "judgements":
                return principal_eigenvector(mean_judgements(np.array(own), shares))
            return shares @ [principal_eigenvector(m) for m in own]

        return with_own

    tried = [by_trying(m, weigh(k), rows) for k, m in enumerate(matrices)]
    wanted = min((steps for steps in tried if steps is not None), default=None)
    assert (None if found is None else found.steps) == wanted
    if found is not None:
        assert tried[int(found.judge[-1])] == wanted


def test_the_sentence_says_who_what_and_how_far(make_group, make_ranking):
    group = read_group(make_group(ROUGH, ROUGH))
    answer = make_ranking("abcd", [[9, 0, 0, 0], [0, 9.5, 0, 0]], group.weights)
    found, _ = critical_judgement(group, answer, np.asarray)
    english, chinese = (found.sentence.say(c, {"a": "Price", "p1": "South"}) for c in ("en", "zh"))
    for word in ("Price", "South", found.judge, str(found.steps)):
        assert word in english
        assert word in chinese


def test_nothing_decides_where_there_is_nothing_to_compare(make_tree, make_ranking):
    tree = make_tree(ROUGH)
    assert critical_judgement(
        tree, make_ranking("abcd", [[1, 2, 3, 4]], tree.weights), np.asarray
    ) == (None, 0)
    dominated = make_ranking("abcd", [[5, 5, 5, 5], [1, 1, 1, 1]], tree.weights)
    assert critical_judgement(tree, dominated, np.asarray) == (None, 16)


def test_what_is_too_much_to_try_is_said(make_tree, make_ranking, monkeypatch):
    monkeypatch.setattr("weights.ahp.critical_judgement._WORK", 1)
    tree = make_tree(ROUGH)
    dominated = make_ranking("abcd", [[5, 5, 5, 5], [1, 1, 1, 1]], tree.weights)
    assert critical_judgement(tree, dominated, np.asarray) == (None, 0)
    monkeypatch.setattr(
        "weights.ahp.critical_judgement._WORK", 3 * 128
    )  # 4 items: 128 entries a step
    assert critical_judgement(tree, dominated, np.asarray) == (None, 3)


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
