"""From the bytes of a sheet that was sent to rows of cells: CSV in its usual kinds, or XLSX."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from api.workbooks import reading, repacked
from mcda.errors import InvalidTable

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8-sig", "gb18030")
_PIECE = 1024 * 1024
_SEPARATOR = re.compile(r"[,;\t]")


def rows_of(content: bytes) -> Iterator[Sequence[Any]]:
    """Return the rows of a sheet, its head first.

    Cells are parted by ``,``, ``;`` or tabs, whichever stands first in the head: no column has
    one in its name, while the cells below hold them. Text is UTF-8, GB 18030, or UTF-16 that says
    so by its first two bytes.

    Raises
    ------
    InvalidTable
        Neither such a text nor a workbook, or broken.
    LimitExceeded
        A workbook that unpacks to more than 256 MiB.
    """
    if content[:4] == b"PK\x03\x04":
        return _workbook(content)
    return _lines(io.TextIOWrapper(io.BytesIO(content), _encoding(content), newline=""))


def _encoding(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in _MARKS else _ENCODINGS:
        if _is_text(content, encoding):
            return encoding
    raise InvalidTable.at("sheet_encoding")


def _is_text(content: bytes, encoding: str) -> bool:
    """Tell whether bytes are a text without NUL; as a whole it may take four times their room."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _PIECE):
            if "\0" in decoder.decode(content[start : start + _PIECE]):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(file: TextIO) -> Iterator[Sequence[Any]]:
    found = _SEPARATOR.search(file.readline())
    file.seek(0)
    try:
        yield from csv.reader(file, delimiter=found[0] if found else ",", strict=True)
    except csv.Error as error:
        raise InvalidTable.at("sheet_unreadable", file="CSV", reason=str(error)) from error


def _workbook(content: bytes) -> Iterator[Sequence[Any]]:
    from mcda.tables.workbook import iter_rows

    plain = repacked(content)
    try:
        with reading():
            yield from iter_rows(plain)
    except ValueError as error:
        raise InvalidTable.at("sheet_unreadable", file="XLSX", reason=str(error)) from error
