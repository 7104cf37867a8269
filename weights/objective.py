"""Weights read from the performances: what separates the alternatives counts more.

A criterion that cannot separate (a constant column) always gets 0. These weights say nothing
about importance to anybody, only about contrast in this table.
"""

from collections.abc import Callable, Mapping

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.method import Matrix
from mcda.prepare.normalise import normalise
from weights.spec import ObjectiveScheme


def objective_weights(matrix: Matrix, scheme: ObjectiveScheme) -> FloatArray:
    """Return weights ``(n,)``, sum 1.

    Parameters
    ----------
    matrix
        Values ``(m, n)`` at their headline.
    scheme
        See `equal`, `entropy`, `critic`, `merec`, `standard_deviation`.

    Raises
    ------
    InvalidWeights
        Values the scheme cannot take, or no criterion separates.
    """
    raw = _SCHEMES[scheme](matrix)
    separating = np.ptp(matrix.values, axis=0) > 0
    if scheme != "equal":
        raw = np.where(separating, np.maximum(raw, 0.0), 0.0)
    total = raw.sum()
    if not total > 0:
        fields = {"scheme": scheme, "reason": "0 / 0"}
        raise InvalidWeights([Fault("objective_undefined", ("scheme",), fields)])
    return np.asarray(raw / total, dtype=np.float64)


def equal(matrix: Matrix) -> FloatArray:
    """Return the same for all."""
    return np.ones(matrix.values.shape[1])


def entropy(matrix: Matrix) -> FloatArray:
    r"""Return :math:`1 + \sum_i p \ln p / \ln m` with ``p = x / sum x``; 0 ln 0 is 0.

    References
    ----------
    Zeleny, M. (1982). Multiple Criteria Decision Making. Shannon, C. E. (1948).
    doi:10.1002/j.1538-7305.1948.tb01338.x
    """
    _refuse_below(matrix, "entropy", zero_too=False)
    x = matrix.values
    share = x / np.where(x.sum(axis=0) == 0, 1.0, x.sum(axis=0))
    logarithm = np.log(np.where(share > 0, share, 1.0))
    return 1.0 + (share * logarithm).sum(axis=0) / np.log(max(len(x), 2))


def standard_deviation(matrix: Matrix) -> FloatArray:
    """Return the standard deviation of the min-max normalised columns."""
    return normalise(matrix, "minmax").std(axis=0)


def critic(matrix: Matrix) -> FloatArray:
    r"""Return :math:`\sigma_j \sum_k (1 - r_{jk})` of the oriented min-max columns.

    ``sigma`` is the sample standard deviation, ``r`` Pearson's correlation; constant columns take
    no part.

    References
    ----------
    Diakoulaki, D., Mavrotas, G. & Papayannakis, L. (1995). Determining objective weights in
    multiple criteria problems: the CRITIC method. Computers & Operations Research 22(7), 763-770.
    doi:10.1016/0305-0548(94)00059-H
    """
    oriented = normalise(matrix, "minmax")
    found = np.zeros(oriented.shape[1])
    active = np.flatnonzero(np.ptp(oriented, axis=0) > 0)
    if len(active) == 0:
        return found
    part = oriented[:, active]
    correlation = np.atleast_2d(np.corrcoef(part, rowvar=False))
    conflict = (1.0 - correlation).sum(axis=0)
    deviation = part.std(axis=0, ddof=1)
    # One separating criterion conflicts with nothing, yet it is all there is.
    found[active] = deviation * (conflict if len(active) > 1 else 1.0)
    return found if found.sum() > _NOISE else np.where(np.ptp(oriented, axis=0) > 0, 1.0, 0.0)


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
    _refuse_below(matrix, "merec", zero_too=True)
    x = matrix.values
    scaled = np.where(matrix.benefit, x.min(axis=0) / x, x / x.max(axis=0))
    effect = np.abs(np.log(scaled))
    n = x.shape[1]
    total = np.log1p(effect.sum(axis=1) / n)
    without = np.log1p((effect.sum(axis=1, keepdims=True) - effect) / n)
    return np.abs(without - total[:, None]).sum(axis=0)


def _refuse_below(matrix: Matrix, scheme: str, *, zero_too: bool) -> None:
    bad = matrix.values <= 0 if zero_too else matrix.values < 0
    if bad.any():
        raise InvalidWeights(
            [
                Fault(
                    "objective_negative",
                    ("scheme",),
                    {"scheme": scheme, "criterion": matrix.criteria[j]},
                )
                for j in np.flatnonzero(bad.any(axis=0)).tolist()
            ]
        )


_NOISE = 1e-12
_SCHEMES: Mapping[str, Callable[[Matrix], FloatArray]] = {
    "equal": equal,
    "entropy": entropy,
    "critic": critic,
    "merec": merec,
    "standard_deviation": standard_deviation,
}
