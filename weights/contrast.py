"""Schemes that read one column at a time: how much it tells the alternatives apart."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.method import Matrix
from mcda.prepare.normalise import divide, normalise


def separating(matrix: Matrix) -> npt.NDArray[np.bool_]:
    """Tell which columns hold different values, beyond rounding; shape ``(n,)``."""
    largest = np.abs(matrix.values).max(axis=0, initial=0.0)
    return np.asarray(np.ptp(matrix.values, axis=0) > ROUNDING * largest)


def entropy(matrix: Matrix) -> FloatArray:
    r"""Return :math:`1 + \sum_i p \ln p / \ln m` with ``p = x / sum x``; 0 ln 0 is 0.

    References
    ----------
    Zeleny, M. (1982). Multiple Criteria Decision Making. Shannon, C. E. (1948).
    doi:10.1002/j.1538-7305.1948.tb01338.x
    """
    refuse(matrix, matrix.values < 0, "entropy", _NOT_NEGATIVE)
    return diversity(matrix.values)


def diversity(x: FloatArray) -> FloatArray:
    """Return one minus the normalised entropy of every column of ``(m, n)``, each >= 0."""
    share = divide(x, x.sum(axis=0))
    logarithm = np.log(np.where(share > 0, share, 1.0))
    return 1.0 + (share * logarithm).sum(axis=0) / np.log(max(len(x), 2))


def standard_deviation(matrix: Matrix) -> FloatArray:
    """Return the standard deviation of the min-max normalised columns."""
    return normalise(matrix, "minmax").std(axis=0)


def coefficient_of_variation(matrix: Matrix) -> FloatArray:
    r"""Return :math:`\sigma_j / \mu_j`, standard deviation by mean.

    Direction and unit play no part. Values >= 0; a column of zeros gets 0.

    References
    ----------
    Shuai, D., Zongzhun, Z., Yongji, W. & Lei, L. (2012). A new angular method to determine the
    objective weights. 24th Chinese Control and Decision Conference, 3889-3892.
    doi:10.1109/CCDC.2012.6244621
    """
    _refuse_negative(matrix, "coefficient_of_variation")
    return _variation(matrix.values)


def angle(matrix: Matrix) -> FloatArray:
    r"""Return the angle between a column and the constant column, in radians, 0 to pi/2.

    The cosine is :math:`\sum_i x_i / (\sqrt m \lVert x \rVert)`; its tangent is the coefficient of
    variation, which keeps its digits where the angle is small. Values >= 0.

    References
    ----------
    Shuai, D., Zongzhun, Z., Yongji, W. & Lei, L. (2012). A new angular method to determine the
    objective weights. 24th Chinese Control and Decision Conference, 3889-3892.
    doi:10.1109/CCDC.2012.6244621
    """
    _refuse_negative(matrix, "angle")
    return np.arctan(_variation(matrix.values))


def gini(matrix: Matrix) -> FloatArray:
    r"""Return the Gini coefficient :math:`\sum_i \sum_k |x_i - x_k| / (2 m^2 \mu)`, in 0..1.

    With values in ascending order that is :math:`\sum_i (2i - m - 1) x_{(i)} / (m \sum_i x_i)`.
    Direction and unit play no part. Values >= 0; a column of zeros gets 0.

    References
    ----------
    Li, G. & Chi, G. (2009). A new determining objective weights method - Gini coefficient weight.
    First International Conference on Information Science and Engineering, 3726-3729.
    """
    _refuse_negative(matrix, "gini")
    ordered = np.sort(matrix.values, axis=0)
    m = len(ordered)
    rank = np.arange(1, m + 1)[:, None]
    spread = ((2 * rank - m - 1) * ordered).sum(axis=0)
    return divide(spread, m * ordered.sum(axis=0))


def refuse(matrix: Matrix, bad: npt.NDArray[np.bool_], scheme: str, needed: str) -> None:
    """Raise for every column that holds a cell marked in ``bad``, ``(m, n)``."""
    faults = [
        Fault(
            "objective_negative",
            ("scheme",),
            {"scheme": scheme, "criterion": matrix.criteria[j], "needed": needed},
        )
        for j in np.flatnonzero(bad.any(axis=0)).tolist()
    ]
    if faults:
        raise InvalidWeights(faults)


def _refuse_negative(matrix: Matrix, scheme: str) -> None:
    refuse(matrix, (matrix.values < 0) & separating(matrix), scheme, _NOT_NEGATIVE)


def _variation(x: FloatArray) -> FloatArray:
    return divide(x, x.mean(axis=0)).std(axis=0)


ROUNDING = 1e-13
_NOT_NEGATIVE = ">= 0"
