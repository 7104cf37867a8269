"""Parts of sentences: figures with units and bounds, names in quotes, clauses in a row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from mcda.texts import Label, Note, Unit
from mcda.texts.figures import native


class BoundedFigure(Protocol):
    """What has a lowest and a highest value."""

    @property
    def low(self) -> float:
        """The lowest."""

    @property
    def high(self) -> float:
        """The highest."""


def quoted(ids: Sequence[str]) -> list[Note]:
    """Return things by their ids as they stand in a list of names."""
    return [Note("quoted", (), {"name": Label(key)}) for key in ids]


def figure(number: str | Note, unit: str) -> str | Note:
    """Return a number with its unit, if it has one."""
    if not unit:
        return number
    # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
    code = "figure_on_scale" if unit[0].isdigit() else "figure_with_unit"
    return Note(code, (), {"number": number, "unit": Unit(unit)})


def between(number: str, spread: BoundedFigure | None) -> str | Note:
    """Return a number with the bounds of what it may be."""
    if spread is None:
        return number
    low, high = native(spread.low, spread.high)
    return Note("figure_between", (), {"number": number, "low": low, "high": high})


def listed(items: Sequence[Any]) -> Any:
    """Return one or more items, the last tied to the others by "and"."""
    *others, last = items
    return Note("listed", (), {"others": others, "last": last}) if others else last


def chained(code: str, items: Sequence[Any]) -> Any:
    """Return one or more items, each tied to the rest by a text with ``{first}`` and ``{rest}``."""
    first, *rest = items
    return Note(code, (), {"first": first, "rest": chained(code, rest)}) if rest else first


def followed(first: Note, *others: Note) -> Note:
    """Return sentences one after the other; each but the last has nothing within it."""
    return replace(first, within=followed(*others)) if others else first
