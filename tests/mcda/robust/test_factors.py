"""Counts by tenths against plain loops over the draws."""

import numpy as np
import pytest

from mcda.robust.draws import Block
from mcda.robust.factors import BINS, Factors
from mcda.weight_set import Judgement

JUDGEMENT = Judgement(node="goal", pair=("a", "b"))


def block_of(rng, size, cells=2, n=3):
    return Block(
        weights=rng.dirichlet(np.ones(n), size),
        judgements=rng.lognormal(size=(size, 1)),
        cells=rng.normal(size=(cells, size)),
    )


def cut(block, winners, m):
    cells = tuple((i, 0) for i in range(len(block.cells)))
    return Factors.cut(cells, (JUDGEMENT,), block, winners, m)


def test_bins_are_tenths_of_the_first_draws():
    rng = np.random.default_rng(1)
    block, winners = block_of(rng, 2000), rng.integers(0, 4, 2000)
    factors = cut(block, winners, 4)
    assert (factors.weights, factors.judgements) == (3, (JUDGEMENT,))
    assert factors.edges.shape == (6, BINS - 1)
    found = factors.count(block, winners)
    np.testing.assert_array_equal(found.sum(axis=2), np.full((6, BINS), 200))


def test_counts_are_those_of_a_loop():
    rng = np.random.default_rng(2)
    first = block_of(rng, 1000)
    factors = cut(first, rng.integers(0, 3, 1000), 3)
    block, winners = block_of(rng, 700), rng.integers(0, 3, 700)
    found = factors.count(block, winners)
    everything = np.concatenate(block.factors)
    for f, values in enumerate(everything):
        wanted = np.zeros((BINS, 4), dtype=int)
        for value, winner in zip(values, winners, strict=True):
            wanted[np.searchsorted(factors.edges[f], value, side="right"), winner] += 1
        np.testing.assert_array_equal(found[f], wanted)


def test_many_factors_are_counted_in_parts():
    rng = np.random.default_rng(3)
    block, winners = block_of(rng, 3000, cells=400), rng.integers(0, 3, 3000)
    factors = cut(block, winners, 3)
    found = factors.count(block, winners)
    single = Factors.cut(
        (),
        (JUDGEMENT,),
        Block(weights=block.weights, judgements=block.judgements, cells=block.cells[:0]),
        winners,
        3,
    )
    np.testing.assert_array_equal(
        found[400:],
        single.count(
            Block(weights=block.weights, judgements=block.judgements, cells=block.cells[:0]),
            winners,
        ),
    )
    assert found.shape == (404, BINS, 4)


def test_only_those_often_first_are_told_apart_where_there_is_too_much():
    """1 000 cells and 1 000 alternatives would need ten million counters."""
    rng = np.random.default_rng(4)
    winners = np.minimum(rng.geometric(0.02, 3000), 999)
    block = block_of(rng, 3000, cells=1000)
    factors = cut(block, winners, 1000)
    times = np.bincount(winners, minlength=1000)
    k = len(factors.contenders)
    assert k == 198
    assert times[factors.contenders].min() >= np.delete(times, factors.contenders).max()
    found = factors.count(block, winners)
    assert found.size <= 2_000_000
    np.testing.assert_array_equal(found[5].sum(axis=0)[:-1], times[factors.contenders])
    assert found[5, :, -1].sum() == np.delete(times, factors.contenders).sum()


@pytest.mark.parametrize("size", [1, 3, 17])
def test_few_draws(size):
    rng = np.random.default_rng(size)
    block, winners = block_of(rng, size), rng.integers(0, 2, size)
    found = cut(block, winners, 2).count(block, winners)
    assert (found.sum(axis=(1, 2)) == size).all()
    assert (found.sum(axis=2) <= -(-size // BINS)).all()


def test_what_does_not_vary_lies_in_one_bin():
    block = Block(
        weights=np.full((50, 2), 0.5), judgements=np.empty((50, 0)), cells=np.ones((1, 50))
    )
    winners = np.arange(50) % 2
    found = Factors.cut(((0, 0),), (), block, winners, 2).count(block, winners)
    assert ((found > 0).any(axis=2).sum(axis=1) == 1).all()
