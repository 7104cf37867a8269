"""Conversion of cells to numbers: the headline matrix and notes on its assumptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread, Unknown, is_unknown
from mcda.errors import Fault, InvalidMethod, InvalidProblem, Note
from mcda.method import Matrix
from mcda.problem import Problem

Unknowns = Literal["bounds", "refuse"]
_UNKNOWNS: tuple[str, ...] = get_args(Unknowns)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Headline:
    """A matrix without gaps, with the distributions of its uncertain cells."""

    matrix: Matrix
    """Every cell at its headline."""
    spreads: Mapping[tuple[int, int], Spread]
    """What each uncertain cell may be, by ``(row, column)``; unknown ones are intervals."""
    notes: tuple[Note, ...]
    """One for each uncertain or unknown cell."""


def headline(
    problem: Problem, unknowns: Unknowns = "bounds", unused: frozenset[str] = _NOTHING
) -> Headline:
    """Fill every cell with its headline.

    A distribution is replaced by its mode, mean or middle; an unknown cell by the middle of the
    criterion's range, or else of the span of the column's known cells, past which its draws reach.

    ``"refuse"`` raises an error if a needed cell is unknown; cells of `unused` criteria are set
    to 0 and not reported.

    Raises
    ------
    InvalidProblem
        An unknown cell is refused, or has neither range nor known neighbours.
    InvalidMethod
        ``unknowns`` is neither ``"bounds"`` nor ``"refuse"``.
    """
    if unknowns not in _UNKNOWNS:
        fields = {"method": "rank", "parameter": "unknowns", "value": unknowns}
        allowed = {"allowed": _UNKNOWNS}
        raise InvalidMethod([Fault("parameter_choice", ("unknowns",), {**fields, **allowed})])
    values = problem.values
    spreads: dict[tuple[int, int], Spread] = {}
    notes: tuple[Note, ...] = ()
    if problem.spreads or unused:
        values, spreads, notes = _filled(problem, unknowns, unused)
    matrix = Matrix(
        values=values,
        benefit=problem.benefit,
        ranges=problem.ranges,
        alternatives=problem.alternative_ids,
        criteria=problem.criterion_ids,
        curves=problem.curves,
    )
    return Headline(matrix=matrix, spreads=spreads, notes=notes)


def _filled(
    problem: Problem, unknowns: Unknowns, unused: frozenset[str]
) -> tuple[FloatArray, dict[tuple[int, int], Spread], tuple[Note, ...]]:
    values = problem.values.copy()
    skipped = {j for j, c in enumerate(problem.criteria) if c.id in unused}
    values[:, sorted(skipped)] = 0.0
    spreads: dict[tuple[int, int], Spread] = {}
    notes: list[Note] = []
    faults: list[Fault] = []
    for (i, j), spread in problem.spreads.items():
        if j in skipped:
            continue
        middle, bounds = (values[i, j], spread) if spread is not None else _bounds(problem, j)
        unknown = is_unknown(spread)
        row, column = problem.alternatives[i], problem.criteria[j]
        cell = {"alternative": row.id, "criterion": column.id, "unit": column.unit}
        path = ("performances", i, j)
        if bounds is None or (unknown and unknowns == "refuse"):
            code = "unknown_unbounded" if bounds is None else "unknown_refused"
            faults.append(Fault(code, path, cell))
            continue
        values[i, j] = middle
        spreads[i, j] = bounds
        interval = {"low": bounds.low, "high": bounds.high, "value": float(values[i, j])}
        code = "unknown_cell" if unknown else "uncertain_cell"
        notes.append(Note(code, path, {**cell, **interval}))
    InvalidProblem.raise_any(faults)
    return values, spreads, tuple(notes)


def _bounds(problem: Problem, j: int) -> tuple[float, Unknown | None]:
    """Return the headline of an unknown cell, and the bounds of its draws; None without any."""
    low, high = problem.ranges[j].tolist()
    if not np.isnan(low):
        return low / 2 + high / 2, Unknown(low=low, high=high)
    numbers = problem.values[:, j].tolist()
    cells = [problem.spreads.get((i, j), number) for i, number in enumerate(numbers)]
    spreads = [cell for cell in cells if isinstance(cell, Spread)]
    certain = [cell for cell in cells if isinstance(cell, float)]
    if not certain and not spreads:
        return np.nan, None
    low = float(min([*certain, *(spread.low for spread in spreads)]))
    high = float(max([*certain, *(spread.high for spread in spreads)]))
    # low - s/2 .. high + s/2, s = high - low (else |high|), not below low/2 where low >= 0: what
    # nobody knows may be the best or the worst of all, but has the sign that the others have.
    reach = (high - low or abs(high)) / 2
    least = max(low - reach, low / 2) if low >= 0 else low - reach
    return low / 2 + high / 2, Unknown(low=least, high=high + reach)


def separates(matrix: Matrix) -> npt.NDArray[np.bool_]:
    """Return on which criteria the alternatives' values differ, shape ``(n,)``."""
    return np.logical_or.reduce(matrix.values != matrix.values[:1], axis=0)
