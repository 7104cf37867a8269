"""A decision problem in the form of a ranking request's document."""

from typing import Any

import numpy as np

from mcda.cells import Beta, Cell, LogNormal, Mixture, Normal, TypicalLog
from mcda.problem import Problem, plain_cell

_DISTRIBUTIONS: dict[type, str] = {Normal: "normal", LogNormal: "lognormal", Beta: "beta"}


def problem_document(problem: Problem, *, certain: bool = False) -> dict[str, Any]:
    """Return the `problem` of a ranking request; reading it gives the same problem.

    Typical values and mixtures are written as unknown; with `certain`, every cell is written as its
    headline value, if it has one.
    """
    table = problem.values.tolist() if certain else problem.performances
    gaps = np.isnan(problem.values)
    return {
        "criteria": [
            {
                "id": criterion.id,
                "direction": criterion.direction,
                "unit": criterion.unit,
                "range": None if criterion.range is None else list(criterion.range),
                "best": None if criterion.best is None else list(criterion.best),
                "value": None if criterion.value is None else [list(p) for p in criterion.value],
                "name": dict(criterion.name),
            }
            for criterion in problem.criteria
        ],
        "alternatives": [{"id": a.id, "name": dict(a.name)} for a in problem.alternatives],
        "performances": [
            [None if certain and gaps[i, j] else _cell(cell) for j, cell in enumerate(row)]
            for i, row in enumerate(table)
        ],
    }


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Mixture | TypicalLog):
        return None
    dist = _DISTRIBUTIONS.get(type(cell))
    return plain_cell(cell) if dist is None else {"dist": dist, **plain_cell(cell)}
