"""How far weightings, and the rankings they give, lie apart."""

from collections.abc import Sequence

import numpy as np

from mcda.cells import FloatArray


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
