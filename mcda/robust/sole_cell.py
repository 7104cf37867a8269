"""The winner as a function of one uncertain cell, where nothing else is in doubt."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import UnsuitableData
from mcda.robust.firsts import firsts
from mcda.robust.sampling import drawn_matrix
from mcda.robust.stage import Stage

Flags = npt.NDArray[np.bool_]
_GRID = 2000  # shares of the distribution at which the winner is looked for
_TAILS = 2.0 ** -np.arange(12, 40)
_WIDTH = 1e-12  # of the share, to which a change of the winner is located
_TILE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleCell:
    """The only thing in doubt.

    Parameters
    ----------
    cell
        Row and column.
    chance_of_changing_winner
        Probability of the values under which the alternative that is first most often is not.
    standard_error
        Probability of the far tails that the method cannot take, otherwise 0.
    """

    cell: tuple[int, int]
    chance_of_changing_winner: float
    standard_error: float


def sole_cell(stage: Stage) -> SoleCell | None:
    """Return what the value of the only uncertain cell decides; None where it is not alone.

    The winners are taken at 2000 shares of its distribution, closer together in its tails, and
    every change between two of them is located by bisection.
    """
    open_ = [cell for cell, spread in stage.draws.spreads.items() if spread.low < spread.high]
    if len(open_) != 1 or not stage.weights_stay:
        return None
    line = _Line(stage, open_[0])
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
        cell=open_[0],
        chance_of_changing_winner=float(masses @ ~winners[:, chances.argmax()]),
        standard_error=left_out,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A ranking along the distribution of one cell."""

    stage: Stage
    cell: tuple[int, int]

    def winners(self, shares: FloatArray) -> Flags:
        """Return who is first at each share, ``(s, m)``."""
        tiles = range(0, len(shares), _TILE)
        return np.concatenate([self._winners(shares[low : low + _TILE]) for low in tiles])

    def _winners(self, shares: FloatArray) -> Flags:
        stage, place = self.stage, self.cell[0] * len(self.stage.matrix.criteria) + self.cell[1]
        drawn = stage.draws.spreads[self.cell].quantile(shares)
        matrix = drawn_matrix(stage.matrix, np.array([place]), drawn[None])
        weights = np.repeat(stage.weights_drawn[:1], len(shares), axis=0)
        return firsts(stage.method.prepare(matrix), weights)

    def located(self, shares: FloatArray, winners: Flags) -> tuple[FloatArray, Flags]:
        """Return where the winners change and who they are before, between and after.

        Parameters
        ----------
        shares, winners
            Rising shares ``(s,)`` and who is first there.

        Returns
        -------
        ends : ndarray
            ``(p - 1,)``, rising.
        winners : ndarray of bool
            ``(p, m)``.
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
