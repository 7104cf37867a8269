"""Faults of pydantic, told as coded faults at their place."""

import io
import pickle
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from mcda.errors import Fault, InvalidInput
from tests.hostile_bodies import fillings
from weights.shape import Shape, ShapeFault, json_error
from weights.validation import MOST_FAULTS, faults_from, validate, validated_json
from weights.weightings import WeightSpec


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: float
    kind: Literal["a", "b"] = "a"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    inner: Inner
    table: dict[str, int] = {}


def faults(written: Any, model: Any = Outer) -> list[Fault]:
    shape: Shape[Any] = Shape(TypeAdapter(model).core_schema, MOST_FAULTS)
    with pytest.raises(ShapeFault) as caught:
        shape.read(written)
    return faults_from(caught.value.errors)


def told(written: Any, model: Any = Outer) -> list[tuple[str, tuple[Any, ...]]]:
    return [(fault.code, fault.path) for fault in faults(written, model)]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ({}, [("missing_field", ("inner",))]),
        ({"inner": {}}, [("missing_field", ("inner", "number"))]),
        ({"inner": {"number": 1, "x": 1}}, [("unknown_field", ("inner", "x"))]),
        ({"inner": {"number": "x"}}, [("wrong_type", ("inner", "number"))]),
        ({"inner": {"number": 1, "kind": "c"}}, [("wrong_type", ("inner", "kind"))]),
        (
            {"inner": {}, "extra": 1},
            [("missing_field", ("inner", "number")), ("unknown_field", ("extra",))],
        ),
    ],
)
def test_codes_and_places(written: Any, wanted: list[tuple[str, tuple[Any, ...]]]) -> None:
    assert told(written) == wanted


@pytest.mark.parametrize("key", ["int", "float", "str", "none", "literal", "price[USD]", "direct"])
def test_a_name_of_the_caller_is_never_taken_for_a_branch(key: str) -> None:
    written = {"inner": {"number": 1}, "table": {key: "x"}}
    assert told(written) == [("wrong_type", ("table", key))]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ({"kind": "guess"}, [("kind_unknown", ())]),
        ({"kind": "direct"}, [("missing_field", ("values",))]),
        ({"kind": "direct", "values": {"a": "x"}}, [("wrong_type", ("values", "a"))]),
        (
            {"kind": "direct", "values": {"a": float("nan")}},
            [("not_finite_number", ("values", "a"))],
        ),
        ({"kind": "objective"}, [("missing_field", ("scheme",))]),
        (
            {"kind": "blend", "parts": [{"share": 1, "weights": {"kind": "direct"}}]},
            [("missing_field", ("parts", 0, "weights", "values"))],
        ),
    ],
)
def test_the_tag_of_a_union_is_no_place(
    written: Any, wanted: list[tuple[str, tuple[Any, ...]]]
) -> None:
    assert told(written, WeightSpec) == wanted


def test_a_valid_document_becomes_the_model() -> None:
    assert validate(Outer, {"inner": {"number": 1}}) == Outer(inner=Inner(number=1))


def test_an_invalid_document_is_told_with_every_fault() -> None:
    with pytest.raises(InvalidInput) as caught:
        validate(Outer, {"inner": {"number": "x", "y": 1}})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("wrong_type", ("inner", "number")),
        ("unknown_field", ("inner", "y")),
    ]


def test_json_that_cannot_be_read_is_told_at_the_root() -> None:
    (fault,) = faults_from([json_error("why")])
    assert (fault.code, fault.path) == ("invalid_json", ())


def test_long_input_is_shortened() -> None:
    (fault,) = faults({"inner": {"number": "x" * 10_000}})
    assert len(fault.say()) < 300


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"inner": {"number": "x"}},
        {"inner": {"number": 1, "kind": "c"}},
        {"inner": 3},
        {"inner": {"number": 1}, "table": []},
        {"inner": {"number": 1}, "table": {"a": 1.5}},
    ],
)
def test_no_english_is_left_in_chinese(written: Any) -> None:
    for fault in faults(written):
        assert "should" not in fault.say("zh")
        assert "valid" not in fault.say("zh")
        assert fault.say("zh") != fault.say("en")


class Stated(BaseModel):
    weights: WeightSpec


@pytest.mark.parametrize("place", [b"%b", b'{"weights":%b}', b'{"weights":{"kind":%b}}'])
@pytest.mark.parametrize("filling", fillings(400_000).values(), ids=fillings(9))
def test_what_is_told_of_a_large_body_is_small(place: bytes, filling: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        validated_json(Stated, place % filling)
    handed = io.BytesIO()
    pickler = pickle.Pickler(handed)
    pickler.dispatch_table = {}  # other packages teach all of this process to pickle tracebacks
    pickler.dump(caught.value)
    assert len(handed.getvalue()) < 60_000
    assert len(str(caught.value.__cause__)) < 200  # a traceback would tell all of it


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x", '"x"'),
        (None, "null"),
        ([True], "[true]"),
        ({"a": None}, '{"a": null}'),
        ([1, "b"], '[1, "b"]'),
    ],
)
def test_what_was_received_is_spelt_as_json(value: Any, said: str) -> None:
    (fault,) = faults({"inner": {"number": value}})
    for language in ("en", "zh"):
        assert said in fault.say(language)
