"""From cells to numbers: the headline matrix, and what it had to assume."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Interval, Spread, is_unknown
from mcda.errors import Fault, InvalidMethod, InvalidProblem, Note
from mcda.method import Matrix
from mcda.problem import Problem

Unknowns = Literal["bounds", "refuse"]
_UNKNOWNS: tuple[str, ...] = get_args(Unknowns)
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Headline:
    """A matrix without gaps and what lies behind it.

    Parameters
    ----------
    matrix
        Every cell at its headline.
    spreads
        What each uncertain cell may be, by ``(row, column)``; unknown ones are intervals.
    notes
        One for each uncertain or unknown cell.
    """

    matrix: Matrix
    spreads: Mapping[tuple[int, int], Spread]
    notes: tuple[Note, ...]


def headline(
    problem: Problem, unknowns: Unknowns = "bounds", unused: frozenset[str] = _NOTHING
) -> Headline:
    """Fill every cell with its headline.

    A spread stands for its mode, mean or middle; an unknown cell for the middle of the
    criterion's range, else of the span of the column's known cells.

    Parameters
    ----------
    problem
        With ``m`` alternatives and ``n`` criteria.
    unknowns
        ``"refuse"`` raises where a cell that is needed is unknown.
    unused
        Criteria whose cells are not read; they are set to 0 and not reported.

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
        bounds = spread if spread is not None else _bounds(problem, j)
        unknown = is_unknown(spread)
        named = {
            "alternative": problem.alternatives[i].id,
            "criterion": problem.criteria[j].id,
            "unit": problem.criteria[j].unit,
        }
        path = ("performances", i, j)
        if bounds is None or (unknown and unknowns == "refuse"):
            code = "unknown_unbounded" if bounds is None else "unknown_refused"
            faults.append(Fault(code, path, named))
            continue
        if spread is None:
            values[i, j] = bounds.headline
        spreads[i, j] = bounds
        shown = {"low": bounds.low, "high": bounds.high, "value": float(values[i, j])}
        code = "unknown_cell" if unknown else "uncertain_cell"
        notes.append(Note(code, path, {**named, **shown}))
    if faults:
        raise InvalidProblem(faults)
    return values, spreads, tuple(notes)


def _bounds(problem: Problem, j: int) -> Interval | None:
    low, high = problem.ranges[j].tolist()
    if np.isnan(low):
        known = [edge for i in range(len(problem.alternatives)) for edge in _edges(problem, i, j)]
        if not known:
            return None
        low, high = float(min(known)), float(max(known))
    return Interval(low=low, high=high)


def _edges(problem: Problem, i: int, j: int) -> tuple[float, ...]:
    spread = problem.spreads.get((i, j), 0)
    if spread is None:
        return ()
    return (spread.low, spread.high) if not isinstance(spread, int) else (problem.values[i, j],)


def separates(matrix: Matrix) -> npt.NDArray[np.bool_]:
    """Return which criteria tell any two alternatives apart, shape ``(n,)``."""
    return np.logical_or.reduce(matrix.values != matrix.values[:1], axis=0)
