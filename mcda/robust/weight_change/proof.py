"""The proof that no weights nearer than a known change put a rival ahead: branch and bound."""

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import TOLERANCE
from mcda.robust.crossings import Rows
from mcda.robust.weight_change.duels import (
    ClosenessDuels,
    Flip,
    best_transfers,
    flip,
    highest,
    nearer,
    nearest,
)

Mask = npt.NDArray[np.bool_]
_FARTHEST = 1e6  # of the ratios that are tried


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Cells of the search: a rival, a range of the winner's level and limits of weight taken."""

    rival: Rows
    """``(c,)``."""
    levels: FloatArray
    """Lower and upper end, ``(c, 2)``."""
    ratio: FloatArray
    """Where to try next, ``(c,)``."""
    above: FloatArray
    """The ratio must lie between them to exclude each end, ``(c, 2)``."""
    below: FloatArray
    """The ratio must lie between them to exclude each end, ``(c, 2)``."""
    floor: FloatArray
    """``(c, n)``."""
    cap: FloatArray
    """``(c, n)``."""

    @classmethod
    def root(
        cls, rival: Rows, ratio: FloatArray, levels: tuple[float, float], criteria: int
    ) -> "Cells":
        """Return one cell per rival."""
        ends = np.full((len(rival), 2), _FARTHEST)
        limits = np.zeros((len(rival), criteria))
        return cls(rival, np.tile(levels, (len(rival), 1)), ratio, -ends, ends, limits, limits + 1)

    def __len__(self) -> int:
        return len(self.rival)

    def where(self, mask: Mask) -> "Cells":
        """Return the cells that a mask selects."""
        return Cells(*(getattr(self, f.name)[mask] for f in fields(self)))

    def followed_by(self, *others: "Cells") -> "Cells":
        """Return these cells and others concatenated."""
        return Cells(
            *(
                np.concatenate([getattr(cells, f.name) for cells in (self, *others)])
                for f in fields(self)
            )
        )

    def forgetful(self) -> "Cells":
        """Return the cells with unknown bounds on their ratios."""
        ends = np.full(self.levels.shape, _FARTHEST)
        return replace(self, above=-ends, below=ends)

    def aimed(self) -> "Cells":
        """Return the cells with a ratio between the known bounds, or past a single known bound."""
        above, below = self.above.max(axis=1), self.below.min(axis=1)
        floored, capped = above > -_FARTHEST, below < _FARTHEST
        stride = 1e-3 * (1.0 + np.abs(self.ratio))
        past = above + 2.0 * np.abs(above - self.ratio) + stride
        before = below - 2.0 * np.abs(below - self.ratio) - stride
        one_sided = np.where(floored, past, np.where(capped, before, self.ratio))
        ratio = np.where(floored & capped, 0.5 * (above + below), one_sided)
        return replace(self, ratio=np.clip(ratio, -_FARTHEST, _FARTHEST))

    def halved_by_level(self) -> "Cells":
        """Return both halves of each range; the bounds at new ends are unknown."""
        halves, middle = [], self.levels.mean(axis=1)
        for end in (0, 1):
            levels, above, below = self.levels.copy(), self.above.copy(), self.below.copy()
            levels[:, 1 - end] = middle
            above[:, 1 - end], below[:, 1 - end] = -_FARTHEST, _FARTHEST
            halves.append(replace(self, levels=levels, above=above, below=below))
        return halves[0].followed_by(halves[1])

    def halved_by(self, criterion: Rows, middle: FloatArray) -> "Cells":
        """Return the cells in which a criterion takes less, and those in which it takes more."""
        rows = np.arange(len(self))
        cap, floor = self.cap.copy(), self.floor.copy()
        cap[rows, criterion] = floor[rows, criterion] = middle
        less, more = replace(self, cap=cap), replace(self, floor=floor)
        return less.followed_by(more).forgetful()


SHARES = (0.9999, 0.991, 0.95, 0.9, 0.8, 0.6, 0.4, 0.2)
_BUDGET = 2000  # cells a share, beside those it begins with
_ROUND = 16  # what a round costs beside its cells
_MARGIN = 1e-13  # of the terms of a sum: more than its rounding
_ROUNDING = 1e-12  # of the weights and the winner's level
_FACTORS = np.array([2.0**k for k in range(-8, 6)])  # by which the odds of a level may change


def prove(duels: ClosenessDuels, found: Flip, ratio: FloatArray) -> tuple[float, Flip]:
    """Return a distance below which no rival gets ahead, and the nearest change.

    Rivals are excluded within a share of the known distance, over a range of the winner's level
    at once: see `ClosenessDuels` for the sums of squares that bound their lead and `highest` for
    the bound. A ratio that excludes both ends of the range is sought by cuts: at the v where a
    bound is attained, the sum is negative only for ratios on one side. Where no ratio does, the
    range of levels is halved; where none does for one level, what the criterion that takes most may
    take. Changes met on the way replace the known one. After 2000 further cells a smaller share is
    tried.

    `ratio` is a first guess for each rival. Shapes: `ratio` ``(k,)``.

    Notes
    -----
    A sum counts as negative below -1e-13 times the sum of the sizes of its terms, and 1e-12 is
    taken off the distance: more than the rounding of both with up to 100 criteria.

    References
    ----------
    Falk, J. E. & Soland, R. M. (1969). An algorithm for separable nonconvex programming problems.
    Management Science 15(9), 550-569. doi:10.1287/mnsc.15.9.550
    """
    levels = _levels(duels, found.distance)
    cells = Cells.root(np.arange(len(ratio)), ratio, levels, len(duels.weights))
    for share in SHARES:
        cells, found = _excluded(duels, cells, found, share)
        if found.distance <= TOLERANCE:
            break
        if not len(cells):
            return max(share * found.distance - _ROUNDING, 0.0), found
        cells = cells.forgetful()
    return 0.0, found


def _levels(duels: ClosenessDuels, amount: float) -> tuple[float, float]:
    """Return bounds of the winner's level when at most an amount of weight is moved."""
    w, k = duels.weights, len(_FACTORS) + 1
    u = float(duels.at(np.zeros(1, dtype=np.intp), w[None])[0][0])
    far = u * (1.0 + _FACTORS) + _FACTORS**2
    up = np.append(far / (far + 1.0 - u), 1.0)
    down = np.append(u / (u + (1.0 - u) * (1.0 + _FACTORS)), 0.0)
    levels = np.append(up, down)
    forms = duels.below(levels)
    forms[:k] *= -1.0
    v = best_transfers(w, forms, np.full(len(forms), amount))[0]
    sizes = levels[:, None] * duels.Q + (1.0 - levels[:, None]) * duels.P
    never = (forms * v * v).sum(axis=1) < -_MARGIN * (sizes @ (w + amount) ** 2)
    never[[k - 1, -1]] = True  # levels are in 0..1
    low, high = float(down[never[k:].argmax()]), float(up[never[:k].argmax()])
    return low * (1.0 - _ROUNDING), min(high * (1.0 + _ROUNDING), 1.0)


def _excluded(duels: ClosenessDuels, cells: Cells, found: Flip, share: float) -> tuple[Cells, Flip]:
    """Return the cells not excluded within a share of the nearest change, and that change."""
    budget = _BUDGET + len(cells)
    while len(cells) and budget > 0 and found.distance > TOLERANCE:
        budget -= len(cells) + _ROUND
        bounds = _bounded(duels, cells, share * found.distance)
        reached = np.asarray(bounds.reached.any(axis=1))
        cells, bounds = cells.where(reached), bounds.where(reached)
        if len(cells):
            found = _improved(duels, cells, bounds, found)
            cells = _branched(duels, cells, bounds)
    return cells, found


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds:
    """Results of bounding the leads at both ends of each cell."""

    reached: Mask
    """Ends that are not excluded, ``(c, 2)``."""
    v: FloatArray
    """Where the bound is attained, ``(c, 2, n)``."""
    cut: FloatArray
    """The ratio at which the sum there is 0, ``(c, 2)``."""
    upward: Mask
    """Larger ratios make it smaller, ``(c, 2)``."""

    def where(self, mask: Mask) -> "_Bounds":
        return _Bounds(self.reached[mask], self.v[mask], self.cut[mask], self.upward[mask])


def _bounded(duels: ClosenessDuels, cells: Cells, amount: float) -> _Bounds:
    w, n = duels.weights, len(duels.weights)
    rival = np.repeat(cells.rival[:, None], 2, axis=1)
    ratio = np.repeat(cells.ratio[:, None], 2, axis=1)
    forms = duels.forms(rival, cells.levels, ratio)
    floor, cap = (np.repeat(limit, 2, axis=0) for limit in (cells.floor, cells.cap))
    bound, v, square = highest(w, forms.reshape(-1, n), amount, floor, cap)
    bound, v, square = bound.reshape(-1, 2), v.reshape(forms.shape), square.reshape(forms.shape)
    margin = _MARGIN * (duels.sizes(rival, cells.levels, ratio) @ (w + amount) ** 2)
    below = (square * duels.below(cells.levels)).sum(axis=2)
    excess = np.maximum((square * forms).sum(axis=2), 0.0)
    shift = np.divide(excess, below, out=np.zeros_like(below), where=below != 0)
    return _Bounds(bound >= -margin, v, ratio + shift, below >= 0)


def _improved(duels: ClosenessDuels, cells: Cells, bounds: _Bounds, found: Flip) -> Flip:
    """Return a nearer change if a point at which a bound is attained gives one."""
    rival = np.repeat(cells.rival, 2)
    v = bounds.v.reshape(len(rival), -1)
    v = v / v.sum(axis=1, keepdims=True)
    lead = duels.at(rival, v)[2]
    k = int(lead.argmax())
    met = flip(duels, int(rival[k]), v[k]) if lead[k] > 0 else None
    if met is None or met.distance >= found.distance:
        return found
    return nearer(met, nearest(duels, rival[k : k + 1], met.weights[None])[0]) or met


def _branched(duels: ClosenessDuels, cells: Cells, bounds: _Bounds) -> Cells:
    """Return the cells with tighter bounds on their ratios, or the halves of the cells."""
    up, down = bounds.reached & bounds.upward, bounds.reached & ~bounds.upward
    above = np.where(up, np.maximum(cells.above, bounds.cut), cells.above)
    below = np.where(down, np.minimum(cells.below, bounds.cut), cells.below)
    cells = Cells(cells.rival, cells.levels, cells.ratio, above, below, cells.floor, cells.cap)
    alone = above >= below
    hopeless = np.asarray(alone.any(axis=1))
    clash = ~hopeless & (above.max(axis=1) >= below.min(axis=1))
    rows, end = np.arange(len(cells)), alone.argmax(axis=1)
    changes = bounds.v[rows, end] - duels.weights
    most = (changes - cells.floor).argmax(axis=1)
    middle = 0.5 * (cells.floor[rows, most] + changes[rows, most])
    return (
        cells.where(~hopeless & ~clash)
        .followed_by(
            cells.where(clash).halved_by_level(),
            cells.where(hopeless).halved_by(most[hopeless], middle[hopeless]),
        )
        .aimed()
    )
