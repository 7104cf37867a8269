"""How far weightings, and the rankings they give, lie apart."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray


def kendall_taus(ranks: npt.NDArray[np.int64]) -> FloatArray:
    r"""Return Kendall's tau-b of every two rankings, in -1..1; 0 where one ranks nothing apart.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(C + D + T_x)(C + D + T_y)}}

    over all pairs of alternatives: C in the same order, D in the opposite one, T tied in the
    other ranking only. All rankings at once are one product of a matrix of signs with itself.

    Parameters
    ----------
    ranks
        ``(s, m)``.

    Returns
    -------
    ndarray
        ``(s, s)``, symmetric.

    References
    ----------
    Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3), 239-251.
    doi:10.1093/biomet/33.3.239
    """
    i, l = np.triu_indices(ranks.shape[1], 1)  # noqa: E741 - a pair (i, l), as elsewhere
    signs = np.sign(ranks[:, i] - ranks[:, l]).astype(np.float64)
    agreed = signs @ signs.T
    apart = agreed.diagonal()
    size = np.sqrt(np.outer(apart, apart))
    return np.asarray(np.where(size > 0, agreed / np.where(size > 0, size, 1.0), 0.0))


def weight_distances(values: FloatArray) -> FloatArray:
    """Return the share of weight moved between every two: half the sum of differences, in 0..1.

    Parameters
    ----------
    values
        ``(s, n)``, rows sum to 1.

    Returns
    -------
    ndarray
        ``(s, s)``, symmetric, 0 on the diagonal.
    """
    return np.asarray(0.5 * np.abs(values[:, None, :] - values[None, :, :]).sum(axis=2))


def between_names(names: Sequence[str], table: FloatArray) -> dict[str, dict[str, float]]:
    """Return a table ``(s, s)`` by name and other name, without its diagonal."""
    return {
        name: {other: value for other, value in zip(names, row, strict=True) if other != name}
        for name, row in zip(names, table.tolist(), strict=True)
    }
