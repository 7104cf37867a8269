"""What is likely of weights before anybody was asked."""

import numpy as np
import pytest

from weights.posterior import Posterior
from weights.prior import ANYTHING, Prior, prior_of
from weights.profiles import profile

SEVEN = profile("tariff-hit-exporter").ranked


def test_shares_sum_to_one_and_a_quarter_is_anything() -> None:
    for criteria, order in ((SEVEN, ()), (SEVEN, [["land_price"]]), (("a", "b"), ())):
        found = prior_of(criteria, order)
        flat = (found.alphas == 1).all(axis=1)
        assert found.shares.sum() == pytest.approx(1)
        assert found.shares[flat].sum() >= ANYTHING - 1e-12
        assert (found.alphas >= 1).all()
    assert prior_of(("a", "b")).shares.tolist() == [1.0]


def test_it_lies_near_the_order_it_begins_with() -> None:
    order = [["c"], ["a"], ["b"]]
    mean = prior_of(("a", "b", "c"), order).sample(4000, np.random.default_rng(1)).mean(axis=0)
    assert mean[2] > mean[0] > mean[1]


def test_the_density_integrates_to_one_and_is_that_of_the_draws() -> None:
    found = Prior(np.array([0.7, 0.3]), np.array([[4.0, 2.0, 1.0], [1.0, 1.0, 1.0]]))
    rng = np.random.default_rng(2)
    flat = rng.dirichlet(np.ones(3), 200_000)
    density = np.exp(found.log_density(flat)) / 2.0  # the simplex has area 1/2 in two weights
    assert density.mean() == pytest.approx(1, abs=0.02)
    drawn = found.sample(100_000, rng)
    assert drawn.mean(axis=0) == pytest.approx((density[:, None] * flat).mean(axis=0), abs=0.01)


def test_a_posterior_without_replies_is_the_prior() -> None:
    found = Posterior.start(prior_of(SEVEN, profile("tariff-hit-exporter").order))
    fresh = found.prior.sample(20_000, np.random.default_rng(5)).mean(axis=0)
    assert found.mean() == pytest.approx(fresh, abs=0.01)
