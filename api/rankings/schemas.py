"""What a caller sends of a problem, a method and weights."""

from dataclasses import field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, create_model
from pydantic.dataclasses import dataclass as record
from pydantic_core import core_schema

from api.http.answer import in_json
from api.rankings.cells import CellModel
from api.rankings.parameters import MOST_SAID, request_fields
from mcda.criterion import Alternative, Beyond, Criterion
from mcda.method import Method
from mcda.methods import METHODS
from mcda.plain import documented
from weights.registry_schemas import RegisteredModel
from weights.statements import MOST_CRITERIA, Id, Number
from weights.weightings import WeightSpec

MOST_ROWS = 100_000
"""Alternatives that the text of a problem may hold; settings allow far fewer."""
Label = Annotated[str, Field(max_length=500)]
Names = Annotated[dict[Annotated[str, Field(max_length=35)], Label], Field(max_length=20)]
"""What something is called, by language."""
Row = Annotated[list[CellModel], Field(max_length=MOST_CRITERIA)]


def _by_docstring(schema: dict[str, Any], cls: type[Any]) -> None:
    """Describe the fields of a record of the engine as its own documentation does."""
    for name, text in documented(cls).items():  # type: ignore[arg-type]  # a class is hashable
        if name in schema.get("properties", {}):
            schema["properties"][name].setdefault("description", in_json(text))


_STRICT = ConfigDict(extra="forbid", json_schema_extra=_by_docstring)


class Request(BaseModel):
    """Base of all request bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# These are the engine's own records, made by the validator: nothing to convert afterwards.
@record(config=_STRICT, frozen=True, kw_only=True)
class CriterionModel(Criterion):
    """A point of view from which alternatives are compared."""

    id: Id
    unit: Label = ""
    name: Names = field(default_factory=dict)
    range: tuple[Number, Number] | None = Field(
        default=None, description="The ends of the scale, lowest first, in the unit."
    )
    best: tuple[Number, Number] | None = Field(
        default=None, description="Of a target: the interval that is worth most."
    )
    value: Annotated[tuple[tuple[Number, Number], ...], Field(max_length=100)] | None = Field(
        default=None,
        description="Points `[x, v]` of a value curve from end to end of the range, v in 0..1.",
    )
    beyond: Beyond = Field(
        default="clip",
        description="Whether what lies beyond the ends counts as the end (`clip`), or a straight"
        " scale goes on (`extrapolate`).",
    )


@record(config=_STRICT, frozen=True, kw_only=True)
class AlternativeModel(Alternative):
    """One of the things to choose from."""

    id: Id
    name: Names = field(default_factory=dict)


class ProblemModel(Request):
    """Alternatives (rows) seen on criteria (columns)."""

    criteria: list[CriterionModel] = Field(
        max_length=MOST_CRITERIA, description="The columns; no two of one id."
    )
    alternatives: list[AlternativeModel] = Field(
        max_length=MOST_ROWS, description="The rows; no two of one id."
    )
    performances: list[Row] = Field(
        description="Rows follow the alternatives, columns the criteria. A cell is a number, "
        "low/high, low/mode/high, a distribution, or null where nothing is known.",
        max_length=MOST_ROWS,
    )


class RequirementModel(Request):
    """A condition that an alternative must satisfy before anything can compensate for it."""

    criterion: Id = Field(description="By id.")
    at_least: Number | None = Field(default=None, description="In the criterion's unit.")
    at_most: Number | None = Field(default=None, description="In the criterion's unit.")
    one_of: list[Number] | None = Field(
        default=None, max_length=MOST_SAID, description="Values of which it must have one."
    )


class MethodRequest(Request):
    """A method by name, its parameters beside it."""

    name: str

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again elsewhere, where its class is made from the same method."""
        return method_request, (self.model_dump(exclude_unset=True),)


@cache
def method_model(method: type[Method]) -> type[MethodRequest]:
    """Return the model of a method in a request."""
    label = "".join(part.title() for part in method.name.split("_")) + "Method"
    name: Any = (Literal[method.name], ...)
    return create_model(
        label,
        __base__=MethodRequest,
        __doc__=f"{method.title['en']}. {method.reference}.",
        name=name,
        **request_fields(method, method.parameter_fields()),
    )


def method_request(sent: dict[str, Any]) -> MethodRequest:
    """Return a method as it is sent: its name, and parameters beside it."""
    return method_model(METHODS[sent["name"]]).model_validate(sent)  # type: ignore[arg-type]  # a class is hashable


MethodModel = Annotated[MethodRequest, RegisteredModel(METHODS, "name", method_model)]


class OrDefault:
    """Annotation of a field in which null stands for a default."""

    def __init__(self, default: Any) -> None:
        self.default = default

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return the schema of the field, or null."""
        nullable = core_schema.nullable_schema(handler(source))
        return core_schema.no_info_after_validator_function(self._filled, nullable)

    def _filled(self, sent: Any) -> Any:
        return self.default if sent is None else sent


TOPSIS = method_request({"name": "topsis"})
"""The method of a request that names none."""


class WithMethod(Request):
    """A request that may choose the ranking method."""

    method: Annotated[MethodModel, OrDefault(TOPSIS)] = Field(
        default=TOPSIS, description="TOPSIS with the textbook's parameters where left out or null."
    )


class WeightingModel(Request):
    """Whose weights they are, and the weights."""

    name: Id = Field(description="Not blank; no other weighting has it.", examples=["owner"])
    weights: WeightSpec = Field(description="What they are, or follow from.")
