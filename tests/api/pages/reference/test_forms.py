"""Schemas as readers see them."""

import pytest

from api.pages.reference.forms import Forms, SchemaShape
from api.pages.words import words
from tests.subcases import each

SAID = words("en")["reference"]
SCHEMAS = {
    "Park": {
        "type": "object",
        "description": "A park.",
        "properties": {
            "name": {"type": "string", "maxLength": 9, "description": "What it is called."},
            "near": {"type": "array", "items": {"$ref": "#/components/schemas/Park"}},
            "id": {"type": "string", "examples": ["tcr"]},
        },
        "required": ["id"],
    },
    "Word": {"enum": ["clear", "open"], "type": "string"},
    "One": {"properties": {"kind": {"const": "one"}, "n": {"type": "integer"}}},
    "Two": {"properties": {"kind": {"const": "two"}}},
}
PARK, WORD, ONE, TWO = ({"$ref": f"#/components/schemas/{name}"} for name in SCHEMAS)


def shape(schema: object) -> SchemaShape:
    return Forms(SCHEMAS, SAID).shape(schema)  # type: ignore[arg-type]  # plain schemas


@each(
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "format": "date-time"}, "date and time"),
        ({"type": "string", "format": "unheard-of"}, "text"),
        ({"type": "array", "items": {"type": "number"}}, "list of number"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "by name: true or false"),
        ({"type": "object"}, "object"),
        ({}, "anything"),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, "whole number or null"),
        (
            {"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]},
            "[number, text]",
        ),
        (PARK, "Park"),
        (WORD, "one of a list"),
        ({"oneOf": [ONE, TWO]}, "One or Two"),
    ]
)
def test_a_kind_is_said_in_words(schema: object, kind: str) -> None:
    assert shape(schema).kind == kind


def test_choices_and_limits_are_told() -> None:
    assert shape({"type": "array", "items": WORD}).allowed == ("clear", "open")
    assert shape({"const": 3}).allowed == ("3",)
    limits = shape({"type": "integer", "minimum": 1, "maximum": 2000}).limits
    assert limits == ("at least 1", "at most 2,000")


def test_what_is_required_stands_first() -> None:
    [form] = shape(PARK).forms
    assert [(one["name"], one["is_required"]) for one in form["fields"]] == [
        ("id", True),
        ("name", False),
        ("near", False),
    ]


def test_a_form_within_itself_is_told_once() -> None:
    [form] = shape(PARK).forms
    near = form["fields"][-1]
    assert [(one["name"], one["fields"]) for one in near["shape"].forms] == [("Park", None)]


def test_forms_of_one_place_are_told_by_what_tells_them_apart() -> None:
    assert [form["told_by"] for form in shape({"oneOf": [ONE, TWO]}).forms] == ["one", "two"]


def test_more_kinds_than_a_reader_wants_are_counted() -> None:
    parts = [{"type": kind} for kind in ("string", "number", "integer", "boolean", "object")]
    assert shape({"anyOf": [*parts, {"type": "null"}]}).kind == "one of 5 forms or null"


def test_a_type_that_nobody_knows_is_noticed() -> None:
    with pytest.raises(KeyError):
        shape({"type": "matrix"})
