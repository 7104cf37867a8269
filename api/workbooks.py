"""Workbooks that were sent: no more is unpacked than fits, whatever they state of their sizes."""

import io
import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from mcda.errors import Fault, InvalidTable, LimitExceeded

MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2_000
_PIECE = 1024 * 1024
_QUICKEST = 1
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(ValueError, EOFError, OSError, NotImplementedError, RuntimeError),
)


def repacked(content: bytes) -> bytes:
    """Return a workbook with its parts packed anew, so that what was measured is what is read.

    A part that is longer than it states would be unpacked wholly by some readers and cut by
    others; it is refused here, before it is unpacked further than that. No more than a piece of
    what is unpacked is in memory at a time, and readers that want all of a file get a short one.

    Raises
    ------
    InvalidTable
        Not a workbook, damaged, or protected by a password.
    LimitExceeded
        It unpacks to more than 256 MiB.
    """
    again = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as packed,
            zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICKEST) as out,
        ):
            for part in _parts(packed):
                with packed.open(part) as source, out.open(part.filename, "w") as target:
                    shutil.copyfileobj(source, target, _PIECE)
    except _BROKEN as error:
        raise InvalidTable.at("workbook_unreadable") from error
    return again.getvalue()


@contextmanager
def reading() -> Iterator[None]:
    """Raise `InvalidTable` where the reader of workbooks panics, as it does on some damage."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise InvalidTable.at("workbook_unreadable") from error


def _parts(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise LimitExceeded([Fault("workbook_unpacks", (), {"limit": MOST_UNPACKED})])
    if len({part.filename for part in parts}) < len(parts):
        raise ValueError("two parts of the same name")
    return parts
