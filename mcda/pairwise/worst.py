"""The judgements that fit the others least, and what would fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.pairwise.consistency import RandomIndex, consistency
from mcda.pairwise.priorities import principal_eigenvector

SCALE = np.array([1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)])
_FITS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstJudgement:
    """A judgement that the others contradict.

    Parameters
    ----------
    pair
        The two items, the one called more important first.
    given
        How many times more important the first was said to be, >= 1.
    suggested
        The step of the 1-9 scale that the other judgements imply; below 1 they say the reverse.
    consistency_ratio_after
        Consistency ratio of the whole matrix with that step instead.
    """

    pair: tuple[str, str]
    given: float
    suggested: float
    consistency_ratio_after: float


def worst_judgements(
    matrix: FloatArray,
    items: Sequence[str],
    table: RandomIndex = "saaty_2005",
    count: int = 3,
) -> tuple[WorstJudgement, ...]:
    """Return up to `count` judgements, the one whose repair helps most first.

    For each of the pairs farthest from the ratio of the priorities, the judgement is replaced by
    the scale step nearest to what the rest of the matrix implies (the ratio of the priorities
    computed without that judgement); it is reported where that lowers the consistency ratio.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``.
    items
        Names of the ``n`` items.
    table
        Random index of the reported ratio.
    count
        At most so many.

    References
    ----------
    Harker, P. T. (1987). Alternative modes of questioning in the analytic hierarchy process.
    Mathematical Modelling 9(3-5), 353-360. doi:10.1016/0270-0255(87)90492-1
    """
    n = len(matrix)
    if n < 3:
        return ()
    before = consistency(matrix, table).ratio
    weights = principal_eigenvector(matrix)
    strain = np.abs(np.log(matrix * weights[None, :] / weights[:, None]))
    upper = np.triu_indices(n, 1)
    order = np.argsort(-strain[upper], kind="stable")[: 4 * count]
    found = []
    for k in order.tolist():
        i, j = int(upper[0][k]), int(upper[1][k])
        if strain[i, j] <= _FITS:
            continue
        if matrix[i, j] < 1:
            i, j = j, i
        suggested = _nearest_step(_implied(matrix, i, j))
        after = consistency(_with(matrix, i, j, suggested), table).ratio
        if after < before - _FITS:
            found.append(
                WorstJudgement(
                    pair=(items[i], items[j]),
                    given=float(matrix[i, j]),
                    suggested=suggested,
                    consistency_ratio_after=after,
                )
            )
    found.sort(key=lambda judgement: judgement.consistency_ratio_after)
    return tuple(found[:count])


def _implied(matrix: FloatArray, i: int, j: int) -> float:
    """Return the ratio of priorities when this one judgement is left open (Harker 1987)."""
    opened = matrix.copy()
    opened[i, j] = opened[j, i] = 0.0
    opened[i, i] = opened[j, j] = 2.0
    values, vectors = np.linalg.eig(opened)
    vector = np.abs(vectors[:, values.real.argmax()].real)
    return float(vector[i] / vector[j])


def _nearest_step(ratio: float) -> float:
    return float(SCALE[np.abs(np.log(SCALE / ratio)).argmin()])


def _with(matrix: FloatArray, i: int, j: int, value: float) -> FloatArray:
    changed = matrix.copy()
    changed[i, j], changed[j, i] = value, 1.0 / value
    return changed
