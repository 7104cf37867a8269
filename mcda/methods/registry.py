"""The registry of ranking methods, and the construction of configured methods."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mcda.arguments import checked
from mcda.errors import InvalidMethod
from mcda.method import Method
from mcda.registry import Origin, Registry


def _judge(method: type[Method], origin: Origin) -> None:
    from mcda.entrance.method import examine  # needed only for what comes from elsewhere

    examine(method)


METHODS: Registry[type[Method]] = Registry(
    group="parkwise.methods",
    homes=("mcda.methods",),
    label="name",
    judge=_judge,
    place=lambda method: method.place,
)
"""The classes of methods by name."""


@checked
def make_method(name: str, parameters: Mapping[str, Any] | None = None) -> Method:
    """Return a configured method.

    Parameters
    ----------
    name
        A key of `METHODS`.
    parameters
        Parameters of that method; those left out take their defaults.

    Raises
    ------
    InvalidMethod
        No such method or parameter, or a value out of its bounds.

    Examples
    --------
    >>> from mcda import make_method
    >>> make_method("topsis", {"normalisation": "minmax"}).normalisation
    'minmax'
    """
    if not isinstance(name, str) or name not in METHODS:
        raise InvalidMethod.at("unknown_method", "name", method=str(name), known=tuple(METHODS))
    chosen = METHODS[name]
    return chosen.of(parameters) if parameters else _at_defaults(chosen)  # type: ignore[arg-type]  # a class is hashable


@cache
def _at_defaults(method: type[Method]) -> Method:
    return method()
