"""What is likely of weights after replies: against importance sampling by another road."""

from dataclasses import replace

import numpy as np
import pytest

from mcda.polytope import Polytope
from weights.posterior import LEVEL, SLIP, STEEPNESS, AmountReply, Posterior, reply_chances
from weights.prior import prior_of

CRITERIA = ("a", "b", "c", "d")
SAID = [
    AmountReply(0, 1, (1.0, 0.8), "first"),
    AmountReply(1, 2, (0.5, 1.0), "second"),
    AmountReply(3, 0, (1.0, 1.0), "first"),
    AmountReply(2, 3, (1.0, 0.7), "equal"),
    AmountReply(0, 2, (0.9, 0.6), "second"),
]


def after(said: list[AmountReply], within: Polytope | None = None) -> Posterior:
    found = Posterior.start(prior_of(CRITERIA, [(1.0, {"a": 3.0, "b": 1.0})]), within)
    for one in said:
        found = found.after(one)
    return found


def test_the_three_chances_sum_to_one() -> None:
    x, y = np.random.default_rng(1).random((2, 500))
    first, second, equal = reply_chances(x, y)
    assert first + second + equal == pytest.approx(np.ones(500))
    assert min(first.min(), second.min(), equal.min()) >= SLIP
    swapped = reply_chances(y, x)
    assert swapped[0] == pytest.approx(second)
    assert swapped[2] == pytest.approx(equal)


def test_a_difference_of_a_twentieth_is_seen_by_three_of_four() -> None:
    seen = SLIP + (1 - 2 * SLIP) / (1 + np.exp(-STEEPNESS * 0.05))
    assert seen == pytest.approx(0.75)
    at_a_tenth = reply_chances(np.array([LEVEL * 0.4]), np.array([0.4]), 1e9)
    assert at_a_tenth[0] == pytest.approx(at_a_tenth[2], abs=0.3)


@pytest.mark.parametrize("bounded", [False, True])
def test_refreshed_draws_agree_with_reweighting_a_million(bounded: bool) -> None:
    within = Polytope.whole(4).cut([0.0, 1.0, 0.0, -1.0], 0.0) if bounded else None
    said = SAID * 2
    found = after(said, within)
    assert len(found.draws) < 10_000  # they were refreshed
    many = found.prior.sample(500_000, np.random.default_rng(9))
    many = many[many[:, 1] <= many[:, 3]] if bounded else many
    chance = np.prod([one.chances(many)[one.reply] for one in said], axis=0)
    wanted = chance @ many / chance.sum()
    assert found.mean() == pytest.approx(wanted, abs=0.015)
    spread = np.sqrt(chance @ (many - wanted) ** 2 / chance.sum())
    own = np.sqrt(found.shares @ (found.draws - found.mean()) ** 2)
    assert own == pytest.approx(spread, rel=0.15)
    if bounded:
        assert (found.draws[:, 1] <= found.draws[:, 3] + 1e-9).all()
    sample = found.sample(20_000, np.random.default_rng(3))
    assert sample.mean(axis=0) == pytest.approx(wanted, abs=0.015)
    assert sample.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert sample.min() >= 0


def test_a_reply_turned_round_is_the_posterior_of_the_other_reply() -> None:
    found = after(SAID)
    (turned,) = found.turned(0)
    other = after([replace(SAID[0], reply="second"), *SAID[1:]])
    assert turned @ found.draws == pytest.approx(other.mean(), abs=0.02)
    assert len(found.turned(3)) == 2  # equal may have been either


def test_no_reply_outweighs_any_number_of_others() -> None:
    one = after([SAID[0]])
    against = after([SAID[0], *[AmountReply(0, 1, (1.0, 0.8), "second")] * 3])
    assert one.mean()[0] > 0.3 > against.mean()[0]


def test_the_same_replies_give_the_same_draws() -> None:
    assert (after(SAID * 2).draws == after(SAID * 2).draws).all()


def test_a_step_goes_anywhere_on_the_chord() -> None:
    """Along (.1, -.1): the first weight ends after four steps back, the second after three."""
    at, away = (np.tile(row, (10_000, 1)) for row in ([0.4, 0.3, 0.2, 0.1], [0.1, -0.1, 0, 0]))
    steps = after([])._chord(at, away, np.random.default_rng(1))
    assert np.quantile(steps, [0, 0.5, 1]) == pytest.approx([-4, -0.5, 3], abs=0.1)
