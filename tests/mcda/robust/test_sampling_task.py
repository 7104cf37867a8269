"""The tally of a chunk against plain loops, and sums of chunks."""

import pickle
from functools import reduce
from operator import add

import numpy as np

from mcda import Interval
from mcda.robust.draws import CHUNK, DrawSource, SamplingPlan
from mcda.robust.sampling_task import Tally, begin, tally_chunk
from mcda.weight_set import AnyWeights
from tests.mcda.small_problems import ranked

ROWS = [[3, Interval(low=1, high=9), 4], [5, 4, Interval(low=2, high=8)], [6, 2, 5]]


def stage_of(rows, samples, method="topsis"):
    n = len(rows[0])
    ranking = ranked(rows, [1] * n, method)
    draws = DrawSource(weights=AnyWeights(n), spreads=ranking.spreads, seed=4)
    return SamplingPlan.of(ranking, draws, samples)


def arrays(tally):
    return [getattr(tally, name) for name in ("ranks", "first_weights", "pairs")]


def test_a_chunk_counts_what_each_draw_gives():
    stage = stage_of(ROWS, CHUNK + 400)
    work, _ = begin(stage)
    found = tally_chunk(work, 1)
    (block,) = stage.blocks(1)
    ranks = stage.prepare(block, slice(0, 400)).ranks(block.weights) - 1
    assert (found.draws, found.compared) == (400, 400)
    for i in range(3):
        np.testing.assert_array_equal(found.ranks[i], np.bincount(ranks[:, i], minlength=3))
        first = ranks[:, i] == 0
        np.testing.assert_allclose(found.first_weights[i], block.weights[first].sum(axis=0))
        np.testing.assert_array_equal(found.pairs[i], (ranks[:, [i]] < ranks).sum(axis=0))


def test_the_first_chunk_is_like_the_others():
    work, first = begin(stage_of(ROWS, 2 * CHUNK))
    for found, again in zip(arrays(first), arrays(tally_chunk(work, 0)), strict=True):
        np.testing.assert_array_equal(found, again)


def test_work_and_tallies_travel():
    work, _ = begin(stage_of(ROWS, 2 * CHUNK))
    here = tally_chunk(work, 1)
    there = pickle.loads(pickle.dumps(tally_chunk(pickle.loads(pickle.dumps(work)), 1)))
    for found, again in zip(arrays(here), arrays(there), strict=True):
        np.testing.assert_array_equal(found, again)


def test_tallies_are_added():
    work, first = begin(stage_of(ROWS, 3 * CHUNK))
    parts = [first, tally_chunk(work, 1), tally_chunk(work, 2)]
    found = reduce(add, parts)
    assert isinstance(found, Tally)
    assert (found.draws, found.compared) == (3 * CHUNK, 3 * CHUNK)
    assert (found.ranks.sum(axis=1) == 3 * CHUNK).all()
    for at, total in enumerate(arrays(found)):
        np.testing.assert_array_equal(total, sum(arrays(part)[at] for part in parts))


def test_blocks_of_a_chunk_are_added():
    """So many uncertain cells that a chunk is drawn in parts."""
    rng = np.random.default_rng(1)
    rows = [
        [Interval(low=float(v), high=float(v) + 1) for v in row] for row in rng.random((30, 20))
    ]
    stage = stage_of(rows, CHUNK, "weighted_sum")
    assert len(list(stage.blocks(0))) > 1
    work, found = begin(stage)
    assert (found.draws, found.compared) == (CHUNK, CHUNK)
    assert (found.ranks.sum(axis=1) == CHUNK).all()
    again = tally_chunk(work, 0)
    np.testing.assert_array_equal(found.ranks, again.ranks)


def test_pairs_of_many_alternatives_come_from_the_first_draws():
    work, first = begin(stage_of(np.random.default_rng(2).random((600, 3)).tolist(), 2 * CHUNK))
    later = tally_chunk(work, 1)
    assert (first.compared, later.compared) == (512, 0)
    assert not later.pairs.any()
    upper = np.triu_indices(600, 1)
    np.testing.assert_array_equal((first.pairs + first.pairs.T)[upper], 512)
