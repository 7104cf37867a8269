"""The difference of two alternatives' scores, split into the criteria.

One principle serves every method. The criteria are the players of a game: ``v(S)`` is the score
that the first alternative has when the two exchange their cells on the criteria outside ``S``.
So ``v(none)`` is the second's score, since no method goes by names, and ``v(all)`` the first's.
An exchange keeps every column's numbers, hence ideals, sums and norms: only who has which cell
changes. A criterion's part is its Shapley value in this game. Therefore

- the parts sum to the difference of the scores (of their logarithms where the method's
  contributions do);
- a criterion on which both are equal, or without weight, has the part 0;
- a criterion on which the first is better has no negative part, where better cells never make
  the score worse while the columns keep their numbers;
- the parts of (b, a) are those of (a, b) with the other sign, where they are exact.

Where the score is a sum this is :math:`w_j (l_{aj} - l_{bj})`, the difference of the method's
contributions. For other methods that difference would not do: TOPSIS divides the closeness by the
distances to the anti-ideal alone, so that what differs in the distance to the ideal falls to
criteria on which both are equal.

References
----------
Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
307-317. doi:10.1515/9781400881970-018
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.explain.shapley import Game, Members, by_coalitions, by_orders
from mcda.kernel import closeness_form, linear_form
from mcda.ranking import Ranking

_CELLS = 2**18


def in_pieces(
    function: Callable[[Any], npt.NDArray[Any]], items: npt.NDArray[Any], cells: int
) -> npt.NDArray[Any]:
    """Return ``function(items)``, row by row the same, without all tables in memory at once.

    Parameters
    ----------
    function
        Of items ``(s, ...)``, gives ``(s, ...)``.
    items
        At least one.
    cells
        How many cells each item needs.
    """
    step = max(1, _CELLS // max(cells, 1))
    found = [function(items[at : at + step]) for at in range(0, len(items), step)]
    return found[0] if len(found) == 1 else np.concatenate(found)


def native_values(answer: Ranking) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return the headline values and which criteria were judged instead.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives on ``n`` criteria.

    Returns
    -------
    values : FloatArray
        Shape ``(m, n)``, in the unit of each criterion; where the alternatives were compared in
        pairs, their priorities, larger is better.
    judged : ndarray of bool
        Shape ``(n,)``.
    """
    unread = answer.method.unused_columns(answer.matrix.criteria)
    judged = np.array([criterion in unread for criterion in answer.matrix.criteria], dtype=bool)
    worth = answer.prepared.worth
    if worth is None or not judged.any():
        return answer.matrix.values, judged
    return np.where(judged, worth, answer.matrix.values), judged


_MOST = 2**19  # numbers in the tables of all coalitions: up to 15 criteria under TOPSIS
_CIRCLES = 16
_NOISE = 1e-14  # of the largest score


def attribution(answer: Ranking, a: int, b: int) -> tuple[FloatArray, bool]:
    """Return each criterion's part of the difference of two scores, and whether it is exact.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives on ``n`` criteria.
    a, b
        Rows of two alternatives.

    Returns
    -------
    parts : FloatArray
        Shape ``(n,)``; sum to ``score[a] - score[b]``, or to the difference of the logarithms.
    exact : bool
        False where the criteria that differ are too many for all coalitions, so that the parts
        are the mean over some of the orders; they still sum to the difference.
    """
    sums, w = linear_form(answer.prepared), answer.weights.values
    logarithmic = answer.method.contributions_sum == "log_score"
    if sums is not None and sums.logarithmic == logarithmic:
        parts = answer.contributions
        return parts[a] - parts[b], True
    differing = answer.matrix.values[a] != answer.matrix.values[b]
    players = np.flatnonzero(differing & (w > 0))
    k, parts = len(players), np.zeros(len(w))
    plain, size = _game(answer, a, b, players)
    game: Game = (lambda members: np.log(plain(members))) if logarithmic else plain
    exact = 2**k * size <= _MOST
    if exact:
        found = by_coalitions(game, k)
    else:
        circles = _MOST // (k * k * size)
        found = by_orders(game, k, max(1, min(_CIRCLES, circles)))
    scores = np.log(answer.scores) if logarithmic else answer.scores
    noise = _NOISE * max(abs(scores[a]), abs(scores[b]))
    parts[players] = np.where(np.abs(found) <= noise, 0.0, found)
    return parts, exact


def _game(answer: Ranking, a: int, b: int, players: np.ndarray) -> tuple[Game, int]:
    """Return the game and how many numbers a coalition takes."""
    form, w = closeness_form(answer.prepared), answer.weights.values
    if form is not None:
        first, second = form.oriented[a], form.oriented[b]

        def of_rows(members: Members) -> FloatArray:
            rows = np.tile(second, (len(members), 1))
            rows[:, players] = np.where(members, first[players], second[players])
            return replace(form, oriented=rows).scores(w[None])[0]

        return of_rows, len(w)
    values = answer.matrix.values

    def of_matrices(members: Members) -> FloatArray:
        tables = np.repeat(values[None], len(members), axis=0)
        tables[:, a, players] = np.where(members, values[a, players], values[b, players])
        tables[:, b, players] = np.where(members, values[b, players], values[a, players])
        prepared = answer.method.prepare(replace(answer.matrix, values=tables))
        return prepared.scores(np.tile(w, (len(members), 1)))[:, a]

    return lambda members: in_pieces(of_matrices, members, values.size), values.size
