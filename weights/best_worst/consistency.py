"""How far the answers of the best-worst method contradict each other."""

import math

import numpy as np

from weights.best_worst.answers import Answers
from weights.best_worst.optimum import Model

_ROUNDING = 1e-9
# Rows: a_BW = 3..9; columns: 3..9 items.
_THRESHOLDS = (
    (0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667),
    (0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683),
    (0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960),
    (0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262),
    (0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403),
    (0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657),
    (0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662),
)


def consistency_index(best_to_worst: float) -> float:
    r"""Return the largest deviation of the nonlinear model for a given ``a_BW``.

    It arises where an item is said to be ``a_BW`` times less important than the best and as many
    times more important than the worst: the smaller root of
    :math:`(a - \xi)(a - \xi) = a + \xi`, which is :math:`(2a + 1 - \sqrt{8a + 1}) / 2`. Any real
    number >= 1 is taken; 1 gives 0.

    References
    ----------
    Rezaei, J. (2015). Best-worst multi-criteria decision-making method. Omega 53, 49-57.
    doi:10.1016/j.omega.2014.11.009 (with a table of two digits for 1 to 9)
    """
    a = best_to_worst
    return 2.0 * (a * a - a) / (2.0 * a + 1.0 + math.sqrt(8.0 * a + 1.0))


def output_ratio(xi: float, best_to_worst: float, model: Model) -> float | None:
    """Return ``xi`` (linear) or ``xi`` by the consistency index (nonlinear); 0 is consistent.

    The nonlinear ratio passes 1 only where an answer is greater than ``a_BW``. None where ``a_BW``
    is 1, and the index 0, though the answers contradict each other.
    """
    if xi == 0 or model == "linear":
        return xi
    index = consistency_index(best_to_worst)
    return xi / index if index > 0 else None


def input_ratio(answers: Answers) -> float | None:
    r"""Return :math:`\max_j |a_{Bj} a_{jW} - a_{BW}| / (a_{BW}^2 - a_{BW})`; 0 is consistent.

    It needs no optimum and is the same for both models. It passes 1 only where an answer is
    greater than ``a_BW``. None where ``a_BW`` is 1 though the answers contradict each other.

    References
    ----------
    Liang, F., Brunelli, M. & Rezaei, J. (2020). Consistency issues in the best worst method:
    measurements and thresholds. Omega 96, 102175. doi:10.1016/j.omega.2019.102175
    """
    others, a = answers.others, answers.best_to_worst
    implied = answers.best_to_others[others] * answers.others_to_worst[others]
    gap = float(np.abs(implied - a).max(initial=0.0))
    if gap <= _ROUNDING * a:
        return 0.0
    return gap / (a * a - a) if a > 1 else None


def input_threshold(n: int, best_to_worst: float) -> float | None:
    """Return the published bound of the input-based ratio for ``n`` items, None where none is.

    Published for 3 to 9 items and whole ``a_BW`` from 2 to 9; for 2 it is 0.

    References
    ----------
    Liang, F., Brunelli, M. & Rezaei, J. (2020). Consistency issues in the best worst method:
    measurements and thresholds. Omega 96, 102175. doi:10.1016/j.omega.2019.102175 (table 3)
    """
    if not (3 <= n <= 9 and 2 <= best_to_worst <= 9 and best_to_worst == int(best_to_worst)):
        return None
    scale = int(best_to_worst)
    return 0.0 if scale == 2 else _THRESHOLDS[scale - 3][n - 3]


def acceptable(ratio: float | None, threshold: float | None) -> bool | None:
    """Tell whether an input-based ratio is within its bound; None where that is not published.

    Answers without any contradiction need no bound.
    """
    if ratio == 0:
        return True
    return None if ratio is None or threshold is None else ratio <= threshold
