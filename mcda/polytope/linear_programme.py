"""Linear programmes in the form used for sets of weights."""

from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights

_TOLERANCES = (1e-10, 1e-9, 1e-8, 1e-7)


def lowest(
    c: FloatArray,
    rows: FloatArray,
    slack: FloatArray,
    *,
    within: float = np.inf,
    weights: bool = False,
) -> tuple[FloatArray, FloatArray]:
    """Return the point of least :math:`c z` with ``rows z <= slack``, and the multipliers.

    With `weights` coordinates are at least 0 with sum 1. A multiplier, at least 0, says by how much
    the least value falls when its row gives way by 1. Shapes: `c` ``(d,)``; returned `point`
    ``(d,)``, `multipliers` ``(m,)``.

    Raises
    ------
    InvalidWeights
        The solver finds no answer at any tolerance from 1e-10 to 1e-7.
    """
    from scipy.optimize import linprog

    d = len(c)
    more: dict[str, Any] = {"bounds": (0.0 if weights else -within, within)}
    if weights:
        more |= {"A_eq": np.ones((1, d)), "b_eq": np.ones(1)}
    for tolerance in _TOLERANCES:
        more["options"] = {"primal_feasibility_tolerance": tolerance}
        solution = linprog(c, A_ub=rows, b_ub=slack, method="highs-ds", **more)
        if solution.x is not None:
            return solution.x, -solution.ineqlin.marginals
    raise InvalidWeights([Fault("polytope_unsolved")])
