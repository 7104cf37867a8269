"""Arguments of public functions and classes, looked at where a call comes in.

What a function takes stands in its annotations: a class, or a list or mapping of such. What does
not fit, is missing or unknown is told with what to pass, before anything inside fails of it. Bounds
of numbers and choices between words are for the function itself to judge.
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
    """Have the arguments of a function looked at.

    Raises
    ------
    InvalidArgument
        An argument is missing, unknown or of another kind than its annotation says; the place is
        its name, and for one of a list its number.
    """
    parameters = signature(function).parameters
    own = next(iter(parameters), "") in ("self", "cls")  # of a method, which nobody writes
    names = [*parameters]
    hints = {name: one.annotation for name, one in parameters.items() if _is_judged(one)}
    judges = {name: _judge(hint) for name, hint in hints.items()}

    @wraps(function)
    def look(*args: P.args, **kwargs: P.kwargs) -> R:
        for name, value in (*zip(names, args, strict=False), *kwargs.items()):
            if name in judges and not judges[name](value):
                raise InvalidArgument(_kind_faults(name, value, hints[name]))
        try:
            return function(*args, **kwargs)
        except TypeError as error:
            fault = _call_fault(
                function.__qualname__, [*parameters.values()][own:], args[own:], kwargs
            )
            if fault is None:
                raise
            raise InvalidArgument([fault]) from error

    return look


def called(cls: C) -> C:
    """Have the fields of a dataclass looked at where one is made: missing and unknown ones.

    What the fields hold is for the class itself to judge.
    """
    made = cls.__init__  # type: ignore[misc]  # of this very class
    parameters = [*signature(made).parameters.values()][1:]

    @wraps(made)
    def look(self: Any, *args: Any, **kwargs: Any) -> None:
        try:
            made(self, *args, **kwargs)
        except TypeError as error:
            fault = _call_fault(cls.__name__, parameters, args, kwargs)
            if fault is None:
                raise
            raise InvalidArgument([fault]) from error

    cls.__init__ = look  # type: ignore[misc]  # as above
    return cls


def fits(value: object, hint: Any) -> bool:
    """Tell whether a value is of the kind that an annotation says."""
    return _judge(hint)(value)


def _judge(hint: Any) -> Judge:
    """Return what tells whether a value is of a kind: made once, asked at every call."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is None:
        return _judge_of_class(hint)
    if origin is Annotated:
        return _judge(inner[0])
    if origin in (Union, UnionType):
        return _judge_of_any([_judge(one) for one in inner])
    if origin in _TOGETHER:
        return _judge_of_list(inner[0])
    if origin is Callable:
        return callable
    if origin is Mapping:
        return _judge_of_mapping(None if _is_open(inner[1]) else _judge(inner[1]))
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


def _judge_of_any(judges: Sequence[Judge]) -> Judge:
    return lambda value: any(judge(value) for judge in judges)


def _judge_of_mapping(each: Judge | None) -> Judge:
    if each is None:
        return lambda value: isinstance(value, Mapping)
    return lambda value: isinstance(value, Mapping) and all(map(each, value.values()))


def _anything(_: object) -> bool:
    return True


def seed_from(rng: object, name: str = "rng") -> int:
    """Return the seed that draws come from: the number itself, or one drawn from a generator.

    Raises
    ------
    InvalidArgument
        It is no whole number of at least 0 and no generator.
    """
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if not fits(rng, int) or rng < 0:  # type: ignore[operator]  # it is a number
        told = {"argument": name, "given": described(rng)}
        raise InvalidArgument([Fault("argument_generator", (name,), told)])
    return int(rng)  # type: ignore[call-overload]  # as above


def described(value: object) -> str:
    """Return what a value is, in a few words: its type and how it begins."""
    kind = type(value).__name__
    if value is None or isinstance(value, bool | int | float | str):
        shown = repr(value)
        return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 3]}..."
    return f"a class, {value.__name__}" if isinstance(value, type) else kind


def _is_judged(parameter: Parameter) -> bool:
    plain = parameter.kind in (Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)
    return (
        plain and parameter.annotation is not Parameter.empty and not _is_open(parameter.annotation)
    )


def _is_open(hint: Any) -> bool:
    """Tell whether an annotation says no more than that there is a number or a word."""
    words = (int, float, bool, str, Any)
    return all(one in words or get_origin(one) is Literal for one in _alternatives(hint))


def _is_list(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, Collection) and not isinstance(value, str | bytes)


def _kind_faults(name: str, value: object, hint: Any) -> list[Fault]:
    """Return the fault of a value, or of those in a list that do not fit."""
    for one in _alternatives(hint):
        if get_origin(one) in _TOGETHER and _is_list(value):
            return _part_faults(name, enumerate(value), get_args(one)[0])
        if get_origin(one) is Mapping and isinstance(value, Mapping):
            return _part_faults(name, value.items(), get_args(one)[1])
    return [_kind_fault(value, hint, name)]


def _part_faults(name: str, parts: Iterable[tuple[Any, object]], hint: Any) -> list[Fault]:
    return [_kind_fault(one, hint, name, place) for place, one in parts if not fits(one, hint)]


def _kind_fault(value: object, hint: Any, *path: str | int) -> Fault:
    place = str(path[0]) if len(path) == 1 else f"{path[0]}[{path[1]}]"
    told: dict[str, Any] = {"argument": place, "given": described(value)}
    wanted = _alternatives(hint)
    named = [one.__name__.lower() for one in wanted if isinstance(one, type)]
    for name in named:
        if f"argument_{name}" in catalogue():
            return Fault(f"argument_{name}", path, told)
    if any(get_origin(one) in _TOGETHER for one in wanted):
        return Fault("argument_list", path, told)
    if any(get_origin(one) is Mapping for one in wanted):
        return Fault("argument_mapping", path, told)
    return Fault("argument_kind", path, {**told, "wanted": tuple(map(_word, wanted))})


def _alternatives(hint: Any) -> list[Any]:
    """Return what an annotation lets in, but for None."""
    inner = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    plain = [get_args(one)[0] if get_origin(one) is Annotated else one for one in inner]
    return [one for one in plain if one is not NoneType]


def _word(hint: Any) -> str:
    return getattr(hint, "__name__", str(hint))


def _call_fault(
    function: str,
    parameters: Sequence[Parameter],
    args: Sequence[object],
    kwargs: Mapping[str, object],
) -> Fault | None:
    """Return what is wrong with a call, or None where the parameters can take it."""
    names = tuple(one.name for one in parameters)
    told = {"function": function, "known": names}
    open_ = any(one.kind is Parameter.VAR_KEYWORD for one in parameters)
    for name in kwargs:
        if name not in names and not open_:
            return Fault("argument_unknown", (name,), {**told, "name": name})
    placed = [one.name for one in parameters if one.kind is Parameter.POSITIONAL_OR_KEYWORD]
    twice = {*placed[: len(args)]} & {*kwargs}
    if len(args) > len(placed) or twice:
        return Fault("argument_placed", (), {**told, "count": len(placed), "given": len(args)})
    there = {*placed[: len(args)], *kwargs}
    for one in parameters:
        if one.default is Parameter.empty and one.name not in there and _is_needed(one):
            return _missing(one, told)
    return None


def _is_needed(parameter: Parameter) -> bool:
    return parameter.kind not in (Parameter.VAR_KEYWORD, Parameter.VAR_POSITIONAL)


def _missing(parameter: Parameter, told: Mapping[str, Any]) -> Fault:
    fields = {**told, "name": parameter.name}
    code = f"argument_{told['function'].lower()}_missing"  # of what nobody makes by hand
    if code in catalogue():
        return Fault(code, (parameter.name,), fields)
    return Fault("argument_missing", (parameter.name,), fields)


def expect(name: str, value: object, hint: Any) -> None:
    """Look at a value as `checked` does.

    Raises
    ------
    InvalidArgument
        It is of another kind than the annotation says.
    """
    if not _known_judge(hint)(value):
        raise InvalidArgument(_kind_faults(name, value, hint))
