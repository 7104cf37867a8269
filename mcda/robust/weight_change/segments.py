"""Straight moves of weight, searched for the first change of winner; any method."""

import numpy as np

from mcda.cells import FloatArray
from mcda.method import Prepared
from mcda.ranks import TOLERANCE

_GRID = 33
_HALVINGS = 45
_PAIRS_UP_TO = 12  # criteria; past that only moves in proportion towards each one


def along_segments(form: Prepared, w: FloatArray, first: int) -> tuple[FloatArray, int] | None:
    """Return the nearest weights on a segment at which ``first`` stops winning, and who wins.

    Segments run from the present weights to every single criterion, and empty every criterion
    into every other.

    Parameters
    ----------
    form
        A prepared method.
    w
        Present weights, ``(n,)``.
    first
        Row of the present winner.
    """
    steps = _directions(w)
    grid = np.linspace(0.0, 1.0, _GRID)[1:]
    batch = (w + grid[:, None, None] * steps).reshape(-1, len(w))
    lost = _lost(form, batch, first).reshape(len(grid), len(steps))
    hit = np.flatnonzero(lost.any(axis=0))
    if not len(hit):
        return None
    at = lost[:, hit].argmax(axis=0)
    high = grid[at]
    low = np.where(at > 0, grid[np.maximum(at - 1, 0)], 0.0)
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        over = _lost(form, w + middle[:, None] * steps[hit], first)
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    moved = high * 0.5 * np.abs(steps[hit]).sum(axis=1)
    best = int(moved.argmin())
    point = w + high[best] * steps[hit[best]]
    keys = form.order(point[None])[0]
    keys[first] = -np.inf
    return point, int(keys.argmax())


def _directions(w: FloatArray) -> FloatArray:
    n = len(w)
    to_vertex = np.eye(n) - w
    if n > _PAIRS_UP_TO:
        return to_vertex
    donor, receiver = np.nonzero((w[:, None] > 0) & ~np.eye(n, dtype=bool))
    between = np.zeros((len(donor), n))
    rows = np.arange(len(donor))
    between[rows, donor] = -w[donor]
    between[rows, receiver] = w[donor]
    return np.vstack([to_vertex, between])


def _lost(form: Prepared, batch: FloatArray, first: int) -> np.ndarray:
    keys = form.order(np.maximum(batch, 0.0))
    scale = np.abs(keys).max(axis=1)
    return keys.max(axis=1) - keys[:, first] > TOLERANCE * scale
