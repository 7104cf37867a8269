"""Schemes that ask what is lost in one criterion when another one is at its best."""

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.method import Matrix
from mcda.prepare.normalise import divide
from weights.contrast import ROUNDING, diversity, refuse, separating


def cilos(matrix: Matrix) -> FloatArray:
    r"""Return weights by criterion impact loss, sum 1.

    Costs are inverted, ``min/x``. The loss :math:`P_{ij} = (a_{jj} - a_{ij}) / a_{jj}` is what
    criterion ``j``, its best value being :math:`a_{jj}`, loses where criterion ``i`` is best;
    the weights solve :math:`\sum_j P_{ij} q_j = q_i \sum_k P_{ki}` for every ``i``. A criterion
    that loses much gets little.

    The system holds the separating criteria only: a constant one would lose nothing and take all
    the weight, as does, by this method, a criterion that is at its best wherever another one is.
    Where several alternatives are best in a criterion, the loss is their mean.

    Raises
    ------
    InvalidWeights
        A cost at or below 0, a benefit below 0, or several criteria that lose nothing wherever
        any criterion is best, as when one alternative is best throughout.

    References
    ----------
    Zavadskas, E. K. & Podvezko, V. (2016). Integrated determination of objective criteria weights
    in MCDM. International Journal of Information Technology & Decision Making 15(2), 267-283.
    doi:10.1142/S0219622016500036
    """
    return _impact(matrix, "cilos")


def idocriw(matrix: Matrix) -> FloatArray:
    r"""Return :math:`q_j e_j`: weights by impact loss times weights by entropy.

    ``q`` as in `cilos`, ``e`` as in `entropy`, where costs are not inverted. Entropy favours
    criteria whose values differ much, impact loss those that lose little.

    Raises
    ------
    InvalidWeights
        As `cilos`.

    References
    ----------
    Zavadskas, E. K. & Podvezko, V. (2016). Integrated determination of objective criteria weights
    in MCDM. International Journal of Information Technology & Decision Making 15(2), 267-283.
    doi:10.1142/S0219622016500036
    """
    found = _impact(matrix, "idocriw")
    active = separating(matrix)
    found[active] *= np.maximum(diversity(matrix.values[:, active]), 0.0)
    return found


def _impact(matrix: Matrix, scheme: str) -> FloatArray:
    active = separating(matrix)
    refuse(matrix, (matrix.values < 0) & active & matrix.benefit, scheme, ">= 0")
    refuse(matrix, (matrix.values <= 0) & active & ~matrix.benefit, scheme, "> 0")
    found = np.zeros(matrix.values.shape[1])
    places = np.flatnonzero(active)
    if len(places) == 0:
        return found
    losses = _losses(matrix.values[:, places], matrix.benefit[places])
    closed = _closed_groups(losses)
    if len(closed) > 1:
        names = [matrix.criteria[j] for group in closed for j in places[group]]
        fields = {"scheme": scheme, "criteria": names}
        raise InvalidWeights([Fault("impact_loss_undefined", ("scheme",), fields)])
    group = closed[0]
    found[places[group]] = _balance(losses[np.ix_(group, group)])
    return found


def _losses(x: FloatArray, benefit: npt.NDArray[np.bool_]) -> FloatArray:
    """Return ``P (n, n)``: row i, the loss of every criterion where i is best."""
    low, high = x.min(axis=0), x.max(axis=0)
    lost = divide(np.where(benefit, high - x, x - low), np.where(benefit, high, x))
    lost[lost <= ROUNDING] = 0.0
    best = lost == 0
    return (best.T @ lost) / best.sum(axis=0)[:, None]


def _closed_groups(losses: FloatArray) -> list[npt.NDArray[np.int64]]:
    """Return the groups of criteria that lose something only where one of them is best.

    Weight flows from criterion j to i at the rate P_ij and stays in such a group; with one group
    the system has one solution. Several are single criteria that lose nothing at all.
    """
    n = len(losses)
    reach = (losses.T > 0) | np.eye(n, dtype=np.bool_)
    for _ in range(n.bit_length()):
        reach = (reach.astype(np.float64) @ reach) > 0
    mutual = reach & reach.T
    first = [j for j in range(n) if (reach[j] == mutual[j]).all() and mutual[j].argmax() == j]
    return [np.flatnonzero(mutual[j]) for j in first]


def _balance(losses: FloatArray) -> FloatArray:
    """Return the solution, sum 1, of a group in which each loses to each, directly or not.

    Elimination without subtraction, so that small losses keep all their digits.

    References
    ----------
    Grassmann, W. K., Taksar, M. I. & Heyman, D. P. (1985). Regenerative analysis and steady state
    distributions for Markov chains. Operations Research 33(5), 1107-1116.
    doi:10.1287/opre.33.5.1107
    """
    rate = losses.T.copy()
    n = len(rate)
    for k in range(n - 1, 0, -1):
        rate[:k, k] /= rate[k, :k].sum()
        rate[:k, :k] += np.outer(rate[:k, k], rate[k, :k])
    found = np.ones(n)
    for k in range(1, n):
        found[k] = found[:k] @ rate[:k, k]
    return found / found.sum()
