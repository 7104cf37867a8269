import math
from dataclasses import FrozenInstanceError, dataclass
from typing import Annotated, Literal

import annotated_types
import pytest

from mcda import METHODS, make_method
from mcda.errors import InvalidMethod
from mcda.method import Method
from mcda.testing import configurations
from mcda.traits import Traits


@dataclass(frozen=True, kw_only=True)
class Toy(Method):
    name = "toy"

    kind: Literal["a", "b"] = "a"
    share: Annotated[float, annotated_types.Interval(ge=0, le=1)] = 0.5
    size: Annotated[float, annotated_types.Gt(0)] | None = None
    open_share: Annotated[float, annotated_types.Interval(gt=0, lt=1)] = 0.5
    below: Annotated[float, annotated_types.Lt(3)] = 1
    rounds: Annotated[int, annotated_types.Ge(1)] = 1
    strict: bool = False
    norm: Annotated[Literal["l1", "l2"], annotated_types.doc("Which norm.")] = "l1"


@dataclass(frozen=True, kw_only=True)
class Worded(Method):
    """Has parameters named like words of Python."""

    name = "worded"

    lambda_: Annotated[float, annotated_types.Interval(ge=0, le=1)] = 0.5
    in_: Literal["a", "b"] = "a"


def _fault(**parameters):
    with pytest.raises(InvalidMethod) as caught:
        Toy(**parameters)
    (fault,) = caught.value.faults
    return fault.code, fault.path, fault.fields["method"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "b"},
        {"share": 0},
        {"share": 1},
        {"size": 3},
        {"rounds": 2, "strict": True, "norm": "l2"},
    ],
)
def test_allowed_parameters(given):
    assert {k: v for k, v in Toy(**given).parameters.items() if k in given} == given


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "c"}, "parameter_choice"),
        ({"kind": ["a"]}, "parameter_choice"),
        ({"share": -0.1}, "parameter_bounds"),
        ({"share": 1.5}, "parameter_bounds"),
        ({"share": "0.5"}, "parameter_number"),
        ({"share": True}, "parameter_number"),
        ({"share": math.nan}, "parameter_number"),
        ({"share": 10**400}, "parameter_number"),
        ({"size": 0}, "parameter_bounds"),
        ({"open_share": 0}, "parameter_bounds"),
        ({"open_share": 1}, "parameter_bounds"),
        ({"below": 3}, "parameter_bounds"),
        ({"rounds": 0}, "parameter_bounds"),
        ({"rounds": 2.5}, "parameter_whole"),
        ({"rounds": "2"}, "parameter_number"),
        ({"strict": "yes"}, "parameter_choice"),
        ({"strict": 1}, "parameter_choice"),
        ({"norm": "l3"}, "parameter_choice"),
    ],
)
def test_refused_parameters(given, code):
    assert _fault(**given) == (code, tuple(given), "toy")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"share": 2}, "allowed is 0 .. 1."),
        ({"open_share": 0}, "allowed is > 0, < 1."),
        ({"below": 3}, "allowed is < 3."),
        ({"rounds": 0}, "allowed is >= 1."),
        ({"strict": "yes"}, "allowed are: true, false."),
    ],
)
def test_the_refusal_says_what_is_allowed(given, said):
    with pytest.raises(InvalidMethod) as caught:
        Toy(**given)
    assert caught.value.faults[0].say().endswith(said)


def test_the_remedy_of_a_parameter_speaks_of_any_method_and_that_of_a_threshold_of_its_own():
    with pytest.raises(InvalidMethod) as caught:
        Toy(share="0.5")
    assert "ushape" not in caught.value.help()
    with pytest.raises(InvalidMethod) as caught:
        make_method("promethee2", {"preferences": {"x": {"type": "vshape"}}})
    assert "for vshape p" in caught.value.help()


def test_configurations_take_the_kind_of_each_parameter():
    made = {(one.norm, one.share, one.rounds) for one in configurations(Toy)}
    assert made == {(norm, share, 1) for norm in ("l1", "l2") for share in (0.0, 0.5, 1.0)}


def test_every_wrong_parameter_is_reported():
    with pytest.raises(InvalidMethod) as caught:
        Toy(kind="c", share=2)
    assert [f.path for f in caught.value.faults] == [("kind",), ("share",)]


def test_empty_parameters_are_left_out():
    assert "size" not in Toy().parameters


def test_a_field_named_like_a_word_of_python_loses_its_underscore():
    assert Worded.parameter_fields() == {"lambda": "lambda_", "in": "in_"}
    assert Worded.of({"lambda": 0.25}).parameters == {"lambda": 0.25, "in": "a"}
    with pytest.raises(InvalidMethod) as caught:
        Worded(lambda_=2, in_="c")
    assert [f.path for f in caught.value.faults] == [("lambda",), ("in",)]
    assert [f.fields["parameter"] for f in caught.value.faults] == ["lambda", "in"]


def test_unknown_parameters_are_named_beside_the_known():
    with pytest.raises(InvalidMethod) as caught:
        Worded.of({"lambda_": 0.25, "size": 1})
    assert [(f.code, f.path) for f in caught.value.faults] == [
        ("parameter_unknown", ("lambda_",)),
        ("parameter_unknown", ("size",)),
    ]
    assert caught.value.faults[0].fields["known"] == ["lambda", "in"]


def test_configured_method_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Toy().share = 1


def test_base_class_leaves_the_mathematics_open(make_matrix):
    with pytest.raises(NotImplementedError):
        Toy().prepare(make_matrix([[1]]))
    assert Toy().traits == Traits(unit_free=False)
    assert Toy().column_law() is Toy().preference_degrees(["c0"]) is None


def test_a_method_reads_all_columns_and_serves_all_rows_unless_it_says_otherwise():
    toy = Toy()
    assert toy.unused_columns(["c0"]) == frozenset()
    assert toy.restricted(["a0", "a1"], [1]) is toy


@pytest.mark.parametrize("name", METHODS)
def test_registered_methods_are_described(name):
    cls = METHODS[name]
    assert cls.name == name
    assert set(cls.title) == {"en", "zh"}
    assert cls.reference
    assert isinstance(make_method(name).traits, Traits)
