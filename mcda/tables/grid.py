"""From the bytes of a file to a grid of raw cells."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from mcda.errors import Fault, InvalidTable

FORMATS = (".csv", ".xlsx")
_SEPARATOR = re.compile(r'\s*"?[^",;\r\n]*"?\s*([,;])')


@dataclass(frozen=True, slots=True)
class Grid:
    """Raw cells, counted from 0.

    Parameters
    ----------
    rows
        Of any length; an empty cell is ``""``.
    typed
        True where the file tells numbers from text.
    """

    rows: list[list[Any]]
    typed: bool

    def value(self, row: int, column: int) -> Any:
        """Return a cell, ``""`` outside the grid."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""


def file_format(file: str) -> str:
    """Return the suffix of a file name.

    Raises
    ------
    InvalidTable
        It is not one of `FORMATS`.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix not in FORMATS:
        raise InvalidTable([Fault("file_format", (), {"file": file, "known": FORMATS})])
    return suffix


def read_grid(content: bytes, file: str) -> Grid:
    """Return the cells of a CSV or XLSX file.

    Parameters
    ----------
    content
        The whole file.
    file
        Its name, whose suffix tells the format.

    Raises
    ------
    InvalidTable
        Unknown suffix, wrong encoding, or a broken file.
    """
    typed = file_format(file) == ".xlsx"
    try:
        if typed:
            from mcda.tables.workbook import first_sheet

            return Grid(first_sheet(content), typed=True)
        return Grid(_csv_rows(content.decode("utf-8-sig")), typed=False)
    except (ValueError, csv.Error) as error:
        fields = {"file": file, "reason": str(error)}
        raise InvalidTable([Fault("sheet_unreadable", (), fields)]) from error


def _csv_rows(text: str) -> list[list[Any]]:
    found = _SEPARATOR.match(text)
    delimiter = found[1] if found else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
