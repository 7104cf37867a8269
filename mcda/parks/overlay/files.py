"""Private data as files: a workbook, one CSV file with a sheet's name, or a folder of CSV files."""

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
    r"""Files of private data that are not parsed yet.

    Examples
    --------
    >>> from mcda.parks.overlay import Files
    >>> sheet = b"id,title,date\noffer,Offer of the park,2026-03-12"
    >>> files = Files("sources.csv", {"sources.csv": sheet})
    >>> list(files.sheets()), files.digest[:8]
    (['sources'], '537450dc')
    """

    name: str
    """Of the file or folder."""
    contents: Mapping[str, bytes]
    """Bytes by name of file."""

    @classmethod
    def at(cls, path: Path) -> "Files":
        """Return the files at a path.

        Raises
        ------
        InvalidTable
            No such file, of another format, or one that may not be read.
        LimitExceeded
            A file is longer than the limit.
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
        sha = hashlib.sha256()
        for name, content in self.contents.items():
            sha.update(b"%b\0%d\0%b" % (name.encode(), len(content), content))
        return sha.hexdigest()

    def sheets(self) -> dict[str, Sheet]:
        """Return the sheets of private data by name.

        Sheets that only explain, or whose name begins with ``_``, are skipped.

        Raises
        ------
        InvalidTable
            A broken file, or a sheet of another name.
        LimitExceeded
            A sheet is larger than the limits.
        """
        sheets: dict[str, Sheet] = {}
        faults: list[Fault] = []

        def choose(names: Sequence[str]) -> Collection[str]:
            chosen: dict[str, str] = {}
            for title in names:
                name = sheet_name(title)
                if name in SHEETS and name not in {*sheets, *chosen.values()}:
                    chosen[title] = name
                elif name not in (EXPLAINED, LISTS) and not name.startswith(("_", SHIPPED)):
                    fields = {"file": self.name, "sheet": title, "known": SHEETS}
                    faults.append(Fault("overlay_sheet_unknown", (self.name, title), fields))
            return chosen

        for file, content in self.contents.items():
            for title, sheet in named_sheets(content, file, choose).items():
                sheets[sheet_name(title)] = replace(sheet, name=title)
        if not sheets and not faults:
            fields = {"file": self.name, "known": SHEETS}
            faults.append(Fault("overlay_no_sheet", (self.name,), fields))
        InvalidTable.raise_any(faults)
        return sheets


def sheet_name(written: str) -> str:
    """Return our name of a sheet for the name in a file."""
    name = written.strip().lower()
    return CHINESE.get(name, name)
