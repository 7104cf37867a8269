"""Scores by closed formulas, by counting every tie break, and by binomial sums."""

import math
from itertools import permutations
from statistics import mean, pstdev, stdev

import pytest

from weights.replay.scores import Place, binomial_interval, by_popularity, guessing, score


@pytest.mark.parametrize("values", [(3, 2, 1, 0), (1, 1, 0, 0), (2, 1, 1, 1), (1, 1, 1, 1)])
def test_ties_count_as_if_broken_by_lot(values: tuple[int, ...]) -> None:
    for own, value in enumerate(values):
        place = Place(
            rank=1 + sum(other > value for other in values),
            sharing=sum(other == value for other in values),
        )
        broken = [
            1 + order.index(own)
            for order in permutations(range(4))
            if [values[i] for i in order] == sorted(values, reverse=True)
        ]
        assert place.hit == pytest.approx(mean(rank == 1 for rank in broken))
        assert place.reciprocal == pytest.approx(mean(1 / rank for rank in broken))


def test_a_score_is_the_mean_over_tenants() -> None:
    found = score([Place(rank=1, sharing=1), Place(rank=1, sharing=2), Place(rank=4, sharing=1)])
    assert (found.tenants, found.alone, found.tied) == (3, 1, 1)
    for values, wanted in (
        ([1, 0.5, 0], (found.hit_rate, found.hit_error)),
        ([1, 0.75, 0.25], (found.reciprocal_rank, found.reciprocal_error)),
    ):
        assert wanted == pytest.approx((mean(values), stdev(values) / math.sqrt(3)))


@pytest.mark.parametrize(("hits", "of"), [(0, 15), (1, 11), (6, 15), (15, 15)])
def test_exact_limits_leave_two_and_a_half_percent_on_either_side(hits: int, of: int) -> None:
    low, high = binomial_interval(hits, of)
    assert low <= hits / of <= high

    def chance(p: float, counts: range) -> float:
        return math.fsum(math.comb(of, k) * p**k * (1 - p) ** (of - k) for k in counts)

    assert (low == 0) if hits == 0 else chance(low, range(hits, of + 1)) == pytest.approx(0.025)
    assert (high == 1) if hits == of else chance(high, range(hits + 1)) == pytest.approx(0.025)


def test_guessing_is_one_in_four_and_25_of_48() -> None:
    found = guessing(4, 15)
    inverses = [1, 1 / 2, 1 / 3, 1 / 4]
    assert (found.hit_rate, found.reciprocal_rank) == (1 / 4, pytest.approx(25 / 48))
    assert found.hit_error == pytest.approx(pstdev([1, 0, 0, 0]) / math.sqrt(15))
    assert found.reciprocal_error == pytest.approx(pstdev(inverses) / math.sqrt(15))
    assert found.interval is None


def test_the_most_chosen_park_is_first_for_all() -> None:
    found = by_popularity(["a", "a", "a", "b", "c"], "abcd")
    assert (found.alone, found.tied, found.hit_rate) == (3, 0, pytest.approx(3 / 5))
    assert found.reciprocal_rank == pytest.approx((3 * 1 + 2 * (1 / 2 + 1 / 3) / 2) / 5)
