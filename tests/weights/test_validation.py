"""Faults of pydantic, told as coded faults at their place."""

import io
import itertools
import json
import pickle
from dataclasses import field
from typing import Annotated, Any, Literal

import pytest
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StrictFloat,
    TypeAdapter,
)
from pydantic.dataclasses import dataclass as record

from mcda.errors import Fault, InvalidInput
from tests.hostile_bodies import fillings
from weights.validation import MOST_FAULTS, first_faults, json_fault, read, validate, validated_json
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
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    with pytest.raises(InvalidInput) as caught:
        read(adapter.validate_python, written, adapter.core_schema)
    return list(caught.value.faults)


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
            [("unknown_field", ("extra",)), ("missing_field", ("inner", "number"))],
        ),
    ],
)
def test_codes_and_places(written, wanted):
    assert told(written) == wanted


@pytest.mark.parametrize("key", ["int", "float", "str", "none", "literal", "price[USD]", "direct"])
def test_a_name_of_the_caller_is_never_taken_for_a_branch(key):
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
def test_the_tag_of_a_union_is_no_place(written, wanted):
    assert told(written, WeightSpec) == wanted


def test_a_valid_document_becomes_the_model():
    assert validate(Outer, {"inner": {"number": 1}}) == Outer(inner=Inner(number=1))


def test_an_invalid_document_is_told_with_every_fault():
    with pytest.raises(InvalidInput) as caught:
        validate(Outer, {"inner": {"number": "x", "y": 1}})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("wrong_type", ("inner", "number")),
        ("unknown_field", ("inner", "y")),
    ]


def test_json_that_cannot_be_read_is_told_at_the_root():
    fault = json_fault("why")
    assert (fault.code, fault.path) == ("invalid_json", ())


def test_long_input_is_shortened():
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
def test_no_english_is_left_in_chinese(written):
    assert faults(written)
    for fault in faults(written):
        assert "should" not in fault.say("zh")
        assert "valid" not in fault.say("zh")
        assert fault.say("zh") != fault.say("en")


class Stated(BaseModel):
    weights: WeightSpec


@pytest.mark.parametrize("place", [b"%b", b'{"weights":%b}', b'{"weights":{"kind":%b}}'])
@pytest.mark.parametrize("filling", fillings(400_000).values(), ids=fillings(9))
def test_what_is_told_of_a_large_body_is_small(place, filling):
    with pytest.raises(InvalidInput) as caught:
        validated_json(Stated, place % filling)
    handed = io.BytesIO()
    pickler = pickle.Pickler(handed)
    pickler.dispatch_table = {}  # other packages teach all of this process to pickle tracebacks
    pickler.dump(caught.value)
    assert len(handed.getvalue()) < 60_000
    assert caught.value.__context__ is None  # a traceback would tell all of it


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
def test_what_was_received_is_spelt_as_json(value, said):
    (fault,) = faults({"inner": {"number": value}})
    for language in ("en", "zh"):
        assert said in fault.say(language)


def test_what_collects_faults_is_asked_for_no_more_than_are_told():
    source = (Fault("text_with_nul", (at,)) for at in itertools.count())
    faults = first_faults(source)
    assert len(faults) == MOST_FAULTS
    assert (faults[-1].code, faults[-1].fields) == ("more_faults", {"count": 100})
    assert next(source).path == (MOST_FAULTS,)


def test_a_long_key_on_the_way_to_a_fault_is_cut_off():
    (fault,) = first_faults([Fault("text_with_nul", ("k" * 10_000, 0))])
    assert len(str(fault.path)) < 600


FORBIDS = ConfigDict(extra="forbid")


class Point(BaseModel):
    model_config = FORBIDS

    x: StrictFloat
    y: float = 0.0


class Circle(BaseModel):
    model_config = FORBIDS

    middle: Point
    radius: Annotated[float, Field(gt=0)]


@record(config=FORBIDS, kw_only=True)
class Record:
    id: str
    name: dict[str, str] = field(default_factory=dict)


def _even(value: int) -> int:
    if value % 2:
        raise ValueError("odd")
    return value


class Whole(BaseModel):
    model_config = FORBIDS

    rows: list[list[StrictFloat | Point | None]] = Field(default_factory=list, max_length=1000)
    records: list[Record] = []
    table: Annotated[dict[Annotated[str, Field(max_length=9)], int], Field(max_length=500)] = {}
    either: Point | Circle | None = None
    pair: tuple[int, int] = (1, 2)
    even: Annotated[int, AfterValidator(_even)] = 0
    tree: "list[Whole | str]" = []


class Listed(RootModel[list[Whole]]):
    pass


def faults_both_ways(document: Any, model: type[BaseModel] = Whole) -> list[Fault]:
    """Return what is wrong with a document, the same in JSON."""
    told = []
    for reader, sent in ((validate, document), (validated_json, json.dumps(document).encode())):
        with pytest.raises(InvalidInput) as caught:
            reader(model, sent)
        told.append(list(caught.value.faults))
    assert [(f.code, f.path) for f in told[0]] == [(f.code, f.path) for f in told[1]]
    return told[0]


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ({"rows": 3, "new": 1}, [("wrong_type", ("rows",)), ("unknown_field", ("new",))]),
        (
            {"rows": [[1, {"x": "a"}], [True, {"z": 1}]]},
            [
                ("wrong_type", ("rows", 0, 1, "x")),
                ("wrong_type", ("rows", 1, 0)),
                ("unknown_field", ("rows", 1, 1, "z")),
                ("missing_field", ("rows", 1, 1, "x")),
            ],
        ),
        (
            {"records": [{"id": 1, "of": 2}]},
            [("wrong_type", ("records", 0, "id")), ("unknown_field", ("records", 0, "of"))],
        ),
        ({"records": [3]}, [("wrong_type", ("records", 0))]),
        ({"rows": [[]] * 1001}, [("wrong_type", ("rows",))]),
        (
            {"table": {"a": "x", "of ten letters": 1}},
            [("wrong_type", ("table", "a")), ("wrong_type", ("table",))],
        ),
        ({"even": 3}, [("wrong_type", ("even",))]),
        ({"pair": ["a", "b"]}, [("wrong_type", ("pair", 0)), ("wrong_type", ("pair", 1))]),
        (
            {"tree": [{"tree": [{"pair": 1}]}, 3]},
            [("wrong_type", ("tree", 0, "tree", 0, "pair")), ("wrong_type", ("tree", 1))],
        ),
        ({"either": {"middle": 1, "radius": 1}}, [("wrong_type", ("either", "middle"))]),
        ({"either": 1}, [("wrong_type", ("either",))]),
        ([1], [("wrong_type", ())]),
    ],
)
def test_faults_stand_where_the_document_is_wrong(document, wanted):
    assert [(fault.code, fault.path) for fault in faults_both_ways(document)] == wanted


def test_the_root_of_a_model_is_no_place():
    (fault,) = faults_both_ways([{"even": 3}], Listed)
    assert fault.path == (0, "even")


def test_what_would_fit_is_told():
    (unknown,) = faults_both_ways({"either": {"x": 1, "z": 1}})
    assert unknown.fields["known"] == ("x", "y")
    (cell,) = faults_both_ways({"rows": [["a"]]})
    assert cell.say().endswith('one of these is needed: a number, an object {x}. Received: "a".')


def test_a_long_name_is_told_cut_off():
    (fault,) = faults_both_ways({"k" * 5000: 1})
    assert 100 < len(fault.say()) < 1000


def test_the_last_of_very_many_faults_says_that_there_may_be_more():
    told = faults_both_ways({"rows": [["x"] * 60, ["x"] * 60]})
    assert len(told) == MOST_FAULTS
    assert {fault.code for fault in told[:-1]} == {"wrong_type"}
    assert (told[-1].code, told[-1].path) == ("more_faults", ("rows", 1, 40))
    assert [fault.path for fault in told] == sorted(fault.path for fault in told)


def test_a_hundred_faults_are_all_there_are():
    assert [fault.code for fault in faults_both_ways({"rows": [["x"] * 100]})] == [
        "wrong_type"
    ] * 100
