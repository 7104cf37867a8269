"""The judgements that fit the others least, and values that would fit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise.completion import complete
from mcda.pairwise.consistency import RandomIndex, consistency
from mcda.pairwise.matrix import connected_parts
from mcda.pairwise.priorities import principal_eigenvector

SCALE = np.array([1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)])
_FITS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstJudgement:
    """A judgement that the others contradict.

    Examples
    --------
    Items that weigh 8, 4, 2 and 1, but the third was said to count 4 times as much as the first.

    >>> import numpy as np
    >>> from mcda.pairwise import worst_judgements
    >>> matrix = np.divide.outer([8, 4, 2, 1], [8, 4, 2, 1])
    >>> matrix[2, 0], matrix[0, 2] = 4, 1 / 4
    >>> worst = worst_judgements(matrix, ["price", "labour", "water", "port"])[0]
    >>> worst.pair, worst.given, worst.suggested
    (('water', 'price'), 4.0, 0.25)
    """

    pair: tuple[str, str]
    """The two items, the one called more important first."""
    given: float
    """How many times more important the first was said to be, >= 1."""
    suggested: float
    """The step of the 1-9 scale that the other judgements imply; below 1 they say the reverse."""
    consistency_ratio_after: float
    """Consistency ratio of the whole matrix with that step instead."""


def worst_judgements(
    matrix: FloatArray,
    items: Sequence[str],
    table: RandomIndex = "saaty_2005",
    count: int = 3,
    answered: npt.NDArray[np.bool_] | None = None,
) -> tuple[WorstJudgement, ...]:
    """Return up to `count` judgements, first the judgement whose repair helps most.

    For each of the pairs farthest from the ratio of the priorities, the judgement is replaced by
    the scale step nearest to what the rest of the matrix implies (the ratio of the priorities
    computed without that judgement); it is reported where that lowers the consistency ratio.

    Only answered pairs of a completed matrix are examined. What the rest implies is computed
    without the completed values, which follow the judgement in question, and the ratio after is
    that of a new completion. A judgement that alone links two parts of the items contradicts
    nothing and is never reported.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``, complete or completed.
    items
        Names of the ``n`` items.
    table
        Random index of the reported ratio.
    count
        At most so many.
    answered
        Shape ``(n, n)``, symmetric: which pairs were judged; all where left out.

    References
    ----------
    Harker, P. T. (1987). Alternative modes of questioning in the analytic hierarchy process.
    Mathematical Modelling 9(3-5), 353-360. doi:10.1016/0270-0255(87)90492-1

    Examples
    --------
    Items that weigh 8, 4, 2 and 1, but the first was said to count as much as the last. A change
    elsewhere helps too, if less.

    >>> import numpy as np
    >>> from mcda.pairwise import worst_judgements
    >>> matrix = np.divide.outer([8, 4, 2, 1], [8, 4, 2, 1])
    >>> matrix[0, 3] = matrix[3, 0] = 1
    >>> found = worst_judgements(matrix, ["price", "labour", "water", "port"], count=2)
    >>> [(*worst.pair, round(worst.consistency_ratio_after, 2)) for worst in found]
    [('price', 'port', 0.0), ('labour', 'port', 0.17)]
    """
    if len(matrix) < 3:
        return ()
    judgements = np.where(True if answered is None else answered, matrix, np.nan)
    np.fill_diagonal(judgements, 1.0)
    before = consistency(matrix, table, missing=_open_pairs(judgements)).ratio
    repairs = []
    weights = principal_eigenvector(matrix)
    strain = np.abs(np.log(judgements * weights[None, :] / weights[:, None]))
    strained = np.argwhere(np.triu(strain > _FITS, 1))
    order = np.argsort(-strain[tuple(strained.T)], kind="stable")
    for first, second in strained[order[: 4 * count]].tolist():
        i, j = (first, second) if judgements[first, second] >= 1 else (second, first)
        implied = _implied(judgements, i, j)
        if implied is None:
            continue
        suggested = float(SCALE[np.abs(np.log(SCALE / implied)).argmin()])
        repaired = _with(judgements, i, j, suggested)
        missing = _open_pairs(repaired)
        completed = complete(repaired).matrix if missing else repaired
        after = consistency(completed, table, missing=missing).ratio
        if after < before - _FITS:
            repairs.append(
                WorstJudgement(
                    pair=(items[i], items[j]),
                    given=float(judgements[i, j]),
                    suggested=suggested,
                    consistency_ratio_after=after,
                )
            )
    repairs.sort(key=lambda judgement: judgement.consistency_ratio_after)
    return tuple(repairs[:count])


def _open_pairs(given: FloatArray) -> int:
    return int(np.isnan(given).sum()) // 2


def _implied(given: FloatArray, i: int, j: int) -> float | None:
    """Return the ratio of priorities when this judgement is left open too (Harker 1987).

    An open pair counts as the ratio of the priorities themselves: 0 in its place and 1 more on
    the diagonal. None where the rest does not link the two items.
    """
    opened = _with(given, i, j, np.nan)
    if len(connected_parts(opened)) > 1:
        return None
    missing = np.isnan(opened)
    opened[missing] = 0.0
    opened += np.diag(missing.sum(axis=1))
    values, vectors = np.linalg.eig(opened)
    vector = np.abs(vectors[:, values.real.argmax()].real)
    return float(vector[i] / vector[j])


def _with(matrix: FloatArray, i: int, j: int, value: float) -> FloatArray:
    changed = matrix.copy()
    changed[i, j], changed[j, i] = value, 1.0 / value
    return changed
