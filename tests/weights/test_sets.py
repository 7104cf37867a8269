"""Draws of what statements leave open."""

import numpy as np
import pytest
from scipy import stats

from mcda.weight_set import AnyWeights, Around
from weights.ranked import rank_weights, weights_of_order
from weights.sets import Blended, Capped, Judges, OrderedWeights


def drawn(known, size=40_000, seed=1):
    found = known.sample(size, np.random.default_rng(seed))
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-12)
    assert found.min() >= 0
    return found


@pytest.mark.parametrize("n", [2, 4, 7])
def test_the_mean_of_an_order_are_the_centroid_weights(n):
    found = drawn(OrderedWeights(tuple((k,) for k in range(n)), n))
    assert (np.diff(found, axis=1) <= 0).all()
    error = 5 * found.std(axis=0) / np.sqrt(len(found))
    assert (np.abs(found.mean(axis=0) - rank_weights(n)) < error).all()


def test_an_order_is_drawn_as_the_whole_simplex_sorted():
    everywhere = np.sort(drawn(AnyWeights(4), seed=2), axis=1)[:, ::-1]
    found = drawn(OrderedWeights(((0,), (1,), (2,), (3,)), 4))
    for j in range(4):
        assert stats.ks_2samp(found[:, j], everywhere[:, j]).pvalue > 1e-4


def test_ties_leave_both_orders_open_and_keep_the_centroid():
    found = drawn(OrderedWeights(((2,), (0, 3)), 5))
    assert (found[:, [1, 4]] == 0).all()
    assert (found[:, [2]] >= found[:, [0, 3]]).all()
    assert 0.48 < (found[:, 0] > found[:, 3]).mean() < 0.52
    wanted = weights_of_order([["c"], ["a", "d"]], ["a", "c", "d"])
    np.testing.assert_allclose(
        found.mean(axis=0)[[0, 2, 3]], [wanted[k] for k in "acd"], atol=0.005
    )


def test_judges_are_mixed_around_their_mean():
    weights, shares = np.array([[0.8, 0.2], [0.2, 0.8], [0, 1]]), np.array([0.25, 0.75, 0.0])
    known = Judges(weights, shares)
    found = drawn(known)
    np.testing.assert_allclose(found.mean(axis=0), shares @ weights, atol=0.005)
    assert found[:, 0].min() >= 0.2  # who does not count is never mixed in
    assert found[:, 0].max() <= 0.8
    # Dirichlet(0.5, 1.5): the variance of a share is 0.25 * 0.75 / 3.
    assert found[:, 0].var() == pytest.approx(0.6**2 * 0.25 * 0.75 / 3, rel=0.05)


def test_a_blend_adds_independent_draws():
    one, other = Around(np.array([0.5, 0.5]), 0.4), AnyWeights(2)
    found = drawn(Blended([one, other], np.array([0.75, 0.25])))
    wanted = 0.75**2 * drawn(one)[:, 0].var() + 0.25**2 / 12
    assert found[:, 0].var() == pytest.approx(wanted, rel=0.05)


def test_capped_draws_pass_through_the_cap():
    half = Capped(AnyWeights(2), lambda w: 0.5 * w + 0.25)
    np.testing.assert_array_equal(drawn(half, 10), 0.5 * drawn(AnyWeights(2), 10) + 0.25)
    assert half.facts == {"inner": {"name": "any"}}
