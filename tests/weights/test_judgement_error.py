"""The size of people's errors by quadrature, and whether intervals hold the truth when they err."""

import numpy as np
import pytest
from scipy import integrate, stats

from tests.seeds import today
from tests.studies import judgement_error as study
from weights.judgement_error import MEDIAN, WIDTH, ErrorSize, error_factor, spread_out


def test_without_residuals_the_prior_is_drawn():
    drawn = np.log(ErrorSize(0.0, 0).sample(100_000, np.random.default_rng(1)))
    assert drawn.mean() == pytest.approx(np.log(MEDIAN), abs=0.01)
    assert drawn.std() == pytest.approx(WIDTH, rel=0.01)


@pytest.mark.parametrize(("squares", "freedom"), [(3.0, 10), (0.2, 21), (40.0, 5), (0.01, 1)])
def test_draws_have_the_moments_of_the_posterior(squares, freedom):
    def density(t):
        prior = stats.norm.logpdf(t, np.log(MEDIAN), WIDTH)
        return np.exp(prior - freedom * t - squares / 2 * np.exp(-2 * t))

    grid = np.linspace(-9, 6, 60_001)
    share = density(grid) / integrate.trapezoid(density(grid), grid)
    mean = integrate.trapezoid(share * grid, grid)
    deviation = np.sqrt(integrate.trapezoid(share * (grid - mean) ** 2, grid))
    size = ErrorSize(squares, freedom)
    drawn = np.log(size.sample(100_000, np.random.default_rng(1)))
    assert drawn.mean() == pytest.approx(mean, abs=0.01)
    assert drawn.std() == pytest.approx(deviation, rel=0.02)
    assert size.median == pytest.approx(np.median(np.exp(drawn)), rel=0.01)


def test_many_residuals_tell_their_size_and_steps_are_a_floor():
    assert ErrorSize(1000 * 0.3**2, 1000).median == pytest.approx(0.3, rel=0.02)
    assert ErrorSize(0.0, 50, least=0.2).sample(1000, np.random.default_rng(1)).min() >= 0.2


def test_a_path_of_answers_adds_up_errors():
    factor = error_factor(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=bool))
    far, near = factor[0] - factor[2], factor[0] - factor[1]
    assert (far @ far, near @ near) == pytest.approx((2, 1))


@pytest.mark.parametrize("size", [2, 4, 9])
def test_the_factor_is_the_only_one_that_holds_the_last(size):
    """One by eigenvectors differs between processors where eigenvalues are equal."""
    factor = error_factor(np.ones((size, size), dtype=bool))
    held = (factor - factor[-1])[:-1]
    np.testing.assert_array_equal(held, np.triu(held))
    assert (np.diag(held) > 0).all()
    np.testing.assert_allclose(factor @ factor.T, (np.eye(size) - 1 / size) / size, atol=1e-12)


def test_immense_errors_are_still_weights():
    drawn = spread_out(np.array([0.5, 0.5]), np.array([[1e4, -1e4], [0.0, 0.0]]))
    np.testing.assert_allclose(drawn, [[1, 0], [0.5, 0.5]], atol=1e-9)


# At n - 1 answers nothing tells careful people from careless ones: a width that holds 90 % of the
# truths of an error of .83 holds more than 99 % of those of .35. There the mean over the three
# errors lies in the bounds, and no single error below 90 %.
ENOUGH = [(7, 21), (8, 28)]
JUST = [(7, 6), (8, 7)]
BEYOND = [
    (*design, scale)
    for design in study.DESIGNS
    for scale in (False, True)
    if scale or design not in (*ENOUGH, *JUST)  # of those the sample above tells
]
LOW, HIGH = 0.9, 0.99
_NOISE = 0.015  # about two standard errors of a cell of 100 replications


def held(make, *args, replications=100):
    return study.coverage(make, *args, replications=replications)


@pytest.mark.parametrize("error", study.ERRORS)
@pytest.mark.parametrize(("n", "answers"), ENOUGH)
def test_intervals_of_one_judge_hold_the_truth(n, answers, error):
    assert LOW - _NOISE <= held(study.one_judge, n, answers, error, False) <= HIGH


@pytest.mark.parametrize(("n", "answers"), JUST)
def test_intervals_hold_the_truth_where_no_answer_is_left_over(n, answers):
    found = [held(study.one_judge, n, answers, error, False) for error in study.ERRORS]
    assert min(found) >= LOW - _NOISE
    assert LOW <= np.mean(found) <= HIGH


@pytest.mark.parametrize("aggregate", study.AGGREGATES)
@pytest.mark.parametrize("count", [3, *(pytest.param(n, marks=pytest.mark.long) for n in (5, 9))])
def test_intervals_of_groups_hold_the_truth(count, aggregate):
    found = [
        held(study.judges, 4, 6, error, count, aggregate, replications=80) for error in study.ERRORS
    ]
    assert min(found) >= LOW - 2 * _NOISE
    assert LOW <= np.mean(found) <= HIGH


def test_intervals_of_best_worst_answers_hold_the_truth():
    found = [held(study.best_worst, 7, error, False) for error in study.ERRORS]
    assert min(found) >= LOW - _NOISE
    assert LOW <= np.mean(found) <= HIGH


@pytest.mark.long
@pytest.mark.parametrize(("n", "answers", "scale"), today(BEYOND, 4))
def test_intervals_hold_the_truth_at_every_number_of_answers(n, answers, scale):
    found = [
        held(study.one_judge, n, answers, error, scale, replications=400) for error in study.ERRORS
    ]
    assert min(found) >= LOW - _NOISE
    assert LOW <= np.mean(found) <= HIGH


@pytest.mark.long
@pytest.mark.parametrize("count", study.JUDGES)
@pytest.mark.parametrize(("n", "answers"), today(study.GROUPED, 1))
def test_intervals_of_all_groups_hold_the_truth(n, answers, count):
    found = [
        held(study.judges, n, answers, error, count, "judgements", replications=300)
        for error in study.ERRORS
    ]
    assert min(found) >= LOW - _NOISE
    assert LOW <= np.mean(found) <= HIGH
