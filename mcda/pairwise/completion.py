"""Completion of missing judgements by the values that contradict the given judgements least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidJudgements
from mcda.pairwise.least_squares import log_weights
from mcda.pairwise.priorities import principal_eigenvectors

_STEPS = 100
_FLAT = 1e-12  # norm of the gradient, against lambda_max / n
_LEAST_DAMPING = 1e-13  # of Newton's step, against the trace of the second derivatives
_LONGEST_STEP = 20.0
_DECREASE, _ROUNDING = 1e-4, 1e-14
_LARGEST_LOG = 690.0  # exp of more than this is close to the end of the doubles


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Completion:
    r"""A matrix of judgements whose missing pairs are filled in.

    Examples
    --------
    With one pair of four items open, the best value is :math:`\sqrt{8/15}` (Bozoki et al. 2010,
    example 3).

    >>> from mcda.pairwise import complete, read_matrix
    >>> rows = [[1, 1, 5, 2], [1, 1, 3, 4], [None, None, 1, None], [None, None, None, 1]]
    >>> found = complete(read_matrix(rows, "abcd", incomplete=True))
    >>> round(found.missing[2, 3], 4), round(found.lambda_max, 4)
    (0.7303, 4.0924)
    """

    matrix: FloatArray
    """Reciprocal, shape ``(n, n)``; the judged pairs as they were given."""
    missing: Mapping[tuple[int, int], float]
    """Completed value by open pair ``(i, j)``, ``i < j``. Not bounded by the 1-9 scale."""
    lambda_max: float
    """Principal eigenvalue of the completed matrix, >= n; the smallest that any completion has."""


def complete(matrix: FloatArray, items: Sequence[str] | None = None) -> Completion:
    r"""Return the completion with the smallest principal eigenvalue.

    The eigenvalue is strictly convex in the logarithms of the open judgements where the
    judgements are connected. With u and v its left and right eigenvectors, :math:`u^T v = 1`,

    .. math::
       \partial \lambda / \partial \ln a_{ij} = a_{ij} u_i v_j - a_{ji} u_j v_i

    vanishes where :math:`a_{ij} = d_i / d_j, d_i^2 = v_i / u_i`: the best completion is a table
    of ratios. Newton's method finds the n logarithms of d, starting from the logarithmic least
    squares weights. Only where judgements contradict each other by many millions to one does
    rounding end the search before the minimum.

    Parameters
    ----------
    matrix
        Reciprocal, shape ``(n, n)``, NaN where a pair was not judged.
    items
        Names of the items, for the error.

    Raises
    ------
    InvalidJudgements
        The graph of the judgements is not connected, so that no completion is the best one, or
        a completed judgement is too large for double precision.

    References
    ----------
    Bozoki, S., Fulop, J. & Ronyai, L. (2010). On optimal completion of incomplete pairwise
    comparison matrices. Mathematical and Computer Modelling 52(1-2), 318-333.
    doi:10.1016/j.mcm.2010.02.047

    Examples
    --------
    Price counts 3 times as much as labour, labour twice as much as water: hence price 6
    times as much as water.

    >>> import numpy as np
    >>> from mcda.pairwise import complete
    >>> found = complete(np.array([[1, 3, np.nan], [1 / 3, 1, 2], [np.nan, 1 / 2, 1]]))
    >>> {pair: round(value, 4) for pair, value in found.missing.items()}
    {(0, 2): 6.0}
    """
    logarithms = log_weights(matrix, items)
    missing = np.isnan(matrix)
    # Divided by the ratios of these weights the judgements are near 1, whatever the items weigh.
    ratios = logarithms[:, None] - logarithms[None, :]
    shifts, largest = _minimise(np.exp(np.log(matrix) - ratios), missing)
    ratios += shifts[:, None] - shifts[None, :]
    pairs = np.argwhere(np.triu(missing)).tolist()
    names = list(range(len(ratios))) if items is None else items
    faults = [
        Fault(
            "judgement_too_large",
            (i, j),
            {"first": names[i], "second": names[j], "value": f"exp({ratios[i, j]:.6g})"},
        )
        for i, j in pairs
        if abs(ratios[i, j]) > _LARGEST_LOG
    ]
    InvalidJudgements.raise_any(faults)
    completed = matrix.copy()
    completed[missing] = np.exp(ratios[missing])
    filled = {(i, j): float(completed[i, j]) for i, j in pairs}
    largest = max(largest, float(len(matrix)))
    return Completion(matrix=completed, missing=filled, lambda_max=largest)


def _minimise(matrix: FloatArray, missing: npt.NDArray[np.bool_]) -> tuple[FloatArray, float]:
    """Return the logarithms of the best d and the eigenvalue that its ratios give."""
    state, damping = _State(matrix, missing, np.zeros(len(matrix))), _LEAST_DAMPING
    for _ in range(_STEPS):
        if state.steepness() <= _FLAT * state.largest / len(matrix):
            break
        step = state.step(damping)
        candidate = _State(matrix, missing, state.point + step)
        # Near the end the decrease is lost in rounding, but the step is still a good one.
        limit = state.largest * (1 + _ROUNDING) + _DECREASE * float(state.gradient @ step)
        if candidate.largest <= limit:
            state, damping = candidate, max(damping / 10, _LEAST_DAMPING)
        else:
            damping *= 10
    return state.point, float(state.largest)


class _State:
    """The matrix completed by ratios, its eigenvalue and the derivatives by the logarithms."""

    def __init__(
        self, matrix: FloatArray, missing: npt.NDArray[np.bool_], point: FloatArray
    ) -> None:
        self.point = point
        ratios = np.exp(point[:, None] - point[None, :])
        self.matrix = np.where(missing, ratios, matrix)
        self.open = np.where(missing, ratios, 0.0)
        both = np.stack([self.matrix, self.matrix.T])
        (self.right, left_vector), (self.largest, _) = principal_eigenvectors(both)
        self.left = left_vector / (left_vector @ self.right)
        self.flow = self.left[:, None] * self.open * self.right[None, :]

    def steepness(self) -> float:
        """Return the norm of the gradient by the logarithms of the open judgements."""
        return float(np.linalg.norm(np.triu(self.flow - self.flow.T)))

    @cached_property
    def gradient(self) -> FloatArray:
        return np.asarray(self.flow.sum(axis=1) - self.flow.sum(axis=0), dtype=np.float64)

    def step(self, damping: float) -> FloatArray:
        """Return Newton's step, shortened by damping; 0 where a shift changes no ratio."""
        scale = float(np.abs(np.diag(self.hessian)).sum())
        regular = self.hessian + damping * scale * np.eye(len(self.gradient))
        step = np.asarray(np.linalg.solve(regular, -self.gradient), dtype=np.float64)
        return step * (_LONGEST_STEP / max(np.abs(step).max(), _LONGEST_STEP))

    @cached_property
    def hessian(self) -> FloatArray:
        r"""Return :math:`u^T (A_{kl} + A_k S A_l + A_l S A_k) v`.

        The subscripts are derivatives of the completed matrix A by logarithms of d; S is its
        reduced resolvent at the eigenvalue.
        """
        both = self.flow + self.flow.T
        own = np.diag(both.sum(axis=1)) - both
        onto = np.outer(self.right, self.left)
        resolvent = np.linalg.inv(self.largest * np.eye(len(onto)) - self.matrix + onto) - onto
        before = self.left[:, None] * self.open - np.diag(self.left @ self.open)
        after = np.diag(self.open @ self.right) - self.open * self.right[None, :]
        mixed = before @ resolvent @ after
        return np.asarray(own + mixed + mixed.T, dtype=np.float64)
