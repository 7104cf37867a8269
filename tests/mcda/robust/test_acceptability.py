"""Rank acceptability on problems whose shares are known, and its bookkeeping."""

import numpy as np
import pytest
from scipy import stats

from mcda import Interval, Normal
from mcda.errors import InvalidSensitivity, UnsuitableData
from mcda.robust import acceptability
from mcda.robust.draws import DrawSource, weights_to_draw
from tests.mcda import small_problems
from tests.refusals import rejects


def ranked(rows, weights, method="weighted_sum", span=(0, 10), **parameters):
    if method in ("weighted_sum", "topsis"):
        parameters.setdefault("normalisation", "range")
    return small_problems.ranked(rows, weights, method, None, span, **parameters)


def chunk_of(rows, k):
    answer = ranked(rows, [1])
    return DrawSource(
        weights=weights_to_draw(answer.weights, 0.2), spreads=answer.spreads, seed=9
    ).chunk(k)


def four_errors(share, samples):
    return 4 * np.sqrt(share * (1 - share) / samples)


def test_shares_of_the_whole_simplex():
    """First where w0 + w2 > w1: three quarters of the triangle."""
    found = acceptability(ranked([[1, 0, 1], [0, 1, 0]], [1, 1, 1]), 40_000, 1, "any")
    assert found.rank_shares[0, 0] == pytest.approx(0.75, abs=four_errors(0.75, 40_000))
    np.testing.assert_allclose(found.rank_shares.sum(axis=1), 1, atol=1e-12)
    np.testing.assert_allclose(found.rank_shares.sum(axis=0), 1, atol=1e-12)
    share = found.rank_shares[0, 0]
    assert found.standard_error == pytest.approx(np.sqrt(share * (1 - share) / 40_000))
    # Centres: of the whole (1/3, 1/3, 1/3), of the triangle lost (1/6, 2/3, 1/6).
    np.testing.assert_allclose(found.central_weights[1], [1 / 6, 2 / 3, 1 / 6], atol=0.006)
    np.testing.assert_allclose(found.central_weights[0], [7 / 18, 2 / 9, 7 / 18], atol=0.006)
    assert found.pairwise[0, 1] == share
    assert found.pairwise[1, 0] == pytest.approx(1 - share)
    assert found.pairwise_samples == 40_000
    assert (found.samples, found.seed, found.spread) == (40_000, 1, "any")
    assert found.alternatives == ("a0", "a1")
    assert found.criteria == ("c0", "c1", "c2")


def test_spread_moves_two_weights_against_each_other():
    """w0 is uniform in 0.52 +- 0.096 (bounded by the smaller weight's box): first above 1/2."""
    found = acceptability(ranked([[1, 0], [0, 1]], [0.52, 0.48]), 20_000, 5, 0.2)
    wanted = (0.616 - 0.5) / 0.192
    assert found.rank_shares[0, 0] == pytest.approx(wanted, abs=four_errors(wanted, 20_000))


def test_winner_of_every_draw():
    found = acceptability(ranked([[9, 8], [2, 3], [1, 1]], [1, 1]), 500, 3, 0.2)
    np.testing.assert_array_equal(found.rank_shares, np.eye(3))
    assert found.standard_error == 0
    assert (found.central_weights[1:] == 0).all()
    np.testing.assert_allclose(found.central_weights[0].sum(), 1)
    np.testing.assert_array_equal(found.pairwise, [[0, 1, 1], [0, 0, 1], [0, 0, 0]])
    np.testing.assert_array_equal(found.confidence_factors, [1, 0, 0])
    assert found.winner_entropy == 0
    np.testing.assert_array_equal(found.rank_entropy, [0, 0, 0])


def test_errors_and_entropies_of_the_shares():
    found = acceptability(ranked([[1, 0, 1], [0, 1, 0], [0, 0, 2]], [1, 1, 1]), 3000, 1, "any")
    shares = found.rank_shares
    np.testing.assert_allclose(found.standard_errors, np.sqrt(shares * (1 - shares) / 3000))
    assert found.standard_error == found.standard_errors[:, 0].max()
    assert found.winner_entropy == pytest.approx(stats.entropy(shares[:, 0], base=2))
    np.testing.assert_allclose(found.rank_entropy, stats.entropy(shares, axis=1, base=2))


def test_duplicates_share_the_better_rank():
    found = acceptability(ranked([[9, 1], [9, 1], [1, 2]], [1, 1]), 300, 3, 0.2)
    np.testing.assert_array_equal(found.rank_shares, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])
    assert found.pairwise[0, 1] == found.pairwise[1, 0] == 0
    # Both are first in every draw, and which of them is not known: one bit.
    np.testing.assert_allclose(found.central_weights[0], found.central_weights[1], rtol=1e-12)
    assert found.central_weights[0].sum() == pytest.approx(1)
    assert found.winner_entropy == 1


@pytest.mark.parametrize("spread", [0.2, 0.0, "any"])
def test_duplicates_share_the_better_rank_beside_an_uncertain_cell(spread):
    """The uncertain cell belongs to the third, which never comes first nor between the two."""
    rows = [[9, 7], [9, 7], [Interval(low=1, high=2), 1]]
    found = acceptability(ranked(rows, [1, 2]), 300, 3, spread)
    np.testing.assert_array_equal(found.rank_shares, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])
    assert found.pairwise[0, 1] == found.pairwise[1, 0] == 0


def test_indifference_thresholds_tie_for_every_weight():
    """Rows that differ by less than the threshold have equal flows whatever the weights."""
    preferences = {f"c{j}": {"type": "ushape", "q": 1} for j in range(2)}
    answer = ranked([[5.0, 5.2], [5.3, 5.1], [1, 1]], [1, 2], "promethee2", preferences=preferences)
    assert answer.winners == ("a0", "a1")
    found = acceptability(answer, 300, 3, 0.2)
    np.testing.assert_array_equal(found.rank_shares, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])


def test_largest_regret_alone_ties_on_whole_regions():
    """Under v = 0 only the largest regret counts, here the same cell of two different rows."""
    answer = ranked([[0, 5, 10], [0, 6, 9], [10, 0, 0]], [8, 1, 1], "vikor", v=0.0)
    assert answer.ranks.tolist() == [2, 2, 1]
    found = acceptability(answer, 300, 3, 0.1)
    np.testing.assert_array_equal(found.rank_shares, [[0, 1, 0], [0, 1, 0], [1, 0, 0]])


def test_exact_ties_with_weights_that_stay():
    found = acceptability(ranked([[4, 8], [8, 4], [1, 1]], [1, 1]), 50, 3, 0)
    np.testing.assert_array_equal(found.rank_shares, [[1, 0, 0], [1, 0, 0], [0, 0, 1]])


def test_rows_that_differ_only_where_the_weight_is_zero():
    found = acceptability(ranked([[4, 8], [4, 1]], [1, 0]), 50, 3, 0.2)
    np.testing.assert_array_equal(found.rank_shares, [[1, 0], [1, 0]])
    anywhere = acceptability(ranked([[4, 8], [4, 1]], [1, 0]), 50, 3, "any")
    np.testing.assert_array_equal(anywhere.rank_shares, [[1, 0], [0, 1]])


def test_uncertain_cells_are_drawn():
    """a0 is uniform in 4..6, a1 is 5.5: a0 is first in a quarter of the draws."""
    rows = [[Interval(low=4, high=6)], [5.5]]
    found = acceptability(ranked(rows, [1]), 20_000, 9, 0.2)
    assert found.rank_shares[0, 0] == pytest.approx(0.25, abs=four_errors(0.25, 20_000))
    assert found.stage.cells == ((0, 0),)
    (block, more) = (next(chunk_of(rows, k)) for k in range(2))
    wins = [(part.cells[0] > 5.5).mean() for part in (block, more)]
    assert found.rank_shares[0, 0] == pytest.approx(np.mean(wins), abs=1e-12)


def test_two_normal_cells_against_the_closed_form():
    rows = [[Normal(mean=5, sd=0.5)], [Normal(mean=4.5, sd=0.3)]]
    found = acceptability(ranked(rows, [1]), 20_000, 2, 0)
    wanted = stats.norm.cdf(0.5 / np.hypot(0.5, 0.3))
    assert found.rank_shares[0, 0] == pytest.approx(wanted, abs=four_errors(wanted, 20_000))


def test_seed_decides_and_a_generator_gives_one():
    answer = ranked([[4, 8, Interval(low=1, high=9)], [8, 4, 5], [5, 6, 7]], [1, 1, 1])
    one, two, other = (acceptability(answer, 400, seed, 0.5) for seed in (7, 7, 8))
    np.testing.assert_array_equal(one.rank_shares, two.rank_shares)
    np.testing.assert_array_equal(one.central_weights, two.central_weights)
    assert (one.central_weights != other.central_weights).any()
    given = acceptability(answer, 400, np.random.default_rng(7), 0.5)
    assert (one.seed, given.seed) == (7, np.random.default_rng(7).integers(2**63))
    again = acceptability(answer, 400, given.seed, 0.5)
    np.testing.assert_array_equal(given.central_weights, again.central_weights)


def test_more_draws_begin_with_the_same():
    """Chunks do not depend on how many follow."""
    answer = ranked([[4, 8, Interval(low=1, high=9)], [8, 4, 5], [5, 6, 7]], [1, 1, 1])
    shorter, longer = (acceptability(answer, size, 7, 0.5) for size in (10_000, 20_000))
    counts = longer.rank_shares * 20_000 - shorter.rank_shares * 10_000
    assert counts.min() > -1e-6
    np.testing.assert_allclose(counts.sum(axis=1), 10_000)


def test_a_standard_error_decides_how_many_draws():
    answer = ranked([[1, 0, 1], [0, 1, 0]], [1, 1, 1])
    found = acceptability(answer, rng=1, spread="any", standard_error=0.002)
    assert found.samples == 50_000  # 0.75 * 0.25 / 0.002^2 = 46 875
    assert found.standard_error <= found.asked_error == 0.002
    same = acceptability(answer, 50_000, 1, "any")
    np.testing.assert_array_equal(found.rank_shares, same.rank_shares)
    assert same.asked_error is None
    most = acceptability(answer, 20_000, 1, "any", standard_error=0.002)
    assert most.samples == 20_000
    assert most.standard_error > most.asked_error


def test_executor_and_progress_are_used():
    class Here:
        def map(self, function, items):
            return map(function, items)

    answer = ranked([[4, 8, Interval(low=1, high=9)], [8, 4, 5], [5, 6, 7]], [1, 1, 1])
    told = []
    found = acceptability(
        answer, 25_000, executor=Here(), progress=lambda *counts: told.append(counts)
    )
    assert told == [(10_000, 25_000), (20_000, 25_000), (25_000, 25_000)]
    threads = acceptability(answer, 25_000)
    np.testing.assert_array_equal(found.rank_shares, threads.rank_shares)
    np.testing.assert_array_equal(found.confidence_factors, threads.confidence_factors)


def test_one_alternative_has_nothing_to_count():
    assert acceptability(ranked([[1, 2]], [1, 1])) is None


def test_ten_thousand_draws_by_default():
    found = acceptability(ranked([[1, 2], [2, 1]], [1, 1]))
    assert (found.samples, found.seed) == (10_000, 7)


@pytest.mark.parametrize("samples", [0, -1, 2.5, True, "10"])
def test_samples_out_of_bounds(samples):
    with rejects(InvalidSensitivity, codes=["samples_bounds"]):
        acceptability(ranked([[1, 2], [2, 1]], [1, 1]), samples)


@pytest.mark.parametrize("spread", [-0.1, 1.1, "all", True, float("nan")])
def test_spread_out_of_bounds(spread):
    with pytest.raises(InvalidSensitivity) as caught:
        acceptability(ranked([[1, 2], [2, 1]], [1, 1]), 10, 1, spread)
    assert [f.code for f in caught.value.faults] == ["spread_bounds"]
    assert caught.value.faults[0].path == ("spread",)


@pytest.mark.parametrize("error", [0, -0.1, True, "small", float("nan"), float("inf")])
def test_standard_error_out_of_bounds(error):
    with pytest.raises(InvalidSensitivity) as caught:
        acceptability(ranked([[1, 2], [2, 1]], [1, 1]), standard_error=error)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("standard_error_bounds", ("standard_error",))
    assert all("0" in fault.say(language) for language in ("en", "zh"))


def test_all_faults_at_once():
    with pytest.raises(InvalidSensitivity) as caught:
        acceptability(ranked([[1, 2], [2, 1]], [1, 1]), 0, 1, 7, standard_error=-1)
    codes = [f.code for f in caught.value.faults]
    assert codes == ["samples_bounds", "spread_bounds", "standard_error_bounds"]


def test_a_draw_the_method_cannot_take():
    answer = ranked([[Normal(mean=1, sd=2), 3], [2, 4]], [1, 1], "weighted_product", span=(-9, 9))
    with rejects(UnsuitableData, path=("performances", 0, 0)):
        acceptability(answer, 500, 1)


def test_frame():
    frame = acceptability(ranked([[9, 8], [2, 3]], [1, 1]), 100, 3).to_frame()
    assert list(frame.index) == ["a0", "a1"]
    np.testing.assert_array_equal(frame.to_numpy()[:, :2], np.eye(2))


def test_many_draws_count_the_same_by_sparse_products():
    """Past a hundred thousand draws SciPy counts; the first chunks are those of fewer draws."""
    answer = ranked([[3, 7, 4], [5, 4, 6], [6, 2, 5], [4, 4, 4]], [1, 2, 3])
    few, more = (acceptability(answer, samples, 5, "any") for samples in (100_000, 110_000))
    last = acceptability(answer, 110_000, 5, "any")
    np.testing.assert_array_equal(more.rank_shares, last.rank_shares)
    added = more.rank_shares * 110_000 - few.rank_shares * 100_000
    np.testing.assert_allclose(added.sum(axis=1), 10_000)
    assert (added >= -1e-6).all()
    np.testing.assert_allclose(few.central_weights, more.central_weights, atol=0.01)
