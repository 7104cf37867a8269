"""Raw cells of a sheet, and limits on the size of files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.errors import InvalidTable, LimitExceeded, McdaError

MOST_BYTES = 200_000_000
"""Of a file; of a workbook also unpacked, and of its texts once for each cell that shows them."""
MOST_CELLS = 2_000_000
"""Of a worksheet, from A1 to its last row and column: a reader lays them out as one block."""
MOST_PARTS = 2_000
"""Of a workbook."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Raw cells of a sheet."""

    rows: Iterable[Sequence[Any]]
    """From cell A1 on, of any length; an empty cell is ``""``. They may be read only once."""
    typed: bool
    """True where the file tells numbers from text."""
    name: str = ""
    """As the file writes it, where another one may stand for it."""


def unreadable(file: str, reason: str) -> McdaError:
    """Return the error of a file that cannot be read."""
    return InvalidTable.at("sheet_unreadable", file=file, reason=reason)


def too_large(file: str) -> McdaError:
    """Return the error of a file that exceeds the limits."""
    limits = {"bytes": MOST_BYTES, "cells": MOST_CELLS, "parts": MOST_PARTS}
    return LimitExceeded.at("sheet_too_large", file=file, **limits)
