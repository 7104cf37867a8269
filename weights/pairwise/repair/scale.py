"""The 17 steps of the 1-9 scale, counted in logarithms."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise.worst import SCALE

Steps = npt.NDArray[np.int8]
EQUAL = 8  # place of 1 in the scale
_SAME = 1e-9


def log_scale() -> FloatArray:
    """Return the logarithms of 1/9..1/2, 1, 2..9, shape ``(17,)``."""
    return np.log(SCALE)


def nearest_steps(logarithms: FloatArray) -> Steps:
    """Return the place in the scale nearest to each judgement, in 0..16.

    Parameters
    ----------
    logarithms
        Of the judgements, shape ``(p,)``. Half-way between two steps the one nearer to 1 counts,
        so that a judgement and its reciprocal are treated alike.
    """
    distance = np.abs(logarithms[:, None] - log_scale())
    distance += _SAME * np.abs(np.arange(17) - EQUAL)
    return distance.argmin(axis=1).astype(np.int8)


def on_scale(logarithms: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which judgements are a step of the scale, shape ``(p,)``."""
    return np.abs(logarithms - log_scale()[nearest_steps(logarithms)]) < _SAME
