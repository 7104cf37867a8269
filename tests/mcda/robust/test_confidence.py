"""Confidence factors where they can be worked out, and against single rankings."""

import numpy as np
import pytest
from scipy import stats

from mcda import Interval, Normal
from mcda.robust import acceptability
from mcda.robust.acceptability import confidence_factors, first_at_central
from mcda.robust.draws import CHUNK, DrawSource, SamplingPlan
from mcda.robust.sampling_run import Threads
from mcda.weight_set import AnyWeights
from tests.mcda import small_problems


def ranked(rows, weights, method="weighted_sum"):
    return small_problems.ranked(rows, weights, method, None, (0, 10), normalisation="range")


def stage_of(answer, samples, seed=4):
    n = len(answer.matrix.criteria)
    draws = DrawSource(weights=AnyWeights(n), spreads=answer.spreads, seed=seed)
    return SamplingPlan.of(answer, draws, samples)


def test_the_closed_form_of_two_normal_cells():
    rows = [[Normal(mean=5, sd=0.5)], [Normal(mean=4.5, sd=0.3)]]
    found = acceptability(ranked(rows, [1]), 40_000, 2, 0)
    wanted = stats.norm.cdf(0.5 / np.hypot(0.5, 0.3))
    error = 4 * np.sqrt(wanted * (1 - wanted) / 40_000)
    np.testing.assert_allclose(found.confidence_factors, [wanted, 1 - wanted], atol=error)
    assert found.confidence_samples == 40_000


def test_each_is_ranked_at_its_own_central_weights():
    """Draw by draw, as mcda.ranking ranks that matrix with those weights."""
    rows = [[Interval(low=1, high=9), 4], [5, Interval(low=2, high=8)], [4, 6]]
    stage = stage_of(ranked(rows, [1, 1]), 40)
    central = np.array([[0.8, 0.2], [0.3, 0.7]])
    found = first_at_central(stage, np.array([0, 2]), central, 40, 0)
    (block,) = stage.blocks(0)
    wanted = np.zeros(2, dtype=int)
    for k in range(40):
        cells = [list(row) for row in rows]
        cells[0][0], cells[1][1] = block.cells[:, k].tolist()
        for at, row in enumerate((0, 2)):
            wanted[at] += ranked(cells, central[at].tolist()).ranks[row] == 1
    np.testing.assert_array_equal(found, wanted)


def test_draws_past_the_last_do_not_count():
    stage = stage_of(ranked([[Interval(low=1, high=9), 4], [5, 4]], [1, 1]), 2 * CHUNK)
    weights = np.array([[0.5, 0.5]])
    for used in (1, 700):
        found = first_at_central(stage, np.array([0]), weights, CHUNK + used, 1)
        (block,) = stage.blocks(1)
        assert found.tolist() == [(block.cells[0, :used] > 5).sum()]


def test_large_problems_are_drawn_less_often():
    rng = np.random.default_rng(3)
    rows = rng.uniform(0, 10, (60, 10)).tolist()
    rows[0][0] = Interval(low=0, high=10)
    stage = stage_of(ranked(rows, np.ones(10).tolist()), 2000)
    central = rng.dirichlet(np.ones(10), 60)
    factors, used = confidence_factors(stage, np.arange(60), central, 1_000_000, Threads())
    assert used == 200_000_000 // (60 * 600)
    assert ((factors >= 0) & (factors <= 1)).all()


def test_certain_data_are_ranked_once():
    """Weighted sums win on a convex set of weights, its mean among them."""
    rng = np.random.default_rng(5)
    found = acceptability(ranked(rng.uniform(0, 9, (8, 4)).tolist(), [1] * 4), 3000, 1, "any")
    ever = found.rank_shares[:, 0] > 0
    assert 0 < ever.sum() < 8
    np.testing.assert_array_equal(found.confidence_factors, ever.astype(float))
    assert found.confidence_samples == 3000


def test_ties_for_the_first_rank_are_first():
    rows = [[9, 7], [9, 7], [Interval(low=1, high=2), 1]]
    found = acceptability(ranked(rows, [1, 2]), 300, 3)
    np.testing.assert_array_equal(found.confidence_factors, [1, 1, 0])


@pytest.mark.parametrize("method", ["topsis", "weighted_sum"])
def test_threads_count_the_same(method):
    rows = [[Interval(low=1, high=9), 4], [5, Interval(low=2, high=8)], [4, 6]]
    stage = stage_of(ranked(rows, [1, 1], method), 3 * CHUNK)
    central = np.array([[0.8, 0.2], [0.3, 0.7]])
    one, two = (
        confidence_factors(stage, np.array([0, 2]), central, 3 * CHUNK, Threads(n))[0].tolist()
        for n in (1, 2)
    )
    assert one == two
