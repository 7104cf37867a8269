"""From a pandas frame to a decision problem."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda.cells import Cell
from mcda.errors import Fault, InvalidProblem
from mcda.problem import Alternative, Criterion, Direction, Problem

if TYPE_CHECKING:
    import pandas as pd


def problem_from_frame(
    frame: "pd.DataFrame",
    directions: Mapping[str, Direction],
    units: Mapping[str, str],
    ranges: Mapping[str, tuple[float, float]],
) -> Problem:
    """Read a frame: index = alternatives, columns = criteria, missing = unknown.

    Parameters
    ----------
    frame
        Cells may be numbers, `mcda.cells` spreads, or missing. Whole numbers in the index become
        names; columns must be text.
    directions
        ``"benefit"`` or ``"cost"`` for every column.
    units, ranges
        By column, where known.

    Raises
    ------
    InvalidProblem
        A column has no direction, a name is no column, or a cell is wrong.
    """
    columns = tuple(frame.columns)
    given = {"directions": directions, "units": units, "ranges": ranges}
    faults = [
        Fault("unknown_criterion", (kind, name), {"criterion": name, "known": columns})
        for kind, mapping in given.items()
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
        )
        for column in columns
    )
    rows = [[_cell(value) for value in row] for row in frame.to_numpy(dtype=object)]
    alternatives = tuple(Alternative(id=_name(label)) for label in frame.index)
    try:
        problem = Problem(criteria=criteria, alternatives=alternatives, performances=rows)
    except InvalidProblem as error:
        raise InvalidProblem([*faults, *error.faults]) from error
    if faults:
        raise InvalidProblem(faults)
    return problem


def _cell(value: Any) -> Cell:
    import pandas as pd

    nan = isinstance(value, float | np.floating) and np.isnan(value)
    return None if nan or value is pd.NA else value


def _name(label: Any) -> str:
    whole = isinstance(label, int | np.integer) and not isinstance(label, bool)
    return str(label) if whole else label
