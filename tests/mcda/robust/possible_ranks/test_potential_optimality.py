"""What is excluded is never first at any weights and facts; what is exact is reached."""

import numpy as np
import pytest

from mcda import METHODS, rank
from mcda.robust import acceptability
from mcda.robust.possible_ranks.analysis import answer_set
from mcda.robust.possible_ranks.potential_optimality import is_separable, potentially_optimal
from mcda.weight_set import AnyWeights, Around
from tests.seeds import seeded

EACH = 5


def sets(answer):
    n = len(answer.weights.values)
    return AnyWeights(n), Around(answer.weights.values, 0.4), Around(answer.weights.values, 0.0)


def firsts(lab, answer, drawn, points):
    """Return which alternatives are first somewhere, each point at weights of its own."""
    form, _ = lab.form(answer, points)
    return (form.ranks(drawn) == 1).any(axis=0)


@seeded(range(EACH), 1)
@pytest.mark.parametrize("name", METHODS)
def test_no_weights_and_facts_contradict_what_is_excluded(name, lab, seeds):
    for k, method in enumerate([method for method in lab.methods if method.name == name]):
        for seed in seeds:
            rng = np.random.default_rng([seed, k, len(name), ord(name[0])])
            answer = lab.doubtful(rng, method)
            points = np.concatenate([lab.points(rng, *lab.box(answer), 150)] * 3)
            for weights in sets(answer):
                possible = potentially_optimal(answer, weights, np.ones(len(answer.ranks), bool))
                assert possible is not None or not is_separable(answer)
                if possible is not None:
                    drawn = weights.sample(len(points), rng)
                    assert not (firsts(lab, answer, drawn, points) & ~possible).any()


@pytest.mark.long
@pytest.mark.parametrize("count", [2, pytest.param(6, marks=pytest.mark.long)])
def test_what_is_possible_is_reached_where_alternatives_are_scored_apart(lab, count):
    """By all corners of the weights and of the facts, and points between."""
    rng = np.random.default_rng(3)
    seen = reached = excluded = 0
    for method in lab.methods:
        for _ in range(count):
            answer = lab.doubtful(rng, method, most=4)
            if not is_separable(answer):
                break
            weights = Around(answer.weights.values, 0.3)
            possible = potentially_optimal(answer, weights, np.ones(len(answer.ranks), bool))
            points = np.repeat(lab.points(rng, *lab.box(answer), 30), 200, axis=0)
            found = firsts(lab, answer, weights.sample(len(points), rng), points)
            assert not (found & ~possible).any()
            seen += int(possible.sum())
            reached += int((found & possible).sum())
            excluded += int((~possible).sum())
    assert excluded > 7 * count
    assert reached >= 0.95 * seen  # the rest lies in corners that draws seldom meet


def test_first_only_at_a_corner_of_the_weights(make_problem, weigh):
    """0.5 everywhere against .8 on three and .08 on three: by the headline .5 to .44.

    At the corner of weights within a fifth, .2 on three and .1333 on three, .512 to .5.
    """
    rows = [[0.5] * 6, [0.8] * 3 + [0.08] * 3, [0.2] * 6]
    ranking = rank(make_problem(rows, None, [(0, 1)] * 6), weigh(*[1] * 6), "ahp", mode="ratings")
    drawn = acceptability(ranking, 1000)
    assert drawn.rank_shares[1, 0] == 0
    assert answer_set(ranking, drawn) == ("a0", "a1")
    still = acceptability(ranking, 1000, spread=0.0)
    assert answer_set(ranking, still) == ("a0",)


def test_all_weights_are_all(make_problem, weigh):
    """The third is best by a thousandth, where the first criterion is nearly all that counts."""
    rows = [[0.999, 1.0, 0.5], [0.5, 0.5, 1.0], [1.0, 0.0, 0.0], [0.4, 0.4, 0.4]]
    ranking = rank(make_problem(rows, None, [(0, 1)] * 3), weigh(1, 1, 1), "weighted_sum")
    drawn = acceptability(ranking, 1000, spread="any")
    assert drawn.rank_shares[2, 0] == 0
    assert set(answer_set(ranking, drawn)) == {"a0", "a1"}
