"""How far one weight may move, by a grid and bisection: for methods without a closed form."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from mcda.cells import FloatArray
from mcda.method import TOLERANCE, Prepared

GRID = 257
_HALVINGS = 50


def move_weight(weights: FloatArray, j: int, x: FloatArray) -> FloatArray:
    """Return weights ``(s, n)`` with weight j at each of ``x (s,)``, the others in proportion."""
    rest = np.delete(weights, j).sum()
    batch = np.outer((1.0 - x) / rest, weights)
    batch[:, j] = x
    return batch


def leads(keys: FloatArray, order: tuple[int, ...]) -> FloatArray:
    """Return the winner's lead over the best other, relative to the largest key, ``(s,)``."""
    scale = np.abs(keys).max(axis=1)
    lead = keys[:, order[0]] - keys[:, list(order[1:])].max(axis=1)
    return lead / np.where(scale == 0, 1.0, scale) + TOLERANCE


def steps(keys: FloatArray, order: tuple[int, ...]) -> FloatArray:
    """Return the smallest step down the present order, relative to the largest key, ``(s,)``."""
    scale = np.abs(keys).max(axis=1)
    ordered = keys[:, list(order)]
    lead = (ordered[:, :-1] - ordered[:, 1:]).min(axis=1)
    return lead / np.where(scale == 0, 1.0, scale) + TOLERANCE


def bracket(
    prepared: Prepared,
    weights: FloatArray,
    j: int,
    order: tuple[int, ...],
    margin: Callable[[FloatArray, tuple[int, ...]], FloatArray],
) -> tuple[tuple[float, int | None], tuple[float, int | None]]:
    """Return the lowest and highest weight up to which the margin stays >= 0.

    A change that comes and goes between two of the 257 grid points is missed, so this is not
    exact.

    Returns
    -------
    low, high : tuple of float and int or None
        The bound and the row that leads beyond it; None where nothing changes.
    """
    here = float(weights[j])

    def fails(x: FloatArray) -> np.ndarray:
        return margin(prepared.order(move_weight(weights, j, x)), order) < 0

    found: list[tuple[float, int | None]] = []
    for end in (0.0, 1.0):
        grid = np.linspace(here, end, GRID)
        failed = fails(grid)
        if here == end or not failed.any():
            found.append((end, None))
            continue
        first = int(failed.argmax())
        held, broken = float(grid[max(first - 1, 0)]), float(grid[first])
        for _ in range(_HALVINGS):
            middle = 0.5 * (held + broken)
            held, broken = (held, middle) if fails(np.array([middle]))[0] else (middle, broken)
        keys = prepared.order(move_weight(weights, j, np.array([broken])))[0]
        found.append((0.5 * (held + broken), int(_overtaker(keys, order))))
    return found[0], found[1]


def _overtaker(keys: FloatArray, order: tuple[int, ...]) -> int:
    best = int(keys.argmax())
    if best != order[0]:
        return best
    gaps = [keys[a] - keys[b] for a, b in pairwise(order)]
    return order[int(np.argmin(gaps)) + 1]
