"""Counting ranks over a batch: sorting integers that carry their alternative."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import Prepared
from mcda.ranks import TOLERANCE

TILE = 384
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


def _tiles(start: int, stop: int) -> Iterator[slice]:
    for low in range(start, stop, TILE):
        yield slice(low, min(low + TILE, stop))


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    winners: Integers
    histogram: Integers
    pairs: Integers | None


def _sorted_tile(prepared: Prepared, weights: FloatArray, compare: int) -> _Tile:
    rows = ranked_rows(prepared.order(weights))
    m = rows.shape[1]
    places = np.arange(m - 1, -1, -1, dtype=np.int64)
    winners, pairs = rows[:, -1].copy(), None
    if compare > 0:
        ranks = np.empty_like(rows)
        np.put_along_axis(ranks, rows, np.broadcast_to(places, rows.shape), axis=1)
        pairs = _better(ranks[:compare])
    rows *= m  # in place: the largest array of the inner loop
    rows += places
    return _Tile(winners, np.bincount(rows.ravel(), minlength=m * m), pairs)


def _careful_tile(prepared: Prepared, weights: FloatArray, compare: int) -> _Tile:
    """Look for ties first; where a tile has none, plain sorting counts it rightly."""
    keys = prepared.order(weights)
    ordered = np.sort(keys, axis=1)
    gap = TOLERANCE * np.abs(ordered[:, [0, -1]]).max(axis=1, keepdims=True)
    tied = bool((np.diff(ordered, axis=1) <= gap).any())
    rank_tile = _tied_tile if tied else _sorted_tile
    return rank_tile(prepared, weights, compare)


def _tied_tile(prepared: Prepared, weights: FloatArray, compare: int) -> _Tile:
    ranks = prepared.ranks(weights) - 1
    m = ranks.shape[1]
    histogram = np.bincount((np.arange(m) * m + ranks).ravel(), minlength=m * m)
    pairs = _better(ranks[:compare]) if compare > 0 else None
    return _Tile(ranks.argmin(axis=1), histogram, pairs)


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
    """
    size, m = len(weights), prepared(slice(0, 1)).order(weights[:1]).shape[1]
    compared = min(size, max(TILE, _PAIRWISE_WORK // (m * m))) if pairwise else 0
    winners = np.empty(size, dtype=np.int64)

    def part(bounds: tuple[int, int]) -> tuple[Integers, Integers]:
        histogram = np.zeros(m * m, dtype=np.int64)
        pairs = np.zeros((m, m), dtype=np.int64)
        rank_tile = _sorted_tile if distinct else _careful_tile
        for tile in _tiles(*bounds):
            found = rank_tile(prepared(tile), weights[tile], compared - tile.start)
            winners[tile] = found.winners
            histogram += found.histogram
            if found.pairs is not None:
                pairs += found.pairs
        return histogram, pairs

    if size < _THREADS_FROM:
        found = [part((0, size))]
    else:
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(part, ((0, size // 2), (size // 2, size))))
    histogram, pairs = (sum(kind[1:], kind[0]) for kind in zip(*found, strict=True))
    return Tally(ranks=histogram.reshape(m, m), winners=winners, pairs=pairs, compared=compared)
