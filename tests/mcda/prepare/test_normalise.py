import numpy as np
import pytest

from mcda.errors import UnsuitableData
from mcda.prepare.normalise import divide, log_normalise, normalise


@pytest.mark.parametrize(
    ("kind", "benefit", "cost"),
    [
        ("vector", [0.6, 0.8], [0.4, 0.2]),
        ("minmax", [0, 1], [1, 0]),
        ("max", [0.75, 1], [0.25, 0]),
        ("linear", [0.75, 1], [1, 0.75]),
        ("sum", [3 / 7, 4 / 7], [4 / 7, 3 / 7]),
        ("range", [0.3, 0.4], [0.7, 0.6]),
        ("none", [3, 4], [-3, -4]),
    ],
)
def test_formulas(make_matrix, kind, benefit, cost):
    found = normalise(make_matrix([[3, 3], [4, 4]], [True, False], [[0, 10], [0, 10]]), kind)
    np.testing.assert_allclose(found[:, 0], benefit)
    np.testing.assert_allclose(found[:, 1], cost)


@pytest.mark.parametrize("kind", ["vector", "minmax", "range", "none"])
def test_negative_values_keep_their_order(make_matrix, kind):
    matrix = make_matrix([[-5, -5], [0, 0], [3, 3]], [True, False], [[-9, 9], [-9, 9]])
    found = normalise(matrix, kind)
    assert (np.diff(found[:, 0]) > 0).all()
    assert (np.diff(found[:, 1]) < 0).all()


@pytest.mark.parametrize("kind", ["max", "linear", "sum"])
@pytest.mark.parametrize("benefit", [True, False])
def test_ratio_forms_refuse_negative_values(make_matrix, kind, benefit):
    with pytest.raises(UnsuitableData) as caught:
        normalise(make_matrix([[1], [-2]], [benefit]), kind)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("negative_value", ("performances", 1, 0))
    assert fault.fields["value"] == -2


@pytest.mark.parametrize("kind", ["linear", "sum"])
def test_forms_that_invert_refuse_a_cost_of_zero(make_matrix, kind):
    with pytest.raises(UnsuitableData) as caught:
        normalise(make_matrix([[1], [0]], [False]), kind)
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("zero_cost", ("performances", 1, 0))
    ]
    normalise(make_matrix([[1], [0]], [True]), kind)  # a benefit of zero is sound


@pytest.mark.parametrize("kind", ["vector", "minmax", "max", "linear", "sum", "none"])
@pytest.mark.parametrize("benefit", [True, False])
@pytest.mark.parametrize("value", [0.0, 4.0])
def test_column_that_cannot_separate_gives_one_value(make_matrix, kind, benefit, value):
    found = normalise(make_matrix([[value]] * 3, [benefit]), kind)
    assert np.isfinite(found).all()
    assert np.ptp(found) == 0


def test_range_needs_every_range(make_matrix):
    matrix = make_matrix([[1, 2]], ranges=[[0, 3], [np.nan, np.nan]])
    with pytest.raises(UnsuitableData) as caught:
        normalise(matrix, "range")
    assert caught.value.faults[0].fields["criteria"] == ["c1"]


@pytest.mark.parametrize("kind", ["vector", "minmax", "max", "linear", "sum", "range", "none"])
def test_batch_of_matrices_is_normalised_one_by_one(make_matrix, kind):
    values = np.random.default_rng(1).uniform(1, 9, (3, 4, 2))
    ranges = [[0, 10], [0, 10]]
    together = normalise(make_matrix(values, [True, False], ranges), kind)
    for k in range(3):
        alone = normalise(make_matrix(values[k], [True, False], ranges), kind)
        np.testing.assert_allclose(together[k], alone)


@pytest.mark.parametrize("size", [1e300, 1e-300])
def test_vector_form_neither_overflows_nor_vanishes(make_matrix, size):
    np.testing.assert_allclose(
        normalise(make_matrix([[3 * size], [4 * size]]), "vector")[:, 0], [0.6, 0.8]
    )


@pytest.mark.parametrize("kind", ["vector", "minmax", "none"])
def test_widest_span_of_finite_cells_stays_finite(make_matrix, kind):
    found = normalise(make_matrix([[1e100], [0.0], [-1e100]]), kind)
    assert np.isfinite(found).all()
    assert (np.diff(found[:, 0]) < 0).all()


def test_division_by_zero_is_zero():
    np.testing.assert_array_equal(divide(np.array([1.0, 2.0]), np.array([0.0, 4.0])), [0, 0.5])


@pytest.mark.parametrize("kind", ["linear", "sum"])
def test_logarithms_of_the_normalised(make_matrix, kind):
    values = np.random.default_rng(1).uniform(0.1, 9, (6, 4, 3))
    matrix = make_matrix(values, [True, False, True])
    np.testing.assert_allclose(
        log_normalise(matrix, kind), np.log(normalise(matrix, kind)), rtol=1e-13, atol=1e-15
    )


def test_logarithms_keep_what_no_double_holds(make_matrix):
    matrix = make_matrix([[1e100, 0, 1e100], [1e-300, 0, 1e-300]], [True, True, False])
    lost = -400 * np.log(10)
    np.testing.assert_allclose(log_normalise(matrix, "linear"), [[0, 0, lost], [lost, 0, 0]])
    np.testing.assert_allclose(log_normalise(matrix, "sum"), [[0, 0, lost], [lost, 0, 0]])
