"""The strongest argument against the winner: the smallest single change that puts a rival first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cell_moves import ENDS, CellMoves, Rows
from mcda.cells import FloatArray, Spread
from mcda.kernel import has_closed_form
from mcda.plain import UNTOLD, Share
from mcda.ranking import Ranking
from mcda.robust import Stability, stability
from mcda.robust.stability import move_weight
from mcda.texts import Label, Note
from mcda.texts.figures import Rounding, native, percent
from mcda.texts.phrases import figure

Turned = Callable[[Rows, FloatArray], npt.NDArray[np.bool_]]
"""Of candidates ``(s,)`` moved by amounts ``(s,)``: whether the winner is no longer first."""

_HALVINGS = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change of one thing that puts another alternative first."""

    share: float
    """Of what could be moved, in 0..1."""
    rival: str
    """Who comes first, an id."""
    criterion: int
    """Column, and row where a cell changes."""
    needed: float
    """The weight or value at which the order turns."""
    alternative: int | None = None
    """Column, and row where a cell changes."""


def least_turn(turned: Turned, reach: FloatArray, steps: int) -> tuple[int, float] | None:
    """Return the candidate that changes the winner by the smallest amount, and the amount.

    All candidates grow together, step by step; the first step in which the winner changes is
    bisected. A change of the winner that is reversed within one step is missed.

    `reach` is the largest amount of each candidate; `steps` amounts up to it are tried. None
    if no candidate changes the winner. Shapes: `reach` ``(k,)``.
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


_STEPS = 64
_DIGITS = 12


def turning_weight(ranking: Ranking, bounds: Stability | None = None) -> Turn | None:
    """Return the weight that needs the smallest change; the others keep their proportions.

    Without `bounds` the stability is computed where it has a closed form; else all weights are
    tried up and down in steps of 1/64; a change reversed within one step is missed. None
    if no single weight changes the winner.
    """
    if bounds is None and not has_closed_form(ranking.prepared):
        return _searched(ranking)
    turns = []
    for j, item in enumerate((bounds or stability(ranking)).weights):
        first = item.winner
        if first is None:
            continue
        ends = (first.low, first.challenger_low), (first.high, first.challenger_high)
        turns += [
            Turn(share=abs(end - item.weight), rival=rival, criterion=j, needed=end)
            for end, rival in ends
            if rival is not None
        ]
    w = ranking.weights.values
    return min(
        turns,
        # Of two criteria one rises as the other falls: the one on which the rival is better.
        key=lambda turn: (round(turn.share, _DIGITS), turn.needed < w[turn.criterion]),
        default=None,
    )


def _searched(ranking: Ranking) -> Turn | None:
    w, winner = ranking.weights.values, ranking.order[0]
    free = [j for j in range(len(w)) if np.delete(w, j).sum() > 0]
    ways = [(j, sign) for j in free for sign in (1.0, -1.0)]
    reach = np.array([1.0 - w[j] if sign > 0 else w[j] for j, sign in ways])

    def vectors(which: Rows, amounts: FloatArray) -> FloatArray:
        batch = np.empty((len(which), len(w)))
        for row, (k, amount) in enumerate(zip(which.tolist(), amounts.tolist(), strict=True)):
            j, sign = ways[k]
            batch[row] = move_weight(w, j, np.clip([w[j] + sign * amount], 0.0, 1.0))
        return batch

    def ranks(which: Rows, amounts: FloatArray) -> np.ndarray:
        return ranking.prepared.ranks(vectors(which, amounts))

    turn = least_turn(lambda which, by: ranks(which, by)[:, winner] > 1, reach, _STEPS)
    if turn is None:
        return None
    k, share = turn
    at = np.array([k]), np.array([share])
    j = ways[k][0]
    rival = ranking.matrix.alternatives[int(ranks(*at)[0].argmin())]
    return Turn(share=share, rival=rival, criterion=j, needed=float(vectors(*at)[0, j]))


_CELLS = 2**20  # numbers in the tables of all cells at both ends


def turning_cell(ranking: Ranking, within: float = 1.0) -> tuple[Turn | None, int]:
    """Return the cell that needs the smallest change, as a share of the way to its bound.

    None if no cell changes the winner at the share `within` of the way to either bound.
    Also returned is the number of uncertain cells tried: all, or those of the best-ranked
    alternatives if there are too many.

    Notes
    -----
    If the winner has changed by then, the needed value is found by bisection. Values that the
    method refuses do not change the winner.
    """
    moves = _moves(ranking)
    if moves is None:
        return None, 0
    cell_count = len(moves.ends) // ENDS
    least = least_turn(moves.turned, np.full(len(moves.ends), within), steps=1)
    if least is None:
        return None, cell_count
    at = np.array([least[0]]), np.array([least[1]])
    turn = Turn(
        share=least[1],
        rival=ranking.matrix.alternatives[int(moves.ranks(*at)[0].argmin())],
        criterion=int(moves.j[least[0]]),
        alternative=int(moves.i[least[0]]),
        needed=float(moves.values(*at)[0]),
    )
    return turn, cell_count


def _moves(ranking: Ranking) -> CellMoves | None:
    place = {row: at for at, row in enumerate(ranking.order)}
    most = max(1, _CELLS // (ENDS * ranking.matrix.values.size))
    uncertain = [cell for cell, spread in ranking.spreads.items() if spread.low < spread.high]
    cells = sorted(uncertain, key=lambda cell: place[cell[0]])[:most]
    return ranking.moves_of(cells) if cells else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The weight, or the uncertain cell, that puts the rival first.

    Examples
    --------
    >>> import mcda
    >>> change = mcda.explain.strongest_argument(mcda.example()).change
    >>> change.criterion, round(change.before, 4), round(change.needed, 4)
    ('utilities', 0.3333, 0.6667)
    """

    criterion: str
    """Whose weight or cell."""
    unit: Annotated[str, UNTOLD]
    """Whose weight or cell."""
    values: Annotated[tuple[float, float], UNTOLD]
    """Of winner and rival on that criterion."""
    alternative: str | None
    """Whose cell, and what it may be; None where it is the weight that moves."""
    spread: Annotated[Spread | None, UNTOLD]
    """Whose cell, and what it may be; None where it is the weight that moves."""
    before: float
    """The weight in 0..1, or the cell's value in its unit: now, and where the order turns."""
    needed: float
    """The weight in 0..1, or the cell's value in its unit: now, and where the order turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """What speaks most against the winner.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.explain.strongest_argument(mcda.example())
    >>> found.kind, found.rival, round(found.share, 4)
    ('weight', 'north', 0.3333)
    """

    kind: Literal["tie", "weight", "cell", "none"]
    """``"tie"``: the rival shares the first rank. ``"weight"``: another weight of one criterion,
    the others in proportion, puts the rival first. ``"cell"``: another value of one uncertain cell
    within its bounds does. ``"none"``: no such change was found."""
    winner: str
    """Ids; no rival where the kind is ``"none"``."""
    rival: str | None
    """Ids; no rival where the kind is ``"none"``."""
    share: Share
    """How serious, in 0..1, the smaller the more: the share of all weight that moves, or of the way
    from the cell's value to its bound. 0 for a tie, 1 for none."""
    change: Change | None = None
    """What has to change, for the kinds ``"weight"`` and ``"cell"``."""
    tried: Annotated[int, UNTOLD] = 0
    """How many uncertain cells were tried."""

    @property
    def sentence(self) -> Note:
        """Who the rival is and how little puts it first."""
        fields: dict[str, Any] = {"winner": Label(self.winner), "tried": self.tried}
        if self.rival is None:
            return Note("argument_none" if self.tried else "argument_none_certain", (), fields)
        fields["rival"] = Label(self.rival)
        change = self.change
        if change is None:
            return Note("argument_tie", (), fields)
        fields["criterion"] = change.criterion
        if change.spread is not None:
            fields["share"] = percent(self.share)[0]
            ends = change.spread.low, change.spread.high
            before, needed, low, high = native(change.before, change.needed, *ends)
            cell = {
                "alternative": str(change.alternative),
                "before": before,
                "low": low,
                "high": figure(high, change.unit),
                "needed": needed,
            }
            return Note("argument_cell", (), fields | cell)
        code = "argument_weight_rises" if change.needed > change.before else "argument_weight_falls"
        return Note(code, (), fields | _of_weight(change))


@checked
def strongest_argument(ranking: Ranking, bounds: Stability | None = None) -> Argument | None:
    """Return the least single change that puts another alternative first.

    Every weight moves up and down, the others keeping their proportions, and every uncertain
    cell to either of its bounds. Changes compare by the share of what they could move: of all
    weight, or of the way from the used value to the bound. Sets of criteria need no look: where
    a rival is ahead on any one of them, enough weight on that one alone puts it ahead.

    Parameters
    ----------
    ranking
        A ranking.
    bounds
        Its `mcda.robust.stability`, if it is known already.

    Returns
    -------
    Argument or None
        None where fewer than two alternatives were ranked.

    See Also
    --------
    mcda.explain.argument, mcda.explain.argument : what is exact and what is searched.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.strongest_argument(mcda.example()).sentence.say()[:44]
    'The strongest argument against west is north'
    """
    if len(ranking.order) < 2:
        return None
    winner, tied = ranking.alternatives[0], ranking.tied_with(ranking.order[0])
    if tied:
        return Argument(kind="tie", winner=winner, rival=tied[0], share=0.0)
    by_weight = turning_weight(ranking, bounds)
    by_cell, cell_count = turning_cell(ranking, 1.0 if by_weight is None else by_weight.share)
    turn = by_cell or by_weight
    if turn is None:
        return Argument(kind="none", winner=winner, rival=None, share=1.0, tried=cell_count)
    return _told(ranking, turn, cell_count)


def _told(ranking: Ranking, turn: Turn, tried: int) -> Argument:
    ids, j, i = ranking.matrix.alternatives, turn.criterion, turn.alternative
    values, judged = ranking.native_values()
    winner, rival = ranking.order[0], ids.index(turn.rival)
    now = ranking.weights.values[j] if i is None else values[i, j]
    return Argument(
        kind="weight" if i is None else "cell",
        winner=ids[winner],
        rival=turn.rival,
        share=turn.share,
        change=Change(
            criterion=ranking.matrix.criteria[j],
            unit="" if judged[j] else ranking.problem.criteria[j].unit,
            values=(float(values[winner, j]), float(values[rival, j])),
            alternative=None if i is None else ids[i],
            spread=None if i is None else ranking.spreads[i, j],
            before=float(now),
            needed=turn.needed,
        ),
        tried=tried,
    )


_PERCENT = 100


def _of_weight(change: Change) -> dict[str, Any]:
    ours, theirs = native(*change.values)
    # Of what is shown too, the share is the difference.
    rounding = Rounding.showing(_PERCENT * (change.needed - change.before))
    before, needed = (rounding.units(_PERCENT * w) for w in (change.before, change.needed))
    return {
        "ours": ours,
        "theirs": theirs,
        "with_unit": figure(ours, change.unit),
        "before": rounding.brief(before),
        "needed": rounding.brief(needed),
        "share": rounding.brief(abs(needed - before)),
    }
