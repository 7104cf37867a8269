"""Bounds of quadratic forms over sets of weights."""

import numpy as np

from mcda.cells import FloatArray

_STEPS = 8


def highest(points: FloatArray, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Return upper bounds of :math:`\sum_j \beta_j w_j^2` between points.

    At :math:`w = \sum_i \lambda_i v_i` the convex part, of the positive ``beta_j``, is at most
    :math:`\sum_i \lambda_i \sum_j \beta_j v_{ij}^2`; what remains is concave in ``lambda``. Steps
    of Frank and Wolfe climb it, and each tangent bounds it, until for every form the bound falls
    to 0 or the climb passes it.

    Parameters
    ----------
    points
        Corners of the set, ``(v, n)``.
    beta
        One form a row, ``(k, n)``.

    Returns
    -------
    bounds : FloatArray
        ``(k,)``, at most 0 where the form is proved to be nowhere above 0.
    ends : FloatArray
        Where the climbs stopped, ``(k, n)``.

    References
    ----------
    Frank, M. & Wolfe, P. (1956). An algorithm for quadratic programming. Naval Research
    Logistics Quarterly 3(1-2), 95-110. doi:10.1002/nav.3800030109
    """
    forms, squares = np.arange(len(beta)), points * points
    up, down = np.maximum(beta, 0.0), np.minimum(beta, 0.0)
    convex = up @ squares.T
    at = (convex + down @ squares.T).argmax(axis=1)
    end, raised = points[at], convex[forms, at]
    bounds = np.full(len(beta), np.inf)
    for _ in range(_STEPS):
        slopes = convex + (2.0 * down * end) @ points.T
        bent = (down * end * end).sum(axis=1)
        at = slopes.argmax(axis=1)
        top = slopes[forms, at]
        bounds = np.minimum(bounds, top - bent)
        if ((bounds <= 0) | (raised + bent > 0)).all():
            break
        away = points[at] - end
        rise = np.maximum(top - raised - 2.0 * bent, 0.0)
        bend = -2.0 * (down * away * away).sum(axis=1)
        step = np.where(rise < bend, rise / np.where(bend > 0, bend, 1.0), 1.0)
        end = end + step[:, None] * away
        raised = raised + step * (convex[forms, at] - raised)
    return bounds, end
