import math

import numpy as np
import pytest

from mcda.errors import InvalidMethod
from mcda.methods.promethee2 import Preference, read_preferences
from tests.refusals import rejects

D = np.array([-3.0, 0.0, 1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize(
    ("given", "degrees"),
    [
        ({"type": "usual"}, [0, 0, 1, 1, 1, 1]),
        ({"type": "ushape", "q": 2}, [0, 0, 0, 0, 1, 1]),
        ({"type": "vshape", "p": 4}, [0, 0, 0.25, 0.5, 0.75, 1]),
        ({"type": "level", "q": 1, "p": 3}, [0, 0, 0, 0.5, 0.5, 1]),
        ({"type": "linear", "q": 1, "p": 3}, [0, 0, 0, 0.5, 1, 1]),
        ({"type": "linear", "q": 2, "p": 2}, [0, 0, 0, 0, 1, 1]),
        ({"type": "linear", "q": 0, "p": 4}, [0, 0, 0.25, 0.5, 0.75, 1]),
        ({"type": "gaussian", "s": 2}, [0, 0] + [1 - math.exp(-d * d / 8) for d in (1, 2, 3, 4)]),
    ],
)
def test_degrees(given, degrees):
    np.testing.assert_allclose(Preference(**given).degree(D), degrees)


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"type": "sigmoid"}, "parameter_choice", "type"),
        ({"type": "vshape"}, "threshold_number", "p"),
        ({"type": "ushape", "q": -1}, "parameter_bounds", "q"),
        ({"type": "vshape", "p": 0}, "parameter_bounds", "p"),
        ({"type": "gaussian", "s": math.nan}, "threshold_number", "s"),
        ({"type": "linear", "q": 3, "p": 2}, "thresholds_reversed", "q"),
        ({"type": "level", "q": True, "p": 2}, "threshold_number", "q"),
    ],
)
def test_impossible_thresholds(given, code, path):
    with pytest.raises(InvalidMethod) as caught:
        Preference(**given)
    assert (caught.value.code, caught.value.faults[0].path) == (code, (path,))


def test_threshold_of_indifference_may_be_zero():
    assert Preference(type="ushape", q=0).degree(D).tolist() == [0, 0, 1, 1, 1, 1]


def test_as_dict_keeps_only_what_the_type_uses():
    assert Preference(type="vshape", p=2, q=1).as_dict() == {"type": "vshape", "p": 2}


def test_read_preferences_takes_objects_and_mappings():
    given = {"a": Preference(type="vshape", p=2), "b": {"type": "usual"}}
    assert read_preferences(given) == {
        "a": Preference(type="vshape", p=2),
        "b": Preference(type="usual"),
    }


def test_every_wrong_preference_names_its_criterion():
    with pytest.raises(InvalidMethod) as caught:
        read_preferences({"a": {"kind": "usual"}, "b": {"type": "vshape", "p": -1}, "c": 3})
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("parameter_unknown", ("preferences", "a")),
        ("parameter_bounds", ("preferences", "b", "p")),
        ("parameter_unknown", ("preferences", "c")),
    ]


def test_preferences_are_a_mapping():
    with rejects(InvalidMethod, code="parameter_mapping"):
        read_preferences(["usual"])
