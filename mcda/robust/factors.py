"""Who is first where each drawn factor is low or high: counts by bins, without keeping draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, Spread
from mcda.robust.conditioning import BINS, Counts
from mcda.robust.counting import Integers
from mcda.robust.draws import Block
from mcda.robust.grouping import occurrences
from mcda.weight_set import Judgement

MOST_DRAWS = 100_000
"""Draws, the first ones, that are looked into; the error of what they tell is small by then."""

_EDGES_FROM = 2000  # draws
_MOST_COUNTERS = 2_000_000
_HELD = 100_000  # values at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factors:
    """What was drawn, cut into bins: of cells, hundredths of their distribution.

    Parameters
    ----------
    cells
        Row and column of each uncertain cell.
    weights
        Number of weights, after the cells.
    judgements
        Judgements behind the weights, after these.
    edges
        ``(f, 99)``: where the upper 99 of 100 bins begin, by factor.
    equal
        ``(f,)``: the bins of the factor are equally probable, as those of a cell are; the bins of
        a weight or a judgement are only about so.
    contenders
        Alternatives that are counted by name for every factor, ``(k,)``.
    slots
        ``(m,)``: place of each alternative among the contenders, k for all others.
    own
        ``(f,)``: the alternative of a cell where it is no contender, else -1; it is counted by name
        for this factor.
    """

    cells: tuple[tuple[int, int], ...]
    weights: int
    judgements: tuple[Judgement, ...]
    edges: FloatArray
    equal: npt.NDArray[np.bool_]
    contenders: Integers
    slots: Integers
    own: Integers

    @classmethod
    def cut(
        cls,
        spreads: Mapping[tuple[int, int], Spread],
        judgements: tuple[Judgement, ...],
        block: Block,
        times: Integers,
    ) -> "Factors":
        """Choose bins and contenders.

        Parameters
        ----------
        spreads, judgements
            What the factors are.
        block
            Draws, of which at most the first 2000 give the bins of weights and judgements.
        times
            How often each of the ``m`` alternatives is first in some draws. With so many factors
            that not every one can be counted by name, those most often first there are.
        """
        cells = tuple(sorted(spreads))
        edges = np.concatenate([_quantiles([spreads[cell] for cell in cells]), _cuts(block)])
        most = max(2, _MOST_COUNTERS // (BINS * max(len(edges), 1)) - 3)
        contenders = np.sort(np.argsort(-times, kind="stable")[:most])
        slots = np.full(len(times), len(contenders))
        slots[contenders] = np.arange(len(contenders))
        rows = np.array([i for i, _ in cells] + [-1] * (len(edges) - len(cells)))
        equal = (np.diff(edges, axis=1) > 0).all(axis=1) & (rows >= 0)
        return cls(
            cells=cells,
            weights=block.weights.shape[1],
            judgements=judgements,
            edges=edges,
            equal=equal,
            contenders=contenders,
            slots=slots,
            own=np.where((rows >= 0) & (slots[rows] == len(contenders)), rows, -1),
        )

    def count(
        self, block: Block, winners: Integers, shared: Integers, *, sparse: bool = False
    ) -> Integers:
        """Return how often each is first in each bin.

        Parameters
        ----------
        block
            Draws of all factors.
        winners
            A first of each draw, ``(s,)``.
        shared
            ``(t, 2)``: draws and those who share the first rank in them with the winner.
        sparse
            Count with SciPy, see `mcda.robust.grouping`.

        Returns
        -------
        ndarray of int
            ``(f, 100, k + 3)``: the contenders, the alternative of the cell where it is none, all
            others, and all draws.
        """
        step, start, found = max(1, _HELD // len(winners)), 0, []
        ties = np.ascontiguousarray(shared.T)
        for values in block.factors:
            for low in range(0, len(values), step):
                part = np.ascontiguousarray(values[low : low + step])
                rows = slice(start, start + len(part))
                bins = _bins(part, self.edges[rows])
                table = self._table(bins, winners, rows, sparse)
                table[:, :, -1] = table.sum(axis=2)
                if len(shared):
                    table += self._table(bins[:, ties[0]], ties[1], rows, sparse)
                found.append(table)
                start += len(part)
        return np.concatenate(found)

    def counts(self, table: Integers, factor: int) -> Counts:
        """Return the counts of one factor out of what `count` returned."""
        found = table[factor].astype(np.float64)
        return Counts(found[:, :-2], found[:, -2], found[:, -1], bool(self.equal[factor]))

    def _table(self, bins: Integers, firsts: Integers, rows: slice, sparse: bool) -> Integers:
        """Count alternatives ``(t,)`` by the bins ``(f, t)`` of some factors."""
        columns, own = len(self.contenders) + 3, self.own[rows, None]
        slots = self.slots[firsts]
        others = slots == len(self.contenders)
        codes = bins * np.int64(columns)
        codes += slots + others
        if (own >= 0).any():
            codes -= others & (firsts == own)
        codes += (np.arange(len(bins)) * BINS * columns)[:, None]
        table = occurrences(codes.ravel(), len(bins) * BINS * columns, sparse=sparse)
        return table.reshape(len(bins), BINS, columns)


def _quantiles(spreads: list[Spread]) -> FloatArray:
    """Return the 99 percentiles of each, ``(c, 99)``."""
    shares = np.arange(1, BINS) / BINS
    return np.array([spread.quantile(shares) for spread in spreads]).reshape(-1, BINS - 1)


def _cuts(block: Block) -> FloatArray:
    """Return the lowest value of each of the upper 99 hundredths of weights and judgements."""
    values = np.concatenate(block.factors[1:])[:, :_EDGES_FROM]
    at = np.arange(1, BINS) * values.shape[1] // BINS
    return np.sort(values, axis=1)[:, at]


def _bins(values: FloatArray, edges: FloatArray) -> Integers:
    """Return the bin of each value, 0..99; comparisons are faster than a search."""
    found = np.zeros(values.shape, dtype=np.uint8)
    for k in range(BINS - 1):
        found += (values >= edges[:, k, None]).view(np.uint8)
    return found.astype(np.int64)
