"""Priorities from a pairwise comparison matrix."""

from typing import Literal

import numpy as np

from mcda.cells import FloatArray

Prioritisation = Literal["eigenvector", "geometric_mean"]
_ITERATIONS = 200
_SETTLED = 1e-15


def priorities(matrix: FloatArray, how: Prioritisation = "eigenvector") -> FloatArray:
    """Return the priorities of a reciprocal matrix, shape ``(n,)``, sum 1."""
    return principal_eigenvector(matrix) if how == "eigenvector" else geometric_mean(matrix)


def principal_eigenvector(matrix: FloatArray) -> FloatArray:
    """Return the principal right eigenvector, sum 1, by power iteration.

    A positive matrix has one positive eigenvector (Perron) and the iteration converges to it;
    a slow case is finished by a full eigendecomposition.

    References
    ----------
    Saaty, T. L. (1977). A scaling method for priorities in hierarchical structures. Journal of
    Mathematical Psychology 15(3), 234-281. doi:10.1016/0022-2496(77)90033-5
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


def geometric_mean(matrix: FloatArray) -> FloatArray:
    """Return the normalised geometric means of the rows, sum 1.

    References
    ----------
    Crawford, G. & Williams, C. (1985). A note on the analysis of subjective judgment matrices.
    Journal of Mathematical Psychology 29(4), 387-405. doi:10.1016/0022-2496(85)90002-1
    """
    logarithms = np.log(matrix).mean(axis=1)
    means = np.exp(logarithms - logarithms.max())
    return np.asarray(means / means.sum(), dtype=np.float64)


def principal_eigenvalue(matrix: FloatArray, vector: FloatArray | None = None) -> float:
    """Return the principal eigenvalue, >= n, of a reciprocal matrix."""
    principal = principal_eigenvector(matrix) if vector is None else vector
    return float((matrix @ principal).sum() / principal.sum())
