"""A good set of changes without a proof: descent by the best single changes, then exchanges."""

from itertools import combinations

import numpy as np

from mcda.cells import FloatArray
from weights.pairwise.repair.judgements import KEPT, Judgements
from weights.pairwise.repair.scale import Steps, log_scale, nearest_steps
from weights.pairwise.repair.sets import ROUNDING, Budget
from weights.pairwise.repair.sweep import Changes, ascending, best_of, changes_of

_WIDTH, _PAIRS, _AROUND = 4, 8, 1
_PAIRS_DEEP = 3
_DEEP = 16  # changes from which on only the best partial set is kept
_MOST, _FEWEST = 400_000, 256  # entries of matrices, and matrices, evaluated for the last change
_COARSE = 3e-3
_TRADES = 24  # changes up to which trades are tried
_PLACES = np.arange(17)


def descend(judgements: Judgements, budget: Budget) -> Changes:
    """Return changes that make the judgements acceptable, few and small but not proved least.

    A few best partial sets are kept (a beam). Each grows by the pairs that promise most, at the
    scale steps around the best value as the slope and the curvature of a consistent matrix
    foresee it; as soon as one more change suffices, the one with the fewest steps is taken.

    Parameters
    ----------
    judgements
        Those that are too inconsistent.
    budget
        Spent on the improvement of what was found first.
    """
    rows = np.full((1, judgements.pairs), KEPT, dtype=np.int8)
    free = Budget(left=10**12)
    for depth in range(judgements.pairs):
        floors, slopes = judgements.tangents(rows)
        found = _finish(judgements, rows, floors, slopes, None, free)
        if found is not None:
            return improve(judgements, found, budget)
        deep = depth >= _DEEP
        rows = _best_grown(judgements, rows, slopes, _PAIRS_DEEP if deep else _PAIRS)
        rows = rows[: 1 if deep else _WIDTH]
    return improve(judgements, _consistent(judgements), budget)


def improve(judgements: Judgements, found: Changes, budget: Budget) -> Changes:
    """Return fewer or smaller changes, by exchanging them, until no exchange helps.

    Two changes are taken back for one other, or one for another, or one grows by a step while
    another falls by two.
    """
    while True:
        before = found.key
        for taken in (2, 1):
            rows = _without(found.row, taken)
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
    judgements: Judgements,
    rows: Steps,
    floors: FloatArray,
    slopes: FloatArray,
    known: Changes | None,
    budget: Budget,
) -> Changes | None:
    """Return the best of all rows with at most one more change."""
    lowest = floors[:, None] - judgements.reach(slopes)
    node, pair = np.nonzero((rows == KEPT) & (lowest <= judgements.ceiling + ROUNDING))
    moves = log_scale() - judgements.logarithms[pair, None]
    bound = floors[node][:, None] + slopes[node, pair][:, None] * moves
    unchanged = judgements.exact[pair, None] & (judgements.nearest[pair, None] == _PLACES)
    counts = (rows != KEPT).sum(axis=1)[node][:, None] + ~unchanged
    away = np.abs(_PLACES - judgements.nearest[pair, None])
    steps = judgements.steps(rows)[node][:, None] + away
    fits = bound <= judgements.ceiling + ROUNDING
    if known is not None:
        fits &= (counts < known.count) | ((counts == known.count) & (steps < known.steps))
    which, place = np.nonzero(fits)
    most = max(_MOST // judgements.n**2, _FEWEST)
    promising = bound[fits].round(12)
    order = np.lexsort((promising, steps[fits], counts[fits]))
    order = np.union1d(order[:most], np.argsort(promising, kind="stable")[:most])
    which, place = which[order], place[order]
    grown = rows[node[which]]
    kept = unchanged[which, place]
    grown[np.arange(len(which)), pair[which]] = np.where(kept, KEPT, place)
    return ascending(judgements, grown, known, budget)[0]


def _best_grown(judgements: Judgements, rows: Steps, slopes: FloatArray, pairs: int) -> Steps:
    """Return the rows with one more change that lower the eigenvalue, the best one first."""
    n = judgements.n
    curvature = 2 / n**2 * (1 - 2 / n)
    low, high = log_scale()[[0, -1]]
    target = np.clip(judgements.logarithms - slopes / curvature, low, high)
    move = target - judgements.logarithms
    gain = np.where(rows == KEPT, -slopes * move - curvature * move**2 / 2, -np.inf)
    best = np.argsort(-gain.round(12), axis=1, kind="stable")[:, :pairs]
    node, pair = np.repeat(np.arange(len(rows)), best.shape[1]), best.ravel()
    node, pair = node[np.isfinite(gain[node, pair])], pair[np.isfinite(gain[node, pair])]
    centre = np.abs(target[node, pair][:, None] - log_scale()).argmin(axis=1)
    place = np.clip(centre[:, None] + np.arange(-_AROUND, _AROUND + 1), 0, len(_PLACES) - 1)
    grown = np.repeat(rows[node], place.shape[1], axis=0)
    pair, place = np.repeat(pair, place.shape[1]), place.ravel()
    grown[np.arange(len(grown)), pair] = place
    changed = ~judgements.exact[pair] | (place != judgements.nearest[pair])
    grown = np.unique(grown[changed], axis=0)
    floors, _ = judgements.tangents(grown, _COARSE)
    return grown[np.argsort(floors.round(12), kind="stable")]


def _without(row: Steps, taken: int) -> Steps:
    """Return the row with every so many of its changes taken back."""
    changed = np.flatnonzero(row != KEPT)
    away = np.array(list(combinations(changed.tolist(), taken)), dtype=np.intp).reshape(-1, taken)
    rows = np.repeat(row[None], len(away), axis=0)
    rows[np.arange(len(away))[:, None], away] = KEPT
    return rows


def _traded(judgements: Judgements, row: Steps) -> Steps:
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


def _consistent(judgements: Judgements) -> Changes:
    """Return changes to judgements that agree beyond doubt: powers of 2 or 3, or all 1."""
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
    known = changes_of(judgements, equal)
    return best_of(judgements, np.array(agreeing), known) or known
