"""The uncertain cell that has to move least within its bounds to put another alternative first."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import UnsuitableData
from mcda.explain.batches import in_pieces
from mcda.explain.turning import Rows, Turn, least_turn
from mcda.ranking import Ranking

_CELLS = 2**20  # numbers in the tables of all cells at both ends
_ENDS = 2


def turning_cell(answer: Ranking, within: float = 1.0) -> tuple[Turn | None, int]:
    """Return the cell that has to move least, by the share of the way to its bound.

    Parameters
    ----------
    answer
        A ranking of at least two alternatives with one winner.
    within
        The furthest share of the way that is of interest.

    Returns
    -------
    turn : Turn or None
        None where no cell has turned the order after that share of the way to either bound.
    tried : int
        How many uncertain cells were tried: all, or those of the best-ranked alternatives where
        they are too many.

    Notes
    -----
    Where the order has turned by then, the value needed is halved out. Values that the method
    refuses do not turn the order.
    """
    moves = _moves(answer)
    if moves is None:
        return None, 0
    tried = len(moves.ends) // _ENDS
    least = least_turn(moves.turned, np.full(len(moves.ends), within), steps=1)
    if least is None:
        return None, tried
    at = np.array([least[0]]), np.array([least[1]])
    turn = Turn(
        share=least[1],
        rival=answer.matrix.alternatives[int(moves.ranks(*at)[0].argmin())],
        criterion=int(moves.j[least[0]]),
        alternative=int(moves.i[least[0]]),
        needed=float(moves.values(*at)[0]),
    )
    return turn, tried


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Uncertain cells, each on its way to one of its bounds; arrays ``(k,)``."""

    answer: Ranking
    i: Rows
    j: Rows
    ends: FloatArray

    def values(self, which: Rows, shares: FloatArray) -> FloatArray:
        """Return the cells' values after a share of the way."""
        start = self.answer.matrix.values[self.i[which], self.j[which]]
        return start + shares * (self.ends[which] - start)

    def ranks(self, which: Rows, shares: FloatArray) -> npt.NDArray[np.int64]:
        """Return the ranks after each move, ``(s, m)``; as they are where it is refused."""
        matrix, method = self.answer.matrix, self.answer.method
        tables = np.repeat(matrix.values[None], len(which), axis=0)
        tables[np.arange(len(which)), self.i[which], self.j[which]] = self.values(which, shares)
        weights = np.tile(self.answer.weights.values, (len(which), 1))
        try:
            return method.prepare(replace(matrix, values=tables)).ranks(weights)
        except UnsuitableData:
            if len(which) == 1:
                return self.answer.ranks[None]
        middle = len(which) // 2
        halves = slice(middle), slice(middle, None)
        return np.vstack([self.ranks(which[half], shares[half]) for half in halves])

    def turned(self, which: Rows, shares: FloatArray) -> npt.NDArray[np.bool_]:
        """Tell after which moves the winner is no longer first."""
        winner = self.answer.order[0]
        return in_pieces(
            lambda at: self.ranks(which[at], shares[at])[:, winner] > 1,
            np.arange(len(which)),
            self.answer.matrix.values.size,
        )


def _moves(answer: Ranking) -> _Moves | None:
    place = {row: at for at, row in enumerate(answer.order)}
    most = max(1, _CELLS // (_ENDS * answer.matrix.values.size))
    uncertain = [cell for cell, spread in answer.spreads.items() if spread.low < spread.high]
    cells = sorted(uncertain, key=lambda cell: place[cell[0]])[:most]
    if not cells:
        return None
    i, j = (np.repeat(places, _ENDS) for places in zip(*cells, strict=True))
    spreads = [answer.spreads[cell] for cell in cells]
    ends = np.array([end for spread in spreads for end in (spread.low, spread.high)])
    return _Moves(answer, i, j, ends)
