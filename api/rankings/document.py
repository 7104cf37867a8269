"""A decision problem in the form of a ranking request's document."""

import math
from typing import Any

import numpy as np

from mcda.cells import Beta, Cell, LogNormal, Mixture, Normal, Sum, TypicalLog
from mcda.problem import Problem, plain_cell

_SHARES = (np.arange(64) + 0.5) / 64
_DISTRIBUTIONS: dict[type, str] = {Normal: "normal", LogNormal: "lognormal", Beta: "beta"}


def problem_document(problem: Problem, *, certain: bool = False) -> dict[str, Any]:
    """Return the `problem` of a ranking request; reading it gives the same problem.

    Typical values and mixtures are written as unknown, a sum as the log-normal law with its mean
    and variance; with `certain`, every cell is written as its headline value, if it has one.
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
                **({} if criterion.beyond == "clip" else {"beyond": criterion.beyond}),
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
    if isinstance(cell, Sum):
        spread = math.log1p(float(cell.quantile(_SHARES).var()) / cell.mean**2)
        law = {"mu": math.log(cell.mean) - spread / 2, "sigma": math.sqrt(spread)}
        return {"dist": "lognormal", **law} if spread else cell.mean
    dist = _DISTRIBUTIONS.get(type(cell))
    return plain_cell(cell) if dist is None else {"dist": dist, **plain_cell(cell)}
