"""Priorities from a pairwise comparison matrix."""

from typing import Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.pairwise.least_squares import logarithmic_least_squares
from mcda.pairwise.matrix import check_complete

Prioritisation = Literal["eigenvector", "geometric_mean", "logarithmic_least_squares"]
_ITERATIONS = 200
_SETTLED = 1e-15
_FIRST_SQUARINGS, _MOST_SQUARINGS = 5, 60
_CLOSE = 1e-8  # squaring once more squares the distance


def priorities(matrix: FloatArray, how: Prioritisation = "eigenvector") -> FloatArray:
    """Return how much each of n items counts, in one of three ways; all agree up to n = 3.

    Logarithmic least squares takes open pairs (NaN) too and equals the geometric mean where
    there are none; the other two need a complete, or a completed, matrix.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``; NaN where a pair was not judged.
    how
        As `principal_eigenvector`, `geometric_mean` or `logarithmic_least_squares` do.

    Returns
    -------
    FloatArray
        Shape ``(n,)``, positive, sum 1.

    Raises
    ------
    InvalidJudgements
        A pair is open, or for logarithmic least squares the judgements are not connected.

    Examples
    --------
    The brightness of four chairs, compared by eye (Saaty 1977): two ways differ in the third digit.

    >>> from mcda.pairwise import priorities, read_matrix
    >>> rows = [[1, 4, 6, 7], [None, 1, 3, 4], [None, None, 1, 2], [None, None, None, 1]]
    >>> matrix = read_matrix(rows, "abcd", incomplete=True)
    >>> [priorities(matrix, how)[0].round(3).item() for how in ("eigenvector", "geometric_mean")]
    [0.617, 0.614]
    """
    if how == "logarithmic_least_squares":
        return logarithmic_least_squares(matrix)
    check_complete(matrix)
    return principal_eigenvector(matrix) if how == "eigenvector" else geometric_mean(matrix)


def principal_eigenvector(matrix: FloatArray) -> FloatArray:
    r"""Return the positive w with :math:`A w = \lambda_{max} w`, sum 1, by power iteration.

    A positive matrix has one positive eigenvector (Perron) and the iteration converges to it;
    a slow case is finished by a full eigendecomposition.

    Parameters
    ----------
    matrix
        Positive, shape ``(n, n)``, no pair open; `priorities` refuses one that is.

    Returns
    -------
    FloatArray
        Shape ``(n,)``.

    References
    ----------
    Saaty, T. L. (1977). A scaling method for priorities in hierarchical structures. Journal of
    Mathematical Psychology 15(3), 234-281. doi:10.1016/0022-2496(77)90033-5

    Examples
    --------
    Chairs stood 9, 15, 21 and 28 yards from a lamp, and their brightness was compared by eye (Saaty
    1977). By the law of inverse squares the shares are 0.61, 0.22, 0.11 and 0.06.

    >>> from mcda.pairwise import principal_eigenvector, read_matrix
    >>> rows = [[1, 4, 6, 7], [None, 1, 3, 4], [None, None, 1, 2], [None, None, None, 1]]
    >>> principal_eigenvector(read_matrix(rows, "abcd", incomplete=True)).round(2).tolist()
    [0.62, 0.22, 0.1, 0.06]
    """
    vector = geometric_mean(matrix)
    for _ in range(_ITERATIONS):
        following = matrix @ vector
        following /= following.sum()
        if np.abs(following - vector).max() < _SETTLED:
            return following
        vector = following
    values, vectors = np.linalg.eig(matrix)
    principal = np.abs(vectors[:, values.real.argmax()].real)
    return np.asarray(principal / principal.sum(), dtype=np.float64)


def principal_eigenvectors(batch: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return principal right eigenvectors and eigenvalues of many positive matrices at once.

    The matrices are squared until the direction of their row sums has settled, which takes few
    steps since each step squares the remaining distance; unsettled matrices continue alone.
    All terms are positive, so that nothing cancels.

    Parameters
    ----------
    batch
        Shape ``(s, n, n)``, positive; not only reciprocal matrices, so that the transposes give
        the left eigenvectors.

    Returns
    -------
    vectors
        Shape ``(s, n)``, positive, each sum 1.
    lambda_max
        Shape ``(s,)``; at least n where reciprocal.

    Raises
    ------
    InvalidJudgements
        A pair is open (NaN).

    References
    ----------
    Saaty, T. L. (1977). A scaling method for priorities in hierarchical structures. Journal of
    Mathematical Psychology 15(3), 234-281. doi:10.1016/0022-2496(77)90033-5

    Examples
    --------
    Items that weigh 4 to 2 to 1: the left eigenvector holds the reciprocals.

    >>> import numpy as np
    >>> from mcda.pairwise import principal_eigenvectors
    >>> matrix = np.array([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    >>> vectors, lambda_max = principal_eigenvectors(np.stack([matrix, matrix.T]))
    >>> (7 * vectors).round(4).tolist(), lambda_max.round(4).tolist()
    ([[4.0, 2.0, 1.0], [1.0, 2.0, 4.0]], [3.0, 3.0])
    """
    check_complete(batch)
    s, n, _ = batch.shape
    ones = np.ones(n)
    power = batch
    for _ in range(_FIRST_SQUARINGS):
        power = _squared(power)
    before = _row_sums(power, ones)
    vectors, rows = before.copy(), np.arange(s)
    for _ in range(_MOST_SQUARINGS):
        power = _squared(power)
        vectors[rows] = current = _row_sums(power, ones)
        moving = (np.abs(current - before) > _CLOSE * current).any(axis=1)
        if not moving.any():
            break
        rows, power, before = rows[moving], power[moving], current[moving]
    # One step with the matrices themselves removes what rounding the squarings left.
    products = (batch @ vectors[:, :, None])[:, :, 0]
    lambda_max = products @ ones
    return products / lambda_max[:, None], lambda_max


def _squared(matrices: FloatArray) -> FloatArray:
    squares = matrices @ matrices
    # The trace, unlike the largest entry, stays moderate where items differ by many decades.
    squares /= np.einsum("sii->s", squares)[:, None, None]
    return squares


def _row_sums(matrices: FloatArray, ones: FloatArray) -> FloatArray:
    sums = matrices @ ones
    sums /= (sums @ ones)[:, None]
    return sums


def geometric_mean(matrix: FloatArray) -> FloatArray:
    r"""Return the geometric means of the rows, :math:`w_i \propto (\prod_j a_{ij})^{1/n}`, sum 1.

    Of a reciprocal matrix these weights fit the logarithms of the judgements best.

    Parameters
    ----------
    matrix
        Positive, shape ``(n, n)``, no pair open; `priorities` refuses one that is.

    Returns
    -------
    FloatArray
        Shape ``(n,)``, sum 1.

    References
    ----------
    Crawford, G. & Williams, C. (1985). A note on the analysis of subjective judgment matrices.
    Journal of Mathematical Psychology 29(4), 387-405. doi:10.1016/0022-2496(85)90002-1

    Examples
    --------
    The products of the rows are 8, 1 and 1/8, their cube roots 2, 1 and 1/2.

    >>> import numpy as np
    >>> from mcda.pairwise import geometric_mean
    >>> (7 * geometric_mean(np.array([[1, 1, 8], [1, 1, 1], [1 / 8, 1, 1]]))).round(4).tolist()
    [4.0, 2.0, 1.0]
    """
    logarithms = np.log(matrix).mean(axis=1)
    means = np.exp(logarithms - logarithms.max())
    return np.asarray(means / means.sum(), dtype=np.float64)


def principal_eigenvalue(matrix: FloatArray, vector: FloatArray | None = None) -> float:
    """Return the principal eigenvalue, >= n, of a reciprocal matrix."""
    principal = principal_eigenvector(matrix) if vector is None else vector
    return float((matrix @ principal).sum() / principal.sum())
