"""The chance that knowing a cell changes the winner, where it can be worked out."""

import numpy as np
import pytest

from mcda import Interval, WeightVector, rank
from mcda.robust import acceptability, ask_next, ask_next_judgement, ask_next_weight
from mcda.weight_set import Judgement, WeightSet
from tests.mcda.small_problems import problem_of, ranked


def drawn(rows, weights, samples=10_000, spread=0.0, seed=3):
    ranking = ranked(rows, weights, "weighted_sum", ranges=(0, 1), normalisation="range")
    return acceptability(ranking, samples, seed, spread)


def off(question, chance):
    """Return by how many of its told errors a told chance is off."""
    return abs(question.chance_of_changing_winner - chance) / question.standard_error


@pytest.mark.parametrize("samples", [1000, 10_000])
@pytest.mark.parametrize("rival", [0.32, 0.35, 0.43, 0.68, 0.88])
def test_the_only_thing_in_doubt(rival, samples):
    """a0 is uniform in 0..1 and loses below the rival: every draw tells who is first."""
    found = ask_next(drawn([[Interval(low=0, high=1), 0.5], [rival, 0.5]], [1, 0], samples))
    (question,) = found
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert off(question, min(rival, 1 - rival)) < 4
    assert question.standard_error < 0.6 / samples**0.5


def test_the_flip_lies_where_it_lies():
    """a0 is uniform in 0..1, a1 uniform in 0.25..0.45: a0 is first most often above 0.35."""
    rows = [[Interval(low=0, high=1), 0], [Interval(low=0.25, high=0.45), 0]]
    for samples in (1000, 10_000, 100_000):
        (question,) = ask_next(drawn(rows, [1, 0], samples))
        assert (question.alternative, question.criterion) == ("a0", "c0")
        assert off(question, 0.35) < 4
        assert question.standard_error < 0.04


def test_most_valuable_first():
    """a1 is narrower than a0: what is known of a0 is worth more."""
    rows = [[Interval(low=0.2, high=1), 0], [Interval(low=0.375, high=0.675), 0]]
    found = ask_next(drawn(rows, [1, 0], 20_000))
    assert [(q.alternative, q.criterion) for q in found] == [("a0", "c0"), ("a1", "c0")]
    # Over all a0 wins; it loses below 0.525, the middle of a1, and to a1 above its own, 0.6.
    assert off(found[0], (0.525 - 0.2) / 0.8) < 4
    assert off(found[1], (0.675 - 0.6) / 0.3) < 4
    assert max(q.standard_error for q in found) < 0.04


def test_a_cell_that_never_changes_the_winner_is_not_listed():
    """a1 at its best, 0.4, still leaves a0 first with chance 0.6."""
    unit = Interval(low=0, high=1)
    rows = [[unit, unit], [Interval(low=0.3, high=0.4), unit]]
    (question,) = ask_next(drawn(rows, [1, 0], 20_000))
    assert (question.alternative, question.criterion) == ("a0", "c0")
    assert off(question, 0.35) < 4


def test_alternatives_that_share_the_first_rank_are_first_both():
    """Two twins are always level; the third beats both where its cell is above 0.7."""
    rows = [[0.7, 0.5], [0.7, 0.5], [Interval(low=0, high=1), 0.5]]
    (alone,) = ask_next(drawn(rows, [1, 0], 1000))
    assert off(alone, 0.3) < 4
    rows[2][1] = Interval(low=0.4, high=0.6)
    found = {q.criterion: q for q in ask_next(drawn(rows, [9, 1], 10_000))}
    assert off(found["c0"], 0.3) < 4


def test_a_weight_that_decides():
    """a0 is first above w0 = 0.4; of two weights each tells all about the other."""
    known = drawn([[1, 0], [0.4, 0.4]], [1, 1], 20_000, "any")
    found = ask_next_weight(known)
    assert {q.criterion for q in found} == {"c0", "c1"}
    assert found[0].chance_of_changing_winner >= found[1].chance_of_changing_winner
    for question in found:
        assert off(question, 0.4) < 4
        assert question.standard_error < 0.02
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
    weights = WeightVector.normalised(("c0", "c1"), [1, 1], known=Told())
    problem = problem_of([[1, 0], [0.4, 0.4]], ranges=(0, 1))
    ranking = rank(problem, weights, "weighted_sum", normalisation="range")
    (question,) = ask_next_judgement(acceptability(ranking, 20_000, 1))
    assert (question.node, question.pair) == ("goal", ("c0", "c1"))
    assert off(question, 0.7 / 1.8) < 4  # the second judgement is 1/2 in the mean
    assert question.standard_error < 0.02


def test_certain_cells_leave_nothing_to_ask():
    assert ask_next(drawn([[0.2, 0.4], [0.5, 0.1]], [1, 1])) == ()


@pytest.mark.parametrize("samples", [1, 3, 17, 200])
def test_few_draws_tell_of_nothing_below_its_error(samples):
    rows = [[Interval(low=0, high=1), 0], [Interval(low=0.2, high=0.4), 0]]
    questions = [
        question
        for seed in range(10)
        for question in ask_next(drawn(rows, [1, 0], samples, seed=seed))
    ]
    assert bool(questions) == (samples == 200)
    for question in questions:
        assert 0 < question.standard_error < question.chance_of_changing_winner <= 1
