"""Rank reversal: does an alternative that cannot win decide who does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mcda.method import Matrix
from mcda.ranking import Ranking

Change = Literal["without", "clone_of", "dominated_newcomer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalCase:
    """A change of the set of alternatives after which another one wins.

    Parameters
    ----------
    change
        ``without`` or ``clone_of`` an alternative, or a ``dominated_newcomer`` that takes the
        worst value of every criterion.
    alternative
        The one left out or doubled; None for the newcomer.
    winner
        Who wins then.
    """

    change: Change
    alternative: str | None
    winner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Whether the winner depends on alternatives that do not matter.

    Parameters
    ----------
    independent
        The winner held in every case tried.
    cases
        The cases in which it did not.
    tried
        Number of cases.
    guaranteed
        The method's configuration can never reverse an order.
    """

    independent: bool
    cases: tuple[ReversalCase, ...]
    tried: int
    guaranteed: bool


def reversal(answer: Ranking) -> Reversal | None:
    """Rank again without each loser, with a clone of each, and with a dominated newcomer.

    Parameters
    ----------
    answer
        A ranking; with fewer than two alternatives there is nothing to test and None is returned.

    References
    ----------
    Wang, X. & Triantaphyllou, E. (2008). Ranking irregularities when evaluating alternatives by
    using some ELECTRE methods. Omega 36(1), 45-63. doi:10.1016/j.omega.2005.12.003
    """
    if len(answer.order) < 2:
        return None
    found, tried = [], 0
    for change, row, rows in _variants(answer):
        tried += 1
        winner = _winner(answer, change, rows)
        if winner not in answer.winners:
            name = None if row is None else answer.matrix.alternatives[row]
            found.append(ReversalCase(change=change, alternative=name, winner=winner))
    return Reversal(
        independent=not found,
        cases=tuple(found),
        tried=tried,
        guaranteed=answer.method.traits.independent,
    )


def _variants(answer: Ranking) -> Iterator[tuple[Change, int | None, list[int]]]:
    everyone = list(range(len(answer.order)))
    for row in everyone:
        if answer.ranks[row] > 1:
            yield "without", row, [i for i in everyone if i != row]
    for row in everyone:
        yield "clone_of", row, [*everyone, row]
    if not answer.method.unused_columns(answer.matrix.criteria):
        yield "dominated_newcomer", None, everyone


def _winner(answer: Ranking, change: Change, rows: list[int]) -> str:
    old = answer.matrix
    values, names = old.values[rows], tuple(old.alternatives[i] for i in rows)
    if change == "dominated_newcomer":
        worst = np.where(old.benefit, old.values.min(axis=0), old.values.max(axis=0))
        values, names = np.vstack([values, worst]), (*names, "")
    matrix = Matrix(
        values=values,
        benefit=old.benefit,
        ranges=old.ranges,
        alternatives=names,
        criteria=old.criteria,
    )
    method = answer.method.restricted(old.alternatives, rows)
    ranks = method.prepare(matrix).ranks(answer.weights.values[None])[0]
    leaders = [names[i] for i in np.flatnonzero(ranks == 1)]
    held = [name for name in leaders if name in answer.winners]
    return (held or leaders)[0]
