"""Priorities by logarithmic least squares, for complete and incomplete judgements."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.pairwise.matrix import check_connected


def logarithmic_least_squares(matrix: FloatArray, items: Sequence[str] | None = None) -> FloatArray:
    r"""Return the weights that fit the logarithms of the judgements best, sum 1.

    Minimises :math:`\sum (\ln a_{ij} - \ln w_i + \ln w_j)^2` over the judged pairs: with the
    Laplacian L of their graph, :math:`(L \ln w)_i = \sum_j \ln a_{ij}`. Of a complete matrix
    this is the geometric mean of the rows.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``, NaN where a pair was not judged.
    items
        Names of the items, for the error.

    Returns
    -------
    FloatArray
        Shape ``(n,)``.

    Raises
    ------
    InvalidJudgements
        The graph of the judgements is not connected, so that no weights fit best.

    References
    ----------
    Crawford, G. & Williams, C. (1985). A note on the analysis of subjective judgment matrices.
    doi:10.1016/0022-2496(85)90002-1. Bozoki, S., Fulop, J. & Ronyai, L. (2010). On optimal
    completion of incomplete pairwise comparison matrices, Theorem 4. Mathematical and Computer
    Modelling 52(1-2), 318-333. doi:10.1016/j.mcm.2010.02.047

    Examples
    --------
    Price counts 3 times as much as labour, labour twice as much as water: 6 to 2 to 1.

    >>> import numpy as np
    >>> from mcda.pairwise import logarithmic_least_squares
    >>> matrix = np.array([[1, 3, np.nan], [1 / 3, 1, 2], [np.nan, 1 / 2, 1]])
    >>> (9 * logarithmic_least_squares(matrix)).round(4).tolist()
    [6.0, 2.0, 1.0]
    """
    logarithms = log_weights(matrix, items)
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def log_weights(matrix: FloatArray, items: Sequence[str] | None = None) -> FloatArray:
    """Return the logarithms of the least squares weights up to a constant, shape ``(n,)``.

    Unlike the weights, the logarithms cannot underflow along a chain of large judgements.

    Raises
    ------
    InvalidJudgements
        The graph of the judgements is not connected.
    """
    answered = ~np.isnan(matrix)
    if answered.all():
        return np.asarray(np.log(matrix).mean(axis=1), dtype=np.float64)
    check_connected(matrix, items)
    row_sums = np.log(np.where(answered, matrix, 1.0)).sum(axis=1)
    # L + 1 1' is regular where L is connected, and picks the solution with sum 0.
    laplacian = np.diag(answered.sum(axis=1).astype(np.float64)) - answered + 1.0
    return np.asarray(np.linalg.solve(laplacian, row_sums), dtype=np.float64)


def log_residuals(matrix: FloatArray, weights: FloatArray | None = None) -> FloatArray:
    r"""Return :math:`\ln a_{ij} - \ln (w_i / w_j)`, antisymmetric, shape ``(n, n)``.

    Above 0: item ``i`` was judged higher against ``j`` than the weights say. Zero everywhere:
    the judgements are consistent.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``; where a pair is NaN, not judged, the residual is 0.
    weights
        Positive, shape ``(n,)``; the logarithmic least squares weights where left out.

    Raises
    ------
    InvalidJudgements
        Without weights: the graph of the judgements is not connected.

    Examples
    --------
    The weights are 4 to 2 to 1. That the first counts as much as the second is half of what they
    say, that it counts 8 times as much as the third is twice as much.

    >>> import numpy as np
    >>> from mcda.pairwise import log_residuals
    >>> residuals = log_residuals(np.array([[1, 1, 8], [1, 1, 1], [1 / 8, 1, 1]]))
    >>> np.exp(residuals[0]).round(4).tolist()
    [1.0, 0.5, 2.0]
    """
    logarithms = log_weights(matrix) if weights is None else np.log(weights)
    expected = logarithms[:, None] - logarithms[None, :]
    return np.where(np.isnan(matrix), 0.0, np.log(matrix) - expected)
