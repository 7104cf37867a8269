"""Chunks are drawn from a generator each, whatever else was drawn."""

import pickle
from itertools import pairwise

import numpy as np

from mcda import Interval, Normal
from mcda.robust.draws import CHUNK, DrawSource
from mcda.weight_set import AnyWeights, Around

CELLS = {(1, 0): Normal(mean=5, sd=2), (0, 1): Interval(low=1, high=3)}


def test_a_chunk_is_what_its_generator_says():
    draws = DrawSource(weights=Around(np.array([0.6, 0.4]), 0.2), spreads=CELLS, seed=9)
    (block,) = draws.chunk(4, 300)
    rng = np.random.default_rng([9, 4])
    np.testing.assert_array_equal(block.weights, draws.weights.sample(300, rng))
    np.testing.assert_array_equal(block.cells[0], CELLS[0, 1].sample(300, rng))
    np.testing.assert_array_equal(block.cells[1], CELLS[1, 0].sample(300, rng))
    assert block.judgements.shape == (300, 0)


def test_chunks_and_seeds_differ_and_come_again():
    draws = DrawSource(weights=AnyWeights(3), spreads={}, seed=1)
    one, other = (next(draws.chunk(k)) for k in (0, 1))
    assert one.weights.shape == (CHUNK, 3)
    assert one.cells.shape == (0, CHUNK)
    assert (one.weights != other.weights).any()
    again = pickle.loads(pickle.dumps(draws))
    np.testing.assert_array_equal(next(again.chunk(1)).weights, other.weights)
    seeded = DrawSource(weights=AnyWeights(3), spreads={}, seed=2)
    assert (next(seeded.chunk(0)).weights != one.weights).any()


def test_many_cells_come_in_blocks():
    cells = {(i, 0): Interval(low=i, high=i + 1) for i in range(900)}
    blocks = list(DrawSource(weights=AnyWeights(2), spreads=cells, seed=3).chunk(0, 5000))
    sizes = [len(block.weights) for block in blocks]
    assert sum(sizes) == 5000
    assert len(sizes) > 1
    assert all(block.cells.shape == (900, size) for block, size in zip(blocks, sizes, strict=True))
    for block in blocks:
        np.testing.assert_array_equal(np.floor(block.cells[:, 0]), np.arange(900))
    assert all((a.cells[:, 0] != b.cells[:, 0]).all() for a, b in pairwise(blocks))


def test_factors_of_a_block():
    (block,) = DrawSource(weights=AnyWeights(4), spreads=CELLS, seed=3).chunk(0, 10)
    assert [part.shape for part in block.factors] == [(2, 10), (4, 10), (0, 10)]
