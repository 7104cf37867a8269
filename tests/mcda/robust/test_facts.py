"""The chance that knowing a cell changes the winner, where it can be worked out."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.robust import acceptability, ask_next, ask_next_judgement, ask_next_weight
from mcda.weight_set import Judgement, WeightSet


def drawn(rows, weights, samples=10_000, spread=0.0, seed=3):
    problem = Problem(
        criteria=[Criterion(id=f"c{j}", direction="benefit", range=(0, 1)) for j in range(2)],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )
    weights = WeightVector.normalised(problem.criterion_ids, weights)
    answer = rank(problem, weights, "weighted_sum", normalisation="range")
    return acceptability(answer, samples, seed, spread)


SHARE = 0.03  # bins are tenths of the first 2000 draws: an edge is off by up to 0.02


@pytest.mark.parametrize(("rival", "chance"), [(0.32, 0.3), (0.88, 0.1), (0.43, 0.4), (0.68, 0.3)])
def test_two_alternatives(rival, chance):
    """a0 is uniform in 0..1 against `rival`: the tenths mostly on the rarer side count.

    With the rival at 0.32 a0 wins over all, and loses in three whole tenths and in a fifth of
    the fourth, which it therefore wins: the chance is 0.3.
    """
    found = ask_next(drawn([[Interval(low=0, high=1), 0.5], [rival, 0.5]], [1, 0], 20_000))
    (question,) = found
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert question.chance_of_changing_winner == pytest.approx(chance, abs=SHARE)
    known = question.chance_of_changing_winner
    error = np.sqrt(known * (1 - known) / 20_000)
    assert question.standard_error == pytest.approx(error, abs=1e-12)


def test_most_valuable_first():
    """a0 is uniform in 0..1, a1 uniform in 0.3..0.4 and what no weight reaches in 0..1.

    a0 loses in its three lowest tenths and is even in the fourth. a1 at its best, 0.4, still
    leaves a0 first with chance 0.6, so that a1 alone never changes the winner.
    """
    unit = Interval(low=0, high=1)
    rows = [[unit, unit], [Interval(low=0.3, high=0.4), unit]]
    (question,) = ask_next(drawn(rows, [1, 0], 20_000))
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert 0.3 - SHARE <= question.chance_of_changing_winner <= 0.4 + SHARE


def test_two_questions_in_order():
    """a1 is narrower than a0: what is known of a0 is worth more."""
    rows = [[Interval(low=0.2, high=1), 0], [Interval(low=0.375, high=0.675), 0]]
    found = ask_next(drawn(rows, [1, 0], 20_000))
    assert [(q.alternative, q.criterion) for q in found] == [("a0", "c0"), ("a1", "c0")]
    # Over all a0 wins. By tenths of a0, 0.08 wide, it loses below 0.525, in four of them. By
    # tenths of a1, 0.03 wide, it loses above 0.6, in two or three: one is even.
    assert found[0].chance_of_changing_winner == pytest.approx(0.4, abs=SHARE)
    assert 0.2 - SHARE <= found[1].chance_of_changing_winner <= 0.3 + SHARE


def test_a_weight_that_decides():
    """a0 is first above w0 = 0.4; of two weights each tells all about the other."""
    known = drawn([[1, 0], [0.4, 0.4]], [1, 1], 20_000, "any")
    found = ask_next_weight(known)
    assert {q.criterion for q in found} == {"c0", "c1"}
    assert found[0].chance_of_changing_winner >= found[1].chance_of_changing_winner
    for question in found:
        assert question.chance_of_changing_winner == pytest.approx(0.4, abs=SHARE)
    assert ask_next(known) == ask_next_judgement(known) == ()


def test_weights_that_do_not_move_or_do_not_matter():
    assert ask_next_weight(drawn([[1, 0], [0.4, 0.4]], [1, 1], 2000, 0.0)) == ()
    assert ask_next_weight(drawn([[1, 1], [0.4, 0.4]], [1, 1], 2000, "any")) == ()


class Told(WeightSet):
    """The first weight is the product of two judgements, uniform in 0..1 each."""

    name = "any"
    judgements = (Judgement(node="goal", pair=("c0", "c1")), Judgement(node="n", pair=("x", "y")))

    def draw(self, size, rng):
        judged = rng.random((size, 2))
        first = judged[:, 0] * 0.9 + judged[:, 1] * 0.1
        return np.column_stack([first, 1 - first]), judged

    def sample(self, size, rng):
        return self.draw(size, rng)[0]


def test_the_judgement_that_decides():
    """a0 is first above w0 = 0.4, that is where the first judgement is above about 0.39."""
    answer = rank(
        Problem(
            criteria=[Criterion(id=f"c{j}", direction="benefit", range=(0, 1)) for j in range(2)],
            alternatives=[Alternative(id=f"a{i}") for i in range(2)],
            performances=[[1, 0], [0.4, 0.4]],
        ),
        WeightVector.normalised(("c0", "c1"), [1, 1], known=Told()),
        "weighted_sum",
        normalisation="range",
    )
    (question,) = ask_next_judgement(acceptability(answer, 20_000, 1))
    assert (question.node, question.pair) == ("goal", ("c0", "c1"))
    assert question.chance_of_changing_winner == pytest.approx(0.4, abs=SHARE)


def test_certain_cells_leave_nothing_to_ask():
    assert ask_next(drawn([[0.2, 0.4], [0.5, 0.1]], [1, 1])) == ()


@pytest.mark.parametrize("samples", [1, 3, 17])
def test_few_draws(samples):
    for question in ask_next(drawn([[Interval(low=0, high=1), 0], [0.3, 0]], [1, 0], samples)):
        assert 0 < question.chance_of_changing_winner <= 0.5
