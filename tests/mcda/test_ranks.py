import numpy as np
import pytest

from mcda.method import TOLERANCE, competition_ranks


@pytest.mark.parametrize(
    ("keys", "ranks"),
    [
        ([3, 1, 3, 2], [1, 4, 1, 3]),
        ([1, 2, 3], [3, 2, 1]),
        ([5, 5, 5], [1, 1, 1]),
        ([0, 0], [1, 1]),
        ([-1, -2], [1, 2]),
        ([7], [1]),
    ],
)
def test_competition_ranks(keys, ranks):
    assert competition_ranks(np.array([keys], dtype=float)).tolist() == [ranks]


def test_each_row_of_a_batch_is_ranked_alone():
    keys = np.array([[1.0, 2.0], [2.0, 1.0], [1e12, 1e12 + 1e4]])
    assert competition_ranks(keys).tolist() == [[2, 1], [1, 2], [2, 1]]


@pytest.mark.parametrize(("gap", "ranks"), [(0.5, [1, 1]), (2.0, [2, 1])])
@pytest.mark.parametrize("size", [1.0, 1e-6, 1e6])
def test_tolerance_is_relative(size, gap, ranks):
    keys = np.array([[size, size * (1 + gap * TOLERANCE)]])
    assert competition_ranks(keys).tolist() == [ranks]


def test_nothing_to_rank():
    assert competition_ranks(np.empty((1, 0))).shape == (1, 0)


def test_one_row_alone_is_ranked_as_in_a_batch():
    rng = np.random.default_rng(5)
    keys = rng.integers(-3, 4, (300, 6)) * 1e3 + rng.choice([0, 1e-7, 1e-5], (300, 6))
    together = competition_ranks(keys)
    for k, row in enumerate(keys):
        np.testing.assert_array_equal(competition_ranks(row[None])[0], together[k])
