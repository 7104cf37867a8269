"""Counts of ranks over a batch, by sorting integers that carry the row of their alternative.

Counts and sums by group use NumPy alone or SciPy's sparse products.

A product with a sparse matrix that has one entry for each member is a count, or a sum, by group.
The product takes half the time or less and, unlike `numpy.bincount`, lets other threads run; but
SciPy must be loaded first, which takes as long as some hundred thousand draws.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.kernel import BLOCKS, block_rows
from mcda.method import TOLERANCE, Prepared

Integers = npt.NDArray[np.int64]


def occurrences(codes: Integers, size: int, *, sparse: bool) -> Integers:
    """Return how often each of ``0..size-1`` occurs, ``(size,)``.

    Shapes: `codes` ``(s,)``.
    """
    if not sparse:
        return np.bincount(codes, minlength=size)
    from scipy.sparse import csc_array

    ends = np.array([0, len(codes)])
    column = csc_array((np.ones(len(codes)), codes, ends), shape=(size, 1))
    return np.asarray(column @ np.ones(1)).astype(np.int64)


def sums_by_group(groups: Integers, rows: FloatArray, size: int, *, sparse: bool) -> FloatArray:
    """Return the sum of the rows of each group, ``(size, n)``.

    `sparse` adds by a sparse product, row after row; else pairwise, so that the last bits differ.
    Shapes: `groups` ``(s,)``; `rows` ``(s, n)``.
    """
    if sparse:
        from scipy.sparse import csc_array

        count = len(groups)
        members = csc_array((np.ones(count), groups, np.arange(count + 1)), shape=(size, count))
        return np.asarray(members @ rows)
    narrow = groups.astype(np.uint16) if size <= 1 << 16 else groups  # sorted by radix
    order = np.argsort(narrow, kind="stable")
    times = np.bincount(groups, minlength=size)
    present = np.flatnonzero(times)
    starts = np.cumsum(times)[present] - times[present]
    sums = np.zeros((size, rows.shape[1]))
    sums[present] = np.add.reduceat(rows.take(order, axis=0), starts, axis=0)
    return sums


TILE = 512
_TABLE = 32_768  # counters at once; they stay in the cache
_GROUP = 131_072  # codes at once, where the counters of all ranks fit into a table
_MOST_CODES = 4_000_000
_SIGN = np.int64(0x7FFF_FFFF_FFFF_FFFF)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RankCounts:
    """Counts over ``s`` draws of ``m`` alternatives under ``n`` weights."""

    ranks: Integers
    """``(m, m)``: how often each alternative takes each rank, best first; rows sum to ``s``."""
    first_weights: FloatArray
    """``(m, n)``: sum of the weights under which each alternative is first."""
    pairs: Integers
    """``(m, m)``: how often the row is ranked better than the column."""
    compared: int
    """Number of draws behind `pairs`."""
    winners: Integers
    """``(s,)``: the first alternative of each draw, the smallest row where tied."""
    shared: Integers
    """``(t, 2)``: draw and row of each other one that shares the first rank."""


def tile_size(m: int, n: int) -> int:
    """Return how many draws of ``m`` alternatives on ``n`` criteria to rank together."""
    return BLOCKS * block_rows(m, n)


def count(
    prepared: Callable[[slice], Prepared],
    weights: FloatArray,
    *,
    distinct: bool = True,
    compared: int = 0,
    tile: int = TILE,
    sparse: bool = False,
) -> RankCounts:
    """Rank every draw and count ranks, first places and pairs.

    `distinct` says that no two alternatives are always level; otherwise ties are looked for in
    every draw. Pairs are counted in the first `compared` draws. Shapes: `weights` ``(s, n)``.
    """
    m = prepared(slice(0, 1)).order(weights[:1]).shape[1]
    counter = _Counter(m, weights, distinct, min(compared, len(weights)), tile, sparse)
    for low in range(0, len(weights), tile):
        part = slice(low, min(low + tile, len(weights)))
        counter.add(prepared(part), part)
    return counter.counted()


def _sort(keys: FloatArray, rows: Integers, out: Integers) -> None:
    """Write the sorted images of the keys ``(s, m)``, worst first, each carrying its row.

    The lowest bits of each key's integer image are replaced by its row, so that one plain sort
    of integers carries the rows along: twice as fast as an argsort. Keys that agree in all but
    their last ``log2(m)`` bits count as equal and take the order of the rows.
    """
    image = np.ascontiguousarray(keys).view(np.int64)
    if keys.min(initial=0.0) < 0:
        image = image ^ ((image >> np.int64(63)) & _SIGN)  # negative doubles sort in reverse
    np.bitwise_and(image, ~_mask(keys.shape[1]), out=out)
    out |= rows
    out.sort(axis=1)


def _tied(ordered: FloatArray) -> bool:
    """Return whether a sample may hold a tie, from its sorted keys."""
    gap = TOLERANCE * np.maximum(np.abs(ordered[:, 0]), np.abs(ordered[:, -1]))
    return bool((ordered[:, 1:] - ordered[:, :-1] <= gap[:, None]).any())


def _bits(m: int) -> int:
    return max(m - 1, 1).bit_length()


def _mask(m: int) -> np.int64:
    return np.int64((1 << _bits(m)) - 1)


class _Counter:
    """Ranks draws tile after tile and counts the ranks of many tiles at once.

    Counting by NumPy holds the interpreter's lock, sorting does not; so rare counting lets two
    threads sort in parallel.
    """

    def __init__(
        self, m: int, weights: FloatArray, distinct: bool, compared: int, tile: int, sparse: bool
    ) -> None:
        self._weights, self._distinct, self._compared = weights, distinct, compared
        self._sparse = sparse
        self._winners = np.empty(len(weights), dtype=np.int64)
        self._shared = [np.empty((0, 2), dtype=np.int64)]
        self._ranks = np.zeros((m, 1 << _bits(m)), dtype=np.int64)  # by rank and row
        self._pairs = np.zeros((m, m), dtype=np.int64)
        self._others = np.zeros((m, weights.shape[1]))  # of those that share the first rank
        self._width = min(m, max(1, _TABLE >> _bits(m)))
        wanted = _GROUP // m if self._width == m else min(4 << _bits(m), _MOST_CODES // m)
        capacity = max(min(tile, len(weights)), min(len(weights), wanted))
        self._codes, self._used = np.empty((capacity, m), dtype=np.int64), 0
        # As large as a tile: broadcasting rows of m numbers would take twice as long.
        self._rows = np.tile(np.arange(m, dtype=np.int64), (min(tile, capacity), 1))
        self._places = (m - 1 - self._rows) << _bits(m)

    def add(self, prepared: Prepared, part: slice) -> None:
        """Rank the draws of a slice and add their counts."""
        weights = self._weights[part]
        size, m = len(weights), len(self._ranks)
        if self._used + size > len(self._codes):
            self._flush()
        rows = self._codes[self._used : self._used + size]
        keys = prepared.order(weights)
        _sort(keys, self._rows[:size], rows)
        rows &= _mask(m)
        if not self._distinct and _tied(np.take_along_axis(keys, rows, axis=1)):
            self._add_ranks(prepared.ranks(weights) - 1, part)
            return
        self._winners[part] = rows[:, -1]
        if part.start < self._compared:
            ranks = np.empty_like(rows)
            np.put_along_axis(ranks, rows, m - 1 - self._rows[:size], axis=1)
            self._pairs += _better(ranks[: self._compared - part.start])
        rows |= self._places[:size]
        self._used += size

    def _add_ranks(self, ranks: Integers, part: slice) -> None:
        """Add draws with ties, given by their ranks from 0."""
        size, m = ranks.shape
        codes = (ranks << _bits(m)) | self._rows[:size]
        np.add.at(self._ranks.reshape(-1), codes.ravel(), 1)
        winners = ranks.argmin(axis=1)
        self._winners[part] = winners
        others = ranks == 0
        others[np.arange(size), winners] = False
        self._shared.append(np.argwhere(others) + np.array([part.start, 0]))
        self._others += others.T.astype(np.float64) @ self._weights[part]
        if part.start < self._compared:
            self._pairs += _better(ranks[: self._compared - part.start])

    def _flush(self) -> None:
        """Count the draws sorted since the last flush, as many ranks at once as the table holds."""
        m, columns = self._ranks.shape
        for low in range(0, m, self._width):
            high = min(low + self._width, m)
            codes = self._codes[: self._used, m - high : m - low]
            if self._width < m:
                codes = codes - low * columns
            counts = occurrences(codes.ravel(), (high - low) * columns, sparse=self._sparse)
            self._ranks[low:high] += counts.reshape(high - low, columns)
        self._used = 0

    def counted(self) -> RankCounts:
        """Return all counts."""
        self._flush()
        m = len(self._ranks)
        return RankCounts(
            ranks=self._ranks[:, :m].T.copy(),
            first_weights=self._others
            + sums_by_group(self._winners, self._weights, m, sparse=self._sparse),
            pairs=self._pairs,
            compared=self._compared,
            winners=self._winners,
            shared=np.concatenate(self._shared),
        )


def _better(ranks: Integers) -> Integers:
    """Return ``(m, m)``: the number of draws in which the row ranks better than the column.

    Eight draws are compared by each byte, of ranks ``(s, m)`` that are below 65 536.
    """
    narrow = np.ascontiguousarray(ranks.T.astype(np.uint16))
    bits = np.packbits(narrow[:, None, :] < narrow[None, :, :], axis=-1)
    return np.asarray(np.bitwise_count(bits).sum(axis=-1, dtype=np.int64))
