"""Ranks reached, favouring corners, and the search from corner to corner."""

import numpy as np
import pytest

from mcda import Interval, make_method, rank
from mcda.robust.possible_ranks.potential_optimality import (
    ReachedRanks,
    best_corners,
    search_corners,
    worst_corners,
)


def started(answer):
    return ReachedRanks(answer, answer.ranks.copy(), answer.ranks.copy())


def test_best_and_worst_of_all_that_was_ranked(make_problem, weigh):
    rng = np.random.default_rng(11)
    x, directions, weights = (
        rng.uniform(1, 9, (5, 3)),
        ["benefit", "cost", "benefit"],
        weigh(3, 2, 1),
    )
    ranking = rank(make_problem(x.tolist(), directions), weights, "topsis")
    tables = rng.uniform(1, 9, (40, 5, 3))
    single = [rank(make_problem(t.tolist(), directions), weights, "topsis").ranks for t in tables]
    reached = started(ranking)
    keys = reached.rank(tables)
    assert reached.best.tolist() == np.min([*single, ranking.ranks], axis=0).tolist()
    assert reached.worst.tolist() == np.max([*single, ranking.ranks], axis=0).tolist()
    assert (np.argsort(-keys, axis=1) == np.argsort(single, axis=1)).all()
    assert reached.rank(np.empty((0, 5, 3))).shape == (0, 5)


def test_large_batches_are_ranked_in_parts_alike(make_problem, weigh):
    rng = np.random.default_rng(12)
    ranking = rank(make_problem([[1, 2], [3, 4], [5, 1]]), weigh(1, 2), "topsis")
    tables = rng.uniform(1, 9, (90_000, 3, 2))  # more numbers than a part holds
    whole, last = started(ranking), started(ranking)
    keys = whole.rank(tables)
    np.testing.assert_allclose(keys[-5:], last.rank(tables[-5:]))
    assert len(keys) == 90_000
    assert whole.best.tolist() == [1, 1, 1]
    assert whole.worst.tolist() == [3, 3, 3]


def test_favouring_corners_by_hand(make_problem, weigh):
    rows = [[Interval(low=1, high=3), 5], [2, Interval(low=4, high=6)]]
    ranking = rank(make_problem(rows, ["benefit", "cost"]), weigh(1, 1), "topsis")
    low, high = np.array([[1.0, 5], [2, 4]]), np.array([[3.0, 5], [2, 6]])
    assert best_corners(ranking, low, high).tolist() == [[[3, 5], [2, 6]], [[1, 5], [2, 4]]]
    assert worst_corners(ranking, low, high).tolist() == [[[1, 5], [2, 4]], [[3, 5], [2, 6]]]


@pytest.mark.parametrize("name", ["topsis", "edas", "codas", "vikor"])
def test_search_finds_nearly_all_that_corners_hold_and_stays_within(name, lab):
    """From the headline's own side of each cell, against all corners."""
    rng = np.random.default_rng(len(name))
    found = wanted = 0
    for _ in range(40):
        answer = lab.doubtful(rng, make_method(name))
        low, high = lab.box(answer)
        corners = lab.points(rng, low, high, 0)
        ranks, m = lab.ranks(answer, corners), len(low)
        who = np.tile(np.arange(m), 2)
        starts = np.repeat(low[None], 2 * m, axis=0)
        reached = started(answer)
        search_corners(reached, low, high, starts, who, np.arange(2 * m) < m)
        assert ((starts == low) | (starts == high)).all()
        best = np.minimum(ranks.min(axis=0), answer.ranks)
        worst = np.maximum(ranks.max(axis=0), answer.ranks)
        assert (reached.best >= best).all()
        assert (reached.worst <= worst).all()
        # Each start ends no worse for its alternative than where it began.
        ends = lab.ranks(answer, starts)[np.arange(2 * m), who]
        began = lab.ranks(answer, low[None])[0][who]
        assert (ends[:m] <= began[:m]).all()
        assert (ends[m:] >= began[m:]).all()
        wanted += np.abs(best - answer.ranks).sum() + np.abs(worst - answer.ranks).sum()
        found += np.abs(reached.best - answer.ranks).sum()
        found += np.abs(reached.worst - answer.ranks).sum()
    assert wanted > 40
    assert found > 0.9 * wanted
