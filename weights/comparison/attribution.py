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

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

EXACT_UP_TO = 14  # players: their 16 384 coalitions are one small batch
LEAST_EXACT, LEAST_ORDERS, ORDERS = 8, 8, 128
_SAME = 1e-12  # weights that differ by less differ by rounding
_TILE = 1_000_000  # weights in one batch
_WORK = 2_000_000_000  # numbers made for all differences of one comparison, some seconds of work
Value = Callable[[FloatArray], FloatArray]
Players = npt.NDArray[np.bool_]
Columns = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class DifferenceAttribution:
    """Parts of ``g`` differences.

    Parameters
    ----------
    parts
        ``(g, n)``, in the unit of the value; 0 for criteria whose weight is the same.
    errors
        Their standard errors, ``(g, n)``, 0 where exact.
    exact
        ``(g,)``: all coalitions were counted.
    """

    parts: FloatArray
    errors: FloatArray
    exact: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Effort:
    """How many coalitions are counted.

    Parameters
    ----------
    exact_up_to
        Players up to which all coalitions are.
    keys
        ``(d, n)``: the order of each row is a drawn order of the criteria; empty where all
        differences can be exact.
    """

    exact_up_to: int
    keys: FloatArray


def players(before: FloatArray, after: FloatArray) -> Players:
    """Return which weights differ by more than rounding (or at all, if none does), ``(g, n)``."""
    gap = np.abs(after - before)
    clear = gap > _SAME
    return np.where(clear.any(axis=1, keepdims=True), clear, gap > 0)


def effort(moved: Players, size: int, rng: np.random.Generator) -> Effort:
    """Return what can be done for ``g`` differences in some seconds.

    All coalitions of up to 14 players are counted, and 128 orders drawn for more; with very many
    numbers to make that falls to 8 players and 8 orders.

    Parameters
    ----------
    moved
        Players of each difference, ``(g, n)``.
    size
        Numbers made for the value of one coalition.
    rng
        Draws the orders.
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

    Where there are too many players to count all coalitions, the mean over drawn orders and
    their reverses estimates the parts; those of every single order sum to the difference, so
    those of the mean do too.

    Parameters
    ----------
    value
        From weights ``(k, n)`` to numbers ``(k,)``.
    before, after
        ``(g, n)``.
    allowed
        From `effort`.

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
        one, other = before[rows], after[rows]
        if exact[rows[0]]:
            parts[rows[:, None], who] = _counted(value, one, other, who)
        else:
            found = _drawn(value, one, other, who, allowed.keys[:, who])
            parts[rows[:, None], who], errors[rows[:, None], who] = found
    return DifferenceAttribution(parts, errors, exact)


def _alike(moved: Players) -> Iterator[tuple[Columns, Columns]]:
    """Yield sets of players with the rows that have them, a few rows at a time."""
    groups: dict[bytes, list[int]] = {}
    for row, who in enumerate(moved):
        groups.setdefault(who.tobytes(), []).append(row)
    for rows in groups.values():
        who = np.flatnonzero(moved[rows[0]])
        step = max(_TILE // (2 ** min(len(who), EXACT_UP_TO) * moved.shape[1]), 1)
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


def _counted(value: Value, before: FloatArray, after: FloatArray, who: Columns) -> FloatArray:
    switched, factors = _coalitions(len(who))
    return _values(value, before, after, who, switched) @ factors


@cache
def _coalitions(k: int) -> tuple[Players, FloatArray]:
    """Return who has switched, ``(2^k, k)``, and with what factor each value enters each part."""
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
    found = _values(value, before, after, who, switched.reshape(-1, k))
    found = found.reshape(len(before), 2 * orders, k + 1)
    falls = np.take_along_axis(found[..., :-1] - found[..., 1:], place[None], axis=2)
    drawn = 0.5 * (falls[:, :orders] + falls[:, orders:])
    return drawn.mean(axis=1), drawn.std(axis=1, ddof=1) / np.sqrt(orders)
