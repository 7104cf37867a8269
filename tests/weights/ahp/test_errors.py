"""How exact judgements are: the error model against simulated judges."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from mcda.robust import acceptability, ask_next_judgement
from weights.ahp.errors import (
    JudgementErrors,
    drawn_judgements,
    drawn_weights,
    judgements_behind,
    residuals,
    step_error,
)

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]


def judged(true, sigma, rng):
    n = len(true)
    errors = np.triu(rng.normal(0, sigma, (n, n)), 1)
    return true[:, None] / true[None] * np.exp(errors - errors.T)


def of_size(known, sigma):
    """Return errors of one size, as if it were known."""
    size = SimpleNamespace(sample=lambda count, rng: np.full(count, sigma), median=sigma)
    object.__setattr__(known, "__dict__", {**known.__dict__, "size": size})
    return known


def test_the_error_of_judges_is_found_again(make_tree):
    rng = np.random.default_rng(2)
    true = rng.dirichlet(np.full(7, 4.0))
    options = {"priority": "geometric_mean"}
    found = []
    for _ in range(400):
        size = JudgementErrors(make_tree(judged(true, 0.3, rng).tolist(), **options)).size
        found.append(size.squares / size.freedom)
    assert np.sqrt(np.mean(found)) == pytest.approx(0.3, rel=0.03)


def test_residuals_of_all_nodes_count_together(make_tree):
    tree = make_tree()
    found = [residuals(node) for node in tree.judged()]
    size = JudgementErrors(tree).size
    assert (size.squares, size.freedom) == (sum(f[0] for f in found), sum(f[1] for f in found))
    assert size.freedom == 1  # three answers on three items, one on two


def test_draws_spread_as_the_estimates_of_such_judges_do(make_tree):
    rng = np.random.default_rng(3)
    true = np.array([0.4, 0.3, 0.2, 0.1])
    estimates = np.array(
        [
            np.log(make_tree(judged(true, 0.2, rng).tolist(), priority="geometric_mean").weights)
            for _ in range(2000)
        ]
    )
    known = of_size(JudgementErrors(make_tree((true[:, None] / true[None]).tolist())), 0.2)
    drawn = np.log(known.sample(20_000, np.random.default_rng(1)))
    np.testing.assert_allclose(drawn.std(axis=0), estimates.std(axis=0), rtol=0.06)
    np.testing.assert_allclose(np.corrcoef(drawn.T), np.corrcoef(estimates.T), atol=0.06)


def test_answers_on_the_scale_are_no_more_exact_than_its_steps():
    assert step_error([np.array([3.0])]) == pytest.approx(np.log(3.5 / 2.5) / np.sqrt(12))
    assert step_error([np.array([1.0])]) == pytest.approx(np.log(1.5 * 1.5) / np.sqrt(12))
    assert step_error([np.array([3.0]), np.array([2.5])]) == 0
    assert step_error([]) == 0


def test_one_answer_is_as_wrong_as_people_are(make_tree):
    """Nothing is left over to measure the error by: it has the size it has in others."""
    known = JudgementErrors(make_tree([[1, 2.5], [0.4, 1]]))
    assert known.facts["factor"] == pytest.approx(np.exp(0.7), rel=0.01)
    _, judgements = known.draw(20_000, np.random.default_rng(0))
    low, high = np.quantile(judgements[:, 0], [0.025, 0.975])
    assert low < 2.5 / 4
    assert high > 2.5 * 4


def test_points_alone_hold_no_judgement(make_tree):
    tree = make_tree({"id": "g", "values": [1, 3], "children": ["a", "b"]})
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
    middle = np.exp(np.median(np.log(drawn), axis=0))
    np.testing.assert_allclose(middle / middle.sum(), tree.weights, rtol=0.1)


def test_judgements_are_drawn_with_the_weights(make_tree):
    """For a flat matrix a judgement is the ratio of two weights, which the errors spread."""
    known = of_size(JudgementErrors(make_tree(ROUGH)), 0.4)
    weights, judgements = known.draw(20_000, np.random.default_rng(5))
    np.testing.assert_array_equal(weights, known.sample(20_000, np.random.default_rng(5)))
    assert [(j.node, j.pair) for j in known.judgements] == [
        ("goal", pair) for pair in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    wanted = [weights[:, i] / weights[:, j] for i, j in ((0, 1), (0, 2), (1, 2))]
    np.testing.assert_allclose(judgements.T, wanted)
    # The covariance sigma^2 L^+ of a complete graph of three: a ratio's variance is 2/3 sigma^2.
    np.testing.assert_allclose(np.log(judgements).std(axis=0), 0.4 * np.sqrt(2 / 3), rtol=0.03)


def test_the_judgement_to_ask_for_again(make_tree, make_ranking):
    """The first of two parks leads where a weighs 1.72 times as much as b; it is called twice."""
    known = of_size(JudgementErrors(make_tree([[1, 2], [1 / 2, 1]])), 0.2)
    answer = make_ranking("ab", [[5, 0], [0, 8.6]], [2, 1])
    drawn = acceptability(replace(answer, weights=answer.weights.with_known(known)), 20_000)
    wanted = stats.norm.cdf(np.log(1.72 / 2) / 0.2)
    assert drawn.rank_shares[1, 0] == pytest.approx(wanted, abs=0.012)
    (question,) = ask_next_judgement(drawn)
    assert (question.node, question.pair) == ("goal", ("a", "b"))
    assert question.chance_of_changing_winner == pytest.approx(
        wanted, abs=4 * question.standard_error
    )
    assert question.standard_error < 0.02


def test_a_tree_by_hand(make_tree):
    """price 0.7 against park 0.3, of which roads 0.5, service 0.3, trust 0.2."""
    tree = make_tree()
    local = [np.array([[0.7, 0.3]]), np.array([[0.5, 0.3, 0.2]])]
    rest = [np.ones((1, len(node.local))) for node in tree.nodes()[2:]]  # trust has one child
    assert tree.criteria == ("price", "roads", "service", "trust")
    np.testing.assert_allclose(drawn_weights(tree, [*local, *rest]), [[0.7, 0.15, 0.09, 0.06]])
    assert [(judgement.node, judgement.pair) for judgement in judgements_behind(tree)] == [
        *(("best park", ("price", "park")), ("park", ("roads", "service"))),
        *(("park", ("roads", "trust")), ("park", ("service", "trust"))),
    ]
    judged = drawn_judgements(tree, [*local, *rest])
    np.testing.assert_allclose(judged, [[7 / 3, 5 / 3, 5 / 2, 3 / 2]])


def test_priorities_of_the_tree_give_its_weights(make_tree):
    tree = make_tree()
    found = drawn_weights(tree, [node.local[None] for node in tree.nodes()])
    np.testing.assert_allclose(found[0], tree.weights)


def test_only_answered_judgements_the_more_important_first(make_tree):
    found = judgements_behind(make_tree([[1, 1 / 2, None], [2, 1, 3], [None, 1 / 3, 1]]))
    assert [judgement.pair for judgement in found] == [("b", "a"), ("b", "c")]


def test_points_are_no_judgements(make_tree):
    tree = make_tree({"id": "root", "values": [3, 1], "children": ["a", "b"]})
    local = [np.full((5, 2), 0.5)]
    assert (judgements_behind(tree), drawn_judgements(tree, local).shape) == ((), (5, 0))
    np.testing.assert_array_equal(drawn_weights(tree, local), local[0])
