"""Every configuration of a method that its parameters' annotations enumerate."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import annotated_types

from mcda.errors import InvalidMethod
from mcda.method import Method


def configurations(cls: type[Method]) -> Iterator[Method]:
    """Yield the method with every combination of its choices.

    A ``Literal`` parameter takes each of its values, a number with closed bounds its two ends and
    its default; any other parameter keeps its default.

    Parameters
    ----------
    cls
        A method's class.

    Examples
    --------
    VIKOR weighs the worst regret against the sum by ``v`` in 0..1, by default 0.5.

    >>> from mcda.methods import METHODS
    >>> from mcda.testing import configurations
    >>> list(configurations(METHODS["vikor"]))
    [Vikor(v=0.0), Vikor(v=0.5), Vikor(v=1.0)]
    """
    hints = get_type_hints(cls, include_extras=True)
    names = [f.name for f in fields(cls)]
    for chosen in itertools.product(*[_options(hints[f.name], f.default) for f in fields(cls)]):
        pairs = zip(names, chosen, strict=True)
        with suppress(InvalidMethod):  # choices that do not go together
            yield cls(**{name: value for name, value in pairs if value is not _DEFAULT})


_DEFAULT: Any = object()


def _options(hint: Any, default: Any) -> list[Any]:
    kind, *beside = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    bounds = [b for b in beside if isinstance(b, annotated_types.Interval)]
    ends = {end for bound in bounds for end in (bound.ge, bound.le) if end is not None}
    if kind in (int, float) and ends:
        return sorted({kind(end) for end in ends} | {kind(default)})
    return [_DEFAULT]
