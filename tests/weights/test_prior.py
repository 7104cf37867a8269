"""What is likely of weights before anybody was asked."""

import numpy as np
import pytest

from weights.centres import centre
from weights.posterior import Posterior
from weights.prior import ANYTHING, Prior, near_order, prior_of, start_faults
from weights.profiles import profile

SEVEN = profile("tariff-hit-exporter").ranked


def test_shares_sum_to_one_and_a_quarter_is_anything() -> None:
    one = [(1.0, {"land_price": 1.0})]
    for criteria, starts in ((SEVEN, ()), (SEVEN, one), (("a", "b"), ())):
        found = prior_of(criteria, starts)
        flat = (found.alphas == 1).all(axis=1)
        assert found.shares.sum() == pytest.approx(1)
        assert found.shares[flat].sum() >= ANYTHING - 1e-12
        assert (found.alphas >= 1).all()
    assert prior_of(("a", "b")).shares.tolist() == [1.0]


def test_it_lies_near_the_weights_it_starts_from() -> None:
    near = near_order([["c"], ["a"]], ("a", "b", "c"))
    assert near == pytest.approx({"c": 11 / 18, "a": 5 / 18, "b": 2 / 18})
    found = prior_of(("a", "b", "c"), [(1.0, near)])
    mean = found.sample(4000, np.random.default_rng(1)).mean(axis=0)
    assert mean[2] > mean[0] > mean[1]


def test_starts_share_three_fifths() -> None:
    found = prior_of(("a", "b", "c"), [(3.0, {"a": 1.0, "b": 3.0}), (1.0, {"c": 2.0})])
    assert found.shares == pytest.approx([0.45, 0.15, 0.4])
    assert found.alphas == pytest.approx(np.array([[1.5, 4.5, 1], [1, 1, 6], [1, 1, 1]]))


@pytest.mark.parametrize(
    ("weights", "code"),
    [({"x": 1.0}, "weight_unknown_criterion"), ({"a": -1.0}, "weight_negative"),
     ({"a": 0.0}, "weights_all_zero"), ({}, "weights_all_zero")],
)  # fmt: skip
def test_what_cannot_be_started_from(weights: dict[str, float], code: str) -> None:
    faults = start_faults([(1.0, {"a": 1.0}), (1.0, weights)], ("a", "b"))
    assert code in [fault.code for fault in faults]
    assert all(fault.path[:3] == ("starts", 1, "weights") for fault in faults)


def test_the_density_integrates_to_one_and_is_that_of_the_draws() -> None:
    found = Prior(np.array([0.7, 0.3]), np.array([[4.0, 2.0, 1.0], [1.0, 1.0, 1.0]]))
    rng = np.random.default_rng(2)
    flat = rng.dirichlet(np.ones(3), 200_000)
    density = np.exp(found.log_density(flat)) / 2.0  # the simplex has area 1/2 in two weights
    assert density.mean() == pytest.approx(1, abs=0.02)
    drawn = found.sample(100_000, rng)
    assert drawn.mean(axis=0) == pytest.approx((density[:, None] * flat).mean(axis=0), abs=0.01)


def test_a_posterior_without_replies_is_the_prior() -> None:
    found = Posterior.start(prior_of(SEVEN, [(1.0, centre(profile("tariff-hit-exporter"), SEVEN))]))
    fresh = found.prior.sample(20_000, np.random.default_rng(5)).mean(axis=0)
    assert found.mean() == pytest.approx(fresh, abs=0.01)
