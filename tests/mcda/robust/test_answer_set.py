"""Who can be first: now, in a draw, or with the doubt in one's favour."""

import pytest

from mcda import Interval, Normal
from mcda.robust import acceptability, answer_set
from tests.mcda import small_problems


def ranked(rows, weights=(1, 1), method="weighted_sum", benefit=None, **more):
    if method == "weighted_sum":
        more.setdefault("normalisation", "range")
    return small_problems.ranked(rows, weights, method, benefit, (-10, 10), **more)


def test_only_the_winner():
    answer = ranked([[1, 1], [5, 5], [2, 3]])
    assert answer_set(answer, None) == ("a1",)
    assert answer_set(answer, acceptability(answer, 200)) == ("a1",)


def test_those_that_share_the_first_rank():
    assert answer_set(ranked([[1, 5], [0, 0], [5, 1]]), None) == ("a0", "a2")


def test_those_first_in_a_draw_by_their_shares():
    """Weights anywhere: a2 is first for w0 < 0.3, a0 for w0 > 0.9, and a1 between."""
    # Lines over w0: a0 from -8.5 to 6; a1 from 3.5 to 4.5 ... crossings at 0.9 and 0.3.
    answer = ranked([[5.5, -8.1], [4, 4], [-3, 7]])
    drawn = acceptability(answer, 4000, 1, "any")
    shares = drawn.rank_shares[:, 0]
    assert shares[1] > shares[2] > shares[0] > 0
    assert answer_set(answer, drawn) == ("a1", "a2", "a0")
    assert answer_set(answer, None) == ("a1",)


@pytest.mark.parametrize(("high", "members"), [(6.5, ("a1", "a0")), (4.5, ("a1",))])
def test_corner_of_the_bounds(high, members):
    """a0 needs more than 5 + 5 in sum where it has 5 and at most `high`."""
    assert answer_set(ranked([[5, Interval(low=0, high=high)], [5, 5]]), None) == members


def test_rivals_stand_at_their_worst_and_costs_are_turned():
    rows = [[Interval(low=1, high=6), 0], [Interval(low=0, high=2), 0], [1.9, 0]]
    answer = ranked(rows, benefit=(False, True))
    # Headlines 3.5, 1, 1.9. a0 can be 1 where a1 is 2; a2 at 1.9 beats 6 and 2.
    assert answer.winner == "a1"
    assert set(answer_set(answer, None)) == {"a0", "a1", "a2"}


def test_a_corner_the_method_cannot_take_is_passed_over():
    answer = ranked([[Normal(mean=1, sd=1), 3], [2, 2]], method="weighted_product")
    assert answer_set(answer, None) in (("a0", "a1"), ("a1",), ("a1", "a0"))
    assert answer.winner in answer_set(answer, None)


def test_single_alternative():
    assert answer_set(ranked([[1, 1]]), None) == ("a0",)
