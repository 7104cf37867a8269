"""Weights read from the performances: what separates the alternatives counts more.

A criterion that cannot separate (a constant column) always gets 0. These weights say nothing
about importance to anybody, only about contrast in this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.method import Matrix, competition_ranks
from mcda.prepare.normalise import normalise
from weights.contrast import (
    angle,
    coefficient_of_variation,
    entropy,
    gini,
    refuse,
    separating,
    standard_deviation,
)
from weights.impact_loss import cilos, idocriw
from weights.rank_correlation import spearman

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


def objective_weights(
    matrix: Matrix, scheme: ObjectiveScheme, correlation: Correlation = "pearson"
) -> FloatArray:
    """Return weights ``(n,)``, sum 1.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` at their headline; a target is read by what its values are worth.
    scheme
        See `equal`, `critic` and `merec` here, `entropy`, `standard_deviation`,
        `coefficient_of_variation`, `gini` and `angle` in `weights.contrast`, `cilos` and `idocriw`
        in `weights.impact_loss`.
    correlation
        Of two columns, for `critic` only.

    Raises
    ------
    InvalidWeights
        Values the scheme cannot take, no criterion separates, or a correlation for a scheme that
        uses none.
    """
    if scheme != "critic" and correlation != "pearson":
        said = {"scheme": scheme, "correlation": correlation}
        raise InvalidWeights([Fault("objective_correlation", ("correlation",), said)])
    matrix = _upward(matrix)
    raw = critic(matrix, correlation) if scheme == "critic" else _SCHEMES[scheme](matrix)
    if scheme != "equal":
        raw = np.where(separating(matrix), np.maximum(raw, 0.0), 0.0)
    total = raw.sum()
    if not total > 0:
        fields = {"scheme": scheme, "reason": "0 / 0"}
        raise InvalidWeights([Fault("objective_undefined", ("scheme",), fields)])
    return np.asarray(raw / total, dtype=np.float64)


def _upward(matrix: Matrix) -> Matrix:
    """Return the matrix with the worth of its targets, which are benefits then.

    Contrast is measured in columns where more, or less, is better; a target has none, but what
    its values are worth on the scale is one.
    """
    if not matrix.targets:
        return matrix
    values, ranges = matrix.values.copy(), matrix.ranges.copy()
    for j, curve in matrix.targets.items():
        values[:, j], ranges[j] = curve.value(values[:, j]), (0.0, 1.0)
    return replace(matrix, values=values, ranges=ranges, curves={})


def equal(matrix: Matrix) -> FloatArray:
    """Return the same for all."""
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
    found = np.zeros(oriented.shape[1])
    active = np.flatnonzero(separating(matrix))
    if len(active) == 0:
        return found
    part = oriented[:, active]
    alike = _spearman(part) if correlation == "spearman" else np.corrcoef(part, rowvar=False)
    conflict = (1.0 - np.atleast_2d(alike)).sum(axis=0)
    deviation = part.std(axis=0, ddof=1)
    # One separating criterion conflicts with nothing, yet it is all there is.
    found[active] = deviation * (conflict if len(active) > 1 else 1.0)
    return found if found.sum() > _NOISE else separating(matrix).astype(np.float64)


def _spearman(columns: FloatArray) -> FloatArray:
    return spearman(competition_ranks(columns.T))


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


_NOISE = 1e-12
_SCHEMES: Mapping[str, Callable[[Matrix], FloatArray]] = {
    "equal": equal,
    "entropy": entropy,
    "merec": merec,
    "standard_deviation": standard_deviation,
    "coefficient_of_variation": coefficient_of_variation,
    "gini": gini,
    "angle": angle,
    "cilos": cilos,
    "idocriw": idocriw,
}
