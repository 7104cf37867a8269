"""The registry."""

import numpy as np
import pytest

from mcda import METHODS, make_method
from mcda.errors import InvalidMethod
from tests.refusals import rejects


def test_names():
    assert next(iter(METHODS)) == "topsis"
    assert {"ahp", "vikor", "promethee2", "spotis", "weighted_sum", "weighted_product"} < set(
        METHODS
    )


@pytest.mark.parametrize("name", METHODS)
def test_defaults_need_no_parameters(name):
    assert make_method(name) == make_method(name, {}) == METHODS[name]()


@pytest.mark.parametrize("name", ["saw", None, 3])
def test_unknown_name(name):
    with rejects(InvalidMethod, code="unknown_method"):
        make_method(name)


@pytest.mark.parametrize("name", METHODS)
def test_every_unknown_parameter_is_named(name):
    with pytest.raises(InvalidMethod) as caught:
        make_method(name, {"colour": 1, "size": 2})
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("parameter_unknown", ("colour",)),
        ("parameter_unknown", ("size",)),
    ]


@pytest.mark.parametrize("name", METHODS)
def test_the_better_alternative_comes_first(score, name):
    found = score(name, [[1, 9], [5, 2]], [0.5, 0.5], [True, False], [[0, 10], [0, 10]])
    lower = make_method(name).traits.lower_is_better
    assert np.argmin(found) == (1 if lower else 0)
