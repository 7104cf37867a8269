"""Spearman's rank correlation, with ties."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Ranks = npt.NDArray[np.int64]


def average_ranks(ranks: Ranks) -> FloatArray:
    """Return ranks in which those tied share the mean of the places that they cover.

    Parameters
    ----------
    ranks
        Competition ranks (1, 1, 3), ``(s, m)``.
    """
    found = np.empty(ranks.shape)
    for row, own in enumerate(ranks):
        rank, where, size = np.unique(own, return_inverse=True, return_counts=True)
        found[row] = (rank + 0.5 * (size - 1))[where]
    return found


def spearman(ranks: Ranks) -> FloatArray:
    r"""Return Spearman's rho of every two rankings, in -1..1; 0 where one ranks nothing apart.

    Pearson's correlation of the average ranks. With ties the formula
    :math:`1 - 6 \sum d^2 / (m^3 - m)` differs from it.

    Parameters
    ----------
    ranks
        Competition ranks, ``(s, m)``.

    Returns
    -------
    ndarray
        ``(s, s)``, symmetric.

    References
    ----------
    Kendall, M. G. (1948). Rank Correlation Methods, chapter 3. Griffin.
    """
    away = average_ranks(ranks) - 0.5 * (ranks.shape[1] + 1)
    products = away @ away.T
    size = np.sqrt(np.outer(products.diagonal(), products.diagonal()))
    return np.asarray(np.where(size > 0, products / np.where(size > 0, size, 1.0), 0.0))
