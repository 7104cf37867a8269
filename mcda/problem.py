"""The decision problem: alternatives seen on criteria, frozen and checked once."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np

from mcda.cells import (
    LARGEST,
    Cell,
    FloatArray,
    Interval,
    Spread,
    Triangular,
    double,
    shown,
)
from mcda.errors import Fault, InvalidProblem

if TYPE_CHECKING:
    import pandas as pd

Direction = Literal["benefit", "cost"]
Rows = Sequence[Sequence[Cell]] | FloatArray
Spreads = dict[tuple[int, int], Spread | None]
DIRECTIONS = ("benefit", "cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A point of view from which alternatives are compared.

    Parameters
    ----------
    id
        Unique name.
    direction
        ``"benefit"`` (more is better) or ``"cost"`` (less is better).
    unit
        Unit of the column, for people.
    range
        Lowest and highest plausible value in that unit; bounds unknown cells and serves the
        ``range`` normalisation and SPOTIS.
    name
        Label by language.
    """

    id: str
    direction: Direction
    unit: str = ""
    range: tuple[float, float] | None = None
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of the things to choose from."""

    id: str
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """Alternatives, criteria and what is known of each cell.

    Parameters
    ----------
    criteria
        ``n >= 1`` criteria with different ids.
    alternatives
        ``m >= 1`` alternatives with different ids.
    performances
        ``m`` rows of ``n`` cells: a finite number, a spread (`mcda.cells`), or ``None`` (unknown).
        An array ``(m, n)`` of doubles is taken as it is.

    Attributes
    ----------
    values
        Headline of each cell, shape ``(m, n)``; NaN where unknown. Read-only.
    spreads
        The uncertain cells by ``(row, column)``; ``None`` marks an unknown one.

    Raises
    ------
    InvalidProblem
        With one fault for each thing that is wrong.
    """

    criteria: tuple[Criterion, ...]
    alternatives: tuple[Alternative, ...]
    performances: Rows = field(repr=False)
    values: FloatArray = field(init=False, repr=False)
    spreads: Mapping[tuple[int, int], Spread | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "criteria", tuple(self.criteria))
        object.__setattr__(self, "alternatives", tuple(self.alternatives))
        faults = [*_id_faults(self.criteria, "criteria")]
        faults += _id_faults(self.alternatives, "alternatives")
        faults += [fault for j, c in enumerate(self.criteria) for fault in _criterion_faults(j, c)]
        faults += _shape_faults(self.performances, len(self.alternatives), len(self.criteria))
        if faults:
            raise InvalidProblem(faults)
        values, spreads, faults = _read(self.performances, self.criteria, self.alternatives)
        faults = faults or _range_faults(values, spreads, self.criteria, self.alternatives)
        if faults:
            raise InvalidProblem(faults)
        values += 0.0  # no negative zero
        values.setflags(write=False)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "spreads", spreads)

    @cached_property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of the criteria, in column order."""
        return tuple([criterion.id for criterion in self.criteria])

    @cached_property
    def alternative_ids(self) -> tuple[str, ...]:
        """Ids of the alternatives, in row order."""
        return tuple([alternative.id for alternative in self.alternatives])

    def select(self, rows: Iterable[int]) -> Self:
        """Return the problem with only these rows, in this order."""
        chosen = list(rows)
        return replace(
            self,
            alternatives=tuple(self.alternatives[i] for i in chosen),
            performances=[self.performances[i] for i in chosen],
        )

    @classmethod
    def from_frame(
        cls,
        frame: "pd.DataFrame",
        *,
        directions: Mapping[str, Direction],
        units: Mapping[str, str] | None = None,
        ranges: Mapping[str, tuple[float, float]] | None = None,
    ) -> "Problem":
        """Read a frame: index = alternatives, columns = criteria, missing = unknown.

        Parameters
        ----------
        frame
            Cells may be numbers, `mcda.cells` spreads, or missing.
        directions
            ``"benefit"`` or ``"cost"`` for every column.
        units, ranges
            By column, where known.

        Raises
        ------
        InvalidProblem
            A column has no direction, or a cell is wrong.
        """
        from mcda.tables import problem_from_frame

        return problem_from_frame(frame, directions, units or {}, ranges or {})


def _id_faults(items: Sequence[Criterion | Alternative], kind: str) -> list[Fault]:
    if not items:
        return [Fault("empty_list", (kind,), {"list": kind})]
    seen: dict[str, int] = {}
    faults = []
    for place, name in enumerate([item.id for item in items]):
        if type(name) is not str or not name.strip():
            faults.append(Fault("empty_id", (kind, place, "id"), {"list": kind}))
        elif seen.setdefault(name, place) != place:
            fields = {"id": name, "first": seen[name], "again": place, "list": kind}
            faults.append(Fault("duplicate_id", (kind, place, "id"), fields))
    return faults


def _criterion_faults(place: int, criterion: Criterion) -> list[Fault]:
    faults = []
    if criterion.direction not in DIRECTIONS:
        fields: dict[str, Any] = {"criterion": criterion.id, "value": criterion.direction}
        faults.append(Fault("unknown_direction", ("criteria", place, "direction"), fields))
    if criterion.range is not None and not _is_range(criterion.range):
        fields = {"criterion": criterion.id, "value": repr(criterion.range)}
        faults.append(Fault("invalid_range", ("criteria", place, "range"), fields))
    return faults


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
    """Return the number of cells; 0 for what is no row at all."""
    if type(row) is list:
        return len(row)
    return len(row) if isinstance(row, Sequence | np.ndarray) and not isinstance(row, str) else 0


def _read(
    rows: Rows, criteria: Sequence[Criterion], alternatives: Sequence[Alternative]
) -> tuple[FloatArray, Spreads, list[Fault]]:
    if isinstance(rows, np.ndarray) and rows.dtype == np.float64 and np.abs(rows).max() <= LARGEST:
        return rows.copy(), {}, []
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
    return values, spreads, faults


def _headline(cell: Any) -> float:
    return cell.headline if isinstance(cell, Spread) else double(cell)


def _refusal(
    i: int,
    j: int,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    cell: Any,
) -> Fault | None:
    edges = (cell.low, cell.high) if isinstance(cell, Spread) else ()
    reach = max(map(abs, (_headline(cell), *edges)))
    if reach <= LARGEST:
        return None
    if math.isnan(reach) and not isinstance(cell, float):
        return _cell_fault("cell_not_a_number", i, j, criteria, alternatives, cell)
    if not math.isfinite(reach):
        return _cell_fault("cell_not_finite", i, j, criteria, alternatives, cell)
    return _cell_fault("cell_too_large", i, j, criteria, alternatives, cell)


def _range_faults(
    values: FloatArray,
    spreads: Spreads,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
) -> list[Fault]:
    lows, highs = values, values
    bounded = {at: s for at, s in spreads.items() if isinstance(s, Interval | Triangular)}
    if bounded:
        lows, highs = values.copy(), values.copy()
        for at, spread in bounded.items():
            lows[at], highs[at] = spread.low, spread.high
    faults = []
    for j, criterion in enumerate(criteria):
        if criterion.range is None:
            continue
        low, high = criterion.range
        for i in np.flatnonzero((lows[:, j] < low) | (highs[:, j] > high)).tolist():
            fields = {"low": low, "high": high, "unit": criterion.unit}
            found = float(lows[i, j] if lows[i, j] < low else highs[i, j])
            faults.append(_cell_fault("outside_range", i, j, criteria, alternatives, found, fields))
    return faults


def _cell_fault(
    code: str,
    i: int,
    j: int,
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    value: object,
    extra: Mapping[str, Any] | None = None,
) -> Fault:
    named = {"alternative": alternatives[i].id, "criterion": criteria[j].id}
    return Fault(code, ("performances", i, j), {**named, "value": shown(value), **(extra or {})})
