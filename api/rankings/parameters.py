"""Types of a request, made from the annotations of a method's parameters.

A method declares its parameters by annotations; here these become the types of a request: only
finite numbers, texts, lists and mappings of bounded length, and for a dataclass an object with its
fields.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from inspect import getdoc
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, create_model

from api.http.answer import described, in_json
from mcda.plain import documented
from weights.statements import MOST_CRITERIA, Id, Number

MOST_SAID = 1000
"""Entries of a list that a person writes: requirements, figures of one's own, parks."""
_SIMPLE: Mapping[Any, Any] = {float: Number, int: StrictInt, bool: StrictBool, str: Id}


def request_type(hint: Any) -> Any:
    """Return the type of a request's field for a parameter with this annotation.

    Keys of a mapping are assumed to be ids of criteria.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Annotated[(request_type(arguments[0]), *arguments[1:])]
    if origin in (Union, types.UnionType):
        return Union[tuple(map(request_type, arguments))]  # noqa: UP007 - of a sequence
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Annotated[
            dict[Id, request_type(arguments[1])], Field(max_length=MOST_CRITERIA)  # type: ignore[misc]
        ]
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return Annotated[list[request_type(arguments[0])], Field(max_length=MOST_SAID)]  # type: ignore[misc]
    if is_dataclass(hint):
        return _model_of(hint)  # type: ignore[arg-type]  # a class is hashable
    return _SIMPLE.get(hint, hint)


def request_fields(cls: type[Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a dataclass's request model, as `pydantic.create_model` expects."""
    hints = get_type_hints(cls, include_extras=True)
    infos = {item.name: _field(cls, item) for item in fields(cls)}
    return {name: (request_type(hints[field]), infos[field]) for name, field in names.items()}


def _field(cls: type[Any], item: Any) -> Any:
    text = described(lambda: documented(cls).get(item.name, ""))  # type: ignore[arg-type]  # a class is hashable
    extras: Any = {"json_schema_extra": text}
    if item.default_factory is not MISSING:
        return Field(default_factory=item.default_factory, **extras)
    if item.default is MISSING:
        return Field(**extras)
    default = [*item.default] if isinstance(item.default, tuple) else item.default
    return Field(default=default, **extras)


@cache
def _model_of(cls: type[Any]) -> type[BaseModel]:
    return create_model(
        f"{cls.__name__}Model",
        __config__=ConfigDict(extra="forbid", frozen=True),
        __doc__=in_json((getdoc(cls) or "").partition("\n\n")[0]),
        **request_fields(cls, {item.name: item.name for item in fields(cls)}),
    )
