"""Raw cells of a sheet, and how much of a file is read, whoever sends it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mcda.errors import Fault, InvalidTable, LimitExceeded

MOST_BYTES = 200_000_000
"""Of a file; of a workbook also unpacked, and of its texts once for each cell that shows them."""
MOST_CELLS = 2_000_000
"""Of a worksheet, from A1 to its last row and column: a reader lays them out as one block."""
MOST_PARTS = 2_000
"""Of a workbook."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Raw cells.

    Parameters
    ----------
    rows
        From cell A1 on, of any length; an empty cell is ``""``. They may be read only once.
    typed
        True where the file tells numbers from text.
    name
        As the file writes it, where another one may stand for it.
    """

    rows: Iterable[Sequence[Any]]
    typed: bool
    name: str = ""


def unreadable(file: str, reason: str) -> InvalidTable:
    """Return the error of a file that cannot be read."""
    return InvalidTable([Fault("sheet_unreadable", (), {"file": file, "reason": reason})])


def too_large(file: str) -> LimitExceeded:
    """Return the error of a file that holds more than is read."""
    fields = {"file": file, "bytes": MOST_BYTES, "cells": MOST_CELLS, "parts": MOST_PARTS}
    return LimitExceeded([Fault("sheet_too_large", (), fields)])
