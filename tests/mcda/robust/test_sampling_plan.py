"""What a stage ranks is what `mcda.rank` ranks, and it can be sent elsewhere."""

import pickle

import numpy as np
import pytest

from mcda import Interval, WeightVector, rank
from mcda.methods import METHODS, make_method
from mcda.robust.draws import CHUNK, MANY, DrawSource, SamplingPlan
from mcda.weight_set import AnyWeights, Around
from tests.mcda import small_problems

CERTAIN = [[3, 7, 4], [5, 4, 6], [6, 2, 5]]
DOUBTFUL = [[3, Interval(low=1, high=9), 4], [5, 4, Interval(low=2, high=8)], [6, 2, 5]]


def ranked(rows, method="topsis", **parameters):
    return small_problems.ranked(rows, [1, 2, 3], method, None, (0, 10), **parameters)


def stage_of(answer, samples=60, weights=None):
    weights = AnyWeights(3) if weights is None else weights
    draws = DrawSource(weights=weights, spreads=answer.spreads, seed=4)
    return SamplingPlan.of(answer, draws, samples)


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("rows", [CERTAIN, DOUBTFUL])
def test_draws_are_rankings_here_and_elsewhere(method, rows):
    answer = ranked(rows, make_method(method))
    stage = pickle.loads(pickle.dumps(stage_of(answer)))
    (block,) = stage.blocks(0)
    found = stage.prepare(block, slice(10, 30)).ranks(block.weights[10:30])
    for k in range(10, 30):
        cells = [list(row) for row in rows]
        for (i, j), value in zip(stage.cells, block.cells[:, k], strict=True):
            cells[i][j] = float(value)
        weights = WeightVector.normalised(answer.matrix.criteria, block.weights[k].tolist())
        again = rank(ranked(cells).problem, weights, make_method(method))
        np.testing.assert_array_equal(found[k - 10], again.ranks)


def test_chunks_hold_ten_thousand_draws_but_the_last():
    stage = stage_of(ranked(CERTAIN), 2 * CHUNK + 30)
    assert stage.chunks == 3
    assert [len(next(stage.blocks(k)).weights) for k in range(3)] == [CHUNK, CHUNK, 30]
    assert stage_of(ranked(CERTAIN), 2 * CHUNK).chunks == 2


def test_tiles_of_drawn_matrices_are_smaller():
    certain, doubtful = (stage_of(ranked(rows, "promethee2")) for rows in (CERTAIN, DOUBTFUL))
    assert (certain.certain, doubtful.certain) == (True, False)
    assert doubtful.cells == ((0, 1), (1, 2))
    wide = [[Interval(low=1, high=9), 5, 5], *([5, 5, 5] for _ in range(199))]
    assert stage_of(ranked(wide, "promethee2")).tile == 250_000 // 200**2


def test_ties_can_come_by_chance_only_where_rows_differ_and_weights_move():
    weights = np.random.default_rng(1).dirichlet(np.ones(3), 100)
    assert stage_of(ranked(CERTAIN)).distinct(weights)
    assert stage_of(ranked(CERTAIN, "weighted_sum")).distinct(weights)
    assert not stage_of(ranked(CERTAIN, "vikor")).distinct(weights)
    assert not stage_of(ranked(DOUBTFUL)).distinct(weights)
    assert not stage_of(ranked([*CERTAIN, CERTAIN[0]])).distinct(weights)
    still = stage_of(ranked(CERTAIN), weights=Around(np.array([0.2, 0.3, 0.5]), 0.0))
    assert not still.distinct(next(still.blocks(0)).weights)
    same = [[3, 7, 4], [3, 7, 6], [6, 2, 5]]  # level where the third weight does not move
    without = np.column_stack([weights[:, :2], np.full(100, 0.2)])
    assert not stage_of(ranked(same)).distinct(without)


def test_scipy_is_loaded_only_where_that_pays():
    answer = ranked(CERTAIN)
    assert not stage_of(answer, MANY).many
    assert stage_of(answer, MANY + 1).many
