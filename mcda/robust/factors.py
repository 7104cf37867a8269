"""Who is first where each drawn factor is low or high: counts by tenths, without keeping draws."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.robust.counting import Integers
from mcda.robust.draws import Block
from mcda.robust.grouping import occurrences
from mcda.weight_set import Judgement

BINS = 10
_EDGES_FROM = 2000  # draws
_MOST_COUNTERS = 2_000_000
_HELD = 100_000  # values at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factors:
    """What was drawn, cut into tenths.

    Parameters
    ----------
    cells
        Row and column of each uncertain cell.
    weights
        Number of weights, after the cells.
    judgements
        Judgements behind the weights, after these.
    edges
        ``(f, 9)``: where the upper nine of ten bins begin, by factor.
    contenders
        Alternatives that are counted by name, ``(k,)``; all others count together.
    slots
        ``(m,)``: place of each alternative among the contenders, k for all others.
    """

    cells: tuple[tuple[int, int], ...]
    weights: int
    judgements: tuple[Judgement, ...]
    edges: FloatArray
    contenders: Integers
    slots: Integers

    @classmethod
    def cut(
        cls,
        cells: tuple[tuple[int, int], ...],
        judgements: tuple[Judgement, ...],
        block: Block,
        winners: Integers,
        m: int,
    ) -> "Factors":
        """Choose bins and contenders by first draws.

        Parameters
        ----------
        cells, judgements
            What the factors are.
        block
            Draws, of which at most the first 2000 give the bins about equal shares.
        winners
            Who is first in some draws. With so many factors that not every alternative can be
            counted by name, those most often first there are.
        m
            Number of alternatives.
        """
        known = [_tenths(values[:, :_EDGES_FROM]) for values in block.factors]
        edges = np.concatenate(known)
        most = max(2, _MOST_COUNTERS // (BINS * max(len(edges), 1)) - 1)
        times = np.bincount(winners, minlength=m)
        contenders = np.sort(np.argsort(-times, kind="stable")[:most])
        slots = np.full(m, len(contenders))
        slots[contenders] = np.arange(len(contenders))
        return cls(
            cells=cells,
            weights=block.weights.shape[1],
            judgements=judgements,
            edges=edges,
            contenders=contenders,
            slots=slots,
        )

    def count(self, block: Block, winners: Integers, *, sparse: bool = False) -> Integers:
        """Return how often each contender is first in each bin.

        Parameters
        ----------
        block
            Draws of all factors.
        winners
            The first of each draw, ``(s,)``.
        sparse
            Count with SciPy, see `mcda.robust.grouping`.

        Returns
        -------
        ndarray of int
            ``(f, 10, k + 1)``, in the last place all who are no contenders.
        """
        columns, size = len(self.contenders) + 1, len(winners)
        first, found = self.slots[winners], []
        step, start = max(1, _HELD // size), 0
        for values in block.factors:
            for low in range(0, len(values), step):
                part = np.ascontiguousarray(values[low : low + step])
                codes = _bins(part, self.edges[start : start + len(part)]) * np.int64(columns)
                codes += first
                codes += (np.arange(len(part)) * BINS * columns)[:, None]
                table = occurrences(codes.ravel(), len(part) * BINS * columns, sparse=sparse)
                found.append(table.reshape(len(part), BINS, columns))
                start += len(part)
        return np.concatenate(found)


def _tenths(values: FloatArray) -> FloatArray:
    """Return the lowest value of each of the upper nine tenths, ``(f, 9)``."""
    at = np.arange(1, BINS) * values.shape[1] // BINS
    return np.sort(values, axis=1)[:, at]


def _bins(values: FloatArray, edges: FloatArray) -> Integers:
    """Return the bin of each value, 0..9; nine comparisons are faster than a search."""
    found = np.zeros(values.shape, dtype=np.uint8)
    for k in range(BINS - 1):
        found += (values >= edges[:, k, None]).view(np.uint8)
    return found.astype(np.int64)
