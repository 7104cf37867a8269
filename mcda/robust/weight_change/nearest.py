"""The nearest change of winner found by Newton's method on the best transfers of weight."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.robust.crossings import Rows
from mcda.robust.weight_change.duels import Duels
from mcda.robust.weight_change.squares import best_transfers

_STEPS = 30
_SETTLED = 1e-6  # of the amount moved: a smaller step ends the search
_BEYOND = 1e-10  # a find counts only if the winner has changed this much further on
_FOLLOWED = 3  # finds that are followed back to where the pair is level


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """Weights at which a rival draws level with the winner.

    Parameters
    ----------
    distance
        Share of weight moved.
    weights
        ``(n,)``.
    rival
        Position among the rivals.
    """

    distance: float
    weights: FloatArray
    rival: int


def nearest(duels: Duels, rival: Rows, start: FloatArray) -> tuple[Flip | None, FloatArray]:
    """Return the nearest change found, and the ratio of each rival near its own change.

    The lead of each rival is written as a sum of squares that is right to first order where it
    stands. Its growth with the amount moved gives the step to where the lead is 0, and the best
    transfer of that amount the next place to stand. Where it stands ahead of the winner, the change
    lies on the straight way there.

    Parameters
    ----------
    duels
        The winner and its rivals.
    rival
        Rivals, ``(k,)``.
    start
        Weights to start from, ``(k, n)``.
    """
    w = duels.weights
    moved = 0.5 * np.abs(start - w).sum(axis=1)
    level, ratio, lead = duels.at(rival, start)
    form = duels.forms(rival, level, ratio)
    slope = best_transfers(w, form, moved)[1]
    least, points, ratios = np.full(len(rival), np.inf), start.copy(), ratio
    for _ in range(_STEPS):
        step = np.divide(lead, slope, out=np.zeros_like(lead), where=slope > 0)
        unsettled = (lead <= 0) | (np.abs(step) > _SETTLED * moved)
        if not (unsettled & (moved - step < least.min())).any():
            break  # the others are farther than the nearest change known
        moved = np.clip(moved - step, 0.0, 1.0 - _BEYOND) + _BEYOND
        v, slope = best_transfers(w, form, moved)
        level, ratio, lead = duels.at(rival, v)
        form = duels.forms(rival, level, ratio)
        hit = (lead > 0) & (moved < least)
        least = np.where(hit, moved, least)
        points = np.where(hit[:, None], v, points)
        ratios = np.where(hit | np.isinf(least), ratio, ratios)
    found = None
    for k in np.argsort(least)[:_FOLLOWED].tolist():
        if np.isfinite(least[k]):
            found = nearer(found, flip(duels, int(rival[k]), points[k]))
    return found, ratios


def at_a_vertex(duels: Duels) -> Flip:
    """Return the nearest flip on the ways to all weight on one criterion.

    Every rival must be better than the winner on some criterion, and so win there.
    """
    better = duels.P * duels.farther + duels.Q * duels.nearer > 0
    vertex = np.where(better, duels.weights, -1.0).argmax(axis=1).tolist()
    ends = np.eye(len(duels.weights))
    flips = [flip(duels, k, ends[j]) for k, j in enumerate(vertex)]
    return min((f for f in flips if f is not None), key=lambda f: f.distance)


def flip(duels: Duels, rival: int, v: FloatArray) -> Flip | None:
    """Return where a rival draws level on the straight way to weights at which it leads."""
    point = duels.first_level(rival, v)
    if point is None:
        return None
    point = np.maximum(point, 0.0)
    return Flip(0.5 * float(np.abs(point - duels.weights).sum()), point, rival)


def nearer(one: Flip | None, other: Flip | None) -> Flip | None:
    """Return the flip of the smaller distance."""
    if one is None:
        return other
    return one if other is None or one.distance <= other.distance else other
