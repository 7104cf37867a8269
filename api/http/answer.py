"""Base classes of answers, and the schemas of answers that are the engine's own types."""

import re
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache, partial, reduce
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

from mcda.method import Method
from mcda.methods import METHODS
from mcda.plain import SAID, Member, documented, members
from mcda.texts import Note
from weights.registry_schemas import Together

_PLAIN = (bool, int, float, str, None, type(None))
_JSON = {"None": "null", "True": "true", "False": "false", "``": "`", ":math:": ""}
_BY_LANGUAGE = re.compile(r"\b(?:(B)|b)y language\b")
_PYTHON = re.compile(r"\b(?:None|True|False)\b|``|:math:")
_LISTS: Mapping[Any, Any] = {Mapping: dict, Sequence: list, tuple: list}
_SENT_BACK = (
    "The request; sending it back gives the same answer to the last digit on the same engine "
    "version, numerical libraries and kind of processor; elsewhere the same ranking and the same "
    "shown digits."
)
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
    """Remove the titles of fields, which only repeat the names."""
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


class As:
    """Annotation of a field that is returned as it was sent: it has the schema of a request.

    The value of the field is neither validated nor completed again.
    """

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of the request's type."""
        return handler(TypeAdapter(self.kind).core_schema)


def sent(name: str) -> WithJsonSchema:
    """Return the schema of a request as it was sent, by the name of its body."""
    form = {"allOf": [{"$ref": f"#/components/schemas/{name}"}]}
    return WithJsonSchema({"description": _SENT_BACK, **form})


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
                setattr(cls, item.name, Field(json_schema_extra=field.json_schema_extra))
        cls.__annotations__ = own
        super().__init_subclass__(**options)


class Parameters(Answer):
    """Parameters of a method; each is there where the method has it."""


class Configured(Parameters):
    """A method by its name, its parameters beside it; each is there where the method has it."""

    name: str = Field(description="Of the method: see `GET /v1/methods`.")


def with_parameters(own: type[Parameters]) -> type[Parameters]:
    """Return a model with its own fields and the parameters of all methods now registered."""
    return _with_parameters(own, METHODS.version)


AnyMethod = Annotated[Any, Together(METHODS, lambda: with_parameters(Configured))]
"""A method by its name, with its parameters beside it."""


@cache
def _with_parameters(own: type[Parameters], version: int) -> type[Parameters]:
    """Return a model with the parameters of all methods at a version of the registry."""
    homes: dict[str, list[tuple[type[Method], str, Any]]] = {}
    for method in METHODS.values():
        hints = get_type_hints(method, include_extras=True)
        for name, field in method.parameter_fields().items():
            homes.setdefault(name, []).append((method, field, answer_type(hints[field])))
    return create_model(
        own.__name__,
        __base__=own,
        __module__=own.__module__,
        __doc__=own.__doc__,
        **{  # type: ignore[call-overload]  # as the names come
            name: (
                reduce(or_, (kind for _, _, kind in uses)) | None,
                Field(default=None, json_schema_extra=described(partial(_of_methods, uses))),
            )
            for name, uses in homes.items()
        },
    )


def _of_methods(homes: list[tuple[type[Method], str, Any]]) -> str:
    """Return the descriptions of a parameter by the methods that have it in these fields."""
    texts = (
        f"{method.title['en']}: {documented(method).get(field, '')}"  # type: ignore[arg-type]  # a class is hashable
        for method, field, _ in homes
    )
    return " ".join(dict.fromkeys(texts))


def answer_type(hint: Any) -> Any:
    """Return the type of an answer's field for a value of this type.

    A schema can describe the returned type; other types become `Any`.
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
    """Return the type of an answer's field for a type that is not composed of others."""
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
        element_types = [item for item in arguments if item is not Ellipsis]
        return plain[tuple(map(answer_type, element_types))]
    kinds = {answer_type(item) for item in arguments}
    length = len(arguments)
    return Annotated[
        list[reduce(or_, kinds)],  # type: ignore[misc]  # made of what is declared
        Field(min_length=length, max_length=length),
    ]


@cache
def schema_of(cls: type[Any]) -> type[BaseModel]:
    """Return the model of the plain form of a result, see `mcda.plain.plain`."""
    return create_model(
        f"{cls.__name__}Answer",
        __base__=Answer,
        __module__=cls.__module__,
        __doc__=in_json((getdoc(cls) or "").partition("\n\n")[0]),
        **{item.name: _field(item) for item in members(cls)},  # type: ignore[arg-type]  # a class is hashable
    )


def _field(item: Member) -> Any:
    is_documented = any(isinstance(annotation, DocInfo) for annotation in item.beside)
    bounds = [annotation for annotation in item.beside if isinstance(annotation, Interval | Ge)]
    if SAID in item.beside:
        kind: Any = str | None if type(None) in get_args(item.hint) else str
    else:
        kind = _named(item) if item.axes else answer_type(item.hint)
    is_told = item.required and not (type(None) in get_args(item.hint) and is_documented)
    default = ... if is_told else None
    kind = Annotated[(kind, *bounds)] if bounds else kind
    text = described(lambda: _in_one(item.text) if SAID in item.beside else item.text)
    return kind, Field(default=default, json_schema_extra=text)


def _in_one(text: str) -> str:
    """Return the description of a text by language as that of a text in one."""
    return _BY_LANGUAGE.sub(
        lambda match: f"{'In' if match[1] else 'in'} the reader's language", text
    )


def described(text: Callable[[], str]) -> Callable[[dict[str, Any]], None]:
    """Return a function that gives a schema a description, read when the schema is made."""

    def describe(schema: dict[str, Any]) -> None:
        if meaning := in_json(text()):
            schema["description"] = meaning

    return describe


def in_json(text: str) -> str:
    """Return a documentation with the names of Python's values replaced by those of JSON."""
    return _PYTHON.sub(lambda found: _JSON[found[0]], text)


def _named(item: Member) -> Any:
    """Return the type of an array as mappings by the ids of its axes."""
    optional = type(None) in get_args(item.hint)
    array = next((part for part in get_args(item.hint) if part is not type(None)), item.hint)
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
