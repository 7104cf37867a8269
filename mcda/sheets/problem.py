"""A decision problem as a sheet; `mcda.sheets` describes the layout."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import numpy as np

from mcda.arguments import checked
from mcda.cells import Interval, Triangular
from mcda.errors import Fault, InvalidProblem, InvalidTable
from mcda.problem import Alternative, Criterion, Problem
from mcda.sheets.columns import (
    Column,
    Row,
    RowPlace,
    TableReader,
    by_head,
    columns_of,
    folded,
    reader,
)
from mcda.sheets.files import file_format, first_sheet, read_content
from mcda.sheets.notation import (
    address,
    blank,
    cell_order,
    read_cell,
    read_name,
    read_number,
    read_points,
    write_points,
    write_spread,
)
from mcda.sheets.writer import Cell, csv_text, workbook, write_sheet
from mcda.texts.tables import table
from mcda.weight_vector import WeightVector

_SHEET = table("mcda.sheets", "problem.toml")
HEADER: Sequence[str] = _SHEET["header"]
"""What the first cell may say."""
LABELS = columns_of(_SHEET["labels"])
"""What rows other than those of alternatives say of the criteria."""
DIRECTIONS = {word: key for key, words in _SHEET["directions"].items() for word in words}
_LABELS = by_head(LABELS)
_STATED = {"range": "low", "best": "best low", "value": "value curve"}


@dataclass(frozen=True, slots=True)
class ProblemSheet:
    r"""A decision problem, and the weights of the same sheet.

    Examples
    --------
    >>> from mcda.sheets import parse_problem
    >>> rows = ["alternative,price,ports", "direction,cost,benefit", "weight,2,1", "north,160,?"]
    >>> sheet = parse_problem("\n".join(rows).encode(), "sites.csv")
    >>> sheet.problem.alternative_ids, sheet.weights
    (('north',), {'price': 2.0, 'ports': 1.0})
    """

    problem: Problem
    """The decision problem."""
    weights: dict[str, float] | None
    """By criterion as they stand, not normalised; None where the sheet gives none."""


@checked
def read_problem(path: Path | str) -> ProblemSheet:
    r"""Read a CSV or XLSX file in the layout of `mcda.sheets`.

    Parameters
    ----------
    path
        Ends in ``.csv`` or ``.xlsx``.

    Raises
    ------
    InvalidTable
        With one fault for each error; the path of a cell's fault is the cell's address.
    LimitExceeded
        The file exceeds the limits of `mcda.sheets.sheet`.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from mcda.sheets import read_problem
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "sites.csv")
    ...     _ = file.write_text("alternative;price\ndirection;cost\nsouth;85..140\nwest;100\n")
    ...     read_problem(file).problem.spreads
    {(0, 0): Interval(low=85.0, high=140.0)}
    """
    path = Path(path)
    return parse_problem(read_content(path), path.name)


@checked
def parse_problem(content: bytes, file: str) -> ProblemSheet:
    r"""Read a problem from the bytes of a CSV or XLSX file in the layout of `mcda.sheets`.

    Parameters
    ----------
    content
        The whole file.
    file
        Name of the file; its suffix gives the format.

    Raises
    ------
    InvalidTable, LimitExceeded
        As for `read_problem`.

    Examples
    --------
    A sheet in Chinese, as Excel saves it there.

    >>> from mcda.sheets import parse_problem
    >>> content = "方案,地价\n方向,成本\n北区,160\n西区,100\n".encode("gb18030")
    >>> problem = parse_problem(content, "园区.csv").problem
    >>> problem.alternative_ids, problem.values[:, 0].tolist(), problem.criteria[0].direction
    (('北区', '西区'), [160.0, 100.0], 'cost')
    """
    file_format(file)
    sheet = first_sheet(content, file)
    rows = [list(row) for row in sheet.rows]
    if all(blank(value) for row in rows for value in row):
        raise InvalidTable.at("sheet_empty", file=file)
    if not rows[0] or folded(rows[0][0]) not in HEADER or all(map(blank, rows[0][1:])):
        raise InvalidTable.at("sheet_header_missing", file=file)
    reading = _Reading(rows, sheet.typed)
    problem, weights = reading.problem(), reading.weights()
    faults = sorted(reading.faults, key=lambda fault: cell_order(str(fault.path[0])))
    if not reading.has_rows:
        faults.append(Fault("sheet_no_rows", (), {"file": file}))
    if faults or problem is None:
        raise InvalidTable(faults)
    return ProblemSheet(problem, weights)


class _Across(RowPlace):
    """Position of a criterion whose cells are in one column."""

    def cell(self, column: str) -> str:
        """Return the address of a cell; the heads are in the first column."""
        return address(self.columns.get(column, 0), self.row - 1)


class _Reading:
    """Reader of one sheet with a header: a table with a criterion in each column.

    Faulty parts are replaced by harmless ones, so that all faults are found in one reading.
    """

    def __init__(self, rows: Sequence[Sequence[Any]], typed: bool) -> None:
        heads, *columns = zip_longest(*rows, fillvalue="")
        filled = [at for at, row in enumerate(rows) if at and not all(map(blank, row))]
        others = [at for at in filled if folded(heads[at]) not in _LABELS]
        nameless = [at for at in others if blank(heads[at])]
        place = partial(_Across, "", "")
        self._table = TableReader(["", *heads[1:]], typed, LABELS, _KINDS, place, _alternative)
        self.faults = self._table.faults
        places = self._table.places
        self.alternatives = [name for name in places if name not in _NAMES]
        self.has_rows = bool(others)
        for name in _NAMES & places.keys():
            if others and places[name] > others[0]:
                self._fault("sheet_cell", self._table.place(1), name, heads[places[name]])
        for at in nameless:
            self._fault("sheet_cell", place(1, {"": at}), "", "")
        self._criteria: dict[str, Row] = {}
        for number, cells in enumerate(columns, 2):
            if not all(map(blank, cells)):
                labelled = ["" if at in (0, *nameless) else cell for at, cell in enumerate(cells)]
                self._criteria[self._name(number, cells[0])] = self._table.row(number, labelled)

    def problem(self) -> Problem | None:
        """Return the problem; None if the sheet cannot be read as one."""
        criteria = tuple(self._criterion(name, row) for name, row in self._criteria.items())
        alternatives = tuple(Alternative(id=name) for name in self.alternatives)
        rows = list(self._criteria.values())
        cells = [[row.values.get(name) for row in rows] for name in self.alternatives]
        if not alternatives:
            return None
        try:
            return Problem(criteria=criteria, alternatives=alternatives, performances=cells)
        except InvalidProblem as error:
            for fault in error.faults:
                part, i, j = fault.path  # only cells, and curves and targets, can still be wrong
                if part == "criteria":
                    label = _STATED.get(str(j), "direction")
                    label = label if label in self._table.places else "direction"
                    where = rows[int(i)].place.path(label)
                else:
                    where = rows[int(j)].place.path(self.alternatives[int(i)])
                self.faults.append(fault.at_path(*where))
            return None

    def weights(self) -> dict[str, float] | None:
        """Return the weights by criterion; None if the sheet states no weights."""
        lacking = [row for row in self._criteria.values() if self._is_empty(row, "weight")]
        if "weight" not in self._table.places or len(lacking) == len(self._criteria):
            return None
        for row in lacking:
            self._fault("sheet_weight", row.place, "weight", "")
        return {name: row.values.get("weight", 0.0) for name, row in self._criteria.items()}

    def _fault(self, code: str, place: RowPlace, column: str, value: Any) -> None:
        self.faults.append(place.fault(code, column, value))

    def _is_empty(self, row: Row, label: str) -> bool:
        """Return whether a cell is empty: it has neither a value nor a fault."""
        path = row.place.path(label)
        return label not in row.values and all(fault.path != path for fault in self.faults)

    def _name(self, number: int, value: Any) -> str:
        """Return the name of a criterion; if it is invalid, a unique substitute."""
        here, code = self._table.place(number), "sheet_cell"
        with suppress(ValueError):
            if (name := read_name(value)) not in self._criteria:
                return name
            code = "sheet_duplicate"
        self._fault(code, here, "", value)
        return f" {here.cell('')}"  # a name never begins with a space

    def _criterion(self, name: str, row: Row) -> Criterion:
        ends = self._ends(row, "low", "high")
        if ends is not None and ends[0] >= ends[1]:
            fields = {"criterion": name, "value": f"({ends[0]:g}, {ends[1]:g})"}
            self.faults.append(Fault("invalid_range", row.place.path("low"), fields))
            ends = None
        return Criterion(
            id=name,
            direction=row.values.get("direction", "benefit"),
            unit=row.values.get("unit", ""),
            range=ends,
            best=self._ends(row, "best low", "best high"),
            value=row.values.get("value curve"),
        )

    def _ends(self, row: Row, *labels: str) -> tuple[float, float] | None:
        """Return the numbers of two rows; None if both are empty; one number alone is a fault."""
        ends = [row.values[label] for label in labels if label in row.values]
        if len(ends) == 2:
            return ends[0], ends[1]
        for label in labels if ends else ():
            if label in self._table.places and self._is_empty(row, label):
                self._fault("sheet_cell", row.place, label, "")
            elif label in row.values and not self._table.places.keys() >= set(labels):
                self._fault("sheet_cell", row.place, label, row.values[label])
        return None


def _weight(value: Any, typed: bool) -> float:
    weight = read_number(value, typed)
    if weight < 0:
        raise ValueError(value)
    return weight


def _alternative(head: Any) -> Column:
    return Column(name=_KINDS["name"](head, True, {}), kind="cell")


_NAMES = {column.name for column in LABELS}
_KINDS = {
    "direction": reader(lambda value, _: DIRECTIONS[folded(value)], "sheet_direction"),
    "weight": reader(_weight, "sheet_weight"),
    "name": reader(lambda value, _: read_name(value), "sheet_cell"),
    "number": reader(read_number, "sheet_cell"),
    "points": reader(lambda value, _: read_points(value), "sheet_cell"),
    "cell": reader(read_cell, "sheet_cell"),
}


@checked
def write_problem(
    problem: Problem, path: Path | str, weights: Mapping[str, float] | None = None
) -> None:
    """Write a problem to a file that `read_problem` can read.

    XLSX keeps 16 significant digits of a number, CSV all 17. Labels by language are not written.

    Parameters
    ----------
    problem
        Its uncertain cells must be intervals or triangular.
    path
        Ends in ``.csv`` or ``.xlsx``; its folder must exist.
    weights
        By criterion, if any; written unchanged.

    Raises
    ------
    InvalidTable
        Unknown suffix, no such folder, or a name or spread that the layout cannot hold.
    InvalidWeights
        The weights do not fit the criteria.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import mcda
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "sites.xlsx")
    ...     mcda.sheets.write_problem(mcda.example().problem, file, {"price": 2, "utilities": 1})
    ...     mcda.sheets.read_problem(file).weights
    {'price': 2.0, 'utilities': 1.0}
    """
    path = Path(path)
    content = format_problem(problem, path.name, weights)
    if not path.parent.is_dir():
        raise InvalidTable.at("file_not_found", file=path.name)
    path.write_bytes(content)


@checked
def format_problem(
    problem: Problem, file: str, weights: Mapping[str, float] | None = None
) -> bytes:
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

    Examples
    --------
    >>> import mcda
    >>> text = mcda.sheets.format_problem(mcda.example().problem, "sites.csv").decode("utf-8-sig")
    >>> text.splitlines()[3:]
    ['"north",160,5', '"south","85..140",3', '"west",100,4']
    """
    suffix = file_format(file)
    if weights is not None:
        WeightVector.normalised(problem.criterion_ids, weights)
    head = list(_head(problem, weights))
    InvalidTable.raise_any([*_faults(problem, len(head))])
    body: list[list[Cell]] = [[name] for name in problem.alternative_ids]
    for (i, j), value in np.ndenumerate(problem.values):
        cell = problem.spreads.get((i, j), float(value))
        text = write_spread(cell) if isinstance(cell, Interval | Triangular) else None
        body[i].append(text or cast("float | None", cell))
    if suffix == ".csv":
        return csv_text([*head, *body])
    content = io.BytesIO()
    with workbook(content) as book:
        write_sheet(book, [*head, *body], labels=1)
    return content.getvalue()


def _head(problem: Problem, weights: Mapping[str, float] | None) -> Iterator[list[Cell]]:
    criteria, ids = problem.criteria, problem.criterion_ids
    yield ["alternative", *ids]
    rows: dict[str, list[Cell]] = {
        "direction": [criterion.direction for criterion in criteria],
        "unit": [criterion.unit for criterion in criteria],
        "weight": [float(weights[name]) for name in ids] if weights is not None else [],
    }
    for end, label in enumerate(("low", "high")):
        rows[label] = [float(c.range[end]) if c.range else "" for c in criteria]
    for end, label in enumerate(("best low", "best high")):
        rows[label] = [float(c.best[end]) if c.best else "" for c in criteria]
    rows["value curve"] = [write_points(c.value) if c.value else "" for c in criteria]
    yield from ([label, *cells] for label, cells in rows.items() if any(c != "" for c in cells))


def _faults(problem: Problem, first: int) -> Iterator[Fault]:
    unwritable = [(0, j, n) for j, n in enumerate(problem.criterion_ids, 1) if n != n.strip()]
    for i, name in enumerate(problem.alternative_ids, first):
        if name != name.strip() or folded(name) in _LABELS:
            unwritable.append((i, 0, name))
    for (i, j), spread in sorted(problem.spreads.items(), key=lambda item: item[0]):
        if not (spread is None or isinstance(spread, Interval | Triangular)):
            unwritable.append((first + i, j + 1, repr(spread)))
    for row, column, value in unwritable:
        cell = address(row, column)
        yield Fault("sheet_cell", (cell,), {"cell": cell, "value": value})
