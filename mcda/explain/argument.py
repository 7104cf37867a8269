"""The strongest argument against the winner: the least single change that puts another first."""

from dataclasses import dataclass
from typing import Literal

from mcda.cells import Spread
from mcda.explain.native import native_values
from mcda.explain.turning import Turn
from mcda.explain.turning_cell import turning_cell
from mcda.explain.turning_weight import turning_weight
from mcda.ranking import Ranking
from mcda.robust import Stability


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The weight, or the uncertain cell, that puts the rival first.

    Parameters
    ----------
    criterion, unit
        Whose weight or cell.
    values
        Of winner and rival on that criterion.
    alternative, spread
        Whose cell, and what it may be; None where it is the weight that moves.
    before, needed
        The weight in 0..1, or the cell's value in its unit: now, and where the order turns.
    """

    criterion: str
    unit: str
    values: tuple[float, float]
    alternative: str | None
    spread: Spread | None
    before: float
    needed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """What speaks most against the winner.

    Parameters
    ----------
    kind
        ``"tie"``: the rival shares the first rank. ``"weight"``: another weight of one criterion,
        the others in proportion, puts the rival first. ``"cell"``: another value of one uncertain
        cell within its bounds does. ``"none"``: no such change was found.
    winner, rival
        Ids; no rival where the kind is ``"none"``.
    share
        How serious, in 0..1, the smaller the more: the share of all weight that moves, or of the
        way from the cell's value to its bound. 0 for a tie, 1 for none.
    change
        What has to change, for the kinds ``"weight"`` and ``"cell"``.
    tried
        How many uncertain cells were tried.
    """

    kind: Literal["tie", "weight", "cell", "none"]
    winner: str
    rival: str | None
    share: float
    change: Change | None = None
    tried: int = 0


def strongest_argument(answer: Ranking, bounds: Stability | None = None) -> Argument | None:
    """Return the least single change that puts another alternative first.

    Every weight moves up and down, the others keeping their proportions, and every uncertain
    cell to either of its bounds. Changes compare by the share of what they could move: of all
    weight, or of the way from the used value to the bound. Sets of criteria need no look: where
    a rival is ahead on any one of them, enough weight on that one alone puts it ahead.

    Parameters
    ----------
    answer
        A ranking.
    bounds
        Its `mcda.robust.stability`, if it is known already.

    Returns
    -------
    Argument or None
        None where fewer than two alternatives were ranked.

    See Also
    --------
    mcda.explain.turning_weight, mcda.explain.turning_cell : what is exact and what is searched.
    """
    if len(answer.order) < 2:
        return None
    winner, tied = answer.alternatives[0], answer.tied_with(answer.order[0])
    if tied:
        return Argument(kind="tie", winner=winner, rival=tied[0], share=0.0)
    by_weight = turning_weight(answer, bounds)
    by_cell, tried = turning_cell(answer, 1.0 if by_weight is None else by_weight.share)
    turn = by_cell or by_weight
    if turn is None:
        return Argument(kind="none", winner=winner, rival=None, share=1.0, tried=tried)
    return _told(answer, turn, tried)


def _told(answer: Ranking, turn: Turn, tried: int) -> Argument:
    ids, j, i = answer.matrix.alternatives, turn.criterion, turn.alternative
    values, judged = native_values(answer)
    winner, rival = answer.order[0], ids.index(turn.rival)
    now = answer.weights.values[j] if i is None else values[i, j]
    return Argument(
        kind="weight" if i is None else "cell",
        winner=ids[winner],
        rival=turn.rival,
        share=turn.share,
        change=Change(
            criterion=answer.matrix.criteria[j],
            unit="" if judged[j] else answer.problem.criteria[j].unit,
            values=(float(values[winner, j]), float(values[rival, j])),
            alternative=None if i is None else ids[i],
            spread=None if i is None else answer.spreads[i, j],
            before=float(now),
            needed=turn.needed,
        ),
        tried=tried,
    )
