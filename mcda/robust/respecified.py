"""The problem of an answer, ranked by another method under one or many weightings."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, UnsuitableData
from mcda.method import Matrix, Method, Prepared
from mcda.prepare.unknowns import headline
from mcda.ranking import Ranking


class Respecified(NamedTuple):
    """A method prepared on the alternatives of an answer.

    Parameters
    ----------
    prepared
        The method on these data.
    ranks
        Competition ranks ``(s, m)``, 1 = best, for the ``s`` weightings asked.
    """

    prepared: Prepared
    ranks: npt.NDArray[np.int64]


def respecified(answer: Ranking, method: Method, weights: FloatArray) -> Respecified:
    """Rank the alternatives of an answer by a method, prepared once for all weightings.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives; its uncertain cells keep their headline.
    method
        For these alternatives: what failed a screen takes no part.
    weights
        ``(s, n)``, criteria in the problem's order.

    Raises
    ------
    UnsuitableData
        The method cannot take the data, or gives no finite score.
    InvalidProblem
        It reads an unknown cell that nothing bounds.
    InvalidMethod
        Its parameters name other criteria.
    """
    prepared = method.prepare(_matrix(answer, method))
    scores = prepared.scores(weights)
    if not np.isfinite(scores).all():
        raise UnsuitableData([Fault("score_not_finite", (), {"method": method.name})])
    return Respecified(prepared, prepared.ranks(weights, scores))


def _matrix(answer: Ranking, method: Method) -> Matrix:
    """Return the headline numbers, with the cells that this method reads filled."""
    unused = method.unused_columns(answer.matrix.criteria)
    if unused == answer.method.unused_columns(answer.matrix.criteria):
        return answer.matrix
    return headline(answer.problem, unused=unused).matrix
