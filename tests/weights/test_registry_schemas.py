"""A schema holds what is registered when it is made, and is made anew where that has changed."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from mcda import registry as registries
from mcda.errors import InvalidInput
from mcda.registry import Registry
from tests.refusals import rejects
from weights.registry_schemas import RegisteredModel, rebuild
from weights.validation import validate, validated_json


class Part(BaseModel):
    """Base of parts."""

    model_config = ConfigDict(extra="forbid")


class Plain(Part):
    kind: Literal["Plain"]


class Late(Part):
    kind: Literal["Late"]
    size: int


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Registry[type[Part]]:
    monkeypatch.setattr(registries, "entry_points", lambda group: [])
    return Registry(group="parkwise.parts", homes=("mcda.polytope",), label="__name__")


def test_what_is_registered_later_is_understood_after_a_rebuild(kinds):
    kinds.register(Plain)
    kind = RegisteredModel(kinds, "kind")

    class Inner(Part):
        part: Annotated[Part, kind]

    class Outer(Inner):
        more: list[Inner]

    def sent(inner: dict[str, object]) -> dict[str, object]:
        return {"part": {"kind": "Plain"}, "more": [{"part": inner}]}

    late = {"kind": "Late", "size": 3}
    with pytest.raises(InvalidInput):
        validate(Outer, sent(late))
    kinds.register(Late)
    rebuild([Part])
    found = validate(Outer, sent(late))
    assert found.more[0].part == Late(kind="Late", size=3)
    assert type(Outer.model_validate(sent(late)).more[0].part) is Late
    assert validated_json(Outer, Outer(**sent(late)).model_dump_json().encode()) == found
    assert "Late" in Outer.model_json_schema()["$defs"]
    with pytest.raises(InvalidInput) as caught:
        validate(Outer, sent({**late, "size": "x", "other": 1}))
    assert {fault.path for fault in caught.value.faults} == {
        ("more", 0, "part", "size"),
        ("more", 0, "part", "other"),
    }
    kinds.unregister("Late")
    rebuild([Part])
    with pytest.raises(ValidationError):
        Outer.model_validate(sent(late))


def test_what_has_not_changed_is_left_as_it_is(kinds):
    kinds.register(Plain)

    class Whole(Part):
        part: Annotated[Part, RegisteredModel(kinds, "kind")]

    before = Whole.__pydantic_core_schema__
    rebuild([Whole])
    assert Whole.__pydantic_core_schema__ is before
    kinds.register(Late)
    rebuild([Whole])
    assert Whole.__pydantic_core_schema__ is not before


KINDS: Registry[type[Part]] = Registry(
    group="parkwise.no_such_parts", homes=("mcda.polytope",), label="__name__"
)
KIND = RegisteredModel(KINDS, "kind")


class Nest(Part):
    kind: Literal["Nest"]
    inner: list[Annotated[Part, KIND]]


def test_a_registered_model_may_hold_others_of_its_kind():
    for model in (Nest, Late):
        KINDS.register(model)
    rebuild([Part])
    deep = {"kind": "Nest", "inner": [{"kind": "Nest", "inner": [{"kind": "Late", "size": 1}]}]}
    assert validate(Nest, deep).model_dump() == deep
    with rejects(InvalidInput, path=("inner", 0, "inner", 0, "size")):
        validate(Nest, {**deep, "inner": [{"kind": "Nest", "inner": [{"kind": "Late"}]}]})
