"""Checks of the arguments of public functions and classes, made when the call comes in.

Annotations say what a function takes: a class, or a list or mapping of instances of a class. An
argument that does not fit, is missing or unknown raises an error that says what to pass, before the
function body runs. The function itself checks bounds of numbers and choices between words.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, wraps
from inspect import Parameter, signature
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    ParamSpec,
    TypeGuard,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

import numpy as np

from mcda.errors import Fault, InvalidArgument
from mcda.texts import catalogue

Judge = Callable[[object], bool]
P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=type)
_LONGEST = 60
_ANY_NUMBER = {int: Integral, float: Real}
_TOGETHER = (Sequence, Collection, tuple, list)


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function with a check of its arguments before each call.

    Raises
    ------
    InvalidArgument
        An argument is missing, unknown or of another type than its annotation says; the path is
        the argument's name and, for an item of a list, the item's number.
    """
    parameters = signature(function).parameters
    own = next(iter(parameters), "") in ("self", "cls")  # of a method, which nobody writes
    names = [*parameters]
    keyword_kinds = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    annotations = {key: p.annotation for key, p in parameters.items() if p.kind in keyword_kinds}
    hints = {
        name: hint
        for name, hint in annotations.items()
        if hint is not Parameter.empty and not _is_open(hint)
    }
    judges = {name: _judge(hint) for name, hint in hints.items()}

    @wraps(function)
    def look(*args: P.args, **kwargs: P.kwargs) -> R:
        for name, value in (*zip(names, args, strict=False), *kwargs.items()):
            if name in judges and not judges[name](value):
                raise InvalidArgument(_kind_faults(name, value, hints[name]))
        try:
            return function(*args, **kwargs)
        except TypeError:
            _check_call(function.__qualname__, [*parameters.values()][own:], args[own:], kwargs)
            raise

    return look


def called(cls: C) -> C:
    """Check for missing and unknown fields whenever an instance of the dataclass is created.

    The class itself checks the values of the fields.
    """
    constructor = cls.__init__  # type: ignore[misc]  # of this very class
    parameters = [*signature(constructor).parameters.values()][1:]

    @wraps(constructor)
    def look(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            constructor(self, *args, **kwargs)
        except TypeError:
            _check_call(cls.__name__, parameters, args, kwargs)
            raise

    cls.__init__ = look  # type: ignore[misc]  # as above
    return cls


def fits(value: object, hint: Any) -> bool:
    """Return whether a value has the type that an annotation names."""
    return _judge(hint)(value)


def _judge(hint: Any) -> Judge:
    """Return the predicate that tests a value against an annotation, cached for all calls."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None:
        return _judge_of_class(hint)
    if origin is Annotated:
        return _judge(inner[0])
    if origin in (Union, UnionType):
        judges = [_judge(kind) for kind in inner]
        return lambda value: any(judge(value) for judge in judges)
    if origin in _TOGETHER:
        return _judge_of_list(inner[0])
    if origin is Callable:
        return callable
    if origin is Mapping:
        if _is_open(inner[1]):
            return lambda value: isinstance(value, Mapping)
        each = _judge(inner[1])
        return lambda value: isinstance(value, Mapping) and all(map(each, value.values()))
    return _anything


_known_judge = cache(_judge)


def _judge_of_class(kind: Any) -> Judge:
    if kind in (int, float):
        number = _ANY_NUMBER[kind]
        return lambda value: isinstance(value, number) and not isinstance(value, bool)
    can_ask = getattr(kind, "_is_runtime_protocol", False)
    is_asked = can_ask or not getattr(kind, "_is_protocol", False)
    if kind is Any or not isinstance(kind, type) or not is_asked:
        return _anything
    return lambda value: isinstance(value, kind)


def _judge_of_list(hint: Any) -> Judge:
    if isinstance(hint, type) and hint not in _ANY_NUMBER:  # many are of few types
        return lambda value: (
            _is_list(value) and all(issubclass(kind, hint) for kind in {*map(type, value)})
        )
    each = _judge(hint)
    return lambda value: _is_list(value) and all(map(each, value))


def _anything(_: object) -> bool:
    return True


def seed_from(rng: object, name: str = "rng") -> int:
    """Return the seed of the draws: the given number, or a number drawn from the given generator.

    Raises
    ------
    InvalidArgument
        The argument is neither a whole number of at least 0 nor a generator.
    """
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if not fits(rng, int) or rng < 0:  # type: ignore[operator]  # it is a number
        raise InvalidArgument.at("argument_generator", name, argument=name, given=described(rng))
    return int(rng)  # type: ignore[call-overload]  # as above


def described(value: object) -> str:
    """Return a short description of a value: its type and the beginning of its text."""
    kind = type(value).__name__
    if value is None or isinstance(value, bool | int | float | str):
        text = repr(value)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
    return f"a class, {value.__name__}" if isinstance(value, type) else kind


def _is_open(hint: Any) -> bool:
    """Return whether an annotation only asks for a number or a text."""
    words = (int, float, bool, str, Any)
    return all(kind in words or get_origin(kind) is Literal for kind in _alternatives(hint))


def _is_list(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)


def _kind_faults(name: str, value: object, hint: Any) -> list[Fault]:
    """Return the faults of a value or, for a list, of the items that do not fit."""
    for kind in _alternatives(hint):
        if get_origin(kind) in _TOGETHER and _is_list(value):
            return _part_faults(name, enumerate(value), get_args(kind)[0])
        if get_origin(kind) is Mapping and isinstance(value, Mapping):
            return _part_faults(name, value.items(), get_args(kind)[1])
    return [_kind_fault(value, hint, name)]


def _part_faults(name: str, parts: Iterable[tuple[Any, object]], hint: Any) -> list[Fault]:
    return [_kind_fault(part, hint, name, place) for place, part in parts if not fits(part, hint)]


def _kind_fault(value: object, hint: Any, *path: str | int) -> Fault:
    place = str(path[0]) if len(path) == 1 else f"{path[0]}[{path[1]}]"
    fields: dict[str, Any] = {"argument": place, "given": described(value)}
    wanted = _alternatives(hint)
    for name in [kind.__name__.lower() for kind in wanted if isinstance(kind, type)]:
        if f"argument_{name}" in catalogue():
            return Fault(f"argument_{name}", path, fields)
    if any(get_origin(kind) in _TOGETHER for kind in wanted):
        return Fault("argument_list", path, fields)
    if any(get_origin(kind) is Mapping for kind in wanted):
        return Fault("argument_mapping", path, fields)
    kinds = tuple(getattr(kind, "__name__", str(kind)) for kind in wanted)
    return Fault("argument_kind", path, {**fields, "wanted": kinds})


def _alternatives(hint: Any) -> list[Any]:
    """Return the types that an annotation allows, without None."""
    inner = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    plain = [get_args(kind)[0] if get_origin(kind) is Annotated else kind for kind in inner]
    return [kind for kind in plain if kind is not NoneType]


def _check_call(
    function: str,
    parameters: Sequence[Parameter],
    args: Sequence[object],
    kwargs: Mapping[str, object],
) -> None:
    """Raise an error for arguments that do not match the parameters."""
    names = tuple(parameter.name for parameter in parameters)
    call = {"function": function, "known": names}
    open_ = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
    for name in kwargs:
        if name not in names and not open_:
            raise InvalidArgument.at("argument_unknown", name, **call, name=name)
    positional = [p.name for p in parameters if p.kind is Parameter.POSITIONAL_OR_KEYWORD]
    twice = {*positional[: len(args)]} & {*kwargs}
    if len(args) > len(positional) or twice:
        fields = {**call, "count": len(positional), "given": len(args)}
        raise InvalidArgument.at("argument_placed", **fields)
    there = {*positional[: len(args)], *kwargs}
    variable = (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)
    for parameter in parameters:
        needed = parameter.default is Parameter.empty and parameter.kind not in variable
        if needed and parameter.name not in there:
            own = f"argument_{function.lower()}_missing"  # of what nobody makes by hand
            code = own if own in catalogue() else "argument_missing"
            raise InvalidArgument.at(code, parameter.name, **call, name=parameter.name)


def expect(name: str, value: object, hint: Any) -> None:
    """Check a value against an annotation as `checked` does.

    Raises
    ------
    InvalidArgument
        The value has another type than the annotation says.
    """
    if not _known_judge(hint)(value):
        raise InvalidArgument(_kind_faults(name, value, hint))
