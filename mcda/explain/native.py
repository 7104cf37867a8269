"""What an alternative shows on each criterion: its value, or how it was judged in pairs."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.ranking import Ranking


def native_values(answer: Ranking) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return the headline values and which criteria were judged instead.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives on ``n`` criteria.

    Returns
    -------
    values : FloatArray
        Shape ``(m, n)``, in the unit of each criterion; where the alternatives were compared in
        pairs, their priorities, larger is better.
    judged : ndarray of bool
        Shape ``(n,)``.
    """
    unread = answer.method.unused_columns(answer.matrix.criteria)
    judged = np.array([criterion in unread for criterion in answer.matrix.criteria], dtype=bool)
    worth = answer.prepared.worth
    if worth is None or not judged.any():
        return answer.matrix.values, judged
    return np.where(judged, worth, answer.matrix.values), judged
