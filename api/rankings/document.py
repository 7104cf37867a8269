"""A decision problem in the form of a ranking request's document."""

from typing import Any

from mcda.cells import Beta, Cell, LogNormal, Normal
from mcda.problem import Problem, plain_cell

_DISTRIBUTIONS: dict[type, str] = {Normal: "normal", LogNormal: "lognormal", Beta: "beta"}


def problem_document(problem: Problem) -> dict[str, Any]:
    """Return the `problem` of a ranking request; reading it gives the same problem."""
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
        "performances": [list(map(_cell, row)) for row in problem.performances],
    }


def _cell(cell: Cell) -> Any:
    dist = _DISTRIBUTIONS.get(type(cell))
    return plain_cell(cell) if dist is None else {"dist": dist, **plain_cell(cell)}
