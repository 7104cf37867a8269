"""A table that loses nothing: folded, or split into parts, on a narrow terminal."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.table import Table

_BETWEEN = 3
_LONGEST_WORD, _LONGEST_CJK = 28, 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Heads and rows of text.

    Parameters
    ----------
    heads
        One for each column.
    rows
        A text for each column.
    figures
        Columns that hold figures and stand to the right.
    kept
        How many of the first columns are repeated in every part.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Collection[int] = ()
    kept: int = 1

    def parts(self, width: int) -> Iterator[Table]:
        """Yield the table, in as few parts as fit a width."""
        least = [max(map(_least, self._column(j))) for j in range(len(self.heads))]
        first, end = self.kept, len(self.heads)
        while first < end:
            last = end
            while last > first + 1 and _total([*least[: self.kept], *least[first:last]]) > width:
                last -= 1
            yield self._table([*range(self.kept), *range(first, last)], least, width)
            first = last

    def _column(self, j: int) -> list[str]:
        return [self.heads[j], *(row[j] for row in self.rows)]

    def _table(self, columns: Sequence[int], least: Sequence[int], width: int) -> Table:
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
        full = [max(map(cell_len, self._column(j))) for j in columns]
        shares = _shared([least[j] for j in columns], full, width)
        for j, share in zip(columns, shares, strict=True):
            justify: Literal["left", "right"] = "right" if j in self.figures else "left"
            table.add_column(self.heads[j], justify=justify, overflow="fold", width=share)
        for row in self.rows:
            table.add_row(*(row[j] for j in columns))
        return table


def _least(text: str) -> int:
    """Return the width of the longest part of a text that should not be broken."""
    return max((_unbroken(part) for part in text.split()), default=0)


def _unbroken(part: str) -> int:
    return min(cell_len(part), _LONGEST_WORD if part.isascii() else _LONGEST_CJK)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _BETWEEN * (len(widths) - 1)


def _shared(least: Sequence[int], full: Sequence[int], width: int) -> list[int]:
    """Return widths between least and full; what is too much is taken where most can be given."""
    lacking, room = _total(full) - width, sum(full) - sum(least)
    if lacking <= 0 or room == 0:
        return list(full)
    part = min(lacking / room, 1.0)
    return [f - math.ceil(part * (f - low)) for low, f in zip(least, full, strict=True)]
