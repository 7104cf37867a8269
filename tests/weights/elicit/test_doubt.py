"""Doubt about the winner: a bound on somebody overtaking, and what answers leave of it."""

import numpy as np
import pytest

from weights.elicit.doubt import (
    doubts,
    expected_log_doubt,
    in_doubt,
    moments,
    overtaking,
)


def draws(seed: int, s: int = 400, q: int = 4) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(s, q)) @ rng.normal(size=(q, q)) + rng.normal(size=q)


@pytest.mark.parametrize("seed", range(20))
def test_it_bounds_the_share_of_draws_in_which_each_overtakes(seed: int) -> None:
    keys = draws(seed)
    bounds, leaders = overtaking(*moments(keys))
    leader = int(leaders[0])
    assert leader == keys.mean(axis=0).argmax()
    shares = (keys >= keys[:, [leader]]).mean(axis=0)
    shares[leader] = 0.0
    assert (bounds[0] >= shares - 1e-12).all()
    assert bounds[0, leader] == 0
    assert bounds.max() <= 1
    assert doubts(*moments(keys))[0] == pytest.approx(bounds.sum() + 1e-3)


def test_cantelli_is_met_by_two_points() -> None:
    """A lead of 0 in a fifth of the draws, else 5: mean 4, variance 4, and 4 / (16 + 4) = 1/5."""
    lead = np.where(np.arange(1000) < 200, 0.0, 5.0)
    keys = np.stack([lead, np.zeros(1000)], axis=1)
    assert overtaking(*moments(keys))[0][0].tolist() == pytest.approx([0, 0.2])


def test_certain_leads_leave_no_doubt() -> None:
    keys = np.tile([3.0, 1.0, 1.0], (50, 1))
    assert overtaking(*moments(keys))[0].tolist() == [[0, 0, 0]]
    level = np.tile([1.0, 1.0], (50, 1))
    assert overtaking(*moments(level))[0].tolist() == [[0, 0]]


def test_in_doubt_puts_the_leader_first() -> None:
    keys = draws(3)
    found = in_doubt(keys)
    assert found.argmax() == keys.mean(axis=0).argmax()
    assert found.max() == 1


@pytest.mark.parametrize("seed", range(5))
def test_expectations_are_those_of_the_parts(seed: int) -> None:
    keys = draws(seed)
    sides = np.random.default_rng(seed).random((len(keys), 7)) < np.linspace(0.1, 0.9, 7)
    sides[:, 0] = keys[:, 0] > np.quantile(keys[:, 0], 0.3)
    found = expected_log_doubt(keys, sides)
    for k in range(7):
        wanted = sum(
            np.mean(part) * np.log(doubts(*moments(keys[part]))[0])
            for part in (sides[:, k], ~sides[:, k])
        )
        assert found[k] == pytest.approx(wanted, rel=1e-8)


def test_a_question_about_the_lead_leaves_less_doubt_than_one_about_nothing() -> None:
    rng = np.random.default_rng(1)
    keys = np.stack([rng.normal(0.1, 1, 2000), np.zeros(2000)], axis=1)
    sides = np.stack([keys[:, 0] > 0, rng.random(2000) < 0.5], axis=1)
    found = expected_log_doubt(keys, sides)
    now = np.log(doubts(*moments(keys))[0])
    assert found[0] < now - 0.3
    assert found[1] == pytest.approx(now, abs=0.02)
