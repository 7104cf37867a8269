"""How exact judgements are: the error model against simulated judges."""

import numpy as np
import pytest

from weights.pairwise.errors import JudgementErrors, judgement_error

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]


def judged(true, sigma, rng):
    n = len(true)
    errors = np.triu(rng.normal(0, sigma, (n, n)), 1)
    return true[:, None] / true[None] * np.exp(errors - errors.T)


def test_the_error_of_judges_is_found_again(make_tree):
    rng = np.random.default_rng(2)
    true = rng.dirichlet(np.full(7, 4.0))
    options = {"priority": "geometric_mean"}
    found = [
        judgement_error(make_tree(judged(true, 0.3, rng).tolist(), **options)) ** 2
        for _ in range(400)
    ]
    assert np.sqrt(np.mean(found)) == pytest.approx(0.3, rel=0.03)


def test_draws_spread_as_the_estimates_of_such_judges_do(make_tree):
    rng = np.random.default_rng(3)
    true = np.array([0.4, 0.3, 0.2, 0.1])
    estimates = np.array(
        [
            np.log(make_tree(judged(true, 0.2, rng).tolist(), priority="geometric_mean").weights)
            for _ in range(2000)
        ]
    )
    matrix = (true[:, None] / true[None]).tolist()
    known = JudgementErrors(make_tree(matrix))
    object.__setattr__(known, "__dict__", {**known.__dict__, "sigma": 0.2})
    drawn = np.log(known.sample(20_000, np.random.default_rng(1)))
    np.testing.assert_allclose(drawn.std(axis=0), estimates.std(axis=0), rtol=0.06)
    np.testing.assert_allclose(np.corrcoef(drawn.T), np.corrcoef(estimates.T), atol=0.06)


def test_consistent_answers_on_the_scale_are_as_exact_as_its_steps(make_tree):
    tree = make_tree([[1, 3], [1 / 3, 1]])
    assert judgement_error(tree) == pytest.approx(np.log(3.5 / 2.5) / np.sqrt(12))
    equal = make_tree([[1, 1], [1, 1]])
    assert judgement_error(equal) == pytest.approx(np.log(1.5 * 1.5) / np.sqrt(12))


def test_consistent_answers_off_the_scale_leave_nothing_open(make_tree):
    tree = make_tree([[1, 2.5], [0.4, 1]])
    known = JudgementErrors(tree)
    assert known.facts == {"factor": 1.0}
    np.testing.assert_array_equal(
        known.sample(5, np.random.default_rng(0)), np.tile(tree.weights, (5, 1))
    )


def test_fewer_answers_leave_more_open(make_tree):
    full = [[1, 2, 4, 8], [1 / 2, 1, 2, 4], [1 / 4, 1 / 2, 1, 2], [1 / 8, 1 / 4, 1 / 2, 1]]
    few = [[1, 2, None, None], [1 / 2, 1, 2, None], [None, 1 / 2, 1, 2], [None, None, 1 / 2, 1]]
    wide, narrow = (
        JudgementErrors(make_tree(m)).sample(4000, np.random.default_rng(0)).std(axis=0)
        for m in (few, full)
    )
    assert (wide > narrow).all()


def test_draws_are_weights_around_those_of_the_tree(make_tree):
    tree = make_tree()
    drawn = JudgementErrors(tree).sample(20_000, np.random.default_rng(5))
    assert drawn.shape == (20_000, 4)
    assert drawn.min() > 0
    np.testing.assert_allclose(drawn.sum(axis=1), 1, atol=1e-12)
    np.testing.assert_allclose(np.median(drawn, axis=0), tree.weights, rtol=0.05)
