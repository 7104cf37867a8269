"""Counts against a plain argsort of the same keys."""

import numpy as np
import pytest
from scipy import stats

from mcda.kernel import LinearForm
from mcda.robust.rank_counts import TILE, _mask, _sort, count, tile_size

SIZES = (1, 2, 3, 64, 65, 200, 600)  # from about 200 on, counters of some ranks at a time


def counted(local, weights, **options):
    form = LinearForm(local)
    return count(lambda _: form, weights, **options)


def first_weights(ranks, weights):
    return np.array([weights[ranks[:, i] == 0].sum(axis=0) for i in range(ranks.shape[1])])


def plain(keys):
    """Return rank counts, winners and pair counts by sorting."""
    m = keys.shape[1]
    ranks = np.argsort(np.argsort(-keys, axis=1, kind="stable"), axis=1, kind="stable")
    table = np.zeros((m, m), dtype=int)
    for i in range(m):
        table[i] = np.bincount(ranks[:, i], minlength=m)
    return table, ranks.argmin(axis=1), ranks


def keys_of(rng, s, m, kind):
    if kind == "negative":
        return -rng.exponential(size=(s, m))
    if kind == "mixed":
        return rng.normal(size=(s, m))
    return rng.exponential(size=(s, m)) * 10.0 ** rng.integers(-200, 200, (s, m))


def ranked_rows(keys):
    """Return the rows from worst to best for each sample."""
    images = np.empty(keys.shape, dtype=np.int64)
    _sort(keys, np.arange(keys.shape[1], dtype=np.int64), images)
    return images & _mask(keys.shape[1])


@pytest.mark.parametrize("m", SIZES)
@pytest.mark.parametrize("kind", ["mixed", "negative", "wide"])
def test_ranked_rows_is_argsort(m, kind):
    keys = keys_of(np.random.default_rng(m), 700, m, kind)
    wanted = np.argsort(keys, axis=1)
    np.testing.assert_array_equal(ranked_rows(keys.copy()), wanted)


def test_ranked_rows_with_zeros_of_both_signs():
    keys = np.array([[0.5, -0.0, -0.25], [-0.0, 0.0, 1.0], [0.0, 2.0, 1.0], [-1.0, -2.0, -0.0]])
    found = ranked_rows(keys.copy())
    np.testing.assert_array_equal(found[[0, 2, 3]], [[2, 1, 0], [0, 2, 1], [1, 0, 2]])
    assert found[1, 2] == 2


def test_ranked_rows_leaves_the_keys_as_they_are():
    keys = np.random.default_rng(1).normal(size=(4, 5))
    before = keys.copy()
    ranked_rows(keys)
    np.testing.assert_array_equal(keys, before)


@pytest.mark.parametrize(
    ("m", "distinct"), [(m, True) for m in SIZES] + [(m, False) for m in SIZES[:-1]]
)
def test_counts_are_those_of_argsort(m, distinct):
    rng = np.random.default_rng(m)
    local, weights = rng.normal(size=(m, 4)), rng.dirichlet(np.ones(4), 2 * TILE + 17)
    tile = tile_size(m, 4)
    found = counted(local, weights, distinct=distinct, compared=len(weights), tile=tile)
    table, winners, ranks = plain(weights @ local.T)
    np.testing.assert_array_equal(found.ranks, table)
    np.testing.assert_array_equal(found.winners, winners)
    np.testing.assert_allclose(found.first_weights, first_weights(ranks, weights), atol=1e-9)
    assert found.compared == len(weights)
    for i in range(0, m, 7):
        better = (ranks[:, [i]] < ranks).sum(axis=0)
        np.testing.assert_array_equal(found.pairs[i], better)


@pytest.mark.parametrize("size", [1, TILE - 1, TILE, TILE + 1])
def test_any_number_of_draws(size):
    rng = np.random.default_rng(size)
    local, weights = rng.normal(size=(5, 3)), rng.dirichlet(np.ones(3), size)
    found = counted(local, weights)
    np.testing.assert_array_equal(found.ranks, plain(weights @ local.T)[0])
    assert found.winners.shape == (size,)


def test_more_draws_than_are_held_at_once():
    rng = np.random.default_rng(6)
    local, weights = rng.normal(size=(90, 4)), rng.dirichlet(np.ones(4), 4001)
    table, winners, _ = plain(weights @ local.T)
    found = counted(local, weights)
    np.testing.assert_array_equal(found.ranks, table)
    np.testing.assert_array_equal(found.winners, winners)


@pytest.mark.parametrize(("compared", "pairs"), [(0, 0), (300, 300), (900, 900), (5000, 1500)])
def test_pairs_come_from_the_first_draws(compared, pairs):
    rng = np.random.default_rng(2)
    local, weights = rng.normal(size=(30, 3)), rng.dirichlet(np.ones(3), 1500)
    for distinct in (True, False):
        found = counted(local, weights, distinct=distinct, compared=compared)
        assert found.compared == pairs
        keys = weights[:pairs] @ local.T
        np.testing.assert_array_equal(found.pairs[7], (keys[:, [7]] > keys).sum(axis=0))
        assert (found.ranks.sum(axis=1) == 1500).all()


def test_tiles_shrink_with_the_problem():
    """A product of matrices stays so small that BLAS does not divide it among threads."""
    assert tile_size(4, 7) == 5 * 512
    assert tile_size(1000, 20) == 5 * 25
    assert tile_size(10_000, 100) == 5 * 8


def test_ties_share_the_better_rank():
    rng = np.random.default_rng(8)
    local = rng.integers(0, 3, (7, 3)).astype(float)
    weights = rng.integers(1, 4, (500, 3)) / 4.0  # exact, so that scipy sees the ties as well
    found = counted(local, weights, distinct=False, compared=500, tile=64)
    wanted = np.stack([stats.rankdata(-keys, method="min") for keys in weights @ local.T])
    for i in range(7):
        np.testing.assert_array_equal(
            found.ranks[i], np.bincount(wanted[:, i].astype(int) - 1, minlength=7)
        )
        np.testing.assert_array_equal(found.pairs[i], (wanted[:, [i]] < wanted).sum(axis=0))
    np.testing.assert_array_equal(found.winners, wanted.argmin(axis=1))  # the smallest row
    np.testing.assert_allclose(found.first_weights, first_weights(wanted - 1, weights), rtol=1e-12)


def test_the_method_of_each_slice_is_asked():
    """One matrix a draw: draw k prefers row k modulo 3."""
    size = 2 * TILE + 5
    local = np.zeros((size, 3, 1))
    local[np.arange(size), np.arange(size) % 3, 0] = 1.0

    found = count(lambda part: LinearForm(local[part]), np.ones((size, 1)), distinct=False)
    np.testing.assert_array_equal(found.winners, np.arange(size) % 3)
