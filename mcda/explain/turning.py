"""The least single change after which the winner is no longer first, found by trying."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Rows = npt.NDArray[np.intp]
Turned = Callable[[Rows, FloatArray], npt.NDArray[np.bool_]]
"""Of candidates ``(s,)`` moved by amounts ``(s,)``: whether the winner is no longer first."""

_HALVINGS = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of one thing that puts another alternative first.

    Parameters
    ----------
    share
        Of what could be moved, in 0..1.
    rival
        Who comes first, an id.
    criterion, alternative
        Column, and row where a cell changes.
    needed
        The weight or value at which the order turns.
    """

    share: float
    rival: str
    criterion: int
    needed: float
    alternative: int | None = None


def least_turn(turned: Turned, reach: FloatArray, steps: int) -> tuple[int, float] | None:
    """Return the candidate that turns the order by the least move, and that move.

    All candidates move on together, step by step; in the first step in which any has turned the
    order, the moves are halved. A turn that comes and goes within a step is missed.

    Parameters
    ----------
    turned
        Tells for each candidate and amount whether the winner is no longer first.
    reach
        The furthest move of each candidate, ``(k,)``.
    steps
        How many, up to the furthest of all.

    Returns
    -------
    tuple of int and float, or None
        A candidate and an amount at which the order has turned.
    """
    every = np.arange(len(reach))
    done = np.zeros(len(reach))
    for amount in np.linspace(0.0, reach.max(initial=0.0), steps + 1)[1:]:
        here = np.minimum(amount, reach)
        hit = turned(every, here)
        if hit.any():
            return _halved(turned, every[hit], done[hit], here[hit])
        done = here
    return None


def _halved(turned: Turned, which: Rows, low: FloatArray, high: FloatArray) -> tuple[int, float]:
    for _ in range(_HALVINGS):
        alive = low < high.min()  # the others cannot turn before the best that is known
        which, low, high = which[alive], low[alive], high[alive]
        middle = low + (high - low) / 2
        hit = turned(which, middle)
        low, high = np.where(hit, low, middle), np.where(hit, middle, high)
    best = int(high.argmin())
    return int(which[best]), float(high[best])
