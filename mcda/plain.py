"""Conversion of results to plain data, controlled by the annotations of their fields.

A result is a dataclass. Its plain form has a key for each field, and for each property that the
class lists in ``told``; a field annotated with `UNTOLD` is omitted. An array annotated with `by`
becomes a mapping by the ids in other fields of the same result; a text by language that is
annotated with `SAID` becomes a note. A `Note` is kept: its text is made once there is a reader.

The string under a field gives its meaning; only documentation reads it: see `documented`.

>>> from dataclasses import dataclass
>>> from typing import Annotated
>>> import numpy as np
>>> from mcda.cells import FloatArray
>>> @dataclass(frozen=True, kw_only=True)
... class Shares:
...     alternatives: Annotated[tuple[str, ...], UNTOLD]
...     first: Annotated[FloatArray, by("alternatives")]
>>> plain(Shares(alternatives=("north", "south"), first=np.array([0.75, 0.25])))
{'first': {'north': 0.75, 'south': 0.25}}
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from inspect import cleandoc, getsource
from itertools import pairwise
from typing import (
    Annotated,
    Any,
    Final,
    NotRequired,
    Required,
    get_args,
    get_origin,
    get_type_hints,
)

import numpy as np
from annotated_types import DocInfo, Ge, Interval
from typing_extensions import get_original_bases, is_typeddict

from mcda.texts import Note

Share = Annotated[float, Interval(ge=0, le=1)]
Rank = Annotated[int, Ge(1)]
Size = Annotated[float, Ge(0)]
Count = Annotated[int, Ge(0)]
Plain = dict[str, Any]
"""An object of plain data: a key for each field."""


@dataclass(frozen=True, slots=True)
class By:
    """Marker of an array: for each axis the field with its ids, None for a list."""

    axes: tuple[str | None, ...]


def by(*axes: str | None) -> By:
    """Return the annotation of an array whose axes are keyed by the ids in other fields."""
    return By(axes)


class _Untold:
    """Marker of a field that is not part of the plain form."""


UNTOLD: Final = _Untold()


class _Said:
    """Marker of a text by language, shown in the reader's language."""


SAID: Final = _Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part of the plain form of a result."""

    name: str
    """Key, and attribute of the result."""
    hint: Any
    """Its type, without what is beside it."""
    beside: tuple[Any, ...]
    """What the annotation says beside the type."""
    of: type[Any]
    """Class of the result."""
    required: bool = True
    """Whether it is always there; of a typed dictionary it may not be."""

    @property
    def text(self) -> str:
        """Meaning of the member, from its annotation, the property or the class.

        The source is read when documentation is made.
        """
        for item in self.beside:
            if isinstance(item, DocInfo):
                return item.documentation
        attribute = getattr(self.of, self.name, None)
        if isinstance(attribute, property):
            return cleandoc(attribute.__doc__ or "").partition("\n\n")[0]
        return documented(self.of).get(self.name, "")  # type: ignore[arg-type]  # a class is hashable

    @property
    def axes(self) -> tuple[str | None, ...]:
        """Fields with the ids of the axes of an array; empty if the array has no such fields."""
        return next((item.axes for item in self.beside if isinstance(item, By)), ())


@cache
def members(cls: type[Any]) -> tuple[Member, ...]:
    """Return the members of the plain form of a dataclass or a typed dictionary, in its order."""
    hints = get_type_hints(cls, include_extras=True)
    names = list(hints) if is_typeddict(cls) else [field.name for field in fields(cls)]
    result = [_member(cls, name, hints[name]) for name in names]
    for name in getattr(cls, "told", ()):
        hint = get_type_hints(getattr(cls, name).fget, include_extras=True)["return"]
        result.append(_member(cls, name, hint))
    return tuple(item for item in result if UNTOLD not in item.beside)


def _bases(cls: type[Any]) -> list[type[Any]]:
    """Return a class and its bases, the class first; a typed dictionary hides its bases."""
    if not is_typeddict(cls):
        return list(cls.__mro__[:-1])
    above = [base for base in get_original_bases(cls) if is_typeddict(base)]
    return [cls, *(ancestor for base in above for ancestor in _bases(base))]


def _member(cls: type[Any], name: str, hint: Any) -> Member:
    if get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    kind, *beside = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    required = name not in getattr(cls, "__optional_keys__", ())
    return Member(name=name, hint=kind, beside=tuple(beside), of=cls, required=required)


def plain(result: Any) -> Any:
    """Return a result as plain data: mappings, lists, numbers, texts and notes."""
    return _plainly(type(result))(result)  # type: ignore[arg-type]  # a class is hashable


@cache
def _plainly(cls: type[Any]) -> Callable[[Any], Any]:
    if hasattr(cls, "configuration"):
        return lambda value: value.configuration()
    if issubclass(cls, Note) or not (
        is_dataclass(cls) or issubclass(cls, Mapping | tuple | list | np.ndarray | np.generic)
    ):
        return lambda value: value
    if is_dataclass(cls):
        return _of_result
    if issubclass(cls, Mapping):
        return lambda value: {key: plain(item) for key, item in value.items()}
    if issubclass(cls, np.ndarray | np.generic):
        return lambda value: value.tolist()
    return lambda value: [plain(item) for item in value]


def _of_result(value: Any) -> dict[str, Any]:
    return {
        item.name: _part(value, getattr(value, item.name), item)
        if item.beside
        else plain(getattr(value, item.name))
        for item in members(type(value))  # type: ignore[arg-type]  # a class is hashable
    }


def _part(result: Any, value: Any, item: Member) -> Any:
    """Return the plain form of an annotated member of a result; None stays None."""
    if value is None:
        return None
    if SAID in item.beside:
        return Note.of(value)
    if not item.axes:
        return plain(value)
    ids = [None if axis is None else getattr(result, axis) for axis in item.axes]
    return _along(value.tolist(), ids)


def _along(values: Any, ids: list[Any]) -> Any:
    if not ids:
        return values
    rows = [_along(row, ids[1:]) for row in values]
    return rows if ids[0] is None else dict(zip(ids[0], rows, strict=True))


@cache
def documented(cls: type[Any]) -> Mapping[str, str]:
    """Return the string under each field of a class and its bases, read from the source."""
    result: dict[str, str] = {}
    for base in reversed(_bases(cls)):
        if "__annotations__" in vars(base):
            result |= _strings(base.__module__).get(base.__qualname__, {})
    return result


@cache
def _strings(module: str) -> Mapping[str, dict[str, str]]:
    """Return the strings under fields of a module's classes; empty without the source."""
    try:
        return dict(_classes(ast.parse(getsource(sys.modules[module])), ""))
    except (KeyError, OSError, TypeError):
        return {}


def _classes(scope: ast.AST, within: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the classes of a scope by their qualified names, with the strings under fields."""
    for node in ast.iter_child_nodes(scope):
        match node:
            case ast.ClassDef(name=name, body=body):
                yield f"{within}{name}", dict(_under_fields(body))
                yield from _classes(node, f"{within}{name}.")
            case ast.FunctionDef(name=name):
                yield from _classes(node, f"{within}{name}.<locals>.")
            case ast.stmt():
                yield from _classes(node, within)


def _under_fields(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for pair in pairwise(body):
        match pair:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, " ".join(text.split())


def between_names(names: Sequence[str], table: np.ndarray[Any, Any]) -> dict[str, dict[str, float]]:
    """Return a table ``(s, s)`` by name and other name, without its diagonal."""
    return {
        name: {other: value for other, value in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, table.tolist(), strict=True)
    }
