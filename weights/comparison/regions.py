"""Who is first on the straight way from one weighting to another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.kernel import LinearForm
from mcda.method import TOLERANCE, Prepared
from mcda.texts import Label
from mcda.texts.figures import formatted
from mcda.texts.phrases import chained
from weights.comparison.batches import Array, in_tiles
from weights.comparison.camps import together

GRID = 128  # parts of a way
SHORTEST = 1e-9  # of the way; what is shorter is no stretch
_LEAST = 0.01  # share of a way that is told as such
_HALVINGS, _POLISH = 24, 40
_MOST = 32  # changes of the leader on a way, on average, past which no more are looked for
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the way on which one alternative is first.

    Parameters
    ----------
    start, end
        Share of the way, in 0..1.
    winner
        Its id; where several are first all along, the first of them in the problem's order.
    tied_with
        The others that are first in the middle of the stretch.
    """

    start: float
    end: float
    winner: str
    tied_with: tuple[str, ...] = ()

    @property
    def first(self) -> Note | Label:
        """All that are first on it, as they stand in a sentence."""
        return together((self.winner, *self.tied_with))


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerRegions:
    """The way from one weighting to another, cut where the winner changes.

    Parameters
    ----------
    between
        Names of the weightings at 0 and at 1.
    stretches
        From 0 to 1 without gaps; neighbours have different winners.
    """

    between: tuple[str, str]
    stretches: tuple[Stretch, ...]
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """Who is first from the one weighting to the other, in words."""
        start, *others = self.stretches
        fields = {"one": self.between[0], "other": self.between[1], "winner": start.first}
        if not others:
            return Note("way_same", (), fields)
        if len(others) == 1:
            there = {"share": _percent(others[0].start), "next": others[0].first}
            return Note("way_once", (), {**fields, **there})
        changes = [
            Note("way_change", (), {"next": item.first, "share": _percent(item.start)})
            for item in others
        ]
        return Note("way_often", (), {**fields, "changes": chained("camps_row", changes)})


def _percent(share: float) -> str:
    """Return a share in whole per cent; what is not nothing, or not all, is not shown as that."""
    if share < _LEAST:
        return f"<{_LEAST:.0%}"
    if share > 1 - _LEAST:
        return f">{1 - _LEAST:.0%}"
    return formatted(share, ".0%")


def winner_regions(
    form: Prepared, alternatives: Sequence[str], names: Sequence[str], values: FloatArray
) -> tuple[WinnerRegions, ...]:
    """Return who is first at weights ``(1 - t) w + t v``, for every two weightings w and v.

    Winners are compared at 129 points of each way; where they differ, bisection finds the bound
    between them to 1e-9. Under a method linear in the weights nothing longer than that is missed,
    since who leads at two points also leads between them. Under the others (TOPSIS, VIKOR) a lead
    is missed that comes and goes within 1/128 of the way and has the same winner on both sides.
    A shared first place at a single point is no stretch.

    Parameters
    ----------
    form
        A prepared method.
    alternatives
        Ids of the ``m`` alternatives.
    names, values
        Of the ``s`` weightings, values ``(s, n)``.
    """
    first, last = np.triu_indices(len(names), 1)
    ways = _Ways(form, len(alternatives), values[first], values[last])
    marks = np.linspace(0.0, 1.0, GRID + 1)
    every = np.arange(len(first))
    leads = ways.leaders(np.repeat(every, GRID + 1), np.tile(marks, len(first)))
    leads = leads.reshape(-1, GRID + 1)
    cuts = _narrowed(ways, leads)
    bounds = np.searchsorted(cuts.way, [*every, len(every)])
    t, right = _polished(ways, cuts).tolist(), cuts.right.tolist()
    found = [
        _stretches([row, *right[low:high]], t[low:high])
        for row, low, high in zip(leads[:, 0].tolist(), bounds[:-1], bounds[1:], strict=True)
    ]
    ties = _ties(ways, found)
    return tuple(
        WinnerRegions(
            between=(names[i], names[k]),
            stretches=tuple(
                Stretch(
                    start=start,
                    end=end,
                    winner=alternatives[row],
                    tied_with=tuple(alternatives[other] for other in next(ties) if other != row),
                )
                for row, start, end in pieces
            ),
        )
        for i, k, pieces in zip(first.tolist(), last.tolist(), found, strict=True)
    )


class _Cuts(NamedTuple):
    """Where the leader changes from ``left`` to ``right``: on ``way``, from ``low`` to ``high``."""

    way: Rows
    low: FloatArray
    high: FloatArray
    left: Rows
    right: Rows

    def taken(self, which: Array) -> "_Cuts":
        return _Cuts(*(column[which] for column in self))  # type: ignore[arg-type]  # as below

    def and_then(self, more: "_Cuts") -> "_Cuts":
        both = map(np.concatenate, zip(self, more, strict=True))
        return _Cuts(*both)  # type: ignore[arg-type]  # columns keep their types


@dataclass(frozen=True, slots=True, eq=False)
class _Ways:
    """Straight ways of weights, from ``start`` to ``end``, each ``(p, n)``."""

    form: Prepared
    m: int
    start: FloatArray
    end: FloatArray

    def _at(self, way: Rows, t: FloatArray) -> FloatArray:
        weights, others = self.start[way], self.end[way]
        weights *= (1.0 - t)[:, None]
        others *= t[:, None]
        weights += others
        return weights

    def keys(self, way: Rows, t: FloatArray) -> FloatArray:
        return in_tiles(self.m, self._keys, self._at(way, t))

    def ranks(self, way: Rows, t: FloatArray) -> Array:
        return in_tiles(self.m, self.form.ranks, self._at(way, t))

    def leaders(self, way: Rows, t: FloatArray) -> Rows:
        """Return the first row that is level with the best, by the tolerance of ranks."""
        return in_tiles(self.m, self._leaders, self._at(way, t))

    def _keys(self, weights: FloatArray) -> FloatArray:
        """Return what ranks are judged by, larger is better."""
        if isinstance(self.form, LinearForm):
            return self.form.order(weights)
        scores = self.form.scores(weights)  # not the order: it squares small gaps away
        return -scores if self.form.lower_is_better else scores

    def _leaders(self, weights: FloatArray) -> Rows:
        keys = self._keys(weights)
        best = keys.max(axis=1)
        if isinstance(self.form, LinearForm):
            scale = weights @ np.abs(self.form.local).max(axis=0)
        else:
            scale = np.maximum(best, -keys.min(axis=1))
        level = best - TOLERANCE * scale
        return np.asarray((keys >= level[:, None]).argmax(axis=1))


def _narrowed(ways: _Ways, leads: Array) -> _Cuts:
    """Halve every part whose ends have different leaders; both halves where a third leads."""
    way, cell = np.nonzero(leads[:, :-1] != leads[:, 1:])
    cuts = _Cuts(way, cell / GRID, (cell + 1) / GRID, leads[way, cell], leads[way, cell + 1])
    for _ in range(_HALVINGS):
        if not 0 < len(cuts.way) <= _MOST * len(leads):
            break
        middle = 0.5 * (cuts.low + cuts.high)
        lead = ways.leaders(cuts.way, middle)
        before = cuts._replace(high=middle, right=lead)
        after = cuts._replace(low=middle, left=lead)
        changes = np.concatenate([lead != cuts.left, lead != cuts.right])
        cuts = before.and_then(after).taken(changes)
    return cuts.taken(np.lexsort((cuts.low, cuts.way)))


def _polished(ways: _Ways, cuts: _Cuts) -> FloatArray:
    """Return where right overtakes left, free of the tolerance by which leaders were compared.

    The search reaches to the neighbouring cuts: a leader that was only level with a better one
    loses its stretch.
    """
    t = 0.5 * (cuts.low + cuts.high)
    joined = cuts.way[1:] == cuts.way[:-1]
    low, high = np.zeros(len(t)), np.ones(len(t))
    low[1:] = np.where(joined, t[:-1], 0.0)
    high[:-1] = np.where(joined, t[1:], 1.0)
    rows = np.arange(len(t))
    for _ in range(_POLISH if len(t) else 0):
        middle = 0.5 * (low + high)
        keys = ways.keys(cuts.way, middle)
        ahead = keys[rows, cuts.right] > keys[rows, cuts.left]
        low, high = np.where(ahead, low, middle), np.where(ahead, middle, high)
    return 0.5 * (low + high)


def _stretches(rows: Sequence[int], cuts: Sequence[float]) -> list[tuple[int, float, float]]:
    """Return row, start and end of each stretch; what is too short falls to its neighbours."""
    found: list[tuple[int, float, float]] = []
    start = 0.0
    for row, end in zip(rows, [*cuts, 1.0], strict=True):
        if end - start <= SHORTEST:
            continue
        if found and found[-1][0] == row:
            start = found.pop()[1]
        found.append((row, start, end))
        start = end
    row, start, _ = found[-1]
    return [*found[:-1], (row, start, 1.0)]


def _ties(ways: _Ways, found: Sequence[Sequence[tuple[int, float, float]]]) -> Iterator[list[int]]:
    """Yield the rows that share rank 1 in the middle of each stretch, none where one has it."""
    way = [at for at, pieces in enumerate(found) for _ in pieces]
    middle = [0.5 * (start + end) for pieces in found for _, start, end in pieces]
    first = ways.ranks(np.array(way, dtype=np.intp), np.array(middle)) == 1
    shared = (first.sum(axis=1) > 1).tolist()
    return (
        np.flatnonzero(row).tolist() if tied else []
        for row, tied in zip(first, shared, strict=True)
    )
