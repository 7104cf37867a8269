"""From a file, or its bytes, to sheets of rows of cells: a workbook, or text as Excel saves it."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
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
        It is not one of `FORMATS`.
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
        It is longer than `MOST_BYTES`.
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

    Text is UTF-8, GB 18030, or UTF-16 that says so by its first two bytes. Its cells are parted by
    ``,``, ``;`` or tabs, whichever stands first behind the first cell.

    Parameters
    ----------
    content
        The whole file.
    file
        Its name, for errors; what ends in ``.xlsx`` must be a workbook.

    Raises
    ------
    InvalidTable
        Neither a workbook nor a text, or broken; of a text also while its rows are read.
    LimitExceeded
        It holds more than is read, see `mcda.sheets.sheet`.
    """
    if not _is_workbook(content, file):
        return _text(content, file)
    return next(iter(worksheets(content, file, _first_visible).values()), Sheet((), typed=True))


def named_sheets(
    content: bytes, file: str, choose: Callable[[Sequence[str]], Collection[str]]
) -> dict[str, Sheet]:
    """Return the sheets of these names; a text is one, named by its file.

    Parameters
    ----------
    content, file
        As for `first_sheet`.
    choose
        Says which of all the names are read.

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


def _first_visible(listed: Sequence[Worksheet]) -> Sequence[Worksheet]:
    return [sheet for sheet in listed if sheet.is_visible][:1]


def _is_workbook(content: bytes, file: str) -> bool:
    return content[:4] == _WORKBOOK or PurePath(file).suffix.lower() == ".xlsx"


def _text(content: bytes, file: str) -> Sheet:
    if len(content) > MOST_BYTES:
        raise too_large(file)
    lines = io.TextIOWrapper(io.BytesIO(content), _encoding(content, file), newline="")
    rows = _rows(lines, file)
    return Sheet(map(_unguarded, rows) if b"'" in content else rows, typed=False)


def _encoding(content: bytes, file: str) -> str:
    for encoding in ("utf-16",) if content[:2] in _MARKS else _ENCODINGS:
        if _is_text(content, encoding):
            return encoding
    raise InvalidTable.at("sheet_encoding", file=file)


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


def _rows(lines: io.TextIOWrapper, file: str) -> Iterator[Sequence[str]]:
    found = _SEPARATOR.match(lines.readline())
    lines.seek(0)
    try:
        yield from csv.reader(lines, delimiter=found[1] if found else ",", strict=True)
    except csv.Error as error:
        raise unreadable(file, str(error)) from error


def _unguarded(row: Sequence[str]) -> Sequence[str]:
    return [unescape(cell) if cell[:1] == "'" else cell for cell in row]
