"""First ranks of each draw, and the values of a sole uncertain cell at which they change."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import UnsuitableData
from mcda.method import TOLERANCE, Prepared
from mcda.robust.draws import SamplingPlan, drawn_matrix

Flags = npt.NDArray[np.bool_]
_GRID = 2000  # shares of the distribution at which the winner is looked for
_TAILS = 2.0 ** -np.arange(12, 40)
_WIDTH = 1e-12  # of the share, to which a change of the winner is located
_TILE = 500


def first_places(prepared: Prepared, weights: FloatArray) -> Flags:
    """Return ``(s, m)``: which alternatives have rank 1 under weights ``(s, n)``.

    Ranks are only computed where the two largest keys may be tied.
    """
    keys = np.ascontiguousarray(prepared.order(weights).T)  # a maximum over rows runs along them
    top = keys.max(axis=0)
    near = keys >= top - TOLERANCE * np.maximum(np.abs(top), np.abs(keys.min(axis=0)))
    if np.count_nonzero(near) == len(top):
        return near.T
    return np.asarray(prepared.ranks(weights) == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleCell:
    """The only uncertain input."""

    cell: tuple[int, int]
    """Row and column."""
    chance_of_changing_winner: float
    """Probability of the values under which the alternative that is first most often is not."""
    standard_error: float
    """Probability of the far tails that the method cannot take, otherwise 0."""


def sole_cell(stage: SamplingPlan, cell: tuple[int, int]) -> SoleCell:
    """Return the winners by the value of an uncertain cell that is the only uncertain input.

    The winners are taken at 2000 shares of its distribution, closer together in its tails, and
    every change between two of them is located by bisection.
    """
    line = _Line(stage, cell)
    middle, left_out = (np.arange(_GRID) + 0.5) / _GRID, 0.0
    try:
        shares = np.sort(np.concatenate([_TAILS, middle, 1 - _TAILS]))
        winners = line.winners(shares)
    except UnsuitableData:
        shares, left_out = middle, 1 / _GRID
        winners = line.winners(shares)
    ends, winners = line.located(shares, winners)
    masses = np.diff(ends, prepend=0.0, append=1.0)
    chances = masses @ winners
    return SoleCell(
        cell=cell,
        chance_of_changing_winner=float(masses @ ~winners[:, chances.argmax()]),
        standard_error=left_out,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A ranking along the distribution of one cell."""

    stage: SamplingPlan
    cell: tuple[int, int]

    def winners(self, shares: FloatArray) -> Flags:
        """Return which alternatives are first at each share, ``(s, m)``."""
        tiles = range(0, len(shares), _TILE)
        return np.concatenate([self._winners(shares[low : low + _TILE]) for low in tiles])

    def _winners(self, shares: FloatArray) -> Flags:
        stage, place = self.stage, self.cell[0] * len(self.stage.matrix.criteria) + self.cell[1]
        values = stage.draws.spreads[self.cell].quantile(shares)
        matrix = drawn_matrix(stage.matrix, np.array([place]), values[None])
        weights = np.repeat(stage.weights_drawn[:1], len(shares), axis=0)
        return first_places(stage.method.prepare(matrix), weights)

    def located(self, shares: FloatArray, winners: Flags) -> tuple[FloatArray, Flags]:
        """Return the shares at which the winners change, and the winners before, between and after.

        Shapes: `shares`, `winners` ``(s,)``; returned `ends` ``(p - 1,)``, `winners` ``(p, m)``.
        """
        while True:
            differ = (winners[1:] != winners[:-1]).any(axis=1)
            wide = np.flatnonzero(differ & (np.diff(shares) > _WIDTH))
            if not len(wide):
                break
            between = (shares[wide] + shares[wide + 1]) / 2
            shares = np.insert(shares, wide + 1, between)
            winners = np.insert(winners, wide + 1, self.winners(between), axis=0)
        at = np.flatnonzero(differ)
        return (shares[at] + shares[at + 1]) / 2, winners[np.append(at, len(winners) - 1)]
