"""Types of a request, made from the annotations of a method's parameters.

A method says in its own annotations what its parameters are; here that becomes what is taken from
outside: only finite numbers for numbers, texts, lists and mappings of bounded length, and for a
dataclass an object with its fields.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from inspect import getdoc
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, create_model

from api.answer import in_json
from mcda.plain import documented
from weights.statements import MOST_CRITERIA, Id, Number

MOST_SAID = 1000
"""Entries of a list that a person writes: screens, figures of one's own, parks."""
_SIMPLE: Mapping[Any, Any] = {float: Number, int: StrictInt, bool: StrictBool, str: Id}


def request_type(hint: Any) -> Any:
    """Return the type of what is sent for a parameter with this annotation.

    Keys of a mapping are taken to be ids of criteria.
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
    """Return the fields of a request model for a dataclass, as `pydantic.create_model` takes them.

    Parameters
    ----------
    cls
        The dataclass.
    names
        Its fields by the names that they have in a request.
    """
    hints, texts = get_type_hints(cls, include_extras=True), documented(cls)  # type: ignore[arg-type]  # a class is hashable
    told = {item.name: _field(item, texts.get(item.name)) for item in fields(cls)}
    return {name: (request_type(hints[field]), told[field]) for name, field in names.items()}


def _field(item: Any, text: str | None) -> Any:
    said: Any = {"description": None if text is None else in_json(text)}
    if item.default_factory is not MISSING:
        return Field(default_factory=item.default_factory, **said)
    return Field(**said) if item.default is MISSING else Field(default=item.default, **said)


@cache
def _model_of(cls: type[Any]) -> type[BaseModel]:
    made: type[BaseModel] = create_model(
        f"{cls.__name__}Model",
        __config__=ConfigDict(extra="forbid", frozen=True),
        __doc__=in_json((getdoc(cls) or "").partition("\n\n")[0]),
        **request_fields(cls, {item.name: item.name for item in fields(cls)}),
    )
    return made
