"""Draws of what statements leave open."""

import pickle

import numpy as np
import pytest
from scipy import stats

from mcda import Alternative, Criterion, Problem
from mcda.polytope import Polytope
from mcda.weight_set import AnyWeights, Around
from weights.ahp.errors import JudgementErrors
from weights.ahp.priority_tree import solve
from weights.ahp.tree import read_tree
from weights.rank_order import rank_weights, weights_of_order
from weights.sets import BlendedSet, CappedSet, OrderedWeights
from weights.weightings import resolve

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]
EQUAL = [[1, 1, 1], [1, 1, 1], [1, 1, 1]]
PROBLEM = Problem(
    criteria=[Criterion(id=c, direction="benefit") for c in "abc"],
    alternatives=[Alternative(id="p")],
    performances=[[1, 2, 3]],
)


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


@pytest.mark.parametrize("groups", [((0,), (1,), (2,)), ((2,), (0, 3)), ((1, 3), (0, 2))])
def test_halfspaces_of_an_order_are_those_of_its_draws(groups):
    known = OrderedWeights(groups, 4)
    A, b = known.halfspaces()
    found = drawn(known)
    assert (found @ A.T <= b + 1e-12).all()
    np.testing.assert_allclose(
        Polytope(A, b).centroid(np.random.default_rng(1))[0], found.mean(axis=0), atol=0.01
    )


def test_a_blend_adds_independent_draws():
    one, other = Around(np.array([0.5, 0.5]), 0.4), AnyWeights(2)
    found = drawn(BlendedSet([one, other], np.array([0.75, 0.25])))
    wanted = 0.75**2 * drawn(one)[:, 0].var() + 0.25**2 / 12
    assert found[:, 0].var() == pytest.approx(wanted, rel=0.05)


def test_capped_draws_pass_through_the_cap():
    half = CappedSet(AnyWeights(2), lambda w: 0.5 * w + 0.25)
    np.testing.assert_array_equal(drawn(half, 10), 0.5 * drawn(AnyWeights(2), 10) + 0.25)
    assert half.facts == {"inner": {"name": "any"}}


def judged(rows):
    return JudgementErrors(solve(read_tree(["a", "b"], rows, None)))


def test_judgements_of_a_blend_and_under_a_cap():
    one, other = judged([[1, 3], [1 / 3, 1]]), judged([[1, 1 / 5], [5, 1]])
    blend = BlendedSet([one, AnyWeights(2), other], np.array([0.5, 0.25, 0.25]))
    capped = CappedSet(blend, lambda w: 0.5 * w + 0.25)
    assert [judgement.pair for judgement in capped.judgements] == [("a", "b"), ("b", "a")]
    weights, judgements = capped.draw(50, np.random.default_rng(1))
    rng = np.random.default_rng(1)
    first, second = one.draw(50, rng), AnyWeights(2).sample(50, rng)
    third = other.draw(50, rng)
    np.testing.assert_array_equal(judgements, np.hstack([first[1], third[1]]))
    mixed = 0.5 * first[0] + 0.25 * second + 0.25 * third[0]
    np.testing.assert_allclose(weights, 0.5 * mixed + 0.25, rtol=1e-12)
    np.testing.assert_array_equal(weights, capped.sample(50, np.random.default_rng(1)))


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "ranked", "order": [["a"], ["b", "c"]]},
        {"kind": "ahp", "items": ["a", "b", "c"], "matrix": ROUGH},
        {"kind": "imprecise", "constraints": [{"more": "a", "than": "b"}]},
        {
            "kind": "ahp_group",
            "items": ["a", "b", "c"],
            "judges": [{"name": "x", "matrix": ROUGH}, {"name": "y", "matrix": EQUAL}],
        },
        {
            "kind": "blend",
            "parts": [
                {"share": 1, "weights": {"kind": "ranked", "order": [["a"], ["b"], ["c"]]}},
                {"share": 1, "weights": {"kind": "ahp", "items": list("abc"), "matrix": ROUGH}},
            ],
            "caps": [{"criteria": ["a"], "at_most": 0.4}],
        },
    ],
    ids=lambda said: said["kind"],
)
def test_what_statements_leave_open_can_be_sent_elsewhere(said):
    known = resolve(said, PROBLEM).known
    here, there = (
        k.draw(20, np.random.default_rng(3)) for k in (known, pickle.loads(pickle.dumps(known)))
    )
    np.testing.assert_array_equal(here[0], there[0])
    np.testing.assert_array_equal(here[1], there[1])
    assert here[1].shape == (20, len(known.judgements))
    np.testing.assert_array_equal(here[0], known.sample(20, np.random.default_rng(3)))
