"""Counts by bins against plain loops over the draws."""

import numpy as np
import pytest

from mcda import Interval, Normal
from mcda.robust.conditioning import BINS
from mcda.robust.draws import Block
from mcda.robust.sampling_task import Factors
from mcda.weight_set import Judgement

JUDGEMENT = Judgement(node="goal", pair=("a", "b"))
NOBODY = np.empty((0, 2), dtype=np.int64)


def block_of(rng, size, cells=2, n=3):
    return Block(
        weights=rng.dirichlet(np.ones(n), size),
        judgements=rng.lognormal(size=(size, 1)),
        cells=rng.normal(size=(cells, size)),
    )


def cut(block, winners, m):
    spreads = {(i % m, i // m): Normal(mean=0, sd=1) for i in range(len(block.cells))}
    return Factors.cut(spreads, (JUDGEMENT,), block, np.bincount(winners, minlength=m))


def test_bins_are_hundredths():
    """Of the distribution of a cell, of the first draws of weights and judgements."""
    rng = np.random.default_rng(1)
    block, winners = block_of(rng, 2000), rng.integers(0, 4, 2000)
    factors = cut(block, winners, 4)
    assert (factors.weights, factors.judgements) == (3, (JUDGEMENT,))
    assert factors.edges.shape == (6, BINS - 1)
    assert factors.equal.tolist() == [True, True, False, False, False, False]
    found = factors.count(block, winners, NOBODY)
    np.testing.assert_array_equal(found[2:, :, -1], np.full((4, BINS), 20))
    # Chi-square of 99 degrees of freedom: 200 is seven standard deviations away.
    assert ((found[:2, :, -1] - 20.0) ** 2 / 20).sum(axis=1).max() < 200


def test_counts_are_those_of_a_loop():
    """Row 0 is first in no first draw and so no contender; its own cell counts it by name."""
    rng = np.random.default_rng(2)
    factors = cut(block_of(rng, 1000), rng.integers(1, 3, 1000), 4)
    factors = Factors(
        cells=factors.cells,
        weights=factors.weights,
        judgements=factors.judgements,
        edges=factors.edges,
        equal=factors.equal,
        contenders=np.array([1, 2]),
        slots=np.array([2, 0, 1, 2]),
        own=np.array([0, -1, -1, -1, -1, -1]),
    )
    block, winners = block_of(rng, 700), rng.integers(0, 4, 700)
    shared = np.array([[5, (winners[5] + 1) % 4], [5, (winners[5] + 2) % 4], [9, 0]])
    found = factors.count(block, winners, shared)
    for f, values in enumerate(np.concatenate(block.factors)):
        wanted = np.zeros((BINS, 5), dtype=int)
        columns = [2 if f == 0 else 3, 0, 1, 3]
        for at, value in enumerate(values):
            bin_ = np.searchsorted(factors.edges[f], value, side="right")
            rows = [winners[at], *shared[shared[:, 0] == at, 1]]
            wanted[bin_, 4] += 1
            for row in rows:
                wanted[bin_, columns[row]] += 1
        np.testing.assert_array_equal(found[f], wanted)
        counts = factors.counts(found, range(f, f + 1))
        np.testing.assert_array_equal(counts.first[0], wanted[:, :3])
        np.testing.assert_array_equal(counts.others[0], wanted[:, 3])
        np.testing.assert_array_equal(counts.draws[0], wanted[:, 4])


def test_many_factors_are_counted_in_parts_and_a_quarter_of_the_bins():
    rng = np.random.default_rng(3)
    block, winners = block_of(rng, 3000, cells=400), rng.integers(0, 3, 3000)
    found = cut(block, winners, 3).count(block, winners, NOBODY)
    few = Block(weights=block.weights, judgements=block.judgements, cells=block.cells[:0])
    fine = cut(few, winners, 3).count(few, winners, NOBODY)
    np.testing.assert_array_equal(found[400:], fine.reshape(4, BINS // 4, 4, 6).sum(axis=2))
    assert found.shape == (404, BINS // 4, 6)


def test_only_those_often_first_are_told_apart_where_there_is_too_much():
    """1 000 cells and 1 000 alternatives would need a hundred million counters."""
    rng = np.random.default_rng(4)
    winners = np.minimum(rng.geometric(0.02, 3000), 999)
    block = block_of(rng, 3000, cells=1000)
    factors = cut(block, winners, 1000)
    times = np.bincount(winners, minlength=1000)
    k = len(factors.contenders)
    assert k == 16
    rest = np.delete(times, factors.contenders)
    assert times[factors.contenders].min() >= rest.max()
    found = factors.count(block, winners, NOBODY)
    assert found.size <= 2_000_000
    np.testing.assert_array_equal(found[5].sum(axis=0)[:k], times[factors.contenders])
    row = next(i for i in range(1000) if factors.own[i] >= 0 and times[i])
    np.testing.assert_array_equal(
        found[row].sum(axis=0)[k:], [times[row], rest.sum() - times[row], 3000]
    )


@pytest.mark.parametrize("size", [1, 3, 17])
def test_few_draws(size):
    rng = np.random.default_rng(size)
    block, winners = block_of(rng, size), rng.integers(0, 2, size)
    found = cut(block, winners, 2).count(block, winners, NOBODY)
    assert (found[:, :, -1].sum(axis=1) == size).all()
    assert (found[:, :, :-1].sum(axis=(1, 2)) == size).all()


def test_what_does_not_vary_lies_in_one_bin():
    block = Block(
        weights=np.full((50, 2), 0.5), judgements=np.empty((50, 0)), cells=np.ones((1, 50))
    )
    winners = np.arange(50) % 2
    factors = Factors.cut({(0, 0): Interval(low=1, high=1)}, (), block, np.bincount(winners))
    assert not factors.equal.any()
    assert ((factors.count(block, winners, NOBODY) > 0).any(axis=2).sum(axis=1) == 1).all()
