r"""Which criteria's weights explain a difference: Shapley values over coalitions of criteria.

A function of the weights has one value under the weights `before` and another under `after`.
Every criterion whose weight differs is a player that may switch its weight from the one to the
other. With :math:`v(S)` the value once the criteria of S have switched,

.. math:: \phi_j = \sum_{S \not\ni j} \frac{|S|! (n - |S| - 1)!}{n!} [v(S) - v(S \cup \{j\})]

is the mean fall of the value when j switches, over all orders; the parts sum to the whole
difference. Weights of a coalition are not scaled back to sum 1, so that one criterion's switch
does not move the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

EXACT_UP_TO = 14  # players: their 16 384 coalitions are one small batch
LEAST_EXACT, LEAST_ORDERS, ORDERS = 8, 8, 128
_SAME = 1e-12  # weights that differ by less differ by rounding
_BATCH = 1_000_000  # weights in one batch
_WORK = 2_000_000_000  # numbers made for all differences of one comparison, some seconds of work
Value = Callable[[FloatArray], FloatArray]
Players = npt.NDArray[np.bool_]
Columns = npt.NDArray[np.intp]
# Multiplications in one tile: the numbers stay near the processor, and the product of matrices
# stays small enough for one thread. Waiting for a second one costs more where others are busy.
_TILE = 500_000
Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class DifferenceAttribution:
    """The Shapley parts of ``g`` differences."""

    parts: FloatArray
    """``(g, n)``, in the unit of the value; 0 for criteria whose weight is the same."""
    errors: FloatArray
    """Their standard errors, ``(g, n)``, 0 where exact."""
    exact: npt.NDArray[np.bool_]
    """``(g,)``: all coalitions were counted."""


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """Limits of the number of coalitions and orders to evaluate."""

    exact_up_to: int
    """Players up to which all coalitions are."""
    keys: FloatArray
    """``(d, n)``: the order of each row is a drawn order of the criteria; empty where all
    differences can be exact."""


def players(before: FloatArray, after: FloatArray) -> Players:
    """Return flags of weights that differ beyond rounding (or at all, if none does), ``(g, n)``."""
    gap = np.abs(after - before)
    clear = gap > _SAME
    return np.where(clear.any(axis=1, keepdims=True), clear, gap > 0)


def effort(moved: Players, size: int, rng: np.random.Generator) -> Effort:
    """Return the limits within which ``g`` differences take some seconds.

    All coalitions of up to 14 players are evaluated, and 128 random orders for more; for very large
    inputs the limits fall to 8 players and 8 orders.

    Shapes: `moved` ``(g, n)``.
    """
    n = moved.shape[1]
    rows = _WORK // max(len(moved) * size, 1)
    exact = min(max(rows.bit_length() - 1, LEAST_EXACT), EXACT_UP_TO)
    orders = min(max(rows // (2 * (n + 1)), LEAST_ORDERS), ORDERS)
    needed = moved.sum(axis=1).max(initial=0) > exact
    return Effort(exact, rng.random((orders if needed else 0, n)))


def attribute(
    value: Value, before: FloatArray, after: FloatArray, allowed: Effort
) -> DifferenceAttribution:
    """Return the Shapley parts of ``value(before) - value(after)``.

    With too many players to evaluate all coalitions, the mean over random orders and their reverses
    estimates the parts; the parts of every order sum to the difference, so their means do too.

    Shapes: `before`, `after` ``(g, n)``.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. doi:10.1515/9781400881970-018
    Castro, J., Gomez, D. & Tejada, J. (2009). Polynomial calculation of the Shapley value based
    on sampling. Computers & Operations Research 36(5), 1726-1730. doi:10.1016/j.cor.2008.04.004
    """
    moved = players(before, after)
    parts, errors = np.zeros(before.shape), np.zeros(before.shape)
    exact = moved.sum(axis=1) <= allowed.exact_up_to
    for who, rows in _alike(moved):
        start, end = before[rows], after[rows]
        if exact[rows[0]]:
            switched, factors = _coalitions(len(who))
            parts[rows[:, None], who] = _values(value, start, end, who, switched) @ factors
        else:
            estimate = _drawn(value, start, end, who, allowed.keys[:, who])
            parts[rows[:, None], who], errors[rows[:, None], who] = estimate
    return DifferenceAttribution(parts, errors, exact)


def _alike(moved: Players) -> Iterator[tuple[Columns, Columns]]:
    """Yield each set of players with the rows that have this set, a few rows at a time."""
    groups: dict[bytes, list[int]] = {}
    for row, who in enumerate(moved):
        groups.setdefault(who.tobytes(), []).append(row)
    for rows in groups.values():
        who = np.flatnonzero(moved[rows[0]])
        step = max(_BATCH // (2 ** min(len(who), EXACT_UP_TO) * moved.shape[1]), 1)
        for start in range(0, len(rows), step):
            yield who, np.array(rows[start : start + step])


def _values(
    value: Value, before: FloatArray, after: FloatArray, who: Columns, switched: Players
) -> FloatArray:
    """Return the values of coalitions ``(c, k)`` for every difference, ``(g, c)``."""
    n = before.shape[1]
    chosen = np.zeros((len(switched), n), dtype=bool)
    chosen[:, who] = switched
    batch = np.where(chosen, after[:, None, :], before[:, None, :])
    return value(batch.reshape(-1, n)).reshape(len(before), len(switched))


@cache
def _coalitions(k: int) -> tuple[Players, FloatArray]:
    """Return the players in each coalition, ``(2^k, k)``, and the factors of its value."""
    switched = (np.arange(2**k)[:, None] >> np.arange(k)) % 2 == 1
    size = switched.sum(axis=1)
    share = np.array([1.0 / (k * comb(k - 1, others)) for others in range(k)] + [0.0])
    factors = np.where(switched, -share[size - 1][:, None], share[size][:, None])
    for table in (switched, factors):
        table.setflags(write=False)
    return switched, factors


def _drawn(
    value: Value, before: FloatArray, after: FloatArray, who: Columns, keys: FloatArray
) -> tuple[FloatArray, FloatArray]:
    orders, k = keys.shape
    place = keys.argsort(axis=1).argsort(axis=1)
    place = np.concatenate([place, k - 1 - place])
    switched = place[:, None, :] < np.arange(k + 1)[:, None]
    values = _values(value, before, after, who, switched.reshape(-1, k))
    values = values.reshape(len(before), 2 * orders, k + 1)
    falls = np.take_along_axis(values[..., :-1] - values[..., 1:], place[None], axis=2)
    samples = 0.5 * (falls[:, :orders] + falls[:, orders:])
    return samples.mean(axis=1), samples.std(axis=1, ddof=1) / np.sqrt(orders)


def in_tiles(m: int, function: Callable[[FloatArray], Array], weights: FloatArray) -> Array:
    """Return the results of a function for each row of weights, computed in tiles.

    Shapes: `weights` ``(k, n)``.
    """
    step = max(_TILE // (m * weights.shape[1]), 1)
    if len(weights) <= step:
        return function(weights)
    return np.concatenate(
        [function(weights[at : at + step]) for at in range(0, len(weights), step)]
    )
