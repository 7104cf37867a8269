"""Linear programmes in the form that sets of weights need."""

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
    r"""Return the point of least :math:`c z` with ``rows z <= slack``, and the multipliers.

    Parameters
    ----------
    c
        ``(d,)``.
    rows, slack
        ``(m, d)`` and ``(m,)``.
    within
        Greatest absolute value of a coordinate.
    weights
        Whether the coordinates are weights: at least 0, with sum 1.

    Returns
    -------
    point : FloatArray
        ``(d,)``.
    multipliers : FloatArray
        ``(m,)``, at least 0: by how much the least value falls when a row gives way by 1.

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
        found = linprog(c, A_ub=rows, b_ub=slack, method="highs-ds", **more)
        if found.x is not None:
            return found.x, -found.ineqlin.marginals
    raise InvalidWeights([Fault("polytope_unsolved")])
