"""The choices that a configured method is made of, and what changes one of them alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcda.errors import InvalidMethod
from mcda.method import Method

Levels = Mapping[str, Any]
METHOD, WEIGHTING = "method", "weights"


def levels(method: Method) -> dict[str, Any]:
    """Return the name under ``"method"`` and every parameter under its own name."""
    return {METHOD: method.name, **_parameters(method)}


def _parameters(method: Method) -> dict[str, Any]:
    """Return all parameters by name, empty ones among them."""
    return {name: getattr(method, field) for name, field in method.parameter_fields().items()}


def key(method: Method) -> str:
    """Return a text that two methods share only with the same name and parameters."""
    return repr(levels(method))


def varying(configurations: Sequence[Levels]) -> tuple[str, ...]:
    """Return the choices that differ: the method, and parameters that do within a method.

    Parameters
    ----------
    configurations
        From `levels`. A parameter that differs only where the method does too is no choice of
        its own.
    """
    seen: dict[tuple[str, str], set[str]] = {}
    for chosen in configurations:
        for name, value in chosen.items():
            seen.setdefault((chosen[METHOD], name), set()).add(repr(value))
    found = {METHOD: None} if len({chosen[METHOD] for chosen in configurations}) > 1 else {}
    found |= {name: None for (_, name), values in seen.items() if len(values) > 1}
    return tuple(found)


def single_changes(base: Method, other: Method) -> Iterator[tuple[str, Any, Method]]:
    """Yield choice, its value, and the base changed in it alone, where the other differs.

    Another method keeps the named choices of the base (its normalisation, say) where it has the
    same ones, and its own thresholds or judgements; its other parameters are at their defaults. A
    named choice of another method is tried on the base where the base knows it; a number means
    something only within its method.

    Parameters
    ----------
    base, other
        Configured methods.
    """
    own, wanted = _parameters(base), _parameters(other)
    if type(base) is not type(other):
        yield METHOD, other.name, _carried(type(other), own, wanted)
    for name, value in wanted.items():
        if name not in own or repr(own[name]) == repr(value):
            continue
        if type(base) is type(other) or isinstance(value, str):
            changed = _made(type(base), {**own, name: value})
            if changed is not None:
                yield name, value, changed


def _carried(cls: type[Method], own: Levels, wanted: Levels) -> Method:
    """Return the method at its defaults, but for the named choices it shares and its judgements."""
    stated = {name: value for name, value in wanted.items() if isinstance(value, Mapping)}
    shared = [name for name in wanted if isinstance(own.get(name), str)]
    known = {name: own[name] for name in shared if _made(cls, {name: own[name]}) is not None}
    return cls.of({**stated, **known})


def _made(cls: type[Method], parameters: Levels) -> Method | None:
    try:
        return cls.of(parameters)
    except InvalidMethod:
        return None
