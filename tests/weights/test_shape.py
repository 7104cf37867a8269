"""Shapes: what fits is what pydantic makes of it; what does not costs what its size costs."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StrictFloat,
    TypeAdapter,
    ValidationError,
)
from pydantic.dataclasses import dataclass as record

from mcda.errors import InvalidInput
from tests.hostile_bodies import fillings
from weights.shape import LONGEST_NAME, Shape, ShapeFault, _Stop
from weights.validation import MOST_FAULTS, faults_from, validate, validated_json
from weights.weightings import WeightSpec

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


def shape(model: Any = Whole, most: int = MOST_FAULTS) -> Shape[Any]:
    return Shape(TypeAdapter(model).core_schema, most)


def places(document: Any, model: Any = Whole) -> list[tuple[str, tuple[Any, ...]]]:
    found = []
    for read in (
        shape(model).read,
        lambda value: shape(model).read_json(json.dumps(value).encode()),
    ):
        with pytest.raises(ShapeFault) as caught:
            read(document)
        found.append([(error["type"], error["loc"]) for error in caught.value.errors])
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"rows": [[1, {"x": 2}, None], []], "records": [{"id": "a", "name": {"en": "A"}}]},
        {"either": {"middle": {"x": 1}, "radius": 2}},
        {"tree": ["a", {"pair": [3, 4], "tree": [{"even": 4}]}], "table": {"a": 1}},
    ],
)
def test_what_fits_is_what_pydantic_makes_of_it(document: Any) -> None:
    wanted = Whole.model_validate(document)
    assert validate(Whole, document) == wanted
    read = validated_json(Whole, json.dumps(document).encode())
    assert read == wanted
    assert repr(read) == repr(wanted)
    assert read.model_dump() == wanted.model_dump()
    assert validate(Listed, [document]) == Listed.model_validate([document])


def test_what_was_read_already_is_taken() -> None:
    given = {"records": [Record(id="a")], "either": Point(x=1)}
    assert validate(Whole, given) == Whole(**given)


@pytest.mark.parametrize(
    ("document", "wanted"),
    [
        ({"rows": 3, "new": 1}, [("list_type", ("rows",)), ("extra_forbidden", ("new",))]),
        ({"new": 1, "rows": 3}, [("extra_forbidden", ("new",)), ("list_type", ("rows",))]),
        (
            {"rows": [[1, {"x": "a"}], [True, {"z": 1}]]},
            [
                ("float_type", ("rows", 0, 1, "x")),
                ("forms", ("rows", 1, 0)),
                ("extra_forbidden", ("rows", 1, 1, "z")),
                ("missing", ("rows", 1, 1, "x")),
            ],
        ),
        (
            {"records": [{"id": 1, "of": 2}]},
            [("string_type", ("records", 0, "id")), ("extra_forbidden", ("records", 0, "of"))],
        ),
        ({"records": [3]}, [("dataclass_type", ("records", 0))]),
        ({"rows": [[]] * 1001}, [("too_long", ("rows",))]),
        (
            {"table": {"a": "x", "of ten letters": 1}},
            [("int_parsing", ("table", "a")), ("string_too_long", ("table",))],
        ),
        ({"even": 3}, [("value_error", ("even",))]),
        ({"even": "x"}, [("int_parsing", ("even",))]),
        ({"pair": ["a", "b"]}, [("int_parsing", ("pair", 0)), ("int_parsing", ("pair", 1))]),
        (
            {"tree": [{"tree": [{"pair": 1}]}, 3]},
            [("tuple_type", ("tree", 0, "tree", 0, "pair")), ("forms", ("tree", 1))],
        ),
        ([1], [("model_type", ())]),
    ],
)
def test_one_error_a_place_in_the_order_of_the_document(document: Any, wanted: Any) -> None:
    assert places(document) == wanted


def test_a_branch_that_refuses_a_field_leaves_it_to_the_others() -> None:
    assert shape(Point | Circle).read({"middle": {"x": 1}, "radius": 1}).radius == 1


def test_of_a_value_that_fits_no_branch_the_first_is_told() -> None:
    assert places({"rows": [["a"]]}) == [("forms", ("rows", 0, 0))]
    assert places({"rows": [[[]]]}) == [("forms", ("rows", 0, 0))]


def test_a_name_without_end_is_told_at_its_object() -> None:
    (error,) = places({"k" * (LONGEST_NAME + 1): 1})
    assert error == ("extra_forbidden", ())
    with pytest.raises(InvalidInput) as caught:
        validate(Point, {"x": 1, "k" * 5000: 1})
    assert 100 < len(caught.value.say()) < LONGEST_NAME + 100


def test_the_last_of_very_many_faults_says_that_there_may_be_more() -> None:
    with pytest.raises(InvalidInput) as caught:
        validate(Whole, {"rows": [["x"] * 60, ["x"] * 60]})
    faults = caught.value.faults
    assert len(faults) == MOST_FAULTS
    assert {fault.code for fault in faults[:-1]} == {"wrong_type"}
    assert (faults[-1].code, faults[-1].path) == ("more_faults", ("rows", 1, 40))
    assert [fault.path for fault in faults] == sorted(fault.path for fault in faults)


def test_a_hundred_faults_are_all_there_are() -> None:
    with pytest.raises(InvalidInput) as caught:
        validate(Whole, {"rows": [["x"] * 100]})
    assert [fault.code for fault in caught.value.faults] == ["wrong_type"] * 100


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions, of Python and of C, that work makes."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def refusal(reader: Shape[Any], sent: bytes) -> list[Any]:
    try:
        reader.read_json(sent)
    except ShapeFault as unfit:
        return faults_from(unfit.errors)
    return []


STATEMENT = b'{"kind":"blend","parts":[{"share":1,"weights":{"kind":"%b","%b":%b}}]}'
FIELDS = {
    b"ranked": b"order",
    b"direct": b"values",
    b"imprecise": b"constraints",
    b"ahp_group": b"judges",
    b"ahp": b"hierarchy",
    b"best_worst": b"best",
}


@pytest.mark.parametrize("filling", fillings(100))
def test_counted_work_is_linear_in_the_body(filling: str) -> None:
    """Twice the body, at most twice the calls, and no more errors: counted, not timed."""
    reader = shape(WeightSpec)
    for kind, name in FIELDS.items():
        small, large = (
            STATEMENT % (kind, name, fillings(size)[filling]) for size in (4_000, 40_000)
        )
        refusal(reader, small)  # what is made at first use is made now
        few, many = (calls(lambda sent=sent: refusal(reader, sent)) for sent in (small, large))
        assert many <= 10.5 * few + 3_000, (kind, few, many)
        assert len(refusal(reader, large)) <= MOST_FAULTS


@pytest.mark.parametrize("filling", fillings(100))
def test_the_first_validator_stops_at_the_first_fault(filling: str) -> None:
    reader = shape(WeightSpec)
    for kind, name in FIELDS.items():
        try:
            reader._of_json.validate_json(STATEMENT % (kind, name, fillings(40_000)[filling]))
        except ValidationError as error:
            counted = error.error_count()
        except _Stop:
            counted = 1
        assert counted < 20


def test_records_with_slots_and_models_without_rules_are_left_to_pydantic() -> None:
    @record(config=FORBIDS, slots=True)
    @dataclass
    class Slotted:
        id: str

    class Free(BaseModel):
        model_config = ConfigDict(extra="allow")

        at: int = 0

    assert shape(Slotted).read_json(b'{"id": "a"}').id == "a"
    assert places({"id": 3, "of": 1}, Slotted) == [
        ("string_type", ("id",)),
        ("extra_forbidden", ("of",)),
    ]
    assert shape(Free).read_json(b'{"more": 1}').more == 1
