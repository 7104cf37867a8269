"""Workbooks that were sent: no more is unpacked than fits."""

import io
import zipfile

from mcda.errors import Fault, InvalidTable, LimitExceeded

MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2_000


def check_unpacks(content: bytes) -> None:
    """Refuse a workbook that unpacks to more than 256 MiB, before it is unpacked.

    The sizes that it states are trusted no further than that: a part that is longer than it
    states is cut there by whoever reads it.

    Raises
    ------
    InvalidTable
        Not a workbook.
    LimitExceeded
        Too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise InvalidTable.at("workbook_unreadable") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise LimitExceeded([Fault("workbook_unpacks", (), {"limit": MOST_UNPACKED})])
