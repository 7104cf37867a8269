import numpy as np
import pytest

from mcda import make_method, rank
from mcda.errors import UnsuitableData


def test_distance_to_the_better_end(score):
    found = score("spotis", [[2, 30], [8, 10]], [0.75, 0.25], [True, False], [[0, 10], [10, 50]])
    np.testing.assert_allclose(found, [0.75 * 0.8 + 0.25 * 0.5, 0.75 * 0.2])


def test_ideal_is_zero_and_anti_ideal_is_one(score):
    found = score("spotis", [[10, 10], [0, 50]], [0.3, 0.7], [True, False], [[0, 10], [10, 50]])
    np.testing.assert_allclose(found, [0, 1])


def test_lower_is_better(make_problem, weigh):
    ranking = rank(make_problem([[1], [9]], ranges=[(0, 10)]), weigh(1), "spotis")
    assert ranking.ranks.tolist() == [2, 1]
    assert ranking.method.traits.lower_is_better


def test_every_missing_range_is_named(score):
    with pytest.raises(UnsuitableData) as caught:
        score("spotis", [[1, 2], [3, 4]], [0.5, 0.5])
    assert caught.value.faults[0].fields["criteria"] == ["c0", "c1"]


def test_a_draw_past_the_better_end_counts_as_the_end(make_matrix):
    drawn = make_matrix([[[12.0], [10.0], [8.0]]], [True], [[0, 10]])
    scores = make_method("spotis").prepare(drawn).scores(np.array([[1.0]]))
    np.testing.assert_allclose(scores, [[0.0, 0.0, 0.2]])
