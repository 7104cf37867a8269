"""From a decision problem to a file in the layout of `mcda.tables`."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mcda.cells import Interval, Triangular
from mcda.errors import Fault, InvalidTable
from mcda.problem import Problem
from mcda.tables.grid import file_format
from mcda.tables.labels import label_of
from mcda.tables.notation import address, write_number, write_points, write_spread
from mcda.weight_vector import WeightVector

Rows = list[list[str | float]]


def write_problem(problem: Problem, path: Path, weights: Mapping[str, float] | None = None) -> None:
    """Write a problem so that `mcda.tables.read_sheet` reads it back.

    XLSX keeps 16 significant digits of a number, CSV all 17. Labels by language are not written.

    Parameters
    ----------
    problem
        Its uncertain cells must be intervals or triangular.
    path
        Ends in ``.csv`` or ``.xlsx``; its folder must exist.
    weights
        By criterion, if any; written as they stand.

    Raises
    ------
    InvalidTable
        Unknown suffix, no such folder, or a name or spread that the layout cannot hold.
    InvalidWeights
        The weights do not fit the criteria.
    """
    content = format_sheet(problem, path.name, weights)
    if not path.parent.is_dir():
        raise InvalidTable([Fault("file_not_found", (), {"file": path.name})])
    path.write_bytes(content)


def format_sheet(problem: Problem, file: str, weights: Mapping[str, float] | None = None) -> bytes:
    """Return the bytes that `write_problem` writes.

    Parameters
    ----------
    problem, weights
        As for `write_problem`.
    file
        Name whose suffix tells the format.

    Raises
    ------
    InvalidTable, InvalidWeights
        As for `write_problem`.
    """
    suffix = file_format(file)
    if weights is not None:
        WeightVector.normalised(problem.criterion_ids, weights)
    head = list(_head(problem, weights))
    faults = list(_faults(problem, len(head)))
    if faults:
        raise InvalidTable(faults)
    columns = range(len(problem.criteria))
    body: Rows = [
        [name, *(_written(problem, i, j) for j in columns)]
        for i, name in enumerate(problem.alternative_ids)
    ]
    return (_csv if suffix == ".csv" else _xlsx)([*head, *body])


def _head(problem: Problem, weights: Mapping[str, float] | None) -> Iterator[list[str | float]]:
    criteria = problem.criteria
    yield ["alternative", *problem.criterion_ids]
    yield ["direction", *(criterion.direction for criterion in criteria)]
    if any(criterion.unit for criterion in criteria):
        yield ["unit", *(criterion.unit for criterion in criteria)]
    if weights is not None:
        yield ["weight", *(float(weights[name]) for name in problem.criterion_ids)]
    yield from _ends("", [criterion.range for criterion in criteria])
    yield from _ends("best ", [criterion.best for criterion in criteria])
    if any(criterion.value for criterion in criteria):
        yield ["value curve", *(write_points(c.value) if c.value else "" for c in criteria)]


def _ends(kind: str, ends: Sequence[tuple[float, float] | None]) -> Iterator[list[str | float]]:
    if any(ends):
        for label, end in (("low", 0), ("high", 1)):
            yield [kind + label, *(float(each[end]) if each else "" for each in ends)]


def _faults(problem: Problem, first: int) -> Iterator[Fault]:
    for j, name in enumerate(problem.criterion_ids):
        if name != name.strip():
            yield _fault(0, j + 1, name)
    for i, name in enumerate(problem.alternative_ids):
        if name != name.strip() or label_of(name):
            yield _fault(first + i, 0, name)
    for (i, j), spread in sorted(problem.spreads.items(), key=lambda item: item[0]):
        if not (spread is None or isinstance(spread, Interval | Triangular)):
            yield _fault(first + i, j + 1, repr(spread))


def _fault(row: int, column: int, value: str) -> Fault:
    cell = address(row, column)
    return Fault("sheet_cell", (cell,), {"cell": cell, "value": value})


def _written(problem: Problem, i: int, j: int) -> str | float:
    if (i, j) not in problem.spreads:
        return float(problem.values[i, j])
    spread = problem.spreads[i, j]
    return write_spread(spread) if isinstance(spread, Interval | Triangular) else ""


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([cell if isinstance(cell, str) else write_number(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: Rows) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 1)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, float) else sheet.write_string
                if cell != "" and write(i, j, cell) < 0:
                    raise InvalidTable([_fault(i, j, str(cell))])
    return content.getvalue()
