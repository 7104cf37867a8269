"""Private data as files: a workbook, one CSV file named as a sheet, or a folder of such files."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mcda.errors import Fault, InvalidTable
from mcda.parks.overlay.model import SHEETS
from mcda.sheets.files import named_sheets, read_content
from mcda.sheets.sheet import Sheet, unreadable

EXPLAINED = "explained"
LISTS = "lists"
SHIPPED = "shipped_"
CHINESE = {"来源": "sources", "记载": "claims", "评分": "ratings", "报价": "quotations"}
"""Names that sheets may have as well."""


@dataclass(frozen=True, slots=True)
class Files:
    r"""Files of private data, not looked into yet.

    Parameters
    ----------
    name
        Of the file or folder.
    contents
        Bytes by name of file.

    Examples
    --------
    >>> from mcda.parks.overlay import Files
    >>> sheet = b"id,title,date\noffer,Offer of the park,2026-03-12"
    >>> files = Files("sources.csv", {"sources.csv": sheet})
    >>> list(files.sheets()), files.digest[:8]
    (['sources'], '537450dc')
    """

    name: str
    contents: Mapping[str, bytes]

    @classmethod
    def at(cls, path: Path) -> "Files":
        """Return what a path holds.

        Raises
        ------
        InvalidTable
            No such file, of another format, or one that may not be read.
        LimitExceeded
            A file is longer than is read.
        """
        if not path.is_dir():
            return cls(path.name, {path.name: read_content(path)})
        try:
            files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
        except OSError as error:
            raise unreadable(path.name, error.strerror or str(error)) from error
        return cls(path.name, {file.name: read_content(file) for file in files})

    @property
    def digest(self) -> str:
        """SHA-256 of the file, or of the names and contents of all files of a folder."""
        if self.name in self.contents:
            return hashlib.sha256(self.contents[self.name]).hexdigest()
        found = hashlib.sha256()
        for name, content in self.contents.items():
            found.update(b"%b\0%d\0%b" % (name.encode(), len(content), content))
        return found.hexdigest()

    def sheets(self) -> dict[str, Sheet]:
        """Return the sheets of private data by name.

        Those that only explain, or whose name begins with ``_``, are passed over.

        Raises
        ------
        InvalidTable
            A broken file, or a sheet of another name.
        LimitExceeded
            It holds more than is read.
        """
        sheets: dict[str, Sheet] = {}
        faults: list[Fault] = []

        def choose(names: Sequence[str]) -> Collection[str]:
            chosen: dict[str, str] = {}
            for written in names:
                name = sheet_name(written)
                if name in SHEETS and name not in {*sheets, *chosen.values()}:
                    chosen[written] = name
                elif name not in (EXPLAINED, LISTS) and not name.startswith(("_", SHIPPED)):
                    fields = {"file": self.name, "sheet": written, "known": SHEETS}
                    faults.append(Fault("overlay_sheet_unknown", (self.name, written), fields))
            return chosen

        for file, content in self.contents.items():
            found = named_sheets(content, file, choose)
            titled = {title: replace(sheet, name=title) for title, sheet in found.items()}
            sheets |= {sheet_name(title): sheet for title, sheet in titled.items()}
        if not sheets and not faults:
            fields = {"file": self.name, "known": SHEETS}
            faults.append(Fault("overlay_no_sheet", (self.name,), fields))
        if faults:
            raise InvalidTable(faults)
        return sheets


def sheet_name(written: str) -> str:
    """Return what the sheets that a file calls so are called here."""
    name = written.strip().lower()
    return CHINESE.get(name, name)
