"""Reads a grid part after part and keeps all that is wrong."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from mcda.cells import Cell
from mcda.criterion import Points
from mcda.errors import Fault, InvalidProblem
from mcda.problem import Alternative, Criterion, Problem
from mcda.tables.grid import Grid
from mcda.tables.labels import label_of, read_direction
from mcda.tables.notation import (
    address,
    blank,
    read_cell,
    read_name,
    read_number,
    read_points,
    shown,
)

T = TypeVar("T")
_ROWS = {"range": ("low", "high"), "best": ("best low", "best high"), "value": ("value curve",)}


class Reader:
    """One reading of a grid that has a header.

    Parameters
    ----------
    grid
        From cell A1 on.

    Attributes
    ----------
    faults
        What is wrong so far, each with its row and column.
    labels
        Row of each labelled row.
    criteria, alternatives
        Names by column and by row.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[tuple[tuple[int, int], Fault]] = []
        self.labels: dict[str, int] = {}
        height, width = len(grid.rows), max(map(len, grid.rows))
        columns = [j for j in range(1, width) if not self._empty(range(height), [j])]
        rows = [i for i in range(1, height) if not self._empty([i], range(width))]
        self.criteria = dict(zip(columns, self._names([(0, j) for j in columns]), strict=True))
        rows = self._split(rows)
        self.alternatives = dict(zip(rows, self._names([(i, 0) for i in rows]), strict=True))

    def problem(self) -> Problem | None:
        """Return the problem, None where there is none for sure.

        Faulty parts are replaced by harmless ones, so that all faults are found in one reading.
        """
        criteria = tuple(self._criterion(j, name) for j, name in self.criteria.items())
        if "direction" not in self.labels:
            self._fault("sheet_direction", 1, 1)
        cells = [[self._cell(i, j) for j in self.criteria] for i in self.alternatives]
        alternatives = tuple(Alternative(id=name) for name in self.alternatives.values())
        if not alternatives:
            return None
        try:
            return Problem(criteria=criteria, alternatives=alternatives, performances=cells)
        except InvalidProblem as error:
            rows, columns = tuple(self.alternatives), tuple(self.criteria)
            for fault in error.faults:
                part, i, j = fault.path  # only cells, and curves and targets, can still be wrong
                if part == "criteria":
                    place = self._stated(str(j)), columns[int(i)]
                else:
                    place = rows[int(i)], columns[int(j)]
                self.faults.append((place, Fault(fault.code, (address(*place),), fault.fields)))
            return None

    def weights(self) -> dict[str, float] | None:
        """Return the weights by criterion; None where the sheet states none."""
        row = self.labels.get("weight")
        if row is None or self._empty([row], self.criteria):
            return None
        return {name: self._weight(row, j) for j, name in self.criteria.items()}

    def _empty(self, rows: Iterable[int], columns: Iterable[int]) -> bool:
        across = list(columns)
        return all(blank(self.grid.value(i, j)) for i in rows for j in across)

    def _fault(self, code: str, row: int, column: int) -> None:
        cell, value = address(row, column), shown(self.grid.value(row, column))
        self.faults.append(((row, column), Fault(code, (cell,), {"cell": cell, "value": value})))

    def _read(self, read: Callable[[Any], T], code: str, row: int, column: int) -> T | None:
        try:
            return read(self.grid.value(row, column))
        except ValueError:
            self._fault(code, row, column)
            return None

    def _number(self, value: Any) -> float:
        return read_number(value, self.grid.typed)

    def _names(self, places: list[tuple[int, int]]) -> list[str]:
        seen: set[str] = set()
        names = []
        for place in places:
            name = self._read(read_name, "sheet_cell", *place)
            if name in seen:
                self._fault("sheet_duplicate", *place)
                name = None
            # A name never begins with a space, so this one is free.
            names.append(f" {address(*place)}" if name is None else name)
            seen.add(names[-1])
        return names

    def _split(self, rows: list[int]) -> list[int]:
        """Keep the labelled rows and return those of the alternatives."""
        alternatives: list[int] = []
        for row in rows:
            label = label_of(self.grid.value(row, 0))
            if label is None:
                alternatives.append(row)
            elif label in self.labels:
                self._fault("sheet_duplicate", row, 0)
            elif alternatives:
                self._fault("sheet_cell", row, 0)
            else:
                self.labels[label] = row
        return alternatives

    def _criterion(self, column: int, name: str) -> Criterion:
        direction, unit = None, None
        if "direction" in self.labels:
            row = self.labels["direction"]
            direction = self._read(read_direction, "sheet_direction", row, column)
        if "unit" in self.labels and not self._empty([self.labels["unit"]], [column]):
            unit = self._read(read_name, "sheet_cell", self.labels["unit"], column)
        return Criterion(
            id=name,
            direction=direction or "benefit",
            unit=unit or "",
            range=self._range(column),
            best=self._best(column),
            value=self._value(column),
        )

    def _range(self, column: int) -> tuple[float, float] | None:
        ends = self._ends(("low", "high"), column)
        if ends is None or ends[0] < ends[1]:
            return ends
        fields = {"criterion": self.criteria[column], "value": f"({ends[0]:g}, {ends[1]:g})"}
        place = self.labels["low"], column
        self.faults.append((place, Fault("invalid_range", (address(*place),), fields)))
        return None

    def _best(self, column: int) -> tuple[float, float] | None:
        return self._ends(("best low", "best high"), column)

    def _ends(self, labels: tuple[str, str], column: int) -> tuple[float, float] | None:
        """Return the numbers of two rows, None where there are none; one alone is a fault."""
        rows = [self.labels[label] for label in labels if label in self.labels]
        if self._empty(rows, [column]):
            return None
        ends = [self._read(self._number, "sheet_cell", row, column) for row in rows]
        if len(ends) == 1:
            self._fault("sheet_cell", rows[0], column)
            return None
        first, last = ends
        return None if first is None or last is None else (first, last)

    def _value(self, column: int) -> Points | None:
        row = self.labels.get("value curve")
        if row is None or self._empty([row], [column]):
            return None
        return self._read(read_points, "sheet_cell", row, column)

    def _stated(self, name: str) -> int:
        """Return the row that says this of the criteria; else that of the direction."""
        rows = [self.labels[label] for label in _ROWS.get(name, ()) if label in self.labels]
        return rows[0] if rows else self.labels.get("direction", 1)

    def _weight(self, row: int, column: int) -> float:
        weight = self._read(self._number, "sheet_weight", row, column)
        if weight is not None and weight < 0:
            self._fault("sheet_weight", row, column)
        return weight or 0.0

    def _cell(self, row: int, column: int) -> Cell:
        return self._read(
            lambda value: read_cell(value, self.grid.typed), "sheet_cell", row, column
        )
