"""Parts of sentences: figures with units and bounds, quoted names, lists of clauses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from mcda.texts import Label, Note, Unit
from mcda.texts.figures import native

_NAMED = 3  # cells of a list


class BoundedFigure(Protocol):
    """An object with a lowest and a highest value."""

    @property
    def low(self) -> float:
        """The lowest value."""

    @property
    def high(self) -> float:
        """The highest value."""


def quoted(ids: Sequence[str]) -> list[Note]:
    """Return quoted names for ids, as items of a list."""
    return [Note("quoted", (), {"name": Label(key)}) for key in ids]


def figure(number: str | Note, unit: str) -> str | Note:
    """Return a number with its unit, if it has one."""
    if not unit:
        return number
    # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
    code = "figure_on_scale" if unit[0].isdigit() else "figure_with_unit"
    return Note(code, (), {"number": number, "unit": Unit(unit)})


def between(number: str, spread: BoundedFigure | None) -> str | Note:
    """Return a number with the bounds of its possible values, if there are any."""
    if spread is None:
        return number
    low, high = native(spread.low, spread.high)
    return Note("figure_between", (), {"number": number, "low": low, "high": high})


def unknown_decides(cells: Sequence[tuple[str, str]]) -> Note:
    """Return the sentence on unknown values, by alternative and criterion, that can decide."""
    parts = [Note("cell_of", (), {"alternative": a, "criterion": c}) for a, c in cells[:_NAMED]]
    if len(cells) > _NAMED:
        parts.append(Note("cells_rest", (), {"count": len(cells) - _NAMED}))
    return Note("unknown_decides", (), {"cells": parts})


def listed(items: Sequence[Any]) -> Any:
    """Return one or more items as a list with "and" before the last."""
    *others, last = items
    return Note("listed", (), {"others": others, "last": last}) if others else last


def chained(code: str, items: Sequence[Any]) -> Any:
    """Return items, each joined to the rest by a text with ``{first}`` and ``{rest}``."""
    first, *rest = items
    return Note(code, (), {"first": first, "rest": chained(code, rest)}) if rest else first


def followed(first: Note, *others: Note) -> Note:
    """Return sentences in a row; only the last may have its own ``within``."""
    return replace(first, within=followed(*others)) if others else first
