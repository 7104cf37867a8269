"""The smallest change of each fact that changes the first place."""

import numpy as np

from mcda.cells import FloatArray
from mcda.column_law import ColumnLaw
from mcda.kernel import ratio_form
from mcda.ranking import Ranking
from mcda.robust.fact_changes.bernstein import first_negative
from mcda.robust.fact_changes.column import column_of
from mcda.robust.fact_changes.leads import leads
from mcda.robust.fact_changes.losses import Losses, Rows, joined, lost_at_ends, nearest
from mcda.robust.fact_changes.model import FactChange, FactChanges, Threshold
from mcda.robust.fact_changes.pieces import pieces
from mcda.robust.fact_changes.searched import searched
from mcda.robust.fact_changes.spans import Spans, spans

_DIGITS = 13


def fact_changes(answer: Ranking) -> FactChanges:
    """Return for each cell the nearest values at which another alternative is first.

    One cell moves and all else stays. Where several alternatives share the first rank, the winner
    is the one that is ahead by less than the tolerance, or else the first in the problem's order;
    it holds as long as nothing is ahead of it. A cell that is not the winner's own may let its own
    alternative win, or, where the other rows of a column are part of the normalisation, any other.

    Proved (`FactChange.exact`) is what a closed form tells, where the method declares how its
    columns count (`mcda.method.Method.column_law`): of weighted sums and products under every
    normalisation the lead over each rival is, times a positive scale, linear in the cell or its
    inverse or logarithm, quadratic after a substitution under ``vector``; of Euclidean closeness
    it has the sign of a polynomial of degree 4. For all other methods values are tried, as
    `mcda.robust.fact_changes.searched` says.

    What never gets ahead by more than the tolerance of ranks is no change: the two stay level. A
    cell with such a rival is not proved, since values are tried to see where ranks part.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives; with fewer than two the result is empty.

    References
    ----------
    Triantaphyllou, E. & Sanchez, A. (1997). A sensitivity analysis approach for some deterministic
    multi-criteria decision-making methods. Decision Sciences 28(1), 151-194.
    doi:10.1111/j.1540-5915.1997.tb01306.x
    """
    if len(answer.order) < 2:
        return FactChanges(facts=())
    unused = answer.method.unused_columns(answer.matrix.criteria)
    columns = np.array(
        [j for j, c in enumerate(answer.matrix.criteria) if c not in unused], dtype=np.intp
    )
    law = _closed_law(answer)
    far = spans(answer, answer.method.column_law())
    first = _leader(answer)
    if law is None:
        row, place = np.indices((len(answer.order), len(columns))).reshape(2, -1)
        found = searched(answer, row, columns[place], far.low, far.high, first)
    else:
        found = joined(_closed(answer, law, columns, far, first))
    losses, tried = nearest(answer, found, far.low, far.high, first)
    exact = ~tried & (law is not None)
    return FactChanges(facts=_facts(answer, columns, far, losses, exact, first))


def _closed_law(answer: Ranking) -> ColumnLaw | None:
    """Return how the columns count where the order has a closed form in one cell."""
    law, ratio = answer.method.column_law(), ratio_form(answer.prepared)
    if law is None or law.compromise is not None:
        return None
    if law.power is None:
        return law if answer.prepared.worth is not None else None
    return law if law.power == 2 and ratio is not None and ratio.power == 2 else None


def _leader(answer: Ranking) -> int:
    """Return the row of rank 1 that is ahead, be it by less than the tolerance of ranks."""
    keys = answer.prepared.order(answer.weights.values[None])[0]
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS)
    # Keys may be nearer to each other than scores, as squares are to 1.
    return int(np.where(answer.ranks == 1, level, -np.inf).argmax())


def _closed(answer: Ranking, law: ColumnLaw, columns: Rows, far: Spans, first: int) -> list[Losses]:
    rivals = np.array([i for i in answer.order if i != first], dtype=np.intp)
    values, low, high = answer.matrix.values, far.low, far.high
    if law.fixed == "clipped":
        ends = answer.matrix.ranges.T
        values, low, high = (np.clip(table, ends[0], ends[1]) for table in (values, low, high))
    parts = pieces(values, columns, low, high)
    column = column_of(answer.matrix, values, law, parts)
    ahead = leads(answer.prepared, answer.weights.values, column, first, rivals)
    at = first_negative(ahead.coefficients, ahead.size)
    kept = np.flatnonzero(~np.isnan(at))
    part, at = ahead.part[kept], at[kept]
    # Rounding puts nothing past the ends, and a loss at once is one at the headline itself.
    near, end = parts.ends[:, part]
    value = np.clip(column.values(part, at), np.minimum(near, end), np.maximum(near, end))
    return [
        Losses(
            row=parts.row[part],
            column=parts.column[part],
            upward=parts.upward[part],
            rival=rivals[ahead.rival[kept]],
            value=np.where(at == 0, near, value),
        ),
        lost_at_ends(answer, columns, far.low, far.high, first),
    ]


def _facts(
    answer: Ranking,
    columns: Rows,
    far: Spans,
    losses: Losses,
    exact: np.ndarray,
    first: int,
) -> tuple[FactChange, ...]:
    ids, problem = answer.matrix.alternatives, answer.problem
    values = answer.matrix.values
    extent = _extent(answer, far)
    shares = np.abs(losses.value - values[losses.row, losses.column])
    shares /= extent[losses.row, losses.column]
    places = zip(losses.row.tolist(), losses.column.tolist(), losses.upward.tolist(), strict=True)
    told = zip(losses.value.tolist(), losses.rival.tolist(), shares.tolist(), strict=True)
    sides = {
        place: Threshold(value=value, winner=ids[rival], share=share)
        for place, (value, rival, share) in zip(places, told, strict=True)
    }
    searched_ = np.stack([far.low, far.high], axis=-1).tolist()
    here, exacts, spreads = values.tolist(), exact.tolist(), answer.spreads
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


def _extent(answer: Ranking, far: Spans) -> FloatArray:
    """Return what moves are shares of, ``(m, n)``: the range, else the value, else the stretch."""
    ranges, values = answer.matrix.ranges, np.abs(answer.matrix.values)
    own = np.where(values > 0, values, far.high - far.low)
    length = np.where(np.isnan(ranges[:, 0]), own, ranges[:, 1] - ranges[:, 0])
    return np.where(length > 0, length, 1.0)
