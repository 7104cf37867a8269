"""The fewest steps of k changes that make judgements acceptable."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise.worst import SCALE
from weights.pairwise.repair.judgements import KEPT, Judgements
from weights.pairwise.repair.scale import Steps, log_scale
from weights.pairwise.repair.sets import ROUNDING, Budget, Sets

_AT_ONCE = 2048
_TIE = 9  # decimals of the logarithm of an eigenvalue
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Changes:
    """Changes that make the judgements acceptable.

    Parameters
    ----------
    row
        ``(p,)`` places in the scale, `KEPT` where nothing changes.
    count, steps
        Changed judgements and the total of their steps.
    height
        Logarithm of the principal eigenvalue after them.
    """

    row: Steps
    count: int
    steps: int
    height: float

    @property
    def key(self) -> tuple[int, int, float]:
        """What is to be least, in this order."""
        return self.count, self.steps, round(self.height, _TIE)


def fewest_steps(
    judgements: Judgements, sets: Sets, known: Changes | None, budget: Budget
) -> tuple[Changes | None, bool]:
    """Search the steps of the scale for all pairs of some sets.

    Parameters
    ----------
    judgements
        Those that are too inconsistent.
    sets
        Shape ``(b, k)``, ascending and in lexicographic order.
    known
        A solution with k changes, to be beaten.
    budget
        Spent here.

    Returns
    -------
    tuple
        The best found, None where there is none, and whether it is proved that none has fewer
        steps, or as many and a lower eigenvalue.

    Notes
    -----
    Changes are fixed one pair after the other; the tangent at those made so far bounds what the
    remaining ones can do, as in `promising_sets`.
    """
    rows = np.full((1, judgements.pairs), KEPT, dtype=np.int8)
    prefix = np.zeros(1, dtype=np.intp)
    for depth in range(sets.shape[1]):
        if len(rows) == 0 or len(sets) == 0:
            return known, True
        if not budget.take(judgements, len(rows)):
            return known, False
        floors, slopes = judgements.tangents(rows)
        begins, ends = _prefixes(sets, depth)
        grown = []
        for start in range(0, len(rows), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            at = prefix[part]
            if not budget.take(judgements, int((ends[at] - begins[at]).sum()) // 8):
                return known, False
            branch = _branches(
                judgements, sets, depth, floors[part], slopes[part], begins[at], ends[at]
            )
            grown.append(_grown(judgements, rows[part], slopes[part], branch, known))
            if not budget.take(judgements, len(grown[-1][0]) // 2):
                return known, False
        rows = np.concatenate([found for found, _ in grown])
        prefix = np.concatenate([found for _, found in grown])
    return ascending(judgements, rows, known, budget)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Branches:
    """Rows that may grow by a pair: which row and pair, what they could reach, the new prefix."""

    node: Places
    pair: Places
    lowest: FloatArray
    prefix: Places
    rest: int


def _prefixes(sets: Sets, depth: int) -> tuple[Places, Places]:
    """Return where the sets of each prefix of that length begin and end."""
    fresh = (sets[1:, :depth] != sets[:-1, :depth]).any(axis=1)
    begins = np.concatenate([[0], np.flatnonzero(fresh) + 1])
    return begins, np.concatenate([begins[1:], [len(sets)]])


def _branches(
    judgements: Judgements,
    sets: Sets,
    depth: int,
    floors: FloatArray,
    slopes: FloatArray,
    begins: Places,
    ends: Places,
) -> _Branches:
    """Return the next pairs of rows, judged by the best set that goes on with them."""
    counts = ends - begins
    node = np.repeat(np.arange(len(floors)), counts)
    inside = np.arange(len(node)) - np.repeat(np.cumsum(counts) - counts, counts)
    members = sets[begins[node] + inside]
    reach = judgements.reach(slopes)
    falls = reach[node[:, None], members[:, depth + 1 :]].sum(axis=1)
    pair = members[:, depth]
    first = np.flatnonzero(
        np.concatenate([[True], (node[1:] != node[:-1]) | (pair[1:] != pair[:-1])])
    )
    lowest = floors[node[first]] - np.maximum.reduceat(falls, first)
    fits = lowest - reach[node[first], pair[first]] <= judgements.ceiling + ROUNDING
    deeper, _ = _prefixes(sets, depth + 1)
    prefix = np.searchsorted(deeper, begins[node[first]] + inside[first])
    return _Branches(
        node=node[first][fits],
        pair=pair[first][fits],
        lowest=lowest[fits],
        prefix=prefix[fits],
        rest=sets.shape[1] - depth - 1,
    )


def _grown(
    judgements: Judgements,
    rows: Steps,
    slopes: FloatArray,
    branch: _Branches,
    known: Changes | None,
) -> tuple[Steps, Places]:
    """Return the rows with each step of their next pair that may suffice, and their prefixes."""
    nearest = judgements.nearest[branch.pair][:, None]
    moves = log_scale() - judgements.logarithms[branch.pair, None]
    bound = branch.lowest[:, None] + slopes[branch.node, branch.pair][:, None] * moves
    places = np.arange(len(SCALE))
    fits = bound <= judgements.ceiling + ROUNDING
    fits &= ~judgements.exact[branch.pair, None] | (places != nearest)
    if known is not None:
        least_rest = branch.rest if judgements.exact.all() else 0
        steps = judgements.steps(rows)[branch.node][:, None] + np.abs(places - nearest)
        fits &= steps + least_rest <= known.steps
    which, place = np.nonzero(fits)
    grown = rows[branch.node[which]]
    grown[np.arange(len(which)), branch.pair[which]] = place
    return grown, branch.prefix[which]


def ascending(
    judgements: Judgements, rows: Steps, known: Changes | None, budget: Budget
) -> tuple[Changes | None, bool]:
    """Evaluate by ascending number and steps until what suffices has been passed."""
    keys = judgements.order(rows)
    order = np.argsort(keys, kind="stable")
    best = known
    for start in range(0, len(rows), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        if best is not None and keys[part[0]] > judgements.order(best.row):
            break
        if not budget.take(judgements, len(part)):
            return best, False
        best = best_of(judgements, rows[part], best)
    return best, True


def best_of(judgements: Judgements, rows: Steps, known: Changes | None) -> Changes | None:
    """Return the best acceptable row, or what is known already."""
    heights = judgements.heights(rows, decide=True)
    rows = rows[judgements.acceptable(heights)]
    if len(rows) == 0:
        return known
    keys = judgements.order(rows)
    rows = rows[keys == keys.min()]
    heights = judgements.heights(rows)
    found = changes_of(judgements, rows[heights.round(_TIE).argmin()])
    return found if known is None or found.key < known.key else known


def changes_of(judgements: Judgements, row: Steps) -> Changes:
    """Return a row with its figures."""
    return Changes(
        row=row.copy(),
        count=int((row != KEPT).sum()),
        steps=int(judgements.steps(row)),
        height=float(judgements.heights(row[None])[0]),
    )
