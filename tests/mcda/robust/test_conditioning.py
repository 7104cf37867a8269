"""The chance of change from counts by bins, where the curves behind them are known."""

import numpy as np
import pytest

from mcda.robust.conditioning import BINS, FirstPlaceCounts, chances_of_change
from tests.studies.worth_of_facts import cells, judgements, study, weights

AT = (np.arange(40_000) + 0.5) / 40_000


def counts_of(rng, first, draws, equal=True):
    """Draw positions and winners for chances ``(p, k)`` along `AT`."""
    at = rng.integers(len(AT), size=draws)
    winner = (rng.random(draws)[:, None] > first[at].cumsum(axis=1)).sum(axis=1)
    table = np.zeros((BINS, first.shape[1]))
    np.add.at(table, (at * BINS // len(AT), winner), 1)
    return of_one(table, np.zeros(BINS), table.sum(axis=1), equal)


def of_one(first, others, draws, equal=True):
    """Return the counts of a single factor."""
    return FirstPlaceCounts(first[None], others[None], draws[None], np.array([equal]))


def curves(rng):
    """Return the chances of two to four alternatives along a factor, smooth or with a jump."""
    steep = rng.choice([-1, 1]) * rng.exponential() * 10 ** rng.uniform(-1, 1.5)
    where, log_odds = rng.uniform(-0.3, 1.3), [np.zeros_like(AT)]
    for rival in range(rng.integers(1, 4)):
        kinds = (
            6 * steep * (AT - where),
            np.where(where > AT, -steep, steep),
            3 * steep * np.sin(3 * AT + rng.uniform(0, 6)) + rng.normal(),
        )
        log_odds.append(kinds[rng.integers(3)] - rival * rng.exponential())
    odds = np.exp(np.clip(log_odds, -300, 300)).T
    return odds / odds.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("draws", [300, 3000, pytest.param(30_000, marks=pytest.mark.long)])
def test_known_curves(draws):
    rng = np.random.default_rng(draws)
    off = []
    for _ in range(25):
        first = curves(rng)
        true = (first.argmax(axis=1) != first.mean(axis=0).argmax()).mean()
        chance, error = chances_of_change(counts_of(rng, first, draws, bool(rng.integers(2))))[0]
        off.append(abs(chance - true) / error)
    assert max(off) < 4


def test_more_draws_tell_more():
    """The rival is first where the factor is below 0.3, and in a tenth of the rest."""
    lost = np.where(AT < 0.3, 0.9, 0.1)
    first, rng = np.column_stack([1 - lost, lost]), np.random.default_rng(1)
    errors = []
    for draws in (1000, 10_000, 100_000):
        chance, error = chances_of_change(counts_of(rng, first, draws))[0]
        assert abs(chance - 0.3) < 4 * error
        errors.append(error)
    assert errors[0] < 0.03
    assert errors[1] < 0.01
    assert errors[2] < 0.005


def test_doubt_about_who_is_first_over_all_is_told():
    """Over all the two are level; one leads below 0.75, the other above: the chance is either."""
    below = np.arange(BINS) < 75
    first = np.column_stack([np.where(below, 60.0, 20.0), np.where(below, 40.0, 80.0)])
    chance, error = chances_of_change(of_one(first, np.zeros(BINS), np.full(BINS, 100.0)))[0]
    assert (chance, error) == (pytest.approx(0.5, abs=0.01), pytest.approx(0.25, abs=0.01))


def test_one_that_is_not_counted_by_name_is_not_overlooked():
    """In the upper fifth somebody else may be first more often than the winner."""
    draws, upper = np.full(BINS, 100.0), np.arange(BINS) >= 80
    first = np.column_stack([np.where(upper, 40.0, 99.0), np.ones(BINS)])
    chance, error = chances_of_change(of_one(first, np.where(upper, 59.0, 0.0), draws))[0]
    assert (chance, error) == (pytest.approx(0, abs=1e-6), pytest.approx(0.2, abs=0.01))


@pytest.mark.parametrize("problems", [1, pytest.param(8, marks=pytest.mark.long)])
@pytest.mark.parametrize("pairs", [cells, weights, judgements])
def test_random_problems_against_brute_force(pairs, problems):
    """A sample of the study, which holds the figures of the whole."""
    rng = np.random.default_rng(11)
    assert study(pairs(rng, problems), rng)[:, -1].max() < 4
