import numpy as np
import pytest

from mcda.pairwise.worst import SCALE
from weights.pairwise.repair.scale import EQUAL, log_scale, nearest_steps, on_scale


def test_the_scale_has_seventeen_steps_and_reads_the_same_backwards():
    assert np.exp(log_scale()).tolist() == pytest.approx(SCALE.tolist())
    assert log_scale().tolist() == pytest.approx((-log_scale()[::-1]).tolist())
    assert SCALE[EQUAL] == 1


def test_each_step_is_its_own_nearest_one():
    assert nearest_steps(log_scale()).tolist() == list(range(17))
    assert on_scale(log_scale()).all()


@pytest.mark.parametrize(
    ("value", "nearest"),
    [(2.4, 2.0), (2.5, 3.0), (1 / 2.5, 1 / 3), (12.0, 9.0), (1e-6, 1 / 9), (1.3, 1.0)],
)
def test_between_two_steps_the_nearer_by_factor_counts(value, nearest):
    found = nearest_steps(np.log([value]))
    assert SCALE[found[0]] == pytest.approx(nearest)
    assert not on_scale(np.log([value]))[0]


@pytest.mark.parametrize("k", range(1, 9))
def test_half_way_the_step_nearer_to_one_counts_on_both_sides(k):
    middle = np.sqrt(k * (k + 1))
    found = nearest_steps(np.log([middle, 1 / middle]))
    assert SCALE[found].tolist() == pytest.approx([k, 1 / k])
