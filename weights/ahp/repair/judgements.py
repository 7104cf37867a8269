"""A matrix of judgements prepared for changing some of them on the 1-9 scale."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise import logarithmic_least_squares
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair.spectral import Mask, Minima, least, principal

Steps = npt.NDArray[np.int8]
LOG_SCALE: FloatArray = np.log(SCALE)
"""Logarithms of the 17 steps 1/9 .. 1/2, 1, 2 .. 9."""
EQUAL = 8  # place of 1 in the scale
KEPT = -1
_SAME = 1e-9
_MARGIN = 1e-12
ROUGH, _FINE = 1e-4, 1e-7
_CHUNK = 500_000  # entries of matrices at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepairJudgements:
    """The answered pairs of a matrix, and the evaluation of changes to them.

    A set of changes is a row of ``p`` indices in the scale, `KEPT` for an unchanged pair.
    """

    missing: Mask
    """``(n, n)``: which pairs were not answered."""
    first: npt.NDArray[np.intp]
    """``(p,)``: the items of the pairs, ``first < second``, the steepest pair first."""
    second: npt.NDArray[np.intp]
    """``(p,)``: the items of the pairs, ``first < second``, the steepest pair first."""
    logarithms: FloatArray
    """``(p,)``: of the judgements."""
    log_weights: FloatArray
    """``(n,)``: least-squares weights. Judgements times their reciprocal ratios have the same
    eigenvalues but are near 1; missing ones begin at 1."""
    nearest: Steps
    """``(p,)``: nearest place in the scale, and whether the judgement is that step."""
    exact: Mask
    """``(p,)``: nearest place in the scale, and whether the judgement is that step."""
    ceiling: float
    """Logarithm of the largest principal eigenvalue that is acceptable."""

    @property
    def n(self) -> int:
        """Number of items."""
        return len(self.missing)

    @property
    def pairs(self) -> int:
        """Number of answered pairs."""
        return len(self.first)

    @property
    def offsets(self) -> FloatArray:
        """The offset added to the logarithm of each judgement, ``(p,)``."""
        return np.asarray(self.log_weights[self.second] - self.log_weights[self.first])

    def tangents(self, changes: Steps, gap: float = ROUGH) -> tuple[FloatArray, FloatArray]:
        """Return lower bounds of the logarithm of the eigenvalue after changes, and slopes.

        Bounds ``(b,)`` may be too low by `gap`, only if pairs are missing; slopes ``(b, p)`` are by
        the logarithm of each judgement. Further changes never fall below their tangent. Shapes:
        `changes` ``(b, p)``.
        """
        floors, slopes = np.empty(len(changes)), np.empty(changes.shape)
        for part in self._parts(len(changes)):
            minima = self._minima(changes[part], gap, None)
            floors[part], slopes[part] = minima.floors, minima.slopes[:, self.first, self.second]
        return floors, slopes

    def heights(self, changes: Steps, *, decide: bool = False) -> FloatArray:
        """Return the logarithm of the eigenvalue after changes, ``(b,)``.

        With `decide` only exact enough to tell whether the eigenvalue is acceptable; faster if
        pairs are missing. Shapes: `changes` ``(b, p)``.
        """
        heights = np.empty(len(changes))
        for part in self._parts(len(changes)):
            ceiling = self.ceiling - _MARGIN if decide else None
            heights[part] = self._minima(changes[part], _FINE, ceiling).heights
        return heights

    def lowest(self, sets: npt.NDArray[np.intp], *, decide: bool) -> tuple[FloatArray, FloatArray]:
        """Return bounds for sets of pairs that may take any values within the scale.

        Lower bounds of the logarithm of the eigenvalue ``(b,)`` and slopes ``(b, p)``; with
        `decide` only whether that is acceptable, less exactly. Shapes: `sets` ``(b, k)``.
        """
        floors, slopes = np.empty(len(sets)), np.empty((len(sets), self.pairs))
        for part in self._parts(len(sets)):
            chosen = sets[part]
            open_ = np.repeat(self.missing[None], len(chosen), axis=0)
            rows = np.arange(len(chosen))[:, None]
            open_[rows, self.first[chosen], self.second[chosen]] = True
            open_[rows, self.second[chosen], self.first[chosen]] = True
            rounded = np.full((len(chosen), self.pairs), KEPT, dtype=np.int8)
            rounded[rows, chosen] = self.nearest[chosen]  # within the scale
            ceiling = self.ceiling if decide else None
            minima = least(self._entries(rounded), open_, self.low, ROUGH, ceiling)
            floors[part] = minima.floors
            slopes[part] = minima.slopes[:, self.first, self.second]
        return floors, slopes

    def reach(self, slopes: FloatArray) -> FloatArray:
        """Return by how much each judgement could lower a tangent within the scale, >= 0."""
        low, high = LOG_SCALE[[0, -1]]
        down, up = slopes * (self.logarithms - low), slopes * (self.logarithms - high)
        return np.maximum(np.maximum(down, up), 0.0)

    def steps(self, changes: Steps) -> npt.NDArray[np.intp]:
        """Return the steps from the nearest place, summed over the changed pairs."""
        away = np.abs(changes.astype(np.int16) - self.nearest)
        return np.where(changes == KEPT, 0, away).sum(axis=-1)

    def order(self, changes: Steps) -> npt.NDArray[np.intp]:
        """Return sort keys of rows: the number of changes, then the number of steps."""
        most = self.pairs * len(LOG_SCALE)
        return (changes != KEPT).sum(axis=-1) * most + self.steps(changes)

    def acceptable(self, heights: FloatArray) -> Mask:
        """Tell which eigenvalues are low enough, with a margin for rounding errors."""
        return heights <= self.ceiling - _MARGIN

    @property
    def low(self) -> FloatArray:
        """Lower bounds of the entries, the logarithms with their offsets, ``(n, n)``."""
        bounds = np.full((self.n, self.n), -np.inf)
        end = LOG_SCALE[0]
        bounds[self.first, self.second] = end + self.offsets
        bounds[self.second, self.first] = end - self.offsets
        return bounds

    def _entries(self, changes: Steps) -> FloatArray:
        moved = np.where(changes == KEPT, self.logarithms, LOG_SCALE[changes]) + self.offsets
        batch = np.zeros((len(changes), self.n, self.n))
        batch[:, self.first, self.second] = moved
        batch[:, self.second, self.first] = -moved
        return batch

    def _minima(self, changes: Steps, gap: float, ceiling: float | None) -> Minima:
        logarithms = self._entries(changes)
        if self.missing.any():
            open_ = np.broadcast_to(self.missing, logarithms.shape)
            return least(logarithms, open_, self.low, gap, ceiling)
        heights, flows = principal(np.exp(logarithms))
        return Minima(logarithms=logarithms, heights=heights, floors=heights, flows=flows)

    def _parts(self, count: int) -> Iterator[slice]:
        size = max(16, _CHUNK // self.n**2)
        return (slice(start, start + size) for start in range(0, count, size))


def prepare(matrix: FloatArray, largest: float) -> RepairJudgements:
    """Return the answered pairs of a matrix, the steepest first.

    NaN where a pair was not judged. Shapes: `matrix` ``(n, n)``.
    """
    missing = np.isnan(matrix)
    weights = np.log(logarithmic_least_squares(matrix))
    first, second = np.nonzero(np.triu(~missing, 1))

    def ordered(first: npt.NDArray[np.intp], second: npt.NDArray[np.intp]) -> RepairJudgements:
        logarithms = np.log(matrix[first, second])
        return RepairJudgements(
            missing=missing,
            first=first,
            second=second,
            logarithms=logarithms,
            log_weights=weights,
            nearest=nearest_steps(logarithms),
            exact=on_scale(logarithms),
            ceiling=float(np.log(largest)),
        )

    plain = ordered(first, second)
    _, slopes = plain.tangents(np.full((1, len(first)), KEPT, dtype=np.int8))
    steepest = np.argsort(-plain.reach(slopes[0]).round(12), kind="stable")
    return ordered(first[steepest], second[steepest])


def nearest_steps(logarithms: FloatArray) -> Steps:
    """Return the index in the scale nearest to each judgement, in 0..16.

    Half-way between two steps the one nearer to 1 counts, so that a judgement and its reciprocal
    are treated alike. Shapes: `logarithms` ``(p,)``.
    """
    distance = np.abs(logarithms[:, None] - LOG_SCALE)
    distance += _SAME * np.abs(np.arange(17) - EQUAL)
    return distance.argmin(axis=1).astype(np.int8)


def on_scale(logarithms: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which judgements are a step of the scale, shape ``(p,)``."""
    return np.abs(logarithms - LOG_SCALE[nearest_steps(logarithms)]) < _SAME
