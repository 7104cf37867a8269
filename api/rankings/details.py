"""The schema of what methods say besides scores, made of what each of them declares."""

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from inspect import getdoc
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import DocInfo
from pydantic import BaseModel, Field, create_model

from api.answer import Answer
from mcda.method import Detail, Method, details_of
from mcda.methods import METHODS
from weights.registered import Together

Details = list[tuple[type[Method], Detail]]
_PLAIN = (bool, int, float, str, None, type(None))
_LISTS: Mapping[Any, Any] = {Mapping: dict, Sequence: list}


@cache
def details_model(version: int) -> type[Answer]:
    """Return the model of the details of all methods at a version of the registry.

    Details of one name are of any of the types that their methods declare.
    """
    found: dict[str, Details] = {}
    for method in METHODS.values():
        for detail in details_of(method.details):
            found.setdefault(detail.name, []).append((method, detail))
    made: type[Answer] = create_model(
        "DetailsAnswer",
        __base__=Answer,
        __doc__="What the method says besides its scores; each field from the methods that it "
        "names.\n\nFigures by alternative are those of the ranked. Methods that are not named say "
        "nothing more.",
        **{name: _field(details) for name, details in found.items()},
    )
    return made


def _field(details: Details) -> Any:
    kinds = (answer_type(detail.kind) for _, detail in details)
    said = dict.fromkeys(f"{method.title['en']}: {detail.text}" for method, detail in details)
    return reduce(or_, kinds) | None, Field(default=None, description=" ".join(said))


def answer_type(hint: Any) -> Any:
    """Return the type of what is answered for a detail of this type.

    It is one that a schema can tell; of anything else nothing is said.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return reduce(or_, map(answer_type, arguments))
    if origin is Annotated:
        return answer_type(arguments[0])
    for kind, plain in _LISTS.items():
        if isinstance(origin, type) and issubclass(origin, kind):
            return plain[tuple(map(answer_type, arguments))]
    if is_dataclass(hint):
        return _model_of(hint)  # type: ignore[arg-type]  # a class is hashable
    return hint if hint in _PLAIN or origin is Literal else Any


@cache
def _model_of(cls: type[Any]) -> type[BaseModel]:
    hints = get_type_hints(cls, include_extras=True)
    made: type[BaseModel] = create_model(
        f"{cls.__name__}Answer",
        __base__=Answer,
        __doc__=(getdoc(cls) or "").partition("\n\n")[0].replace("``", "`"),
        **{item.name: _part(hints[item.name]) for item in fields(cls)},
    )
    return made


def _part(hint: Any) -> Any:
    kind = answer_type(hint)
    said = [item.documentation for item in _metadata(hint) if isinstance(item, DocInfo)]
    may_be_left_out = type(None) in get_args(kind)
    default = None if may_be_left_out else ...
    return kind, Field(default=default, description=said[0] if said else None)


def _metadata(hint: Any) -> Iterable[Any]:
    return get_args(hint)[1:] if get_origin(hint) is Annotated else ()


DetailsAnswer = Annotated[Any, Together(METHODS, lambda: details_model(METHODS.version))]
"""What a method says besides its scores, of the type that `details_model` returns."""
