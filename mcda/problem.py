"""The decision problem: criteria, alternatives and performances, immutable and checked once."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from mcda.arguments import called, checked, described, expect
from mcda.cells import LARGEST, Cell, FloatArray, Spread, double, loadings, shown
from mcda.criterion import DIRECTIONS, Alternative, Criterion, Direction, Points
from mcda.errors import Fault, InvalidArgument, InvalidProblem, Note, hidden_fault, hidden_in
from mcda.plain import plain
from mcda.scale import Scale, scale_faults, scale_of, whole_scale
from mcda.table import Tabular
from mcda.texts.suggestions import json_text

if TYPE_CHECKING:
    import pandas as pd

Rows = Sequence[Sequence[Cell]] | FloatArray
Spreads = dict[tuple[int, int], Spread | None]


def read_performances(
    rows: Rows, criteria: Sequence[Criterion], alternatives: Sequence[Alternative]
) -> tuple[FloatArray, Spreads]:
    """Return the headline of each cell ``(m, n)``, NaN where unknown, and the uncertain cells.

    An array of doubles is returned without conversion.

    Raises
    ------
    InvalidProblem
        With one fault for each cell that is no finite number.
    """
    if isinstance(rows, np.ndarray) and rows.dtype == np.float64 and _moderate(rows):
        return rows + 0.0, {}  # no negative zero, and never the caller's own array
    values = np.empty((len(rows), len(criteria)))
    spreads: Spreads = {}
    faults: list[Fault] = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is None or isinstance(cell, Spread):
                spreads[i, j] = cell
            values[i, j] = math.nan if cell is None else _headline(cell)
            fault = None if cell is None else _refusal(i, j, criteria, alternatives, cell)
            if fault is not None:
                faults.append(fault)
    InvalidProblem.raise_any(faults)
    return values + 0.0, spreads


def _moderate(values: FloatArray) -> bool:
    """Return whether all values are numbers of moderate size; False if there is a NaN.

    If the sum of squares is at most the squared limit, one pass suffices.
    """
    if np.vdot(values, values) <= LARGEST**2:
        return True
    low, high = np.minimum.reduce(values, axis=None), np.maximum.reduce(values, axis=None)
    return bool(low >= -LARGEST and high <= LARGEST)


def _headline(cell: Any) -> float:
    return cell.headline if isinstance(cell, Spread) else double(cell)


def _refusal(
    i: int, j: int, criteria: Sequence[Criterion], alternatives: Sequence[Alternative], cell: Any
) -> Fault | None:
    edges = (cell.low, cell.high) if isinstance(cell, Spread) else ()
    reach = max(map(abs, (_headline(cell), *edges)))
    if reach <= LARGEST:
        return None
    unfit = "cell_too_large" if math.isfinite(reach) else "cell_not_finite"
    code = "cell_not_a_number" if math.isnan(reach) and not isinstance(cell, float) else unfit
    fields = {"alternative": alternatives[i].id, "criterion": criteria[j].id}
    return Fault(code, ("performances", i, j), {**fields, "value": shown(cell)})


__all__ = ["DIRECTIONS", "Alternative", "Criterion", "Direction", "Problem"]

_NO_RANGE = (math.nan, math.nan)
_STRAIGHT = ("benefit", "cost")


@called
@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Problem(Tabular):
    """A decision problem: criteria, alternatives and the contents of each cell.

    Attributes
    ----------
    criterion_ids, alternative_ids
        In column and row order.
    benefit, ranges
        Shape ``(n,)``, False for a cost; and ``(n, 2)``, NaN without a range. Read-only.
    curves
        Value curve by column, where a scale is not straight.
    values
        Headline of each cell, shape ``(m, n)``; NaN where unknown. Read-only. Of an uncertain
        cell the mode, mean or middle; with `is_valued` what is worth as much as its draws are on
        average.
    spreads
        The uncertain cells by ``(row, column)``; ``None`` marks an unknown one.

    Raises
    ------
    InvalidProblem
        With one fault for each thing that is wrong.

    Examples
    --------
    >>> import mcda
    >>> mcda.example().problem.criterion_ids
    ('price', 'utilities')
    >>> mcda.example().problem.select([0, 2]).alternative_ids
    ('north', 'west')
    """

    plot: ClassVar[Any]
    """Its charts, see `mcda.plot.ProblemPlots`; set in ``mcda/__init__.py``, for they know more."""
    default_method: ClassVar[str] = "topsis"
    """Ranks it where nobody names a method."""
    conventions: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    """Parameters of methods where they are left out, by method; else the textbook's."""
    is_valued: ClassVar[bool] = False
    """Whether headlines are taken by worth on the criteria's scales."""

    criteria: tuple[Criterion, ...]
    """``n >= 1`` criteria with different ids."""
    alternatives: tuple[Alternative, ...]
    """``m >= 1`` alternatives with different ids."""
    performances: Rows = field(repr=False)
    """``m`` rows of ``n`` cells: a finite number, a spread (`mcda.cells`), or ``None`` (unknown).
    An array ``(m, n)`` of doubles is taken as it is."""
    criterion_ids: tuple[str, ...] = field(init=False, repr=False)
    alternative_ids: tuple[str, ...] = field(init=False, repr=False)
    benefit: npt.NDArray[np.bool_] = field(init=False, repr=False)
    ranges: FloatArray = field(init=False, repr=False)
    curves: Mapping[int, Scale] = field(init=False, repr=False)
    values: FloatArray = field(init=False, repr=False)
    spreads: Mapping[tuple[int, int], Spread | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        expect("criteria", self.criteria, tuple[Criterion, ...])
        expect("alternatives", self.alternatives, tuple[Alternative, ...])
        rows: object = self.performances
        is_list = isinstance(rows, Sequence) and not isinstance(rows, str)
        if not (rows.ndim in (1, 2) if isinstance(rows, np.ndarray) else is_list):
            raise InvalidArgument.at("argument_cells", "performances", given=described(rows))
        self._set(
            criteria=tuple(self.criteria),
            alternatives=tuple(self.alternatives),
            criterion_ids=tuple([criterion.id for criterion in self.criteria]),
            alternative_ids=tuple([alternative.id for alternative in self.alternatives]),
        )
        faults = _id_faults(self.criterion_ids, "criteria")
        faults += _id_faults(self.alternative_ids, "alternatives")
        for j, criterion in enumerate(self.criteria):
            if criterion.range is not None or not _is_straight(criterion):
                faults += _criterion_faults(j, criterion)
        faults += _hidden_faults(self.criteria, "criteria")
        faults += _hidden_faults(self.alternatives, "alternatives")
        faults += _shape_faults(self.performances, len(self.alternatives), len(self.criteria))
        InvalidProblem.raise_any(faults)
        values, spreads = read_performances(self.performances, self.criteria, self.alternatives)
        for j, criterion in enumerate(self.criteria if self.is_valued else ()):
            scale = whole_scale(criterion)
            cells = {i: s for (i, k), s in spreads.items() if k == j and s is not None}
            if scale is not None and cells:  # a spread counts by its mean worth
                values[[*cells], j] = scale.certain([*cells.values()])
        benefit = np.array([criterion.direction != "cost" for criterion in self.criteria])
        ends = [end for criterion in self.criteria for end in (criterion.range or _NO_RANGE)]
        ranges = np.array(ends, dtype=np.float64).reshape(-1, 2)
        for array in (values, benefit, ranges):
            array.setflags(write=False)
        curves = {
            j: scale
            for j, criterion in enumerate(self.criteria)
            if not _is_straight(criterion) and (scale := scale_of(criterion)) is not None
        }
        self._set(values=values, spreads=spreads, benefit=benefit, ranges=ranges, curves=curves)

    def _set(self, **found: Any) -> None:
        self.__dict__.update(found)  # the class is frozen

    @property
    def groups(self) -> Mapping[str, str]:
        """What alternatives stand in together, such as a country, by id; none here."""
        return {}

    def select(self, rows: Iterable[int]) -> Self:
        """Return the problem with only these rows, in this order.

        Raises
        ------
        InvalidArgument
            A row does not exist.
        """
        expect("rows", rows, Iterable)
        chosen = list(rows)
        expect("rows", chosen, list[int])
        last = len(self.alternatives) - 1
        missing = [(place, row) for place, row in enumerate(chosen) if not 0 <= row <= last]
        if missing:
            raise InvalidArgument(
                Fault("row_unknown", ("rows", place), {"value": row, "last": last})
                for place, row in missing
            )
        return replace(
            self,
            alternatives=tuple(self.alternatives[i] for i in chosen),
            performances=[self.performances[i] for i in chosen],
        )

    @property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Names of alternatives and criteria by id, for those that have a name."""
        things: Iterable[Alternative | Criterion] = (*self.alternatives, *self.criteria)
        return {thing.id: thing.name for thing in things if thing.name}

    def to_frame(self) -> "pd.DataFrame":
        """Return the cells, a row per alternative, a column per criterion, missing if unknown."""
        import pandas as pd

        return pd.DataFrame(
            [list(row) for row in self.performances],
            index=pd.Index(self.alternative_ids, name="alternative", dtype=object),
            columns=list(self.criterion_ids),
        )

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return criteria, alternatives and performances as plain data."""
        return {
            "criteria": plain(self.criteria),
            "alternatives": plain(self.alternatives),
            "performances": [[plain_cell(cell) for cell in row] for row in self.performances],
        }

    def summary(self, language: str = "en") -> str:
        """Return a sentence with the numbers of alternatives, criteria and uncertain cells."""
        m, n = self.values.shape
        fields = {"alternatives": m, "criteria": n, "uncertain": len(self.spreads)}
        return Note("summary_problem", (), fields).say(language)

    @classmethod
    @checked
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        *,
        directions: Mapping[str, Direction],
        units: Mapping[str, str] | None = None,
        ranges: Mapping[str, tuple[float, float]] | None = None,
        best: Mapping[str, tuple[float, float]] | None = None,
        curves: Mapping[str, Points] | None = None,
    ) -> Self:
        """Read a frame: index = alternatives, columns = criteria, missing = unknown.

        Parameters
        ----------
        frame
            Cells may be numbers, `mcda.cells` spreads, or missing. Whole numbers in the index
            become names; columns must be text.
        directions
            ``"benefit"``, ``"cost"`` or ``"target"`` for every column.
        units, ranges, best, curves
            By column, where known; see `mcda.criterion.Criterion`, whose ``value`` is a curve.

        Raises
        ------
        InvalidProblem
            A column has no direction, a name is no column, or a cell is wrong.

        Examples
        --------
        >>> import mcda, pandas
        >>> frame = pandas.DataFrame({"price": [160, 100]}, index=["north", "west"])
        >>> mcda.Problem.from_frame(frame, directions={"price": "cost"}).alternative_ids
        ('north', 'west')
        """
        if getattr(frame, "ndim", 0) != 2 or not hasattr(frame, "columns"):
            fields = {"argument": "frame", "given": described(frame)}
            raise InvalidArgument([Fault("argument_frame", ("frame",), fields)])
        columns = tuple(frame.columns)
        units, ranges, best, curves = units or {}, ranges or {}, best or {}, curves or {}
        stated: dict[str, Mapping[str, Any]] = {
            "directions": directions,
            "units": units,
            "ranges": ranges,
            "best": best,
            "curves": curves,
        }
        faults = [
            Fault("unknown_criterion", (kind, name), {"criterion": name, "known": columns})
            for kind, mapping in stated.items()
            for name in mapping
            if name not in columns
        ]
        faults += [
            Fault("direction_missing", ("directions",), {"criterion": column})
            for column in columns
            if column not in directions
        ]
        criteria = tuple(
            Criterion(
                id=column,
                direction=directions.get(column, "benefit"),  # a missing one is refused below
                unit=units.get(column, ""),
                range=ranges.get(column),
                best=best.get(column),
                value=curves.get(column),
            )
            for column in columns
        )
        rows = [[_frame_cell(value) for value in row] for row in frame.to_numpy(dtype=object)]
        wholes = [isinstance(key, int | np.integer) for key in frame.index]
        alternatives = tuple(
            Alternative(id=str(key) if whole and not isinstance(key, bool) else key)
            for key, whole in zip(frame.index, wholes, strict=True)
        )
        try:
            problem = cls(criteria=criteria, alternatives=alternatives, performances=rows)
        except InvalidProblem as error:
            raise InvalidProblem([*faults, *error.faults]) from error
        InvalidProblem.raise_any(faults)
        return problem


def _frame_cell(value: Any) -> Cell:
    import pandas as pd

    nan = isinstance(value, float | np.floating) and np.isnan(value)
    return None if nan or value is pd.NA else value


def _id_faults(names: Sequence[str], kind: str) -> list[Fault]:
    if not names:
        return [Fault("empty_list", (kind,), {"list": kind})]
    are_texts = set(map(type, names)) == {str} and all(map(str.strip, names))
    if are_texts and len(set(names)) == len(names):
        return []
    places: dict[str, int] = {}
    faults = []
    for place, name in enumerate(names):
        if type(name) is not str or not name.strip():
            faults.append(Fault("empty_id", (kind, place, "id"), {"list": kind}))
        elif places.setdefault(name, place) != place:
            fields = {"id": name, "first": places[name], "again": place, "list": kind}
            faults.append(Fault("duplicate_id", (kind, place, "id"), fields))
    return faults


def _hidden_faults(named: Sequence[Criterion | Alternative], kind: str) -> list[Fault]:
    """Return a fault for each id, name or unit with a hidden character."""
    faults = [
        Fault(
            "name_not_by_language",
            (kind, place, "name"),
            {"id": item.id, "given": described(item.name)},
        )
        for place, item in enumerate(named)
        if not isinstance(item.name, Mapping)
    ]
    if faults:
        return faults
    strings = [text for item in named for text in (item.id, *item.name.values())]
    strings += [item.unit for item in named if isinstance(item, Criterion)]
    if hidden_in("".join(map(str, strings))) is None:
        return []
    for place, item in enumerate(named):
        texts: dict[tuple[str, ...], Any] = {("id",): item.id}
        texts.update({("name", language): name for language, name in item.name.items()})
        if isinstance(item, Criterion):
            texts["unit",] = item.unit
        for path, text in texts.items():
            fault = hidden_fault(str(text), kind, place, *path)
            if fault is not None:
                faults.append(fault)
    return faults


def _criterion_faults(place: int, criterion: Criterion) -> list[Fault]:
    faults = []
    if criterion.direction not in DIRECTIONS:
        fields: dict[str, Any] = {"criterion": criterion.id, "value": criterion.direction}
        faults.append(Fault("unknown_direction", ("criteria", place, "direction"), fields))
    if criterion.range is not None and not _is_range(criterion.range):
        fields = {"criterion": criterion.id, "value": json_text(criterion.range)}
        faults.append(Fault("invalid_range", ("criteria", place, "range"), fields))
    if faults or _is_straight(criterion):
        return faults
    return list(scale_faults(place, criterion))


def _is_straight(criterion: Criterion) -> bool:
    """Return whether more, or less, is better along the whole scale."""
    plain = criterion.best is None and criterion.value is None and criterion.beyond == "clip"
    return plain and criterion.direction in _STRAIGHT


def _is_range(found: Any) -> bool:
    if not isinstance(found, Sequence) or len(found) != 2:
        return False
    low, high = (double(end) for end in found)
    return math.isfinite(low) and math.isfinite(high) and low < high


def _shape_faults(rows: Rows, m: int, n: int) -> list[Fault]:
    if len(rows) != m:
        return [Fault("row_count", ("performances",), {"rows": len(rows), "alternatives": m})]
    if isinstance(rows, np.ndarray) and rows.shape == (m, n):
        return []
    return [
        Fault("row_length", ("performances", i), {"row": i, "cells": _length(row), "criteria": n})
        for i, row in enumerate(rows)
        if _length(row) != n
    ]


def _length(row: Any) -> int:
    """Return the number of cells; 0 if the argument is not a row."""
    if type(row) is list:
        return len(row)
    return len(row) if isinstance(row, Sequence | np.ndarray) and not isinstance(row, str) else 0


def plain_cell(cell: Cell) -> Any:
    """Return a cell as plain data, with the sources that it shares with others."""
    if not isinstance(cell, Spread):
        return None if cell is None else float(cell)
    return plain(cell) | ({"shared": dict(loadings(cell.shared))} if cell.shared else {})
