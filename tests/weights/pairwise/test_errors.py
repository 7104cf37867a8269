"""How exact judgements are: the error model against simulated judges."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from mcda.robust import acceptability, ask_next_judgement
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


def test_judgements_are_drawn_with_the_weights(make_tree):
    """For a flat matrix a judgement is the ratio of two weights, which the errors spread."""
    tree = make_tree(ROUGH)
    known = JudgementErrors(tree)
    weights, judgements = known.draw(20_000, np.random.default_rng(5))
    np.testing.assert_array_equal(weights, known.sample(20_000, np.random.default_rng(5)))
    assert [(j.node, j.pair) for j in known.judgements] == [
        ("goal", pair) for pair in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    wanted = [weights[:, i] / weights[:, j] for i, j in ((0, 1), (0, 2), (1, 2))]
    np.testing.assert_allclose(judgements.T, wanted)
    # The covariance sigma^2 L^+ of a complete graph of three: a ratio's variance is 2/3 sigma^2.
    spread = np.log(judgements).std(axis=0)
    np.testing.assert_allclose(spread, known.sigma * np.sqrt(2 / 3), rtol=0.03)


def test_the_judgement_to_ask_for_again(make_tree, make_ranking):
    """The first of two parks leads where a weighs 1.72 times as much as b; it is called twice."""
    known = JudgementErrors(make_tree([[1, 2], [1 / 2, 1]]))
    answer = make_ranking("ab", [[5, 0], [0, 8.6]], [2, 1])
    drawn = acceptability(replace(answer, weights=answer.weights.with_known(known)), 20_000)
    wanted = stats.norm.cdf(np.log(1.72 / 2) / known.sigma)
    assert drawn.rank_shares[1, 0] == pytest.approx(wanted, abs=0.012)
    (question,) = ask_next_judgement(drawn)
    assert (question.node, question.pair) == ("goal", ("a", "b"))
    assert question.chance_of_changing_winner == pytest.approx(
        wanted, abs=4 * question.standard_error
    )
    assert question.standard_error < 0.01
