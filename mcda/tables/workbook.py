"""Worksheets of an XLSX file, read by calamine.

Calamine lays a sheet out as one dense block and reads error values, and formulas that were never
calculated, as empty cells. So the parts of the file are looked at first: a few bytes that claim a
cell at ``XFD1048576`` must not take all memory, and ``#DIV/0!`` is not "unknown".
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import IO, Any
from xml.parsers import expat

from mcda.tables.notation import Lost, address

MAX_CELLS = 2_000_000
MAX_BYTES = 200_000_000
MAX_MARKUP = 4_000_000
"""Bytes of one tag or comment: expat starts it again with every piece until it is whole."""
_PIECE = 1_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,  # no such part, attribute or encoding
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def first_sheet(content: bytes) -> list[list[Any]]:
    """Return the rows of the first visible worksheet, from cell A1 on; raises as `iter_rows`."""
    return list(iter_rows(content))


def iter_rows(content: bytes) -> Iterator[list[Any]]:
    """Return the rows of the first visible worksheet, from cell A1 on, made as they are taken.

    Parameters
    ----------
    content
        The whole file.

    Raises
    ------
    ValueError
        Not an XLSX file, broken, or too large.
    """
    sheets = _read(content, lambda listed: [s for s in listed if s.visible][:1])
    return next(iter(sheets.values()), iter(()))


def named_sheets(
    content: bytes, wanted: Callable[[str], bool]
) -> tuple[tuple[str, ...], dict[str, list[list[Any]]]]:
    """Return the names of all worksheets, and the rows of those wanted, from cell A1 on.

    Parameters
    ----------
    content
        The whole file.
    wanted
        Tells from the name whether a sheet is read.

    Raises
    ------
    ValueError
        Not an XLSX file, broken, or too large.
    """
    names: list[str] = []

    def choose(listed: "list[_Listed]") -> "list[_Listed]":
        names.extend(sheet.name for sheet in listed)
        return [sheet for sheet in listed if wanted(sheet.name)]

    found = _read(content, choose)
    return tuple(names), {name: list(rows) for name, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    part: str
    visible: bool


def _read(
    content: bytes, choose: Callable[[list[_Listed]], list[_Listed]]
) -> dict[str, Iterator[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            lost = {sheet.name: _lost(archive, sheet.part) for sheet in choose(_listed(archive))}
        if not lost:
            return {}
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _rows(book.get_sheet_by_name(name), cells) for name, cells in lost.items()}
    except (*_BROKEN, CalamineError) as error:
        raise ValueError(str(error)) from error


def _rows(sheet: Any, lost: Mapping[tuple[int, int], str]) -> Iterator[list[Any]]:
    """Yield the rows of a sheet of calamine, from cell A1 on, with the cells that it lost."""
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in lost.items():
        by_row.setdefault(row, {})[column] = text
    before = [""] * sheet.start[1] if sheet.start else []
    rows = sheet.iter_rows()  # has the rows above the first cell, not the columns beside it
    for place in count():
        read: list[Any] | None = next(rows, None)
        if read is None and place > max(by_row, default=-1):
            return
        yield _completed([*before, *read] if read is not None else [], by_row.get(place, {}))


def _completed(row: list[Any], lost: Mapping[int, str]) -> list[Any]:
    for column, text in lost.items():
        row += [""] * (column + 1 - len(row))
        row[column] = Lost(text)
    return row


def _check(archive: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in archive.infolist()) > MAX_BYTES:
        raise ValueError(f"more than {MAX_BYTES} bytes when unpacked")
    names = [name.lower() for name in archive.namelist()]
    if len(set(names)) < len(names):
        raise ValueError("two parts of the same name")  # which one calamine takes is its affair
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as opened:
                _check_head(opened)


def _check_head(part: IO[bytes]) -> None:
    """Read as far as the first element: a document type stands before it."""
    parser = _parser()
    parser.StartElementHandler = _stop
    try:
        _parse(parser, part)
    except (_Begun, expat.ExpatError, LookupError):
        return  # what is wrong with a part is told by whoever reads it


class _Begun(Exception):
    """The first element was met."""


def _stop(name: str, attributes: dict[str, str]) -> None:
    raise _Begun


def _listed(archive: zipfile.ZipFile) -> list[_Listed]:
    links = {
        link["Id"]: posixpath.normpath(posixpath.join("/xl", link["Target"])).lstrip("/")
        for link in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if link["Type"].endswith("/worksheet")
    }
    return [
        _Listed(sheet["name"], target, sheet.get("state", "visible") == "visible")
        for sheet in _elements(archive, "xl/workbook.xml", "sheet")
        if (target := links.get(sheet.get("id", "")))
    ]


def _lost(archive: zipfile.ZipFile, name: str) -> dict[tuple[int, int], str]:
    scan = _Scan()
    with archive.open(name) as part:
        _parse(scan.parser, part)
    return scan.lost


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_: Any) -> None:
    # No workbook has one, and a few entities declared there can stand for gigabytes of text.
    raise ValueError("it declares a document type")


def _parse(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    given = 0
    while piece := part.read(_PIECE):
        parser.Parse(piece)
        given += len(piece)
        if given - parser.CurrentByteIndex > MAX_MARKUP:
            raise ValueError(f"a tag or comment of more than {MAX_MARKUP} bytes")
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _elements(archive: zipfile.ZipFile, name: str, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of every element of this name, without namespaces."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == wanted:
            found.append({_local(key): value for key, value in attributes.items()})

    parser = _parser()
    parser.StartElementHandler = start
    with archive.open(name) as part:
        _parse(parser, part)
    return found


class _Scan:
    """One pass over a worksheet for its extent and for the cells calamine would lose."""

    def __init__(self) -> None:
        self.lost: dict[tuple[int, int], str] = {}
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._row, self._column = 0, 0  # counted from 1
        self._rows, self._columns = 0, 0
        self._kind, self._inside = "", ""
        self._found: dict[str, list[str]] = {}

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._place(attributes.get("r"))
            self._kind, self._found = attributes.get("t", ""), {}
        elif tag in ("v", "f", "is"):
            self._inside = tag
            self._found.setdefault(tag, [])

    def _text(self, data: str) -> None:
        if self._inside:
            self._found[self._inside].append(data)

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag == self._inside:
            self._inside = ""
        elif tag == "c" and self._found:
            self._count()
            self._keep_lost()

    def _place(self, reference: str | None) -> None:
        self._column += 1
        if reference is None:
            return
        found = _REFERENCE.fullmatch(reference.upper())
        if found is None:
            raise ValueError(f"no cell is called {reference}")
        self._row, self._column = int(found[2]), 0
        for letter in found[1]:
            self._column = 26 * self._column + ord(letter) - ord("A") + 1

    def _count(self) -> None:
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        if self._rows * self._columns > MAX_CELLS:
            last = address(self._rows - 1, self._columns - 1)
            raise ValueError(f"it reaches to {last}, more than {MAX_CELLS} cells")

    def _keep_lost(self) -> None:
        value = self._found.get("v", [])
        place = self._row - 1, self._column - 1
        if self._kind == "e":
            self.lost[place] = "".join(value)
        elif "f" in self._found and not value and self._kind != "str":
            self.lost[place] = "".join(["=", *self._found["f"]])
