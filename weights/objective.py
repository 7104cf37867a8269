"""Objective weights from the performances: criteria that separate the alternatives weigh more.

A criterion that does not separate the alternatives (a constant column) always gets 0. These weights
measure only the contrast in a table, not the importance to anybody.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.method import Matrix, competition_ranks
from mcda.prepare.normalise import divide, normalise

ObjectiveScheme = Literal[
    "equal",
    "entropy",
    "critic",
    "merec",
    "standard_deviation",
    "coefficient_of_variation",
    "gini",
    "angle",
    "cilos",
    "idocriw",
]
Correlation = Literal["pearson", "spearman"]
ROUNDING = 1e-13
_NOT_NEGATIVE = ">= 0"
_NOISE = 1e-12
Scheme = Callable[[Matrix], FloatArray]
_SCHEMES: dict[str, Scheme] = {}
Ranks = npt.NDArray[np.int64]


def _scheme(function: Scheme) -> Scheme:
    """Register a scheme under the name of its function."""
    _SCHEMES[function.__name__] = function
    return function


def objective_weights(
    matrix: Matrix, scheme: ObjectiveScheme, correlation: Correlation = "pearson"
) -> FloatArray:
    """Return weights ``(n,)``, sum 1.

    A cell counts by its headline value, a target by the worth of its values. Each scheme is a
    function of this module. Shapes: `matrix` ``(m, n)``.

    Raises
    ------
    InvalidWeights
        Values that the scheme does not accept, no criterion that separates alternatives, or a
        correlation for a scheme that uses none.
    """
    if scheme != "critic" and correlation != "pearson":
        settings = {"scheme": scheme, "correlation": correlation}
        raise InvalidWeights([Fault("objective_correlation", ("correlation",), settings)])
    if matrix.targets:  # neither more nor less of a target is better; of what it is worth more is
        values, ranges = matrix.values.copy(), matrix.ranges.copy()
        for j, curve in matrix.targets.items():
            values[:, j], ranges[j] = curve.value(values[:, j]), (0.0, 1.0)
        matrix = replace(matrix, values=values, ranges=ranges, curves={})
    raw = critic(matrix, correlation) if scheme == "critic" else _SCHEMES[scheme](matrix)
    if scheme != "equal":
        raw = np.where(separating(matrix), np.maximum(raw, 0.0), 0.0)
    total = raw.sum()
    if not total > 0:
        raise InvalidWeights.at("objective_undefined", "scheme", scheme=scheme, reason="0 / 0")
    return np.asarray(raw / total, dtype=np.float64)


@_scheme
def equal(matrix: Matrix) -> FloatArray:
    """Return 1 for every criterion."""
    return np.ones(matrix.values.shape[1])


def critic(matrix: Matrix, correlation: Correlation = "pearson") -> FloatArray:
    r"""Return :math:`\sigma_j \sum_k (1 - r_{jk})` of the oriented min-max columns.

    ``sigma`` is the sample standard deviation, ``r`` Pearson's correlation, or Spearman's of the
    ranks; constant columns take no part.

    References
    ----------
    Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995). Determining objective weights in
    multiple criteria problems: the CRITIC method. Computers & Operations Research 22(7), 763-770.
    doi:10.1016/0305-0548(94)00059-H
    """
    oriented = normalise(matrix, "minmax")
    raw = np.zeros(oriented.shape[1])
    active = np.flatnonzero(separating(matrix))
    if len(active) == 0:
        return raw
    part = oriented[:, active]
    ranked = correlation == "spearman"
    alike = spearman(competition_ranks(part.T)) if ranked else np.corrcoef(part, rowvar=False)
    conflict = (1.0 - np.atleast_2d(alike)).sum(axis=0)
    deviation = part.std(axis=0, ddof=1)
    # One separating criterion conflicts with nothing, yet it is all there is.
    raw[active] = deviation * (conflict if len(active) > 1 else 1.0)
    return raw if raw.sum() > _NOISE else separating(matrix).astype(np.float64)


@_scheme
def merec(matrix: Matrix) -> FloatArray:
    r"""Return the change of total performance when a criterion is removed.

    With benefits ``min/x`` and costs ``x/max``: :math:`S_i = \ln(1 + \frac1n \sum_j |\ln n_{ij}|)`
    and :math:`E_j = \sum_i |S_i^{(j)} - S_i|`.

    References
    ----------
    Keshavarz-Ghorabaee, M. et al. (2021). Determination of objective weights using a new method
    based on the removal effects of criteria (MEREC). Symmetry 13(4), 525.
    doi:10.3390/sym13040525
    """
    refuse(matrix, matrix.values <= 0, "merec", "> 0")
    x = matrix.values
    scaled = np.where(matrix.benefit, x.min(axis=0) / x, x / x.max(axis=0))
    effect = np.abs(np.log(scaled))
    n = x.shape[1]
    total = np.log1p(effect.sum(axis=1) / n)
    without = np.log1p((effect.sum(axis=1, keepdims=True) - effect) / n)
    return np.abs(without - total[:, None]).sum(axis=0)


def separating(matrix: Matrix) -> npt.NDArray[np.bool_]:
    """Tell which columns hold different values, beyond rounding; shape ``(n,)``."""
    largest = np.abs(matrix.values).max(axis=0, initial=0.0)
    return np.asarray(np.ptp(matrix.values, axis=0) > ROUNDING * largest)


@_scheme
def entropy(matrix: Matrix) -> FloatArray:
    r"""Return :math:`1 + \sum_i p \ln p / \ln m` with ``p = x / sum x``; 0 ln 0 is 0.

    References
    ----------
    Zeleny, M. (1982). Multiple Criteria Decision Making. Shannon, C. E. (1948).
    doi:10.1002/j.1538-7305.1948.tb01338.x
    """
    refuse(matrix, matrix.values < 0, "entropy", _NOT_NEGATIVE)
    return diversity(matrix.values)


def diversity(x: FloatArray) -> FloatArray:
    """Return one minus the normalised entropy of every column of ``(m, n)``, each >= 0."""
    share = divide(x, x.sum(axis=0))
    logarithm = np.log(np.where(share > 0, share, 1.0))
    return 1.0 + (share * logarithm).sum(axis=0) / np.log(max(len(x), 2))


@_scheme
def standard_deviation(matrix: Matrix) -> FloatArray:
    """Return the standard deviation of the min-max normalised columns."""
    return normalise(matrix, "minmax").std(axis=0)


@_scheme
def coefficient_of_variation(matrix: Matrix) -> FloatArray:
    r"""Return :math:`\sigma_j / \mu_j`, standard deviation by mean.

    Direction and unit play no part. Values >= 0; a column of zeros gets 0.

    References
    ----------
    Shuai, D., Zongzhun, Z., Yongji, W. & Lei, L. (2012). A new angular method to determine the
    objective weights. 24th Chinese Control and Decision Conference, 3889-3892.
    doi:10.1109/CCDC.2012.6244621
    """
    _refuse_negative(matrix, "coefficient_of_variation")
    return _variation(matrix.values)


@_scheme
def angle(matrix: Matrix) -> FloatArray:
    r"""Return the angle between a column and the constant column, in radians, 0 to pi/2.

    The cosine is :math:`\sum_i x_i / (\sqrt m \lVert x \rVert)`; its tangent is the coefficient of
    variation, which keeps its digits where the angle is small. Values >= 0.

    References
    ----------
    Shuai, D., Zongzhun, Z., Yongji, W. & Lei, L. (2012). A new angular method to determine the
    objective weights. 24th Chinese Control and Decision Conference, 3889-3892.
    doi:10.1109/CCDC.2012.6244621
    """
    _refuse_negative(matrix, "angle")
    return np.arctan(_variation(matrix.values))


@_scheme
def gini(matrix: Matrix) -> FloatArray:
    r"""Return the Gini coefficient :math:`\sum_i \sum_k |x_i - x_k| / (2 m^2 \mu)`, in 0..1.

    With values in ascending order that is :math:`\sum_i (2i - m - 1) x_{(i)} / (m \sum_i x_i)`.
    Direction and unit play no part. Values >= 0; a column of zeros gets 0.

    References
    ----------
    Li, G. & Chi, G. (2009). A new determining objective weights method - Gini coefficient weight.
    First International Conference on Information Science and Engineering, 3726-3729.
    """
    _refuse_negative(matrix, "gini")
    ordered = np.sort(matrix.values, axis=0)
    m = len(ordered)
    rank = np.arange(1, m + 1)[:, None]
    spread = ((2 * rank - m - 1) * ordered).sum(axis=0)
    return divide(spread, m * ordered.sum(axis=0))


def refuse(matrix: Matrix, bad: npt.NDArray[np.bool_], scheme: str, needed: str) -> None:
    """Raise for every column that holds a cell marked in ``bad``, ``(m, n)``."""
    faults = [
        Fault(
            "objective_negative",
            ("scheme",),
            {"scheme": scheme, "criterion": matrix.criteria[j], "needed": needed},
        )
        for j in np.flatnonzero(bad.any(axis=0)).tolist()
    ]
    InvalidWeights.raise_any(faults)


def _refuse_negative(matrix: Matrix, scheme: str) -> None:
    refuse(matrix, (matrix.values < 0) & separating(matrix), scheme, _NOT_NEGATIVE)


def _variation(x: FloatArray) -> FloatArray:
    return divide(x, x.mean(axis=0)).std(axis=0)


@_scheme
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


@_scheme
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
    raw = _impact(matrix, "idocriw")
    active = separating(matrix)
    raw[active] *= np.maximum(diversity(matrix.values[:, active]), 0.0)
    return raw


def _impact(matrix: Matrix, scheme: str) -> FloatArray:
    active = separating(matrix)
    refuse(matrix, (matrix.values < 0) & active & matrix.benefit, scheme, ">= 0")
    refuse(matrix, (matrix.values <= 0) & active & ~matrix.benefit, scheme, "> 0")
    raw = np.zeros(matrix.values.shape[1])
    places = np.flatnonzero(active)
    if len(places) == 0:
        return raw
    losses = _losses(matrix.values[:, places], matrix.benefit[places])
    closed = _closed_groups(losses)
    if len(closed) > 1:
        names = [matrix.criteria[j] for group in closed for j in places[group]]
        raise InvalidWeights.at("impact_loss_undefined", "scheme", scheme=scheme, criteria=names)
    group = closed[0]
    raw[places[group]] = _balance(losses[np.ix_(group, group)])
    return raw


def _losses(x: FloatArray, benefit: npt.NDArray[np.bool_]) -> FloatArray:
    """Return ``P (n, n)``: row i, the loss of every criterion where i is best."""
    low, high = x.min(axis=0), x.max(axis=0)
    lost = divide(np.where(benefit, high - x, x - low), np.where(benefit, high, x))
    lost[lost <= ROUNDING] = 0.0
    best = lost == 0
    return (best.T @ lost) / best.sum(axis=0)[:, None]


def _closed_groups(losses: FloatArray) -> list[npt.NDArray[np.int64]]:
    """Return the groups of criteria that lose only when a criterion of the group is best.

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
    balance = np.ones(n)
    for k in range(1, n):
        balance[k] = balance[:k] @ rate[:k, k]
    return balance / balance.sum()


def average_ranks(ranks: Ranks) -> FloatArray:
    """Return ranks in which tied alternatives share the mean of the places that they cover.

    Shapes: `ranks` ``(s, m)``.
    """
    averages = np.empty(ranks.shape)
    for row, own in enumerate(ranks):
        rank, where, size = np.unique(own, return_inverse=True, return_counts=True)
        averages[row] = (rank + 0.5 * (size - 1))[where]
    return averages


def spearman(ranks: Ranks) -> FloatArray:
    r"""Return Spearman's rho of every two rankings, in -1..1; 0 if all ranks of one are tied.

    Pearson's correlation of the average ranks. With ties the formula
    :math:`1 - 6 \sum d^2 / (m^3 - m)` differs from it.

    Shapes: `ranks` ``(s, m)``; returned ``(s, s)``.

    References
    ----------
    Kendall, M. G. (1948). Rank Correlation Methods, chapter 3. Griffin.
    """
    away = average_ranks(ranks) - 0.5 * (ranks.shape[1] + 1)
    products = away @ away.T
    size = np.sqrt(np.outer(products.diagonal(), products.diagonal()))
    return np.asarray(np.where(size > 0, products / np.where(size > 0, size, 1.0), 0.0))
