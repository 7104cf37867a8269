"""Cells that share sources of doubt are drawn together; each alone is drawn as before."""

import pickle

import numpy as np
import pytest

from mcda import Beta, Interval, LogNormal, Normal, Triangular, rank
from mcda.cells import Mixture, Typical
from mcda.errors import InvalidProblem
from mcda.robust import acceptability
from mcda.robust.draws import DrawSource, sample_cells, sources_of
from mcda.weight_set import AnyWeights
from tests.mcda.small_problems import problem_of
from tests.refusals import rejects

SIZE = 40_000
SPREADS = [
    Interval(low=2, high=5, shared="x"),
    Triangular(low=0, mode=1, high=4, shared={"x": 0.6, "y": -0.8}),
    Normal(mean=3, sd=2, shared={"x": 0.5}),
    LogNormal(mu=1, sigma=0.4, shared={"y": 1}),
    Beta(alpha=2, beta=3, low=0, high=10, shared={"x": 0.3}),
]


def drawn(*spreads, seed=1):
    cells = sample_cells(
        {(0, j): s for j, s in enumerate(spreads)}, SIZE, np.random.default_rng(seed)
    )
    return np.array([*cells.values()])


def test_each_alone_keeps_its_distribution():
    shares = np.array([0.1, 0.5, 0.9])
    for values, spread in zip(drawn(*SPREADS), SPREADS, strict=True):
        below = (values[:, None] <= spread.quantile(shares)).mean(axis=0)
        np.testing.assert_allclose(below, shares, atol=0.01)


def test_correlations_of_normal_scores_are_those_stated():
    ranks = drawn(*SPREADS).argsort(axis=1).argsort(axis=1)
    rho = np.corrcoef(ranks)
    pearson = 2 * np.sin(np.pi / 6 * rho)  # of ranks to normal scores
    expected = {(0, 1): 0.6, (0, 2): 0.5, (1, 2): 0.3, (1, 3): -0.8, (0, 3): 0.0, (0, 4): 0.3}
    for (i, j), value in expected.items():
        assert pearson[i, j] == pytest.approx(value, abs=0.02)


def test_one_source_alone_is_one_number():
    first, second = drawn(*[Interval(low=0, high=k, shared="x") for k in (1, 3)])
    np.testing.assert_allclose(second, 3 * first)


def test_cases_are_the_same_for_all_and_sources_are_independent():
    axes = (("goods", 2), ("market", 3))
    parts = [[Interval(low=10 * k + c, high=10 * k + c) for k in range(6)] for c in (0, 100)]
    shares = (0.1, 0.2, 0.1, 0.15, 0.3, 0.15)  # .4 and .6 by goods; .25, .5, .25 by market
    first, second = drawn(*[Mixture(parts=tuple(p), shares=shares, pick=axes) for p in parts])
    np.testing.assert_array_equal(second - first, 100)
    np.testing.assert_allclose(np.bincount((first / 10).astype(int)) / SIZE, shares, atol=0.01)
    assert Mixture(parts=tuple(parts[0]), shares=shares, pick=axes).headline == pytest.approx(
        sum(10 * k * share for k, share in enumerate(shares))
    )


def test_what_names_no_source_is_drawn_as_ever():
    alone = [Interval(low=0, high=1), Typical(parts=(Interval(low=0, high=2),), shares=(1.0,))]
    rng = np.random.default_rng(1)
    for values, spread in zip(drawn(*alone), alone, strict=True):
        np.testing.assert_array_equal(values, spread.sample(SIZE, rng))
    assert (sources_of(alone[0]), sources_of(SPREADS[1])) == ((), ("x", "y"))


def test_sources_travel_and_are_the_same_bits_whoever_draws():
    spreads = {(0, j): spread for j, spread in enumerate(SPREADS)}
    source = DrawSource(weights=AnyWeights(1), spreads=spreads, seed=5)
    there = pickle.loads(pickle.dumps(source))
    for one, other in zip(source.chunk(3, 500), there.chunk(3, 500), strict=True):
        np.testing.assert_array_equal(one.cells, other.cells)


@pytest.mark.parametrize(
    "shared", [{"x": 1.1}, {"x": 0.8, "y": 0.8}, {"": 0.5}, {"x": float("nan")}, {"x": 1e291}]
)
def test_more_than_all_doubt_is_refused(shared):
    with rejects(InvalidProblem, codes=["shared_invalid"]):
        Interval(low=0, high=1, shared=shared)


def test_a_common_source_leaves_the_order_alone():
    """a0 is always one above a1: drawn apart it would lose in half of the draws."""
    for shared, share in (("tariff", 1.0), ("", 0.68)):
        rows = [[Interval(low=k, high=k + 5, shared=shared)] for k in (1, 0)]
        ranking = rank(problem_of(rows, ranges=(0, 10)), [1], "weighted_sum", normalisation="range")
        assert acceptability(ranking, 20_000).rank_shares[0, 0] == pytest.approx(share, abs=0.01)
