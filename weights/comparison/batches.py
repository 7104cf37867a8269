"""A large batch of weights through a prepared method, a tile at a time."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

# Multiplications in one tile: the numbers stay near the processor, and the product of matrices
# stays small enough for one thread. Waiting for a second one costs more where others are busy.
_TILE = 500_000
Array = npt.NDArray[Any]


def in_tiles(m: int, function: Callable[[FloatArray], Array], weights: FloatArray) -> Array:
    """Return what a function of a prepared method answers to each row of weights.

    Parameters
    ----------
    m
        Number of alternatives.
    function
        From ``(t, n)`` to ``(t, ...)``, each row for itself.
    weights
        ``(k, n)``.
    """
    step = max(_TILE // (m * weights.shape[1]), 1)
    if len(weights) <= step:
        return function(weights)
    return np.concatenate(
        [function(weights[at : at + step]) for at in range(0, len(weights), step)]
    )
