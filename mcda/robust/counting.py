"""Counting ranks over a batch: sorting integers that carry their alternative."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import Prepared
from mcda.ranks import TOLERANCE

TILE = 512
_GROUP = 16
_PAIRWISE_WORK = 100_000_000
_THREADS_FROM = 20_000
_SIGN = np.int64(0x7FFF_FFFF_FFFF_FFFF)
Integers = npt.NDArray[np.int64]


def ranked_rows(keys: FloatArray) -> Integers:
    """Return the rows from worst to best for each sample.

    The lowest bits of each key's integer image are replaced by its row, so that one plain sort
    of integers carries the rows along: twice as fast as an argsort. Keys that agree in all but
    their last ``log2(m)`` bits count as equal and take the order of the rows.

    Parameters
    ----------
    keys
        ``(s, m)``, larger is better; overwritten.

    Returns
    -------
    ndarray of int
        ``(s, m)``.
    """
    m = keys.shape[1]
    mask = np.int64((1 << max(m - 1, 1).bit_length()) - 1)
    image = keys.view(np.int64)
    if keys.min(initial=0.0) < 0:
        image ^= (image >> np.int64(63)) & _SIGN  # negative doubles sort in reverse
    image &= ~mask
    image |= np.arange(m, dtype=np.int64)
    image.sort(axis=1)
    image &= mask
    return image


def _tiles(start: int, stop: int, size: int) -> Iterator[slice]:
    for low in range(start, stop, size):
        yield slice(low, min(low + size, stop))


class _Sorting:
    """Counts draws without ties: rows of many tiles are sorted in place, then counted at once.

    Counting holds the interpreter's lock and sorting does not; counting seldom lets two threads
    sort side by side.
    """

    def __init__(self, m: int, compared: int) -> None:
        self.ranks = np.zeros(m * m, dtype=np.int64)
        self.pairs = np.zeros((m, m), dtype=np.int64)
        self._compared = compared
        self._places = np.arange(m - 1, -1, -1, dtype=np.int64)
        self._codes = np.empty((_GROUP * TILE, m), dtype=np.int64)
        self._used = 0

    def add(self, prepared: Prepared, weights: FloatArray, start: int) -> Integers:
        """Take the draws from ``start`` on and return the row of the winner of each."""
        if self._used + len(weights) > len(self._codes):
            self.flush()
        here = self._codes[self._used : self._used + len(weights)]
        keys = here.view(np.float64)
        keys[...] = prepared.order(weights)
        rows = ranked_rows(keys)
        if start < self._compared:
            ranks = np.empty_like(rows)
            np.put_along_axis(ranks, rows, np.broadcast_to(self._places, rows.shape), axis=1)
            self.pairs += _better(ranks[: self._compared - start])
        winners = rows[:, -1].copy()
        rows *= len(self._places)
        rows += self._places
        self._used += len(weights)
        return winners

    def flush(self) -> None:
        """Count what has been sorted since."""
        codes = self._codes[: self._used].ravel()
        self.ranks += np.bincount(codes, minlength=len(self.ranks))
        self._used = 0


class _Careful:
    """Counts draws that may hold ties; where a tile has none, sorting counts it rightly."""

    def __init__(self, m: int, compared: int) -> None:
        self.ranks = np.zeros(m * m, dtype=np.int64)
        self.pairs = np.zeros((m, m), dtype=np.int64)
        self._compared = compared

    def add(self, prepared: Prepared, weights: FloatArray, start: int) -> Integers:
        """Take the draws from ``start`` on and return the row of the winner of each."""
        keys = prepared.order(weights)
        ranks = prepared.ranks(weights) - 1 if _tied(keys) else _plain_ranks(keys)
        m = ranks.shape[1]
        self.ranks += np.bincount((np.arange(m) * m + ranks).ravel(), minlength=m * m)
        if start < self._compared:
            self.pairs += _better(ranks[: self._compared - start])
        return ranks.argmin(axis=1)

    def flush(self) -> None:
        """Nothing is left over."""


def _tied(keys: FloatArray) -> bool:
    ordered = np.sort(keys, axis=1)
    gap = TOLERANCE * np.abs(ordered[:, [0, -1]]).max(axis=1, keepdims=True)
    return bool((np.diff(ordered, axis=1) <= gap).any())


def _plain_ranks(keys: FloatArray) -> Integers:
    ranks = np.empty(keys.shape, dtype=np.int64)
    places = np.broadcast_to(np.arange(keys.shape[1]), keys.shape)
    np.put_along_axis(ranks, np.argsort(-keys, axis=1), places, axis=1)
    return ranks


def _better(ranks: Integers) -> Integers:
    """Count, for every two alternatives, the draws in which the first is ranked better."""
    narrow = np.ascontiguousarray(ranks.T.astype(np.uint16))
    bits = np.packbits(narrow[:, None, :] < narrow[None, :, :], axis=-1)
    return np.asarray(np.bitwise_count(bits).sum(axis=-1, dtype=np.int64))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """What was counted over ``s`` draws of ``m`` alternatives.

    Parameters
    ----------
    ranks
        ``(m, m)``: how often each alternative takes each rank, best first; rows sum to ``s``.
    winners
        Row of the first alternative of each draw, ``(s,)``.
    pairs
        ``(m, m)``: how often the row is ranked better than the column.
    compared
        Number of draws behind `pairs`.
    """

    ranks: Integers
    winners: Integers
    pairs: Integers
    compared: int


def count(
    prepared: Callable[[slice], Prepared],
    weights: FloatArray,
    *,
    distinct: bool = True,
    pairwise: bool = True,
    tile_size: int = TILE,
) -> Tally:
    """Rank every draw and count.

    Parameters
    ----------
    prepared
        The method for the draws of a slice.
    weights
        ``(s, n)``.
    distinct
        No two alternatives are always level; otherwise ties are looked for in every draw.
    pairwise
        Whether to count pairs; at most about 1e8 comparisons are made.
    tile_size
        Draws that are ranked together, at most `TILE`.
    """
    size, m = len(weights), prepared(slice(0, 1)).order(weights[:1]).shape[1]
    compared = min(size, max(TILE, _PAIRWISE_WORK // (m * m))) if pairwise else 0
    winners = np.empty(size, dtype=np.int64)

    def part(bounds: tuple[int, int]) -> _Sorting | _Careful:
        tally = _Sorting(m, compared) if distinct else _Careful(m, compared)
        for tile in _tiles(*bounds, tile_size):
            winners[tile] = tally.add(prepared(tile), weights[tile], tile.start)
        tally.flush()
        return tally

    if size < _THREADS_FROM:
        found = [part((0, size))]
    else:
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(part, ((0, size // 2), (size // 2, size))))
    ranks = sum((tally.ranks for tally in found[1:]), found[0].ranks).reshape(m, m)
    pairs = sum((tally.pairs for tally in found[1:]), found[0].pairs)
    return Tally(ranks=ranks, winners=winners, pairs=pairs, compared=compared)
