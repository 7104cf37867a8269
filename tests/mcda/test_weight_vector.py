import math

import numpy as np
import pytest

from mcda import WeightVector
from mcda.errors import InvalidWeights
from tests.refusals import rejects


def test_scaled_to_sum_one_in_the_order_of_the_criteria():
    weights = WeightVector.normalised(["price", "place"], {"place": 1, "price": 3})
    assert weights.as_dict() == {"price": 0.75, "place": 0.25}
    assert weights.kind == "direct"


def test_sequence_is_taken_in_order():
    assert WeightVector.normalised(["a", "b"], [1, 4]).as_dict() == {"a": 0.2, "b": 0.8}


def test_zero_weight_is_allowed():
    assert WeightVector.normalised(["a", "b"], [0, 2]).values.tolist() == [0.0, 1.0]


def test_values_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        WeightVector.normalised(["a"], [1]).values[0] = 2


@pytest.mark.parametrize("size", [1e308, 5e-324])
def test_extreme_sizes_neither_overflow_nor_vanish(size):
    assert WeightVector.normalised("ab", [size, size]).values.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"a": 1}, "weight_missing", ()),
        ({"a": 1, "b": 1, "z": 1}, "weight_unknown_criterion", ("z",)),
        ({"a": 1, "b": -0.1}, "weight_negative", ("b",)),
        ({"a": 1, "b": math.nan}, "weight_not_finite", ("b",)),
        ({"a": math.inf, "b": 1}, "weight_not_finite", ("a",)),
        ({"a": 10**400, "b": 1}, "weight_not_finite", ("a",)),
        ({"a": "1", "b": 1}, "weight_not_a_number", ("a",)),
        ({"a": True, "b": 1}, "weight_not_a_number", ("a",)),
        ({"a": None, "b": 1}, "weight_not_a_number", ("a",)),
        ({"a": 0, "b": 0}, "weights_all_zero", ()),
    ],
)
def test_wrong_weights_are_refused_with_the_place(given, code, path):
    with rejects(InvalidWeights, faults=[(code, path)]):
        WeightVector.normalised(["a", "b"], given)


def test_numpy_numbers_are_numbers():
    assert WeightVector.normalised(["a", "b"], np.array([1, 3])).values.tolist() == [0.25, 0.75]
