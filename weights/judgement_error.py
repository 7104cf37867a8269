r"""Errors of people's judgements of ratios, and the uncertainty of priorities that follows.

The logarithm of a judgement is that of the true ratio plus a normal error of standard deviation
:math:`\sigma`. The :math:`\sigma` of a person is unknown and is drawn: from a prior about people
and, if there are more answers than a tree needs, also from how far these answers contradict each
other.

Notes
-----
Beforehand :math:`\ln\sigma` is normal with mean ln .7 and standard deviation .5: the middle half of
people are off by factors of 1.6 to 2.7, one in twenty by less than 1.36, one in twenty by more than
4.9. Evidence: nine experts with 28 judgements each err by .44 to 1.24 (median .72, root mean square
.81, standard deviation of the logarithm .38; questionnaire of the project geofis, 2023). The prior
is wider than these nine, who answered one questionnaire. `tests/studies/judgement_error.py`
measures what intervals so drawn hold.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

MEDIAN, WIDTH = 0.7, 0.5
"""Of the standard deviation of a judgement's logarithm, and of the logarithm of that."""
_LEAST, _MOST = 1e-3, 50.0
_GRID, _VALUES = 2048, 4096
_FAR = 300.0  # factors that all can be summed


def log_prior(log_sigma: FloatArray) -> FloatArray:
    """Return the logarithm of the density of ``log_sigma``, less a constant, same shape."""
    return np.asarray(-(((log_sigma - np.log(MEDIAN)) / WIDTH) ** 2) / 2)


@dataclass(frozen=True, eq=False)
class ErrorSize:
    r"""The standard deviation of errors, given residuals: a distribution by quadrature.

    Notes
    -----
    The density of :math:`t = \ln\sigma` is proportional to
    :math:`p(t)\, e^{-ft} \exp(-Q e^{-2t} / 2)`, f the degrees of freedom and Q the squares, on 2048
    points from ln .001 (or the least) to ln 50. Draws are from 4096 equally likely values, the
    centres of as many parts of the distribution.
    """

    squares: float
    """Sum of the squared residuals of logarithms, >= 0."""
    freedom: int
    """Their degrees of freedom, >= 0; 0 leaves what is known beforehand."""
    least: float = 0.0
    """Nothing below is possible: the steps of a scale."""

    @property
    def median(self) -> float:
        """The median of the drawn values."""
        return float(self._values[_VALUES // 2])

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw standard deviations, ``(size,)``."""
        return np.asarray(self._values[rng.integers(_VALUES, size=size)])

    @cached_property
    def _values(self) -> FloatArray:
        grid = np.linspace(np.log(max(self.least, _LEAST)), np.log(_MOST), _GRID)
        density = log_prior(grid) - self.freedom * grid - self.squares / 2 * np.exp(-2 * grid)
        density = np.exp(density - density.max())
        below = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
        shares = (np.arange(_VALUES) + 0.5) / _VALUES
        return np.exp(np.interp(shares, below / below[-1], grid))


def error_factor(answered: npt.NDArray[np.bool_]) -> FloatArray:
    r"""Return F ``(k, k - 1)`` with :math:`F F^\top = L^+`, L the Laplacian of the answers.

    Errors of variance 1 in the answers give the logarithms of the priorities, by least squares,
    the covariance :math:`L^+`: the fewer answers, the wider.

    `answered` ``(k, k)``, symmetric and connected, says which pairs were judged. The diagonal does
    not matter.

    Notes
    -----
    The errors that hold the last priority fixed, by Cholesky, less their mean. Eigenvectors would
    do as well, but those of equal values (answers to all pairs) differ between processors, and
    with them the draws of one seed.
    """
    graph = answered.astype(np.float64)
    np.fill_diagonal(graph, 0.0)
    laplacian = np.diag(graph.sum(axis=1)) - graph
    factor = np.zeros((len(graph), len(graph) - 1))
    factor[:-1] = np.linalg.inv(np.linalg.cholesky(laplacian[:-1, :-1])).T
    return factor - factor.mean(axis=0)


def spread_out(local: FloatArray, errors: FloatArray) -> FloatArray:
    """Return priorities ``(s, k)`` times the exponentials of errors ``(s, k)``, rows sum to 1."""
    priorities = np.exp(np.clip(errors, -_FAR, _FAR))
    priorities *= local
    priorities /= priorities @ np.ones((priorities.shape[1], 1))  # faster than a sum of short rows
    return np.asarray(priorities)
