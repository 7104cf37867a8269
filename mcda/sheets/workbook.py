"""Worksheets of an XLSX file, read by calamine after a check that they fit into memory.

Calamine unpacks parts whatever size they state, stores a sheet as one dense block,
copies a shared text into every cell that shows the text, and reads error values, and formulas
never calculated, as empty cells. So the parts of the file are first packed again and checked: a
few bytes that claim a cell at ``XFD1048576`` or show one long text a thousand times must not take
all memory, and ``#DIV/0!`` is not "unknown".
"""

import io
import lzma
import posixpath
import re
import shutil
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, NamedTuple
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from mcda.sheets.notation import LostValue
from mcda.sheets.sheet import MOST_BYTES, MOST_CELLS, MOST_PARTS, Sheet, too_large, unreadable

MOST_MARKUP = 4_000_000
"""Bytes of one tag or comment: expat starts it again with every piece until it is whole."""
_PIECE = 1_000_000
_QUICKEST = 1
_TEXTS = "xl/sharedstrings.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError),
    LookupError,  # no such part, attribute or encoding
    *(ValueError, EOFError, OSError, NotImplementedError, RuntimeError),
)


class Worksheet(NamedTuple):
    """A worksheet listed in a workbook: its name, its part of the file, whether it is visible."""

    name: str
    part: str
    is_visible: bool


Choice = Callable[[Sequence[Worksheet]], Sequence[Worksheet]]


class _TooLarge(Exception):
    """The workbook exceeds the limits."""


def worksheets(content: bytes, file: str, choose: Choice) -> dict[str, Sheet]:
    """Return worksheets by name; their rows are read during iteration.

    Raises
    ------
    InvalidTable
        Not an XLSX file, or broken; the latter may be raised only while rows are read.
    LimitExceeded
        The workbook exceeds the limits.
    """
    with _reading(file):
        plain = _repacked(content)
        with zipfile.ZipFile(plain) as archive:
            _check_heads(archive)
            chosen = choose(_listed(archive))
            texts = _lengths_of_texts(archive) if chosen else []
            lost = {}
            for sheet in chosen:
                scan = _Scan(texts)
                _parse(archive, sheet.part, scan.start, scan.text, scan.end)
                lost[sheet.name] = scan.lost
        if not lost:
            return {}
        plain.seek(0)
        book = CalamineWorkbook.from_filelike(plain)
        read = {name: book.get_sheet_by_name(name) for name in lost}
    return {name: Sheet(_rows(read[name], lost[name], file), typed=True) for name in lost}


@contextmanager
def _reading(file: str) -> Iterator[None]:
    """Convert errors inside to coded errors; calamine panics on some damaged files."""
    try:
        yield
    except _TooLarge as error:
        raise too_large(file) from error
    except (*_BROKEN, CalamineError) as error:
        raise unreadable(file, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable(file, "it is damaged") from error


def _repacked(content: bytes) -> io.BytesIO:
    """Return a workbook with its parts packed again, so that their stated sizes are true.

    Some readers would unpack a part that is longer than its stated size wholly, others would cut
    it; here such a part is refused before more than the stated size is unpacked. Only a piece of
    the unpacked data is in memory at a time, and readers that load a whole file get a short file.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise ValueError("it is not a workbook")
    again = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKEST) as out,
    ):
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise _TooLarge
        if len({part.filename.lower() for part in parts}) < len(parts):
            raise ValueError("two parts of the same name")  # calamine takes one of them
        for part in parts:
            with packed.open(part) as source, out.open(part.filename, "w") as target:
                shutil.copyfileobj(source, target, _PIECE)
    return again


def _check_heads(archive: zipfile.ZipFile) -> None:
    """Read each part up to its first element, since a document type can only stand before that."""
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            # Faults are told by whoever reads the part.
            with suppress(_Begun, expat.ExpatError, LookupError):
                _parse(archive, part.filename, _stop)


class _Begun(Exception):
    """The parser has reached the first element."""


def _stop(name: str, attributes: dict[str, str]) -> None:
    raise _Begun


def _listed(archive: zipfile.ZipFile) -> list[Worksheet]:
    links = {
        link["Id"]: posixpath.normpath(posixpath.join("/xl", link["Target"])).lstrip("/")
        for link in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        if link["Type"].endswith("/worksheet")
    }
    return [
        Worksheet(sheet["name"], target, sheet.get("state", "visible") == "visible")
        for sheet in _elements(archive, "xl/workbook.xml", "sheet")
        if (target := links.get(sheet.get("id", "")))
    ]


def _rows(sheet: Any, lost: Mapping[int, Mapping[int, str]], file: str) -> Iterator[Sequence[Any]]:
    """Yield the rows of a calamine sheet from cell A1 on, with the cells that calamine lost."""
    before = [""] * sheet.start[1] if sheet.start else []
    rows = sheet.iter_rows()  # has the rows above the first cell, not the columns beside it
    for place in count():
        with _reading(file):
            read: list[Any] | None = next(rows, None)
        if read is None and place > max(lost, default=-1):
            return
        cells = [*before, *read] if read is not None else []
        for column, text in lost.get(place, {}).items():
            cells += [""] * (column + 1 - len(cells))
            cells[column] = LostValue(text)
        yield cells


def _lengths_of_texts(archive: zipfile.ZipFile) -> list[int]:
    """Return the length of each shared text."""
    lengths: list[int] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    for name in archive.namelist():
        if name.lower() == _TEXTS:
            _parse(archive, name, start, text)
    return lengths


def _elements(archive: zipfile.ZipFile, name: str, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of every element of this name, without namespaces."""
    elements: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == wanted:
            elements.append({_local(key): value for key, value in attributes.items()})

    _parse(archive, name, start)
    return elements


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Read a part of the file element by element."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    size = 0
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            parser.Parse(piece)
            size += len(piece)
            if size - parser.CurrentByteIndex > MOST_MARKUP:
                raise _TooLarge
    parser.Parse(b"", True)


def _refuse_document_type(*_: Any) -> None:
    # No workbook has one, and a few entities declared there can stand for gigabytes of text.
    raise ValueError("it declares a document type")


class _Scan:
    """One pass over a worksheet to find its extent and the cells that calamine would lose."""

    def __init__(self, texts: list[int]) -> None:
        self.lost: defaultdict[int, dict[int, str]] = defaultdict(dict)
        self._texts = texts
        self._tags: dict[str, str] = {}
        # Place of the cell, counted from 1; extent of the sheet, and of the texts that it shows.
        self._row = self._column = self._rows = self._columns = self._shown = 0
        self._kind, self._inside = "", ""
        self._found: dict[str, list[str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a cell, and of what in it is to be read."""
        tag = self._tags.get(name) or self._tags.setdefault(name, _local(name))
        if tag == "c":
            self._column += 1
            if "r" in attributes:
                match = _REFERENCE.fullmatch(attributes["r"].upper())
                if match is None:
                    raise ValueError(f"no cell is called {attributes['r']}")
                self._row, self._column = int(match[2]), 0
                for letter in match[1]:
                    self._column = 26 * self._column + ord(letter) - ord("A") + 1
            self._kind, self._found = attributes.get("t", ""), {}
        elif tag in ("v", "f", "is"):
            self._inside = tag
            self._found.setdefault(tag, [])
        elif tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def text(self, data: str) -> None:
        """Keep the text of a value or formula."""
        if self._inside:
            self._found[self._inside].append(data)

    def end(self, name: str) -> None:
        """Count a cell that holds something."""
        tag = self._tags[name]
        if tag == self._inside:
            self._inside = ""
        elif tag == "c" and self._found:
            value, at = self._found.get("v", []), self._column - 1
            self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
            if self._kind == "s":
                number = int("".join(value) or 0)
                self._shown += self._texts[number] if number < len(self._texts) else 0
            if self._rows * self._columns > MOST_CELLS or self._shown > MOST_BYTES:
                raise _TooLarge
            if self._kind == "e":
                self.lost[self._row - 1][at] = "".join(value)
            elif "f" in self._found and not value and self._kind != "str":
                self.lost[self._row - 1][at] = "".join(["=", *self._found["f"]])
