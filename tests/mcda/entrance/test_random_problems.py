import numpy as np
import pytest

from mcda.entrance.random_problems import random_problem


@pytest.mark.parametrize("number", range(40))
@pytest.mark.parametrize("lowest", [-1.0, 0.0, 1.0])
def test_every_problem_is_one_that_the_method_takes(number, lowest):
    drawn = random_problem(number, lowest)
    m, n = drawn.matrix.values.shape
    assert 3 <= m <= 8
    assert 2 <= n <= 6
    assert drawn.weights.sum() == pytest.approx(1)
    if lowest >= 0:
        assert drawn.matrix.values.min() >= (0 if lowest == 0 else 1)
    low, high = drawn.matrix.ranges.T
    assert (low < high).all()
    assert (low <= drawn.matrix.values.min(axis=0)).all()
    assert (drawn.matrix.values.max(axis=0) < high).all()
    if lowest > 0:
        assert (low > 0).all()


def test_the_same_number_is_the_same_problem():
    one, other = random_problem(7, 0.0), random_problem(7, 0.0)
    np.testing.assert_array_equal(one.matrix.values, other.matrix.values)
    np.testing.assert_array_equal(one.draws("scale").random(3), other.draws("scale").random(3))
    assert (one.draws("scale").random(3) != one.draws("monotone").random(3)).all()


def test_even_numbers_are_the_same_for_every_method_and_odd_ones_hold_what_it_takes():
    for number in range(0, 20, 2):
        values = [random_problem(number, lowest).matrix.values for lowest in (-1.0, 0.0, 1.0)]
        np.testing.assert_array_equal(values[0], values[1])
        np.testing.assert_array_equal(values[0], values[2])
    odd = [random_problem(number, -1.0).matrix.values.min() for number in range(1, 20, 2)]
    assert sum(lowest < 0 for lowest in odd) > 5
    zeros = [random_problem(number, 0.0).matrix.values.min() for number in range(1, 20, 2)]
    assert sum(lowest == 0 for lowest in zeros) > 5


def test_better_and_worse_are_the_ends_of_the_range():
    drawn = random_problem(3, -1.0)
    ends = np.where(
        drawn.matrix.benefit[:, None], drawn.matrix.ranges, drawn.matrix.ranges[:, ::-1]
    )
    np.testing.assert_array_equal(np.stack([drawn.worse, drawn.better], axis=1), ends)
