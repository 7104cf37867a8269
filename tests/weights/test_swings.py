"""What is said of swings at once: the likelihood by hand, the posterior by another road."""

from itertools import permutations
from math import exp

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from mcda.polytope import Polytope
from tests.refusals import rejects
from weights.posterior import AmountReply, Posterior
from weights.prior import prior_of
from weights.swings import ERROR, SwingReply, SwingValue, read_swings
from weights.weightings import resolve

CRITERIA = ("a", "b", "c", "d")
VALUES = (0.2, 1.0, 0.5, 0.9)
ALL = (0, 1, 2, 3)
ORDER = SwingReply(ALL, VALUES, ranks=(2, 1, 4, 3))
POINTS = SwingReply(ALL, VALUES, points=(30.0, 100.0, 0.0, 60.0))


def test_an_order_is_one_of_choices_whose_chances_sum_to_one() -> None:
    weights = np.array([[0.4, 0.1, 0.3, 0.2]])
    worth = weights[0] * VALUES
    felt = 12.5 / 7 * 4 * worth / worth.sum()
    total = 0.0
    for order in permutations(range(4)):
        left, chance = [*order], 1.0
        while left:
            chance *= exp(felt[left[0]]) / sum(exp(felt[j]) for j in left)
            left = left[1:]
        ranks = tuple(order.index(j) + 1 for j in range(4))
        own = SwingReply(ALL, VALUES, ranks=ranks).log_chance(weights)[0]
        assert exp(own) == pytest.approx(chance)
        total += exp(own)
    assert total == pytest.approx(1.0)


def test_ties_and_an_end_without_order_say_nothing_of_each_other() -> None:
    level = SwingReply(ALL, VALUES, ranks=(1, 1, 1, 1))
    assert level.log_chance(np.array([[0.7, 0.1, 0.1, 0.1]])).tolist() == [0.0]
    top = SwingReply((0, 1, 2), (1.0, 1.0, 1.0), ranks=(1, 2, 2))
    ends = np.array([[0.5, 0.4, 0.1, 0.0], [0.5, 0.1, 0.4, 0.0]])
    one, other = top.log_chance(ends)
    assert one == pytest.approx(other)


def test_points_are_worths_with_errors_of_a_deviation_and_any_scale() -> None:
    at = np.array([[0.4, 0.1, 0.3, 0.2], [0.1, 0.4, 0.3, 0.2]])
    some = [0, 1, 3]
    worth = at * VALUES
    off = np.log(np.array([30.0, 100.0, 60.0])) - np.log(worth[:, some])
    level = off.mean(axis=1, keepdims=True)
    squares = ((off - level) ** 2).sum(axis=1) / (2 * ERROR**2)
    from scipy.stats import norm

    zero = norm.logcdf(np.log(2.5), np.log(worth[:, 2]) + level[:, 0], ERROR)
    assert POINTS.log_chance(at) == pytest.approx(zero - squares)
    scaled = SwingReply(ALL, tuple(3 * value for value in VALUES), points=POINTS.points)
    assert scaled.log_chance(at) == pytest.approx(POINTS.log_chance(at))


@pytest.mark.parametrize("bounded", [False, True])
@pytest.mark.parametrize("said", [ORDER, POINTS])
def test_the_posterior_agrees_with_reweighting_many(said: SwingReply, bounded: bool) -> None:
    within = Polytope.whole(4).cut([0.0, 1.0, 0.0, -1.0], 0.0) if bounded else None
    reply = AmountReply(2, 3, (1.0, 0.7), "first")
    begun = Posterior.start(prior_of(CRITERIA), within, swings=said)
    found = begun.under([reply])
    many = found.prior.sample(400_000, np.random.default_rng(9))
    many = many[many[:, 1] <= many[:, 3]] if bounded else many
    chance = np.exp(said.log_chance(many)) * reply.chances(many)["first"]
    wanted = chance @ many / chance.sum()
    assert found.mean() == pytest.approx(wanted, abs=0.015)
    spread = np.sqrt(chance @ (many - wanted) ** 2 / chance.sum())
    own = np.sqrt(found.shares @ (found.draws - found.mean()) ** 2)
    assert own == pytest.approx(spread, rel=0.15)
    assert begun.under([reply]).under([]).swings == begun.swings


def test_one_thing_that_is_wrong() -> None:
    ranks = [other.ranks for other in ORDER.wrong()]
    assert ranks == [(1, 2, 4, 3), (3, 1, 4, 2), (2, 1, 3, 4)]
    points = [other.points for other in POINTS.wrong()]
    assert len(points) == 6  # of 0 there is no half
    assert (15.0, 100.0, 0.0, 60.0) in points
    assert (30.0, 100.0, 0.0, 120.0) in points
    found = Posterior.start(prior_of(CRITERIA), swings=ORDER)
    for shares, other in zip(found.misheard(), ORDER.wrong(), strict=True):
        chance = np.exp(other.log_chance(found.draws) - ORDER.log_chance(found.draws))
        wanted = found.shares * chance / (found.shares * chance).sum()
        assert shares == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("said", "code", "path"),
    [
        (
            [SwingValue("a", 1.0, 1), SwingValue("z", 1.0, 2)],
            "weight_unknown_criterion",
            (1, "criterion"),
        ),
        ([SwingValue("a", 1.0, 1), SwingValue("a", 1.0, 2)], "ranked_duplicate", (1, "criterion")),
        ([SwingValue("a", 1.0, 1), SwingValue("b", 1.0, None, 5)], "swing_rank_or_points", (0,)),
        (
            [SwingValue("a", 1.0, 1, 50.0), SwingValue("b", 1.0, None, 5)],
            "swing_rank_or_points",
            (0,),
        ),
        ([SwingValue("a", 1.0), SwingValue("b", 1.0, 1)], "swing_rank_or_points", (0,)),
        (
            [SwingValue("a", 1.0, None, 101.0), SwingValue("b", 1.0, None, 5)],
            "swing_bounds",
            (0, "points"),
        ),
        ([SwingValue("a", 1.0, 1)], "swings_too_few", ()),
        ([SwingValue("a", 1.0, None, 0.0), SwingValue("b", 1.0, None, 5.0)], "swings_too_few", ()),
    ],
)
def test_what_cannot_be_read_is_refused(said, code, path) -> None:
    with rejects(InvalidWeights, code=code, path=("swings", *path)):
        read_swings(said, CRITERIA)


def test_the_statement_draws_what_was_said() -> None:
    swings = [
        {"criterion": name, "value": value, "rank": rank}
        for name, value, rank in zip(CRITERIA, VALUES, ORDER.ranks or (), strict=True)
    ]
    stated = {"kind": "replies", "replies": [], "swings": swings}
    found = resolve(stated)
    assert found.values == pytest.approx(Posterior.start(prior_of(CRITERIA), swings=ORDER).mean())
    bare = resolve(
        {"kind": "replies", "replies": [], "starts": [{"weights": dict.fromkeys("abcd", 1)}]}
    )
    assert found.as_dict()["a"] > bare.as_dict()["a"]  # so much weight for so small a swing
