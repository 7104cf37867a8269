"""From a file to a decision problem; the layout stands in `mcda.tables`."""

from dataclasses import dataclass
from pathlib import Path

from mcda.errors import Fault, InvalidTable
from mcda.problem import Problem
from mcda.tables.grid import file_format, read_grid
from mcda.tables.labels import is_header
from mcda.tables.notation import blank
from mcda.tables.reader import Reader


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says.

    Parameters
    ----------
    problem
        The decision problem.
    weights
        By criterion as they stand, not normalised; None where the sheet gives none.
    """

    problem: Problem
    weights: dict[str, float] | None


def read_sheet(path: Path) -> Sheet:
    """Read a CSV or XLSX file in the layout of `mcda.tables`.

    Parameters
    ----------
    path
        Ends in ``.csv`` or ``.xlsx``.

    Raises
    ------
    InvalidTable
        With one fault for each thing that is wrong; those of a cell have its address as path.
    """
    if not path.is_file():
        raise InvalidTable([Fault("file_not_found", (), {"file": path.name})])
    file_format(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        fields = {"file": path.name, "reason": error.strerror}
        raise InvalidTable([Fault("sheet_unreadable", (), fields)]) from error
    return parse_sheet(content, path.name)


def parse_sheet(content: bytes, file: str) -> Sheet:
    """Read the bytes of a CSV or XLSX file.

    Parameters
    ----------
    content
        The whole file.
    file
        Its name; the suffix tells the format.

    Raises
    ------
    InvalidTable
        As for `read_sheet`.
    """
    grid = read_grid(content, file)
    if all(blank(value) for row in grid.rows for value in row):
        raise InvalidTable([Fault("sheet_empty", (), {"file": file})])
    if not is_header(grid.value(0, 0)) or all(map(blank, grid.rows[0][1:])):
        raise InvalidTable([Fault("sheet_header_missing", (), {"file": file})])
    reader = Reader(grid)
    problem, weights = reader.problem(), reader.weights()
    faults = [fault for _, fault in sorted(reader.faults, key=lambda found: found[0])]
    if not reader.alternatives:
        faults.append(Fault("sheet_no_rows", (), {"file": file}))
    if faults or problem is None:
        raise InvalidTable(faults)
    return Sheet(problem, weights)
