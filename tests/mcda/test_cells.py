import math

import numpy as np
import pytest
from scipy import stats

from mcda import Beta, Interval, LogNormal, Normal, Triangular
from mcda.cells import Mixture, Sum
from mcda.errors import InvalidProblem
from mcda.robust.draws import sample_cells
from tests.refusals import rejects


@pytest.mark.parametrize(
    ("cell", "headline"),
    [
        (Interval(low=85, high=140), 112.5),
        (Interval(low=3, high=3), 3),
        (Triangular(low=1, mode=2, high=9), 2),
        (Normal(mean=5, sd=2), 5),
        (LogNormal(mu=0, sigma=1), math.exp(0.5)),
        (Beta(alpha=1, beta=3), 0.25),
        (Beta(alpha=1, beta=1, low=10, high=20), 15),
    ],
)
def test_headline(cell, headline):
    assert cell.headline == pytest.approx(headline)


def test_bounds_of_unbounded_distributions_are_their_outer_quantiles():
    normal, lognormal = Normal(mean=10, sd=1), LogNormal(mu=0, sigma=1)
    assert (normal.low, normal.high) == pytest.approx((6.909768, 13.090232), abs=1e-6)
    assert lognormal.low * lognormal.high == pytest.approx(1.0)
    assert math.log(lognormal.high) == pytest.approx(3.090232, abs=1e-6)


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Interval(low=2, high=1), "bounds_reversed"),
        (lambda: Interval(low=math.nan, high=1), "not_finite"),
        (lambda: Interval(low=0, high=math.inf), "not_finite"),
        (lambda: Interval(low=0, high=10**400), "not_finite"),
        (lambda: Interval(low=False, high=True), "not_a_number"),
        (lambda: Interval(low="0", high=1), "not_a_number"),
        (lambda: Triangular(low=0, mode=3, high=2), "mode_outside_bounds"),
        (lambda: Normal(mean=0, sd=0), "not_positive"),
        (lambda: LogNormal(mu=0, sigma=-1), "not_positive"),
        (lambda: LogNormal(mu=800, sigma=1), "not_finite"),
        (lambda: LogNormal(mu=0, sigma=1e200), "not_finite"),
        (lambda: Beta(alpha=0, beta=1), "not_positive"),
        (lambda: Beta(alpha=1, beta=1, low=1, high=1), "bounds_reversed"),
    ],
)
def test_impossible_spread_is_refused(build, code):
    with rejects(InvalidProblem, code=code):
        build()


@pytest.mark.parametrize(
    "cell",
    [
        Interval(low=2, high=3),
        Triangular(low=2, mode=2.5, high=3),
        Triangular(low=2, mode=2, high=2),
        Beta(alpha=2, beta=2, low=2, high=3),
    ],
)
def test_draws_stay_within_bounds(cell):
    draws = cell.sample(500, np.random.default_rng(1))
    assert draws.shape == (500,)
    assert draws.min() >= 2
    assert draws.max() <= 3


@pytest.mark.parametrize("cell", [Normal(mean=4, sd=1), LogNormal(mu=1, sigma=0.2)])
def test_draws_centre_on_the_headline(cell):
    draws = cell.sample(40_000, np.random.default_rng(2))
    assert draws.mean() == pytest.approx(cell.headline, abs=0.03)
    assert np.mean((cell.low < draws) & (draws < cell.high)) == pytest.approx(0.998, abs=0.002)


def test_same_generator_state_gives_the_same_draws():
    cell = Normal(mean=0, sd=1)
    first, again = (cell.sample(5, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Interval(low=-1e308, high=1e308),
        lambda: Beta(alpha=1, beta=1, low=-1e308, high=1e308),
    ],
)
def test_headline_of_sound_bounds_is_finite(build):
    try:
        cell = build()
    except InvalidProblem:
        return
    assert math.isfinite(cell.headline)


@pytest.mark.parametrize(
    ("cell", "law"),
    [
        (Interval(low=2, high=5), stats.uniform(2, 3)),
        (Triangular(low=2, mode=3, high=6), stats.triang(0.25, 2, 4)),
        (Triangular(low=2, mode=2, high=6), stats.triang(0, 2, 4)),
        (Normal(mean=4, sd=2), stats.norm(4, 2)),
        (LogNormal(mu=1, sigma=0.5), stats.lognorm(0.5, scale=np.e)),
        (Beta(alpha=0.7, beta=3, low=2, high=6), stats.beta(0.7, 3, 2, 4)),
    ],
)
def test_quantiles_are_those_of_the_distribution(cell, law):
    shares = np.array([1e-9, 0.01, 0.25, 0.3, 0.5, 0.99])
    np.testing.assert_allclose(cell.quantile(shares), law.ppf(shares), rtol=1e-9)


COSTS = Sum(
    parts=(
        1.5,
        Interval(low=2, high=4),
        LogNormal(mu=0, sigma=0.5),
        Mixture(
            parts=(Interval(low=0, high=1), Triangular(low=3, mode=4, high=9)), shares=(0.5, 0.5)
        ),
    )
)


def test_a_sum_has_the_mean_of_its_parts_and_the_shares_of_its_draws():
    drawn = COSTS.sample(400_000, np.random.default_rng(3))
    mean = 1.5 + 3 + math.exp(0.125) + 0.5 * 0.5 + 0.5 * 16 / 3
    assert pytest.approx(mean, rel=1e-12) == COSTS.headline
    assert drawn.mean() == pytest.approx(mean, rel=3e-3)
    shares = np.array([0.05, 0.25, 0.5, 0.75, 0.95])
    np.testing.assert_allclose(COSTS.quantile(shares), np.quantile(drawn, shares), atol=0.15)
    at = np.array([COSTS.low - 1, 5.0, 8.0, 12.0, COSTS.high + 1])
    least = [at[0], *(np.minimum(drawn, x).mean() for x in at[1:4]), mean]
    np.testing.assert_allclose(COSTS.limited_mean(at), least, atol=0.03)


def test_parts_of_a_sum_follow_sources_that_other_cells_share():
    price = LogNormal(mu=1, sigma=0.4, shared={"country": 0.6, "own": 0.8})
    alone = LogNormal(mu=1, sigma=0.4, shared="country")
    cells = {(0, 0): Sum(parts=(2.0, price)), (1, 0): alone}
    drawn = sample_cells(cells, 100_000, np.random.default_rng(5))
    logs = np.log(drawn[0, 0] - 2.0), np.log(drawn[1, 0])
    assert np.corrcoef(logs)[0, 1] == pytest.approx(0.6, abs=0.01)
