"""What answers have in common, and their schemas where these are the engine's own types."""

import re
import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache, reduce
from inspect import get_annotations, getdoc
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
from annotated_types import DocInfo, Ge, Interval
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType, is_typeddict

from mcda.methods import METHODS
from mcda.plain import SAID, Member, documented, members
from mcda.texts import Note
from weights.registry_schemas import Together

_PLAIN = (bool, int, float, str, None, type(None))
_JSON = {"None": "null", "True": "true", "False": "false", "``": "`", ":math:": ""}
_PYTHON = re.compile(r"\b(?:None|True|False)\b|``|:math:")
_LISTS: Mapping[Any, Any] = {Mapping: dict, Sequence: list, tuple: list}
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""A moment in UTC, as RFC 3339 writes it."""
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A calendar day, as ISO 8601 writes it."""
DayOrNone = Day | Literal[""]
"""The same, or an empty text where nobody says."""
_KINDS_OF_JSON = ("object", "array", "string", "number", "boolean", "null")
AnyJson = TypeAliasType(
    "AnyJson",
    Annotated[
        Any,
        WithJsonSchema(
            {
                "description": "Any JSON value.",
                "anyOf": [
                    {"type": kind, **({"items": {}} if kind == "array" else {})}
                    for kind in _KINDS_OF_JSON
                ],
            }
        ),
    ],
)
"""Any part of a request, as it was sent."""


def _described(hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return reduce(or_, map(_described, arguments))
    if origin is Annotated:
        return Annotated[(_described(arguments[0]), *arguments[1:])]
    if origin in (list, dict):
        return origin[tuple(map(_described, arguments))]
    return schema_of(hint) if _is_result(hint) else hint


def _is_result(hint: Any) -> bool:
    return isinstance(hint, type) and (is_dataclass(hint) or is_typeddict(hint))


def _untitled(schema: dict[str, Any]) -> None:
    """Leave out titles of fields, which only say their names again."""
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


class As:
    """Annotation of a field that is answered as it was sent: its schema is that of a request.

    What stands there is neither checked nor completed again.

    Parameters
    ----------
    kind
        Type of the request.
    """

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of what was sent."""
        return handler(TypeAdapter(self.kind).core_schema)


class Answer(BaseModel):
    """Base of all answers: more fields may come, none is renamed.

    A field may be annotated with a result of the engine: its schema is that of its plain form, and
    it is described by what the documentation of the result says.
    ``class RowAnswer(Answer, of=Row, without=("name",))`` has the members of a result but those
    beside its own fields, which tell more of some of them.
    """

    model_config = ConfigDict(json_schema_extra=_untitled)

    def __init_subclass__(
        cls, of: type[Any] | None = None, without: Sequence[str] = (), **options: Any
    ) -> None:
        """Take the schemas of results for the results, before the fields are made."""
        own = {name: _described(hint) for name, hint in get_annotations(cls).items()}
        for item in () if of is None else members(of):  # type: ignore[arg-type]  # a class is hashable
            if item.name in without:
                continue
            kind, field = _field(item)
            if item.name not in own:
                own[item.name] = kind
                setattr(cls, item.name, field)
            elif item.name not in vars(cls):
                setattr(cls, item.name, Field(description=field.description))
        cls.__annotations__ = own
        super().__init_subclass__(**options)


class Parameters(Answer):
    """Parameters of a method; each is there where the method has it."""


class Configured(Parameters):
    """A method by its name, its parameters beside it; each is there where the method has it."""

    name: str = Field(description="Of the method: see `GET /v1/methods`.")


def with_parameters(own: type[Parameters]) -> type[Parameters]:
    """Return a model that has its own fields beside the parameters that any method has now."""
    return _with_parameters(own, METHODS.version)


AnyMethod = Annotated[Any, Together(METHODS, lambda: with_parameters(Configured))]
"""A method by its name, with its parameters beside it."""


@cache
def _with_parameters(own: type[Parameters], version: int) -> type[Parameters]:
    """Return a model with what any method has at a version of the registry."""
    kinds: dict[str, list[Any]] = {}
    texts: dict[str, list[str]] = {}
    for method in METHODS.values():
        hints, told = get_type_hints(method, include_extras=True), documented(method)  # type: ignore[arg-type]  # a class is hashable
        for name, field in method.parameter_fields().items():
            kinds.setdefault(name, []).append(answer_type(hints[field]))
            texts.setdefault(name, []).append(f"{method.title['en']}: {told.get(field, '')}")
    made: type[Parameters] = create_model(
        own.__name__,
        __base__=own,
        __module__=own.__module__,
        __doc__=own.__doc__,
        **{  # type: ignore[call-overload]  # as the names come
            name: (
                reduce(or_, found) | None,
                Field(default=None, description=in_json(" ".join(dict.fromkeys(texts[name])))),
            )
            for name, found in kinds.items()
        },
    )
    return made


def answer_type(hint: Any) -> Any:
    """Return the type of what is answered for a value of this type.

    It is one that a schema can tell; of anything else nothing is said.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return reduce(or_, map(answer_type, arguments))
    if origin is Annotated:
        bounds = [item for item in arguments[1:] if isinstance(item, Interval | Ge)]
        kind = str if SAID in arguments[1:] else answer_type(arguments[0])
        return Annotated[(kind, *bounds)] if bounds else kind
    for kind, plain in _LISTS.items():
        if isinstance(origin, type) and issubclass(origin, kind):
            return _listed(plain, arguments)
    return hint if origin is Literal else _whole(hint)


def _whole(hint: Any) -> Any:
    """Return the type of what is answered for a value of a type that is not made of others."""
    if hint is Note:
        return str
    if hasattr(hint, "configuration"):
        return AnyMethod
    if _is_result(hint):
        return schema_of(hint)
    is_model = isinstance(hint, type) and issubclass(hint, BaseModel)
    return hint if is_model or hint in _PLAIN else Any


def _listed(plain: Any, arguments: tuple[Any, ...]) -> Any:
    if plain is dict or arguments[-1] is Ellipsis or len(arguments) == 1:
        told = [item for item in arguments if item is not Ellipsis]
        return plain[tuple(map(answer_type, told))]
    kinds = {answer_type(item) for item in arguments}
    length = len(arguments)
    return Annotated[
        list[reduce(or_, kinds)],  # type: ignore[misc]  # made of what is declared
        Field(min_length=length, max_length=length),
    ]


@cache
def schema_of(cls: type[Any]) -> type[BaseModel]:
    """Return the model of the plain form of a result, see `mcda.plain.plain`."""
    made: type[BaseModel] = create_model(
        f"{cls.__name__}Answer",
        __base__=Answer,
        __module__=cls.__module__,
        __doc__=in_json((getdoc(cls) or "").partition("\n\n")[0]),
        **{item.name: _field(item) for item in members(cls)},  # type: ignore[arg-type]  # a class is hashable
    )
    return made


def _field(item: Member) -> Any:
    said = [one.documentation for one in item.beside if isinstance(one, DocInfo)]
    text = in_json(said[0] if said else item.text)
    bounds = [one for one in item.beside if isinstance(one, Interval | Ge)]
    kind = _kind(item)
    is_told = item.required and not (type(None) in get_args(item.hint) and said)
    default = ... if is_told else None
    kind = Annotated[(kind, *bounds)] if bounds else kind
    return kind, Field(default=default, description=text or None)


def in_json(text: str) -> str:
    """Return a documentation as whoever writes or reads JSON knows things."""
    return _PYTHON.sub(lambda found: _JSON[found[0]], text)


def _kind(item: Member) -> Any:
    if SAID in item.beside:
        return str | None if type(None) in get_args(item.hint) else str
    return _named(item) if item.axes else answer_type(item.hint)


def _named(item: Member) -> Any:
    """Return the type of an array by the ids of its axes."""
    optional = type(None) in get_args(item.hint)
    array = next((one for one in get_args(item.hint) if one is not type(None)), item.hint)
    kind: Any = _element(array if optional else item.hint)
    for axis in reversed(item.axes):
        kind = list[kind] if axis is None else dict[str, kind]
    return kind | None if optional else kind


def _element(array: Any) -> Any:
    kinds: Iterable[Any] = get_args(get_args(array)[-1]) if get_args(array) else ()
    scalar = next(iter(kinds), np.float64)
    if issubclass(scalar, np.bool_):
        return bool
    return int if issubclass(scalar, np.integer) else float
