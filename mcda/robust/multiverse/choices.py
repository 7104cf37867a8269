"""The choices that make up a configured method, and changes of a single choice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcda.errors import InvalidMethod
from mcda.method import Method

Levels = Mapping[str, Any]
METHOD, WEIGHTING = "method", "weights"


def levels(method: Method) -> dict[str, Any]:
    """Return a method's name under ``"method"`` and every parameter under its own name."""
    return {METHOD: method.name, **_parameters(method)}


def _parameters(method: Method) -> dict[str, Any]:
    """Return all parameters by name, including empty ones."""
    return {name: getattr(method, field) for name, field in method.parameter_fields().items()}


def key(method: Method) -> str:
    """Return a text that is equal only for methods of the same name and parameters."""
    return repr(levels(method))


def varying(configurations: Sequence[Levels]) -> tuple[str, ...]:
    """Return the choices that differ: the method, and parameters that differ within a method.

    A parameter that differs only together with the method is not a separate choice.
    """
    variants: dict[tuple[str, str], set[str]] = {}
    for chosen in configurations:
        for name, value in chosen.items():
            variants.setdefault((chosen[METHOD], name), set()).add(repr(value))
    choices = {METHOD: None} if len({chosen[METHOD] for chosen in configurations}) > 1 else {}
    choices |= {name: None for (_, name), values in variants.items() if len(values) > 1}
    return tuple(choices)


def single_changes(base: Method, other: Method) -> Iterator[tuple[str, Any, Method]]:
    """Yield choice, value, and the base with only that choice changed, where the other differs.

    Another method keeps the named choices of the base (its normalisation, say) where it has the
    same ones, and its own thresholds or judgements; its other parameters are at their defaults. A
    named choice of another method is tried on the base where the base knows it; a number means
    something only within its method.
    """
    own, wanted = _parameters(base), _parameters(other)
    if type(base) is not type(other):
        judgements = {name: value for name, value in wanted.items() if isinstance(value, Mapping)}
        shared = [name for name in wanted if isinstance(own.get(name), str)]
        accepted = {k: own[k] for k in shared if _made(type(other), {k: own[k]}) is not None}
        yield METHOD, other.name, type(other).of({**judgements, **accepted})
    for name, value in wanted.items():
        if name not in own or repr(own[name]) == repr(value):
            continue
        if type(base) is type(other) or isinstance(value, str):
            changed = _made(type(base), {**own, name: value})
            if changed is not None:
                yield name, value, changed


def _made(cls: type[Method], parameters: Levels) -> Method | None:
    try:
        return cls.of(parameters)
    except InvalidMethod:
        return None
