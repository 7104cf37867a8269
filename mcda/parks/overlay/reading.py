"""From a folder of CSV files, or a workbook, to raw cells by sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mcda.errors import Fault, InvalidTable
from mcda.parks.overlay.model import SHEETS
from mcda.tables.grid import Grid, file_format, read_grid
from mcda.tables.workbook import named_sheets

EXPLAINED = "explained"
LISTS = "lists"
SHIPPED = "shipped_"


@dataclass(frozen=True, slots=True)
class Tables:
    """Raw cells.

    Parameters
    ----------
    file
        Name of the file or folder.
    grids
        Name of a sheet -> its cells from A1 on.
    """

    file: str
    grids: Mapping[str, Grid]


def read_tables(path: Path) -> Tables:
    """Read a folder of CSV files, a workbook, or one CSV file named as a sheet.

    Sheets that only explain, or whose name begins with ``_``, are passed over.

    Parameters
    ----------
    path
        A folder, or a file that ends in ``.csv`` or ``.xlsx``.

    Raises
    ------
    InvalidTable
        No such file, a broken one, or a sheet of another name.
    """
    try:
        if path.is_dir():
            files = sorted(f for f in path.iterdir() if f.suffix.lower() == ".csv")
            return _from_csv(path.name, files)
        if not path.is_file():
            raise InvalidTable([Fault("file_not_found", (), {"file": path.name})])
        if file_format(path.name) == ".csv":
            return _from_csv(path.name, [path])
        return _from_workbook(path)
    except OSError as error:
        fields = {"file": path.name, "reason": error.strerror}
        raise InvalidTable([Fault("sheet_unreadable", (), fields)]) from error


def _from_csv(name: str, files: list[Path]) -> Tables:
    sheets = _sheets(name, (file.stem for file in files))
    found = {file.stem: file for file in files}
    return Tables(
        name,
        {key: read_grid(found[s].read_bytes(), found[s].name) for key, s in sheets.items()},
    )


def _from_workbook(path: Path) -> Tables:
    try:
        names, read = named_sheets(path.read_bytes(), lambda name: name.strip().lower() in SHEETS)
    except ValueError as error:
        fields = {"file": path.name, "reason": str(error)}
        raise InvalidTable([Fault("sheet_unreadable", (), fields)]) from error
    sheets = _sheets(path.name, names)
    return Tables(path.name, {key: Grid(read[s], typed=True) for key, s in sheets.items()})


def _sheets(file: str, names: Iterable[str]) -> dict[str, str]:
    """Return sheet -> name as it is written there."""
    sheets: dict[str, str] = {}
    faults = []
    for written in names:
        name = written.strip().lower()
        if name in SHEETS and name not in sheets:
            sheets[name] = written
        elif name not in (EXPLAINED, LISTS) and not name.startswith(("_", SHIPPED)):
            fields = {"file": file, "sheet": written, "known": SHEETS}
            faults.append(Fault("overlay_sheet_unknown", (file, written), fields))
    if not sheets and not faults:
        faults.append(Fault("overlay_no_sheet", (file,), {"file": file, "known": SHEETS}))
    if faults:
        raise InvalidTable(faults)
    return sheets
