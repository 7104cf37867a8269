"""Notation of the cells of a sheet: numbers, ``low..high``, ``low..mode..high``, unknown.

The points of a value curve are written in one cell: ``60=1 100=0.5 200=0``.
"""

import math
import re
from typing import Any

from mcda.cells import Cell, Interval, Triangular
from mcda.criterion import Points
from mcda.errors import InvalidProblem

UNKNOWN = ("", "?", "？")
NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
_NUMBER = re.compile(NUMBER)
_SEPARATED = re.compile(r"[+-]?[0-9]+([.,，'’\s][0-9]+)+")
_LETTERS = 26


class SeparatedNumber(ValueError):
    """A text that would be a number with another decimal sign or without digit separators."""


class LostValue(str):
    """Content of a cell whose value the file does not hold, such as ``#DIV/0!``."""

    __slots__ = ()


def address(row: int, column: int) -> str:
    """Return the spreadsheet address of a cell counted from 0: ``(3, 2)`` is ``C4``."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def cell_order(cell: str) -> tuple[int, int, str]:
    """Return the sort key of a cell address: row by row, from the left."""
    column = cell.rstrip("0123456789")
    return int(cell[len(column) :] or 0), len(column), column


def blank(value: Any) -> bool:
    """Tell whether a cell is empty."""
    return type(value) is str and not value.strip()


def shown(value: Any) -> str | float:
    """Return a raw value in the form that faults hold: text, or a finite number."""
    if type(value) in (int, float) and math.isfinite(value):
        return float(value)
    return str(value)


def read_name(value: Any) -> str:
    """Return the text of a label.

    Raises
    ------
    ValueError
        Neither text nor number, or empty.
    """
    if type(value) is str and value.strip():
        return value.strip()
    if type(value) in (int, float) and math.isfinite(value):
        return write_number(value)
    raise ValueError(value)


def read_number(value: Any, typed: bool) -> float:
    """Return a plain finite number.

    If the file distinguishes numbers from text (`typed`), a text is never read as a number.

    Raises
    ------
    ValueError
        Any other value; `SeparatedNumber` if there are signs other than a decimal point among its
        digits.
    """
    if type(value) is str and not (typed and _NUMBER.fullmatch(value.strip())):
        value = _parsed(value)
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def read_cell(value: Any, typed: bool) -> Cell:
    """Return the content of a cell of the performance table.

    Raises
    ------
    ValueError
        Not in the notation of the module, or bounds out of order.
    """
    if type(value) is not str:
        return read_number(value, typed)
    if value.strip() in UNKNOWN:
        return None
    parts = value.split("..")
    if len(parts) == 1:
        return read_number(value, typed)
    numbers = [_parsed(part) for part in parts]
    try:
        if len(numbers) == 2:
            return Interval(low=numbers[0], high=numbers[1])
        low, mode, high = numbers
        return Triangular(low=low, mode=mode, high=high)
    except InvalidProblem as error:
        raise ValueError(value) from error


def read_points(value: Any) -> Points:
    """Return the points of a value curve.

    Raises
    ------
    ValueError
        Not text in the notation of the module.
    """
    if type(value) is not str:
        raise ValueError(value)
    pairs = [point.split("=") for point in value.split()]
    return tuple((_parsed(x), _parsed(v)) for x, v in pairs)


def write_points(points: Points) -> str:
    """Return the points of a value curve as ``x=v``, separated by spaces."""
    return " ".join(f"{write_number(x)}={write_number(v)}" for x, v in points)


def write_number(value: float) -> str:
    """Return the shortest text that `read_number` reads as this double."""
    return repr(float(value)).removesuffix(".0")


def write_spread(cell: Interval | Triangular) -> str:
    """Return ``low..high`` or ``low..mode..high``."""
    between = [cell.mode] if isinstance(cell, Triangular) else []
    return "..".join(map(write_number, [cell.low, *between, cell.high]))


def _parsed(text: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise (SeparatedNumber if _SEPARATED.fullmatch(text) else ValueError)(text)
    return float(text)
