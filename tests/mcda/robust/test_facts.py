"""The chance that knowing a cell changes the winner, where it can be worked out."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.robust import acceptability, ask_next


def drawn(rows, weights, samples=10_000, spread=0.0, seed=3):
    problem = Problem(
        criteria=[Criterion(id=f"c{j}", direction="benefit", range=(0, 1)) for j in range(2)],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )
    weights = WeightVector.normalised(problem.criterion_ids, weights)
    answer = rank(problem, weights, "weighted_sum", normalisation="range")
    return acceptability(answer, samples, seed, spread)


@pytest.mark.parametrize(("rival", "chance"), [(0.32, 0.3), (0.88, 0.1), (0.43, 0.4), (0.68, 0.3)])
def test_two_alternatives(rival, chance):
    """a0 is uniform in 0..1 against `rival`: the deciles mostly on the rarer side count.

    With the rival at 0.32 a0 wins over all, and loses in three whole deciles and in a fifth of
    the fourth, which it therefore wins: the chance is 0.3.
    """
    found = ask_next(drawn([[Interval(low=0, high=1), 0.5], [rival, 0.5]], [1, 0], 20_000))
    (question,) = found
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert question.chance_of_changing_winner == pytest.approx(chance, abs=1e-12)
    error = np.sqrt(chance * (1 - chance) / 20_000)
    assert question.standard_error == pytest.approx(error, abs=1e-12)


def test_most_valuable_first():
    """a0 is uniform in 0..1, a1 uniform in 0.3..0.4 and what no weight reaches in 0..1.

    a0 loses in its three lowest deciles and is even in the fourth. a1 at its best, 0.4, still
    leaves a0 first with chance 0.6, so that a1 alone never changes the winner.
    """
    unit = Interval(low=0, high=1)
    rows = [[unit, unit], [Interval(low=0.3, high=0.4), unit]]
    (question,) = ask_next(drawn(rows, [1, 0], 20_000))
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert question.chance_of_changing_winner in (pytest.approx(0.3), pytest.approx(0.4))


def test_two_questions_in_order():
    """Both uniform around almost the same middle, a1 narrower: a0 is the more valuable."""
    rows = [[Interval(low=0.2, high=1), 0], [Interval(low=0.35, high=0.75), 0]]
    found = ask_next(drawn(rows, [1, 0], 20_000))
    assert [(q.alternative, q.criterion) for q in found] == [("a0", "c0"), ("a1", "c0")]
    # Over all a0 wins where a0 > a1, chance 0.5625. By deciles of a0 (0.08 wide) it loses below
    # 0.55: four whole deciles and most of a fifth counted half. By deciles of a1 (0.04 wide)
    # it loses above 0.6: three or four.
    assert found[0].chance_of_changing_winner in (pytest.approx(0.4), pytest.approx(0.5))
    assert found[1].chance_of_changing_winner in (pytest.approx(0.3), pytest.approx(0.4))


def test_certain_cells_leave_nothing_to_ask():
    assert ask_next(drawn([[0.2, 0.4], [0.5, 0.1]], [1, 1])) == ()


@pytest.mark.parametrize("samples", [1, 3, 17])
def test_few_draws(samples):
    for question in ask_next(drawn([[Interval(low=0, high=1), 0], [0.3, 0]], [1, 0], samples)):
        assert 0 < question.chance_of_changing_winner <= 0.5
