"""Results as plain data, and what that is made of: the annotations of their fields.

A result is a dataclass. Its plain form has a key for each field, and for each property that the
class names in ``told``; a field annotated with `UNTOLD` is left out. An array annotated with `by`
becomes a mapping by the ids that stand in other fields of the same result, a text by language
annotated with `SAID` a note. A `Note` stays one: it is said when there is a reader.

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

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from inspect import cleandoc
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
from annotated_types import Ge, Interval
from typing_extensions import get_original_bases, is_typeddict

from mcda.texts import Note

Share = Annotated[float, Interval(ge=0, le=1)]
Rank = Annotated[int, Ge(1)]
Size = Annotated[float, Ge(0)]
Count = Annotated[int, Ge(0)]


@dataclass(frozen=True, slots=True)
class By:
    """Of an array: for each axis the field with its ids, None where it stays a list."""

    axes: tuple[str | None, ...]


def by(*axes: str | None) -> By:
    """Return the annotation of an array whose axes go by the ids in other fields."""
    return By(axes)


class _Untold:
    """Of a field: not part of the plain form."""


UNTOLD: Final = _Untold()


class _Said:
    """Of a field: a text by language, of which a reader is told his own."""


SAID: Final = _Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part of the plain form of a result.

    Parameters
    ----------
    name
        Key, and attribute of the result.
    hint
        Its type, without what is beside it.
    beside
        What the annotation says beside the type.
    text
        What it means, from the documentation of its class.
    required
        Whether it is always there; of a typed dictionary it may not be.
    """

    name: str
    hint: Any
    beside: tuple[Any, ...]
    text: str
    required: bool = True

    @property
    def axes(self) -> tuple[str | None, ...]:
        """Fields with the ids of the axes of an array, none where it has no such."""
        return next((item.axes for item in self.beside if isinstance(item, By)), ())


@cache
def members(cls: type[Any]) -> tuple[Member, ...]:
    """Return what the plain form of a dataclass or a typed dictionary is made of, in its order."""
    hints, texts = get_type_hints(cls, include_extras=True), documented(cls)  # type: ignore[arg-type]  # a class is hashable
    names = list(hints) if is_typeddict(cls) else [one.name for one in fields(cls)]
    found = [_member(name, hints[name], texts.get(name, "")) for name in names]
    found = [replace(item, required=item.name not in _left_out(cls)) for item in found]
    for name in getattr(cls, "told", ()):
        made = getattr(cls, name).fget
        hint = get_type_hints(made, include_extras=True)["return"]
        found.append(_member(name, hint, cleandoc(made.__doc__ or "").partition("\n\n")[0]))
    return tuple(item for item in found if UNTOLD not in item.beside)


def _bases(cls: type[Any]) -> list[type[Any]]:
    """Return a class and what it is made of, itself first; a typed dictionary hides its bases."""
    if not is_typeddict(cls):
        return list(cls.__mro__[:-1])
    above = [base for base in get_original_bases(cls) if is_typeddict(base)]
    return [cls, *(found for base in above for found in _bases(base))]


def _left_out(cls: type[Any]) -> frozenset[str]:
    """Return the keys that a typed dictionary may lack."""
    return getattr(cls, "__optional_keys__", frozenset())


def _member(name: str, hint: Any, text: str) -> Member:
    if get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    kind, *beside = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    return Member(name=name, hint=kind, beside=tuple(beside), text=text)


def plain(result: Any) -> Any:
    """Return a result as plain data: mappings, lists, numbers, texts and notes.

    Parameters
    ----------
    result
        A dataclass, or what stands in one.
    """
    return _plainly(type(result))(result)  # type: ignore[arg-type]  # a class is hashable


@cache
def _plainly(cls: type[Any]) -> Callable[[Any], Any]:
    if hasattr(cls, "configuration"):
        return _configured
    if issubclass(cls, Note) or not (
        is_dataclass(cls) or issubclass(cls, Mapping | tuple | list | np.ndarray | np.generic)
    ):
        return _itself
    if is_dataclass(cls):
        return _of_result
    if issubclass(cls, Mapping):
        return _of_mapping
    return _of_array if issubclass(cls, np.ndarray | np.generic) else _of_list


def _configured(value: Any) -> Any:
    return value.configuration()


def _itself(value: Any) -> Any:
    return value


def _of_array(value: Any) -> Any:
    return value.tolist()


def _of_list(value: Any) -> list[Any]:
    return [plain(item) for item in value]


def _of_mapping(value: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: plain(item) for key, item in value.items()}


def _of_result(value: Any) -> dict[str, Any]:
    return {
        item.name: _part(value, getattr(value, item.name), item)
        if item.beside
        else plain(getattr(value, item.name))
        for item in members(type(value))  # type: ignore[arg-type]  # a class is hashable
    }


def _part(result: Any, value: Any, item: Member) -> Any:
    """Return a member of a result that is annotated; None stays None."""
    if value is None:
        return None
    if SAID in item.beside:
        return Note.of(value)
    return _named(result, value, item.axes) if item.axes else plain(value)


def _named(result: Any, array: Any, axes: tuple[str | None, ...]) -> Any:
    """Return an array by the ids of its axes."""
    return _along(
        array.tolist(), [None if axis is None else getattr(result, axis) for axis in axes]
    )


def _along(values: Any, ids: list[Any]) -> Any:
    if not ids:
        return values
    rows = [_along(row, ids[1:]) for row in values]
    return rows if ids[0] is None else dict(zip(ids[0], rows, strict=True))


@cache
def documented(cls: type[Any]) -> Mapping[str, str]:
    """Return what the documentation of a class and its bases says of each parameter.

    Whatever describes a field of a dataclass or a typed dictionary, be it to readers of the OpenAPI
    document, says what stands there.
    """
    found: dict[str, str] = {}
    for base in reversed(_bases(cls)):
        _, _, after = cleandoc(base.__doc__ or "").partition("Parameters\n----------\n")
        told: dict[str, str] = {}  # what a class says anew takes the place of what its base says
        names: list[str] = []
        for line in after.splitlines():
            if line.startswith("---"):  # the head of another section
                break
            if line and not line.startswith(" "):
                names = [name.strip() for name in line.split(",")]
            elif line:
                told |= {name: f"{told.get(name, '')} {line.strip()}".strip() for name in names}
        found |= told
    return found
