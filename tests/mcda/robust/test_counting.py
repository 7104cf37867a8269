"""Counts against a plain argsort of the same keys."""

import numpy as np
import pytest
from scipy import stats

from mcda.kernel import LinearForm
from mcda.robust.counting import TILE, count, ranked_rows

SIZES = (1, 2, 3, 64, 65, 200)


def counted(local, weights, **options):
    form = LinearForm(local)
    return count(lambda _: form, weights, **options)


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


@pytest.mark.parametrize("m", SIZES)
@pytest.mark.parametrize("distinct", [True, False])
def test_counts_are_those_of_argsort(m, distinct):
    rng = np.random.default_rng(m)
    local, weights = rng.normal(size=(m, 4)), rng.dirichlet(np.ones(4), 2 * TILE + 17)
    found = counted(local, weights, distinct=distinct)
    table, winners, ranks = plain(weights @ local.T)
    np.testing.assert_array_equal(found.ranks, table)
    np.testing.assert_array_equal(found.winners, winners)
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


@pytest.mark.parametrize("distinct", [True, False])
def test_two_threads_count_the_same(distinct):
    rng = np.random.default_rng(6)
    local, weights = rng.normal(size=(6, 4)), rng.dirichlet(np.ones(4), 30_001)
    found = counted(local, weights, distinct=distinct)
    chunks = [weights[k : k + 9000] for k in range(0, len(weights), 9000)]
    parts = [counted(local, chunk, distinct=distinct) for chunk in chunks]
    np.testing.assert_array_equal(found.ranks, sum(p.ranks for p in parts))
    np.testing.assert_array_equal(found.pairs, sum(p.pairs for p in parts))
    np.testing.assert_array_equal(found.winners, np.concatenate([p.winners for p in parts]))
    table, winners, _ = plain(weights @ local.T)
    np.testing.assert_array_equal(found.ranks, table)
    np.testing.assert_array_equal(found.winners, winners)


def test_pairs_of_many_alternatives_come_from_the_first_draws():
    rng = np.random.default_rng(2)
    m, size = 600, 3 * TILE
    local, weights = rng.normal(size=(m, 3)), rng.dirichlet(np.ones(3), size)
    found = counted(local, weights)
    assert TILE <= found.compared < size
    keys = weights[: found.compared] @ local.T
    np.testing.assert_array_equal(found.pairs[7], (keys[:, [7]] > keys).sum(axis=0))
    assert (found.ranks.sum(axis=1) == size).all()


def test_pairs_left_out():
    found = counted(np.eye(2), np.array([[0.3, 0.7]] * 5), pairwise=False)
    assert found.compared == 0
    assert (found.pairs == 0).all()
    np.testing.assert_array_equal(found.ranks, [[0, 5], [5, 0]])


def test_ties_share_the_better_rank():
    rng = np.random.default_rng(8)
    local = rng.integers(0, 3, (7, 3)).astype(float)
    weights = rng.integers(1, 4, (500, 3)) / 4.0  # exact, so that scipy sees the ties as well
    found = counted(local, weights, distinct=False)
    wanted = np.stack([stats.rankdata(-keys, method="min") for keys in weights @ local.T])
    for i in range(7):
        np.testing.assert_array_equal(
            found.ranks[i], np.bincount(wanted[:, i].astype(int) - 1, minlength=7)
        )
        np.testing.assert_array_equal(found.pairs[i], (wanted[:, [i]] < wanted).sum(axis=0))
    np.testing.assert_array_equal(found.winners, wanted.argmin(axis=1))  # the smallest row


def test_the_method_of_each_slice_is_asked():
    """One matrix a draw: draw k prefers row k modulo 3."""
    size = 2 * TILE + 5
    local = np.zeros((size, 3, 1))
    local[np.arange(size), np.arange(size) % 3, 0] = 1.0

    found = count(lambda part: LinearForm(local[part]), np.ones((size, 1)), distinct=False)
    np.testing.assert_array_equal(found.winners, np.arange(size) % 3)
