"""Configurations of methods that can be defended for the same problem."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from mcda.errors import InvalidMethod
from mcda.method import Method
from mcda.methods import METHODS, make_method
from mcda.robust.multiverse.choices import key


def defensible_methods(own: Method) -> tuple[Method, ...]:
    """Return the method itself, then every method under every choice, at its defaults first.

    Each method of `mcda.methods.METHODS` takes every combination of its named choices
    (normalisation, distance, mode); numbers stay at their defaults but for those that a method says
    are `varied`. The method itself keeps what is not varied, such as judgements or
    thresholds. Methods that depend on the units of the columns are omitted: nobody can defend that
    dollars rank other than euros. So are methods that load a library for a second or more.

    Parameters
    ----------
    own
        The method of an answer; it comes first whatever it is.

    Returns
    -------
    tuple of Method
        Each once. Ordered by the number of choices, without normalisation, that differ from the
        defaults, so that of two names of one formula the plainer comes first. Whether a method
        can take the data is not checked here.

    Examples
    --------
    >>> from mcda import make_method
    >>> from mcda.robust.multiverse import defensible_methods
    >>> found = defensible_methods(make_method("ahp"))
    >>> found[0].name, sorted({one.normalisation for one in found if one.name == "topsis"})
    ('ahp', ['linear', 'max', 'minmax', 'range', 'sum', 'vector'])
    """
    starts = [
        own if cls is type(own) else make_method(name)
        for name, cls in METHODS.items()
        if cls is type(own) or not cls.slow_to_load
    ]
    every = [pair for start in starts for pair in _combinations(start)]
    methods = {key(own): own}
    for _, method in sorted(every, key=lambda pair: pair[0]):
        if method.traits.unit_free:
            methods.setdefault(key(method), method)
    return tuple(methods.values())


def _combinations(start: Method) -> Iterator[tuple[int, Method]]:
    """Yield the number of differing choices without normalisation, and the method with them."""
    yield 0, start
    choices = _choices(type(start))  # type: ignore[arg-type]  # a class is hashable
    varied = choices | dict(start.varied)
    for chosen in itertools.product(*varied.values()):
        values = dict(zip(varied, chosen, strict=True))
        other = [name for name in values if name != "normalisation"]
        with suppress(InvalidMethod):  # choices that do not go together
            chosen_method = replace(start, **values)
            yield sum(getattr(start, name) != values[name] for name in other), chosen_method


@cache
def _choices(cls: type[Method]) -> dict[str, tuple[Any, ...]]:
    """Return the values of each field that has a fixed list of them."""
    hints = get_type_hints(cls)
    literals = {f.name: hints[f.name] for f in fields(cls) if get_origin(hints[f.name]) is Literal}
    return {name: get_args(hint) for name, hint in literals.items()}
