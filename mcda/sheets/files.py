"""Reading of files or bytes as sheets of rows: workbooks, or CSV text as Excel saves it."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath

from mcda.errors import InvalidTable
from mcda.sheets.escaping import unescape
from mcda.sheets.sheet import MOST_BYTES, Sheet, too_large, unreadable
from mcda.sheets.workbook import Worksheet, worksheets

FORMATS = (".csv", ".xlsx")
_WORKBOOK = b"PK\x03\x04"
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8-sig", "gb18030")
_PIECE = 1024 * 1024
# possessive: a megabyte of spaces is gone through once
_SEPARATOR = re.compile(r' *+(?:"[^"\r\n]*+" *+|[^",;\t\r\n]*+)([,;\t])')


def file_format(file: str) -> str:
    """Return the suffix of a file name.

    Raises
    ------
    InvalidTable
        The suffix is not one of `FORMATS`.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix not in FORMATS:
        raise InvalidTable.at("file_format", file=file, known=FORMATS)
    return suffix


def read_content(path: Path) -> bytes:
    """Return the bytes of a file that ends in one of `FORMATS`.

    Raises
    ------
    InvalidTable
        No such file, of another format, or one that may not be read.
    LimitExceeded
        The file is longer than `MOST_BYTES`.
    """
    if not path.is_file():
        raise InvalidTable.at("file_not_found", file=path.name)
    file_format(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path.name, error.strerror or str(error)) from error


def first_sheet(content: bytes, file: str) -> Sheet:
    """Return a text, or the first visible worksheet of a workbook, without cells if there is none.

    Text is UTF-8, GB 18030, or UTF-16 with a byte order mark. Its cells are separated by
    ``,``, ``;`` or tabs, whichever comes first after the first cell.

    A file named ``.xlsx`` must be a workbook.

    Raises
    ------
    InvalidTable
        Neither a workbook nor a text, or broken; for a text also raised while its rows are read.
    LimitExceeded
        The file exceeds the limits of `mcda.sheets.sheet`.
    """
    if not _is_workbook(content, file):
        return _text(content, file)
    sheets = worksheets(content, file, lambda listed: [s for s in listed if s.is_visible][:1])
    return next(iter(sheets.values()), Sheet((), typed=True))


def named_sheets(
    content: bytes, file: str, choose: Callable[[Sequence[str]], Collection[str]]
) -> dict[str, Sheet]:
    """Return the chosen sheets by name; a text is one sheet, named after its file.

    Raises
    ------
    InvalidTable, LimitExceeded
        As for `first_sheet`.
    """
    if not _is_workbook(content, file):
        return {name: _text(content, file) for name in choose([PurePath(file).stem])}

    def chosen(listed: Sequence[Worksheet]) -> Sequence[Worksheet]:
        names = choose([sheet.name for sheet in listed])
        return [sheet for sheet in listed if sheet.name in names]

    return worksheets(content, file, chosen)


def _is_workbook(content: bytes, file: str) -> bool:
    return content[:4] == _WORKBOOK or PurePath(file).suffix.lower() == ".xlsx"


def _text(content: bytes, file: str) -> Sheet:
    if len(content) > MOST_BYTES:
        raise too_large(file)
    encodings = ("utf-16",) if content[:2] in _MARKS else _ENCODINGS
    encoding = next((name for name in encodings if _is_text(content, name)), None)
    if encoding is None:
        raise InvalidTable.at("sheet_encoding", file=file)
    rows = _rows(io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), file)
    if b"'" in content:
        rows = ([unescape(cell) if cell[:1] == "'" else cell for cell in row] for row in rows)
    return Sheet(rows, typed=False)


def _is_text(content: bytes, encoding: str) -> bool:
    """Return whether bytes are a text without NUL, without decoding all of them at once."""
    reader = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    try:
        return not any("\0" in piece for piece in iter(partial(reader.read, _PIECE), ""))
    except UnicodeDecodeError:
        return False


def _rows(lines: io.TextIOWrapper, file: str) -> Iterator[Sequence[str]]:
    match = _SEPARATOR.match(lines.readline())
    lines.seek(0)
    try:
        yield from csv.reader(lines, delimiter=match[1] if match else ",", strict=True)
    except csv.Error as error:
        raise unreadable(file, str(error)) from error
