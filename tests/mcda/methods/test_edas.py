import numpy as np
import pytest

from mcda import rank
from mcda.errors import UnsuitableData

# Means 2 and 20, the second a cost: gaps -0.5, 0.5, 0 and 0.5, -0.5, 0.
VALUES, BENEFIT = [[1, 10], [3, 30], [2, 20]], [True, False]


def test_by_hand(score):
    # SP = 0.125, 0.375, 0 and SN = 0.375, 0.125, 0.
    found = score("edas", VALUES, [0.75, 0.25], BENEFIT)
    np.testing.assert_allclose(found, [(1 / 3 + 0) / 2, (1 + 2 / 3) / 2, 0.5])


def test_contributions_start_from_half_the_weight(make_problem, weigh):
    ranking = rank(make_problem(VALUES, ["benefit", "cost"]), weigh(3, 1), "edas")
    # Gains over SP = 0.375 and losses over SN = 0.375, both halved.
    np.testing.assert_allclose(
        ranking.contributions,
        [[0.375 - 0.5, 0.125 + 1 / 6], [0.375 + 0.5, 0.125 - 1 / 6], [0.375, 0.125]],
    )


def test_nothing_above_the_mean_is_half(score):
    np.testing.assert_array_equal(score("edas", [[4, 7]] * 3, [0.3, 0.7]), [0.5] * 3)


def test_a_mean_that_is_rounded_makes_no_difference(make_problem, weigh):
    # The mean of three times 0.1 is not 0.1.
    assert np.mean([0.1] * 3) != 0.1
    ranking = rank(make_problem([[0.1], [0.1], [0.1]]), weigh(1), "edas")
    assert ranking.scores.tolist() == [0.5] * 3


def test_zero_is_taken_and_a_negative_value_refused(score):
    assert np.argmax(score("edas", [[0], [5]], [1], [False])) == 0
    with pytest.raises(UnsuitableData) as caught:
        score("edas", [[-1], [5]], [1])
    assert caught.value.code == "negative_value"
    assert "edas" in caught.value.say()
