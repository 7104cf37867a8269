"""Imprecise statements as they are written, and what is wrong with them at their place."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from mcda.errors import InvalidInput
from weights.statements import Constraint, More, Ratio, WeightBounds
from weights.validation import read

READ: TypeAdapter[Any] = TypeAdapter(list[Constraint])


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"more": "a", "than": "b"}, More(more="a", than="b")),
        ({"ratio": ["a", "b"], "low": 2}, Ratio(ratio=("a", "b"), low=2.0)),
        ({"ratio": ["a", "b"], "low": 2, "high": 4.5}, Ratio(ratio=("a", "b"), low=2.0, high=4.5)),
        ({"weight": "a", "high": 0.3}, WeightBounds(weight="a", high=0.3)),
        ({"weight": "a", "low": None, "high": 1}, WeightBounds(weight="a", high=1.0)),
        (More(more="a", than="b"), More(more="a", than="b")),
    ],
)
def test_the_fields_tell_the_statement(said: Any, wanted: Any) -> None:
    found = READ.validate_python([said])
    assert found == [wanted]
    assert READ.validate_python(READ.dump_python(found)) == found
    with pytest.raises(ValidationError):
        found[0].low = 0.5


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"more": "a"}, {("than",): "missing_field"}),
        ({"than": "a"}, {("more",): "missing_field"}),
        ({}, {("more",): "missing_field", ("than",): "missing_field"}),
        ({"low": 0.5}, {("weight",): "missing_field"}),
        ({"more": "a", "than": "b", "low": 1}, {("low",): "unknown_field"}),
        ({"more": 1, "than": "b"}, {("more",): "wrong_type"}),
        ({"ratio": "ab", "low": 1}, {("ratio",): "wrong_type"}),
        ({"ratio": ["a", 3], "low": 1}, {("ratio", 1): "wrong_type"}),
        ({"ratio": ["a"], "low": 1}, {("ratio", 1): "missing_field"}),
        ({"ratio": ["a", "b", "c"], "low": 1}, {("ratio",): "wrong_type"}),
        ({"ratio": ["a", "b"], "low": "2"}, {("low",): "wrong_type"}),
        ({"ratio": ["a", "b"], "high": float("inf")}, {("high",): "not_finite_number"}),
        ({"weight": "a", "low": True}, {("low",): "wrong_type"}),
        ({"weight": "a", "low": 0.1, "ratio": ["a", "b"]}, {("weight",): "unknown_field"}),
        ("a >= b", {(): "wrong_type"}),
    ],
)
def test_faults_stand_where_they_are(said: Any, wanted: dict[Any, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(READ.validate_python, [{"more": "a", "than": "b"}, said], READ.core_schema)
    found = {fault.path: fault.code for fault in caught.value.faults}
    assert found == {(1, *path): code for path, code in wanted.items()}
