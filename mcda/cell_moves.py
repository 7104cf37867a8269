"""Cells moved towards their bounds, and the ranks that follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.errors import UnsuitableData
from mcda.method import Matrix, Method

Rows = npt.NDArray[np.intp]
_PIECE = 2**18
ENDS = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellMoves:
    """Uncertain cells, each moved towards one of its bounds; arrays ``(k,)``."""

    method: Method
    """Of the ranking, with its headline numbers."""
    matrix: Matrix
    """Of the ranking, with its headline numbers."""
    weights: FloatArray
    """``(n,)``."""
    places: npt.NDArray[np.int64]
    """Ranks before any move, ``(m,)``."""
    i: Rows
    """Row and column of each cell, and where it moves to."""
    j: Rows
    """Row and column of each cell, and where it moves to."""
    ends: FloatArray
    """Row and column of each cell, and where it moves to."""

    @classmethod
    def towards_bounds(cls, spreads: Mapping[tuple[int, int], Spread], **ranking: Any) -> Self:
        """Return moves of at least one cell, each to its lower and then its upper bound."""
        i, j = (np.repeat(places, ENDS) for places in zip(*spreads, strict=True))
        ends = [end for spread in spreads.values() for end in (spread.low, spread.high)]
        return cls(i=i, j=j, ends=np.array(ends), **ranking)

    def values(self, which: Rows, shares: FloatArray) -> FloatArray:
        """Return the cells' values after a share of the way."""
        start = self.matrix.values[self.i[which], self.j[which]]
        return start + shares * (self.ends[which] - start)

    def ranks(self, which: Rows, shares: FloatArray) -> npt.NDArray[np.int64]:
        """Return the ranks after each move, ``(s, m)``; present ranks where a move is refused."""
        tables = np.repeat(self.matrix.values[None], len(which), axis=0)
        tables[np.arange(len(which)), self.i[which], self.j[which]] = self.values(which, shares)
        weights = np.tile(self.weights, (len(which), 1))
        try:
            return self.method.prepare(replace(self.matrix, values=tables)).ranks(weights)
        except UnsuitableData:
            if len(which) == 1:
                return self.places[None]
        middle = len(which) // 2
        halves = slice(middle), slice(middle, None)
        return np.vstack([self.ranks(which[half], shares[half]) for half in halves])

    def turned(self, which: Rows, shares: FloatArray) -> npt.NDArray[np.bool_]:
        """Return after which moves the winner is no longer first."""
        winner = int(self.places.argmin())
        return in_pieces(
            lambda at: self.ranks(which[at], shares[at])[:, winner] > 1,
            np.arange(len(which)),
            self.matrix.values.size,
        )


def in_pieces(
    function: Callable[[Any], npt.NDArray[Any]], items: npt.NDArray[Any], cells: int
) -> npt.NDArray[Any]:
    """Return ``function(items)``, computed in pieces to limit the tables in memory at once."""
    step = max(1, _PIECE // max(cells, 1))
    tables = [function(items[at : at + step]) for at in range(0, len(items), step)]
    return tables[0] if len(tables) == 1 else np.concatenate(tables)
