"""Search for the fewest and smallest changes that make judgements acceptable, with proofs.

A descent gives a good set of changes; a complete search of sets of pairs, and of the steps of
their pairs, then proves that no better one exists, as far as the work allows. What is looked at is
bounded by tangents: the eigenvalue is convex in the logarithms of the judgements.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair.judgements import KEPT, LOG_SCALE, RepairJudgements, Steps, nearest_steps
from weights.ahp.repair.spectral import Mask

Certainty = Literal["proved", "found"]
Places = npt.NDArray[np.intp]
Sets = npt.NDArray[np.intp]
"""Sets of k pairs, ``(b, k)``, each ascending and in lexicographic order."""
# In evaluations of 9 x 9 matrices, of which some 300 000 are made in a second.
_IMPROVING, _PROVING = 80_000, 200_000
_OPENED, _MISSING = 5, 3  # evaluations that a minimisation takes
_SMALL = 49  # entries of a matrix below which it costs no less
_ROUNDING = 1e-10
_TIE = 9  # decimals of the logarithm of an eigenvalue
_AT_ONCE = 2048
_WIDTH, _PAIRS, _AROUND = 4, 8, 1
_PAIRS_DEEP = 3
_DEEP = 16  # changes from which on only the best partial set is kept
_MOST, _FEWEST = 400_000, 256  # entries of matrices, and matrices, evaluated for the last change
_COARSE = 3e-3
_TRADES = 24  # changes up to which trades are tried
_PLACES = np.arange(len(SCALE))


@dataclass(slots=True)
class RepairBudget:
    """How much work may still be done, in evaluations of 9 x 9 matrices."""

    left: int

    def take(self, judgements: RepairJudgements, count: int, *, opened: bool = False) -> bool:
        """Spend the cost of `count` evaluations; return False if the budget is too small.

        If pairs are missing, or `opened`, each evaluation is a minimisation.
        """
        minimised = _OPENED * opened + _MISSING * bool(judgements.missing.any())
        each = max(minimised, 1)
        cost = 1 + count * each * max(judgements.n**2, _SMALL) // 81
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RepairChanges:
    """Changes that make the judgements acceptable: a row as `RepairJudgements` has them.

    ``count`` judgements change by ``steps`` in all; ``height`` is the logarithm of the principal
    eigenvalue after them.
    """

    row: Steps
    count: int
    steps: int
    height: float

    @property
    def key(self) -> tuple[int, int, float]:
        """The sort key of solutions, to be minimised."""
        return self.count, self.steps, round(self.height, _TIE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """The best changes found, and whether fewer, and as many in fewer steps, are excluded."""

    changes: RepairChanges
    fewest: Certainty
    steps: Certainty


def solve_repair(judgements: RepairJudgements, proving: int = _PROVING) -> Solution:
    """Return the fewest changes, and of those the fewest steps.

    A descent gives a solution with K changes; then the sets of 1, 2, .. K pairs are searched
    completely as far as the work (`proving`) allows, which depends on the judgements only and not
    on the clock.
    """
    descent = descend(judgements, RepairBudget(_IMPROVING))
    budget, spent = RepairBudget(proving), [0]
    for size in range(1, descent.count + 1):
        sets = promising_sets(judgements, size, budget)
        fewest: Certainty = "proved" if size == descent.count else "found"
        if sets is None:
            return Solution(changes=descent, fewest=fewest, steps="found")
        if len(sets) == 0:
            spent.append(proving - budget.left - sum(spent))
            if _hopeless(spent, descent.count - 1 - size, budget):
                break
            continue
        beaten = descent if size == descent.count else None
        best, complete = fewest_steps(judgements, sets, beaten, budget)
        if best is not None:
            steps: Certainty = "proved" if complete else "found"
            return Solution(changes=best, fewest="proved", steps=steps)
        if not complete:
            break
    return Solution(changes=descent, fewest="found", steps="found")


def _hopeless(spent: list[int], further: int, budget: RepairBudget) -> bool:
    """Tell whether the budget would end long before `further` more sizes, at the growth so far."""
    growth = max(spent[-1] / max(spent[-2], 1), 2.0)
    serious = spent[-1] > budget.left / 50
    return serious and further > 0 and spent[-1] * growth ** min(further, 30) > 4 * budget.left


def promising_sets(judgements: RepairJudgements, size: int, budget: RepairBudget) -> Sets | None:
    """Return all sets of `size` pairs that could make the judgements acceptable.

    None if the budget is exceeded; an empty result proves that `size` changes do not suffice.

    Notes
    -----
    The eigenvalue is minimised over the pairs of a set, within the scale: a convex problem in
    logarithms (Bozoki, Fulop & Poesz 2015). Sets grow pair by pair; the tangent at the minimum of
    a smaller set bounds what further pairs can do, and where even the ends of the scale leave the
    eigenvalue above the ceiling, no set that contains these is looked at.
    """
    sets = np.empty((1, 0), dtype=np.intp)
    for rest in range(size - 1, -1, -1):
        if not budget.take(judgements, len(sets), opened=True):
            return None
        floors, slopes = judgements.lowest(sets, decide=False)
        which, pair = np.nonzero(_may_grow(judgements, sets, floors, slopes, rest))
        sets = np.column_stack([sets[which], pair])
    if not budget.take(judgements, len(sets), opened=True):
        return None
    floors, _ = judgements.lowest(sets, decide=True)
    return sets[floors <= judgements.ceiling + _ROUNDING]


def _may_grow(
    judgements: RepairJudgements, sets: Sets, floors: FloatArray, slopes: FloatArray, rest: int
) -> Mask:
    """Tell by which pairs after its last one a set may grow, ``(b, p)``.

    Each of the `rest` pairs that follow counts as much as the best of them.
    """
    reach = judgements.reach(slopes)
    lowest = np.repeat(floors[:, None], judgements.pairs, axis=1)
    if rest:
        best = np.maximum.accumulate(reach[:, ::-1], axis=1)[:, ::-1]
        lowest[:, :-1] -= rest * best[:, 1:]
        lowest[:, -1] = np.inf
    last = sets[:, -1:] if sets.shape[1] else np.full((len(sets), 1), -1)
    later = np.arange(judgements.pairs) > last
    return later & (lowest - reach <= judgements.ceiling + _ROUNDING)


def fewest_steps(
    judgements: RepairJudgements, sets: Sets, known: RepairChanges | None, budget: RepairBudget
) -> tuple[RepairChanges | None, bool]:
    """Search the steps of the scale for all pairs of some sets.

    Changes are fixed one pair after the other; the tangent at the changes made so far bounds the
    effect of the remaining pairs, as in `promising_sets`.

    `known` is a solution with as many changes, to be improved. Returns the best solution or None,
    and whether it is proved that none has fewer steps, or as many and a lower eigenvalue.
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
            tangents, spans = (floors[part], slopes[part]), (begins[at], ends[at])
            grown.append(_grown(judgements, sets, depth, rows[part], tangents, spans, known))
            if not budget.take(judgements, len(grown[-1][0]) // 2):
                return known, False
        rows = np.concatenate([extended for extended, _ in grown])
        prefix = np.concatenate([prefixes for _, prefixes in grown])
    return ascending(judgements, rows, known, budget)


def _prefixes(sets: Sets, depth: int) -> tuple[Places, Places]:
    """Return the start and end indices of the sets that share each prefix of length `depth`."""
    fresh = (sets[1:, :depth] != sets[:-1, :depth]).any(axis=1)
    begins = np.concatenate([[0], np.flatnonzero(fresh) + 1])
    return begins, np.concatenate([begins[1:], [len(sets)]])


def _grown(
    judgements: RepairJudgements,
    sets: Sets,
    depth: int,
    rows: Steps,
    tangents: tuple[FloatArray, FloatArray],
    spans: tuple[Places, Places],
    known: RepairChanges | None,
) -> tuple[Steps, Places]:
    """Return rows extended by each promising step of their next pair, and their new prefixes.

    Each row is judged by the best of the sets, from ``spans`` on, that contain its next pair.
    """
    (floors, slopes), (begins, ends) = tangents, spans
    counts = ends - begins
    node = np.repeat(np.arange(len(rows)), counts)
    inside = np.arange(len(node)) - np.repeat(np.cumsum(counts) - counts, counts)
    members = sets[begins[node] + inside]
    reach = judgements.reach(slopes)
    falls = reach[node[:, None], members[:, depth + 1 :]].sum(axis=1)
    pair = members[:, depth]
    first = np.flatnonzero(np.diff(node, prepend=-1) | np.diff(pair, prepend=-1))
    node, pair, inside = node[first], pair[first], inside[first]
    lowest = floors[node] - np.maximum.reduceat(falls, first)
    viable = lowest - reach[node, pair] <= judgements.ceiling + _ROUNDING
    node, pair, lowest, inside = node[viable], pair[viable], lowest[viable], inside[viable]
    deeper, _ = _prefixes(sets, depth + 1)
    prefix = np.searchsorted(deeper, begins[node] + inside)
    nearest = judgements.nearest[pair][:, None]
    moves = LOG_SCALE - judgements.logarithms[pair, None]
    bound = lowest[:, None] + slopes[node, pair][:, None] * moves
    fits = bound <= judgements.ceiling + _ROUNDING
    fits &= ~judgements.exact[pair, None] | (nearest != _PLACES)
    if known is not None:
        rest = sets.shape[1] - depth - 1 if judgements.exact.all() else 0
        steps = judgements.steps(rows)[node][:, None] + np.abs(_PLACES - nearest)
        fits &= steps + rest <= known.steps
    which, place = np.nonzero(fits)
    grown = rows[node[which]]
    grown[np.arange(len(which)), pair[which]] = place
    return grown, prefix[which]


def ascending(
    judgements: RepairJudgements, rows: Steps, known: RepairChanges | None, budget: RepairBudget
) -> tuple[RepairChanges | None, bool]:
    """Evaluate rows by ascending changes and steps, until no later row can be the best."""
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


def best_of(
    judgements: RepairJudgements, rows: Steps, known: RepairChanges | None
) -> RepairChanges | None:
    """Return the better of the best acceptable row and the known solution."""
    heights = judgements.heights(rows, decide=True)
    rows = rows[judgements.acceptable(heights)]
    if len(rows) == 0:
        return known
    keys = judgements.order(rows)
    rows = rows[keys == keys.min()]
    heights = judgements.heights(rows)
    best = changes_of(judgements, rows[heights.round(_TIE).argmin()])
    return best if known is None or best.key < known.key else known


def changes_of(judgements: RepairJudgements, row: Steps) -> RepairChanges:
    """Return a row with its count, steps and eigenvalue."""
    return RepairChanges(
        row=row.copy(),
        count=int((row != KEPT).sum()),
        steps=int(judgements.steps(row)),
        height=float(judgements.heights(row[None])[0]),
    )


def descend(judgements: RepairJudgements, budget: RepairBudget) -> RepairChanges:
    """Return changes that make the judgements acceptable, few and small but not proved minimal.

    A few best partial sets are kept (a beam). Each grows by the most promising pairs, at the scale
    steps around the best value that the slope and the curvature of a consistent matrix predict; as
    soon as one more change suffices, the one with the fewest steps is taken. The budget is spent on
    improving this first solution.
    """
    rows = np.full((1, judgements.pairs), KEPT, dtype=np.int8)
    free = RepairBudget(left=10**12)
    for depth in range(judgements.pairs):
        floors, slopes = judgements.tangents(rows)
        finished = _finish(judgements, rows, floors, slopes, None, free)
        if finished is not None:
            return improve(judgements, finished, budget)
        deep = depth >= _DEEP
        rows = _best_grown(judgements, rows, slopes, _PAIRS_DEEP if deep else _PAIRS)
        rows = rows[: 1 if deep else _WIDTH]
    return improve(judgements, _consistent(judgements), budget)


def improve(
    judgements: RepairJudgements, found: RepairChanges, budget: RepairBudget
) -> RepairChanges:
    """Return fewer or smaller changes, by exchanges of changes, until no exchange helps.

    Two changes are taken back for one other, or one for another, or one grows by a step while
    another falls by two.
    """
    while True:
        before = found.key
        for size in (2, 1):
            changed = np.flatnonzero(found.row != KEPT).tolist()
            away = np.array([*combinations(changed, size)], dtype=np.intp).reshape(-1, size)
            rows = np.repeat(found.row[None], len(away), axis=0)
            rows[np.arange(len(away))[:, None], away] = KEPT
            if len(rows) and budget.take(judgements, len(rows)):
                floors, slopes = judgements.tangents(rows)
                found = _finish(judgements, rows, floors, slopes, found, budget) or found
            if found.key < before:
                break
        else:
            found = ascending(judgements, _traded(judgements, found.row), found, budget)[0] or found
        if found.key >= before:
            return found


def _finish(
    judgements: RepairJudgements,
    rows: Steps,
    floors: FloatArray,
    slopes: FloatArray,
    known: RepairChanges | None,
    budget: RepairBudget,
) -> RepairChanges | None:
    """Return the best of all rows with at most one more change."""
    lowest = floors[:, None] - judgements.reach(slopes)
    node, pair = np.nonzero((rows == KEPT) & (lowest <= judgements.ceiling + _ROUNDING))
    moves = LOG_SCALE - judgements.logarithms[pair, None]
    bound = floors[node][:, None] + slopes[node, pair][:, None] * moves
    unchanged = judgements.exact[pair, None] & (judgements.nearest[pair, None] == _PLACES)
    counts = (rows != KEPT).sum(axis=1)[node][:, None] + ~unchanged
    away = np.abs(_PLACES - judgements.nearest[pair, None])
    steps = judgements.steps(rows)[node][:, None] + away
    fits = bound <= judgements.ceiling + _ROUNDING
    if known is not None:
        fits &= (counts < known.count) | ((counts == known.count) & (steps < known.steps))
    which, place = np.nonzero(fits)
    most = max(_MOST // judgements.n**2, _FEWEST)
    promising = bound[fits].round(12)
    order = np.lexsort((promising, steps[fits], counts[fits]))
    order = np.union1d(order[:most], np.argsort(promising, kind="stable")[:most])
    which, place = which[order], place[order]
    grown = rows[node[which]]
    restored = unchanged[which, place]
    grown[np.arange(len(which)), pair[which]] = np.where(restored, KEPT, place)
    return ascending(judgements, grown, known, budget)[0]


def _best_grown(judgements: RepairJudgements, rows: Steps, slopes: FloatArray, pairs: int) -> Steps:
    """Return the rows with one more change that lower the eigenvalue, the best one first."""
    n = judgements.n
    curvature = 2 / n**2 * (1 - 2 / n)
    low, high = LOG_SCALE[[0, -1]]
    target = np.clip(judgements.logarithms - slopes / curvature, low, high)
    move = target - judgements.logarithms
    gain = np.where(rows == KEPT, -slopes * move - curvature * move**2 / 2, -np.inf)
    best = np.argsort(-gain.round(12), axis=1, kind="stable")[:, :pairs]
    node, pair = np.repeat(np.arange(len(rows)), best.shape[1]), best.ravel()
    node, pair = node[np.isfinite(gain[node, pair])], pair[np.isfinite(gain[node, pair])]
    centre = np.abs(target[node, pair][:, None] - LOG_SCALE).argmin(axis=1)
    place = np.clip(centre[:, None] + np.arange(-_AROUND, _AROUND + 1), 0, len(_PLACES) - 1)
    grown = np.repeat(rows[node], place.shape[1], axis=0)
    pair, place = np.repeat(pair, place.shape[1]), place.ravel()
    grown[np.arange(len(grown)), pair] = place
    changed = ~judgements.exact[pair] | (place != judgements.nearest[pair])
    grown = np.unique(grown[changed], axis=0)
    floors, _ = judgements.tangents(grown, _COARSE)
    return grown[np.argsort(floors.round(12), kind="stable")]


def _traded(judgements: RepairJudgements, row: Steps) -> Steps:
    """Return the rows where one change is two or three steps smaller, another one step larger."""
    changed = np.flatnonzero(row != KEPT)
    rows: list[Steps] = []
    for less in changed.tolist() if len(changed) <= _TRADES else []:
        back = np.sign(int(judgements.nearest[less]) - int(row[less]))
        for more in changed.tolist():
            on = np.sign(int(row[more]) - int(judgements.nearest[more]))
            for by in (2, 3):
                new = row.copy()
                new[less] += by * back
                new[more] += on
                stays = abs(int(row[less]) - int(judgements.nearest[less])) > by
                if less != more and stays and 0 <= new[more] < len(_PLACES):
                    rows.append(new)
    return np.array(rows, dtype=np.int8).reshape(-1, len(row))


def _consistent(judgements: RepairJudgements) -> RepairChanges:
    """Return changes to fully consistent judgements: powers of 2 or 3, or all 1."""
    rows = []
    for base, most in ((2, 3), (3, 2), (2, 0)):
        power = judgements.log_weights / np.log(base)
        low = np.round((power.max() + power.min() - most) / 2)
        power = np.clip(np.round(power), low, low + most)
        logarithms = (power[judgements.first] - power[judgements.second]) * np.log(base)
        row = nearest_steps(logarithms)
        row[judgements.exact & (judgements.nearest == row)] = KEPT
        rows.append(row)
    *agreeing, equal = rows
    fallback = changes_of(judgements, equal)
    return best_of(judgements, np.array(agreeing), fallback) or fallback
