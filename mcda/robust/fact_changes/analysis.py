"""The smallest change of each fact that changes the first place."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np

from mcda.arguments import checked
from mcda.column_law import ColumnLaw
from mcda.errors import Note
from mcda.kernel import closeness_form
from mcda.method import Matrix
from mcda.plain import UNTOLD
from mcda.ranking import Ranking
from mcda.robust.fact_changes.leads import column_of, first_negative, leads
from mcda.robust.fact_changes.losses import (
    CellSpans,
    Losses,
    Rows,
    join,
    lost_at_ends,
    nearest,
    pieces,
    spans,
)
from mcda.robust.fact_changes.value_search import search_losses
from mcda.table import RankingTable
from mcda.texts import Label
from mcda.texts.figures import native
from mcda.texts.phrases import figure

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 12  # of a share


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A value of a cell past which another alternative is first.

    Examples
    --------
    West, at 100 USD/m2, is first until its price is above 124 USD/m2:

    >>> import mcda
    >>> found = mcda.robust.fact_changes(mcda.example())
    >>> cells = {(fact.alternative, fact.criterion): fact for fact in found.facts}
    >>> above = cells["west", "price"].above
    >>> round(above.value), above.winner, round(above.share, 2)
    (124, 'south', 0.24)
    """

    value: float
    """In the criterion's unit. At it the two draw level, or the order jumps, or ranks part that
    were level before."""
    winner: str
    """Who is first just past it."""
    share: float
    """Part of the criterion's range that the cell moves to get there; where there is no range, of
    its own value, or of the stretch searched where that value is 0. At least 0."""
    within_bounds: bool = False
    """The cell's own stated bounds reach past it. One at the very end of the search is a jump
    there, which bounds up to there include."""


def _moved(threshold: Threshold) -> float:
    """Return the share by which thresholds are compared: equal up to rounding errors."""
    return round(threshold.share, _DIGITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """The nearest values of one cell at which the first place changes, all else as it is.

    Examples
    --------
    >>> import mcda
    >>> fact = mcda.robust.fact_changes(mcda.example()).facts[0]
    >>> fact.alternative, fact.criterion, fact.value
    ('north', 'price', 160.0)
    """

    alternative: str
    """Which cell."""
    criterion: str
    """Which cell."""
    unit: str
    """Of its numbers."""
    value: float
    """Its headline."""
    low: float | None
    """Bounds that the cell states itself; None where it is one number."""
    high: float | None
    """Bounds that the cell states itself; None where it is one number."""
    below: Threshold | None
    """The nearest change on this side; None where there is none as far as was searched."""
    above: Threshold | None
    """The nearest change on this side; None where there is none as far as was searched."""
    searched: tuple[float, float]
    """Lowest and highest value searched."""
    winner: Annotated[str, UNTOLD]
    """Who is first at the headline."""
    exact: bool
    """True: thresholds are accurate to rounding and nothing changes nearer by, but for single
    values on both sides of which all is as before. False: found by trying values; what comes and
    goes between two of them is missed."""
    told: ClassVar = ("sentence",)

    @property
    def nearest(self) -> Threshold | None:
        """The change that moves the cell less; None where there is none."""
        sides = [side for side in (self.below, self.above) if side is not None]
        return min(sides, key=_moved, default=None)

    @property
    def sentence(self) -> Note:
        """What passing the nearest threshold does, or that nothing is passed."""
        return self.about(self.nearest)

    def about(self, threshold: Threshold | None) -> Note:
        """Return the sentence on the effect of passing a threshold of this fact."""
        crossing = threshold
        fields: dict[str, Any] = {
            "alternative": self.alternative,
            "criterion": self.criterion,
            "winner": Label(self.winner),
        }
        if crossing is None:
            low, high = self._amounts(*self.searched)
            code = "fact_change_none" if self.exact else "fact_change_none_found"
            return Note(code, (), {**fields, "low": low, "high": high})
        value, at, *stated = self._amounts(self.value, crossing.value, *self._stated)
        side = "below" if crossing is self.below else "above"
        code = f"fact_change_at_once_{side}" if at == value else f"fact_change_{side}"
        becomes = Label(crossing.winner)
        detail = {**fields, "value": value, "threshold": at, "winner_becomes": becomes}
        searched = None if self.exact else Note("fact_change_searched")
        if not stated:
            return Note(code, (), detail, searched)
        reach = "within" if crossing.within_bounds else "outside"
        bounds = dict(zip(("low", "high"), stated, strict=True))
        return Note(code, (), detail, Note(f"fact_change_{reach}", (), bounds, searched))

    @property
    def _stated(self) -> tuple[float, ...]:
        return () if self.low is None or self.high is None else (self.low, self.high)

    def _amounts(self, *numbers: float) -> list[str | Note]:
        is_scale = self.unit[:1].isdigit()  # such as "0 to 1", the name of a scale
        return [figure(number, "" if is_scale else self.unit) for number in native(*numbers)]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FactChanges(RankingTable):
    """Changes of every cell that the method reads.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.fact_changes(mcda.example())
    >>> found.to_frame()[["below", "above", "winner_above"]].loc["west"].round(1)
               below  above winner_above
    criterion
    price        NaN  124.4        south
    utilities    1.6    NaN         None
    """

    facts: tuple[FactChange, ...]
    """Alternative by alternative, each in the order of the criteria."""

    @property
    def nearest(self) -> tuple[FactChange, ...]:
        """The cells that can change the first place, the least moved first."""
        moves = [(_moved(fact.nearest), fact) for fact in self.facts if fact.nearest is not None]
        return tuple(fact for _, fact in sorted(moves, key=lambda pair: pair[0]))

    @property
    def sentences(self) -> tuple[Note, ...]:
        """What the cell does that is moved least; none where no cell changes the first place."""
        return tuple(fact.sentence for fact in self.nearest[:1])

    def to_frame(self) -> "pd.DataFrame":
        """Return from which values of each cell another alternative is first, one row per cell.

        Alternatives and criteria become the index. Columns: ``value``; ``low``, ``high``
        (stated bounds); ``below``, ``above`` (thresholds) and ``winner_below``,
        ``winner_above``; ``share`` of the range or of the value to the nearer one;
        ``exact``. NaN and None where there is none.
        """
        import pandas as pd

        facts = self.facts
        sides = [(fact.below, fact.above, fact.nearest) for fact in facts]
        numbers = {
            "value": [fact.value for fact in facts],
            "low": [fact.low for fact in facts],
            "high": [fact.high for fact in facts],
            "below": [below and below.value for below, _, _ in sides],
            "above": [above and above.value for _, above, _ in sides],
        }
        places = [(fact.alternative, fact.criterion) for fact in facts]
        index = pd.MultiIndex.from_tuples(places, names=["alternative", "criterion"])
        columns = {name: pd.Series(cells, index, dtype=float) for name, cells in numbers.items()}
        winners = {
            "winner_below": [below and below.winner for below, _, _ in sides],
            "winner_above": [above and above.winner for _, above, _ in sides],
        }
        # An array of objects would become text, in which None is NaN.
        columns |= {name: pd.Series(cells, index, dtype=object) for name, cells in winners.items()}
        shares = [least and least.share for _, _, least in sides]
        columns["share"] = pd.Series(shares, index, dtype=float)
        columns["exact"] = pd.Series([fact.exact for fact in facts], index, dtype=bool)
        return pd.DataFrame(columns, index=index)


_DIGITS_LEVEL = 13


@checked
def fact_changes(ranking: Ranking) -> FactChanges:
    """Return for each cell the nearest values at which another alternative is first.

    One cell moves and all else is fixed. If several alternatives share the first rank, the winner
    is the one that is ahead by less than the tolerance, or else the first in the problem's order;
    it holds as long as nothing is ahead of it. A cell that is not the winner's own may let its own
    alternative win, or, where the other rows of a column are part of the normalisation, any other.

    A change is proved (`FactChange.exact`) by a closed form if the method declares how its
    columns count (`mcda.method.Method.column_law`): of weighted sums and products under every
    normalisation the lead over each rival is, times a positive scale, linear in the cell or its
    inverse or logarithm, quadratic after a substitution under ``vector``; of Euclidean closeness
    it has the sign of a polynomial of degree 4. A column along a value curve that rises or falls
    all the way is straight in worth, and worked out there. For all other methods, and for targets
    and curves with level stretches, values are tried, as `mcda.robust.fact_changes.value_search`
    says.

    A rival that never leads by more than the tolerance of ranks makes no change: it stays level. A
    cell with such a rival is not proved, since values are tried to find where ranks differ.

    Parameters
    ----------
    ranking
        A ranking of ``m`` alternatives; with fewer than two the result is empty.

    References
    ----------
    Triantaphyllou, E. & Sanchez, A. (1997). A sensitivity analysis approach for some deterministic
    multi-criteria decision-making methods. Decision Sciences 28(1), 151-194.
    doi:10.1111/j.1540-5915.1997.tb01306.x

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.fact_changes(mcda.example()).to_frame()
    >>> found.loc[("west", "price"), "winner_above"]
    'south'
    """
    if len(ranking.order) < 2:
        return FactChanges(facts=(), names=ranking.problem.names)
    unused = ranking.method.unused_columns(ranking.matrix.criteria)
    columns = np.array(
        [j for j, c in enumerate(ranking.matrix.criteria) if c not in unused], dtype=np.intp
    )
    law = _closed_law(ranking)
    far = spans(ranking, ranking.method.column_law())
    # Of rank 1 who is ahead, be it by less than the tolerance of ranks: keys may be nearer to
    # each other than scores, as squares are to 1.
    keys = ranking.prepared.order(ranking.weights.values[None])[0]
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS_LEVEL)
    first = int(np.where(ranking.ranks == 1, level, -np.inf).argmax())
    # Elsewhere curves do not act.
    curves = ranking.matrix.curves if law is not None and law.fixed == "clipped" else {}
    is_curved = np.array([j in curves for j in columns])
    is_closed = np.array(
        [law is not None and (j not in curves or curves[j].is_strict) for j in columns]
    )
    straight, curved = columns[is_closed & ~is_curved], columns[is_closed & is_curved]
    others = columns[~is_closed]
    parts = []
    if law is not None and len(straight):
        parts.append(_closed(ranking, ranking.matrix, law, straight, far, first))
    if law is not None and len(curved):
        parts.append(_along_curves(ranking, law, curved, far, first))
    if is_closed.any():
        parts.append(lost_at_ends(ranking, columns[is_closed], far.low, far.high, first))
    if len(others):
        row, place = np.indices((len(ranking.order), len(others))).reshape(2, -1)
        parts.append(search_losses(ranking, row, others[place], far.low, far.high, first))
    candidates = join(parts)
    losses, searched = nearest(ranking, candidates, far.low, far.high, first)
    exact = ~searched
    exact[:, others] = False
    facts = _facts(ranking, columns, far, losses, exact, first)
    return FactChanges(facts=facts, names=ranking.problem.names)


def _closed_law(ranking: Ranking) -> ColumnLaw | None:
    """Return the column law if the order has a closed form in one cell, else None."""
    law, ratio = ranking.method.column_law(), closeness_form(ranking.prepared)
    if law is None or law.compromise is not None:
        return None
    if law.power is None:
        return law if ranking.prepared.worth is not None else None
    return law if law.power == 2 and ratio is not None and ratio.power == 2 else None


def _along_curves(
    ranking: Ranking, law: ColumnLaw, columns: Rows, far: CellSpans, first: int
) -> Losses:
    """Return losses on columns with value curves, computed in worth, in which they are straight."""
    curves = ranking.matrix.curves
    values, low, high = (table.copy() for table in (ranking.matrix.values, far.low, far.high))
    ranges, benefit = ranking.matrix.ranges.copy(), ranking.matrix.benefit.copy()
    falls, is_open = np.zeros((2, len(benefit)), dtype=bool)
    for j in columns.tolist():
        values[:, j] = curves[j].value(values[:, j])
        ends = curves[j].value(np.stack([low[:, j], high[:, j]]))
        low[:, j], high[:, j] = ends.min(axis=0), ends.max(axis=0)
        ranges[j], benefit[j] = (0.0, 1.0), True
        is_open[j] = curves[j].goes_on
        falls[j] = curves[j].v[0] > curves[j].v[-1]
    worth = replace(ranking.matrix, values=values, ranges=ranges, benefit=benefit, curves={})
    far = replace(far, low=low, high=high)
    losses = _closed(ranking, worth, law, columns, far, first, is_open)
    back = losses.value.copy()
    for j in columns.tolist():
        moved = losses.column == j
        back[moved] = curves[j].inverse(back[moved])
    return replace(losses, value=back, upward=losses.upward ^ falls[losses.column])


def _closed(
    ranking: Ranking,
    matrix: Matrix,
    law: ColumnLaw,
    columns: Rows,
    far: CellSpans,
    first: int,
    is_open: np.ndarray | bool = False,
) -> Losses:
    rivals = np.array([i for i in ranking.order if i != first], dtype=np.intp)
    values, low, high = matrix.values, far.low, far.high
    if law.fixed == "clipped":
        ends = np.where(is_open, [[-np.inf], [np.inf]], matrix.ranges.T)
        values, low, high = (np.clip(table, ends[0], ends[1]) for table in (values, low, high))
    parts = pieces(values, columns, low, high)
    column = column_of(matrix, values, law, parts)
    ahead = leads(ranking.prepared, ranking.weights.values, column, first, rivals)
    at = first_negative(ahead.coefficients, ahead.size)
    negative = np.flatnonzero(~np.isnan(at))
    part, at = ahead.part[negative], at[negative]
    # Rounding puts nothing past the ends, and a loss at once is one at the headline itself.
    near, end = parts.ends[:, part]
    value = np.clip(column.values(part, at), np.minimum(near, end), np.maximum(near, end))
    return Losses(
        row=parts.row[part],
        column=parts.column[part],
        upward=parts.upward[part],
        rival=rivals[ahead.rival[negative]],
        value=np.where(at == 0, near, value),
    )


def _facts(
    ranking: Ranking, columns: Rows, far: CellSpans, losses: Losses, exact: np.ndarray, first: int
) -> tuple[FactChange, ...]:
    ids, problem = ranking.matrix.alternatives, ranking.problem
    values, ranges = ranking.matrix.values, ranking.matrix.ranges
    # Moves are shares of the range, else of the value, else of the stretch: ``(m, n)``.
    own = np.where(np.abs(values) > 0, np.abs(values), far.high - far.low)
    extent = np.where(np.isnan(ranges[:, 0]), own, ranges[:, 1] - ranges[:, 0])
    extent = np.where(extent > 0, extent, 1.0)
    shares = np.abs(losses.value - values[losses.row, losses.column])
    shares /= extent[losses.row, losses.column]
    places = zip(losses.row.tolist(), losses.column.tolist(), losses.upward.tolist(), strict=True)
    thresholds = zip(losses.value.tolist(), losses.rival.tolist(), shares.tolist(), strict=True)
    searched_ = np.stack([far.low, far.high], axis=-1).tolist()
    here, exacts, spreads = values.tolist(), exact.tolist(), ranking.spreads

    def reached(place: tuple[int, int, bool], at: float) -> bool:
        i, j, upward = place
        spread, end = spreads.get((i, j)), searched_[i][j][upward]
        if spread is None:
            return False
        bound = spread.high if upward else spread.low
        return bool(at == bound == end or (at < bound if upward else bound < at))

    sides = {
        place: Threshold(
            value=value, winner=ids[rival], share=share, within_bounds=reached(place, value)
        )
        for place, (value, rival, share) in zip(places, thresholds, strict=True)
    }
    return tuple(
        FactChange(
            alternative=ids[i],
            criterion=problem.criteria[j].id,
            unit=problem.criteria[j].unit,
            value=here[i][j],
            low=spreads[i, j].low if (i, j) in spreads else None,
            high=spreads[i, j].high if (i, j) in spreads else None,
            below=sides.get((i, j, False)),
            above=sides.get((i, j, True)),
            searched=(searched_[i][j][0], searched_[i][j][1]),
            winner=ids[first],
            exact=exacts[i][j],
        )
        for i in range(len(ids))
        for j in columns.tolist()
    )
