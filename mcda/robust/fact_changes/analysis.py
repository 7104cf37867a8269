"""The smallest change of each fact that changes the first place."""

import numpy as np

from mcda.cells import FloatArray
from mcda.methods.promethee2 import Promethee2
from mcda.ranking import Ranking
from mcda.robust.fact_changes.bernstein import first_negative
from mcda.robust.fact_changes.column import column_of
from mcda.robust.fact_changes.flows import flow_losses, linear_flows
from mcda.robust.fact_changes.leads import leads
from mcda.robust.fact_changes.losses import Losses, Rows, joined, lost_at_ends, nearest
from mcda.robust.fact_changes.model import FactChange, FactChanges, Threshold
from mcda.robust.fact_changes.pieces import pieces
from mcda.robust.fact_changes.searched import proved, searched
from mcda.robust.fact_changes.spans import Spans, spans
from mcda.robust.laws import Law, law_of

_DIGITS = 13


def fact_changes(answer: Ranking) -> FactChanges:
    """Return for each cell the nearest values at which another alternative is first.

    One cell moves and all else stays. Where several alternatives share the first rank, the winner
    is the one that is ahead by less than the tolerance, or else the first in the problem's order;
    it holds as long as nothing is ahead of it. A cell that is not the winner's own may let its own
    alternative win, or, where the other rows of a column are part of the normalisation, any other.

    Proved (`FactChange.exact`) are

    - weighted sums, AHP and Manhattan TOPSIS with every normalisation, the weighted product and
      SPOTIS: the lead over each rival is, times a positive scale, linear in the cell or its
      inverse or logarithm; quadratic after a substitution under ``vector``;
    - Euclidean TOPSIS with every normalisation: polynomials of degree 4;
    - PROMETHEE II but for Gaussian preferences: linear between thresholds;
    - the winner's own cells of any monotone method, and every cell where moreover no third
      alternative matters.

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
    law = law_of(answer.method)
    found = spans(answer, law)
    first = _leader(answer)
    exact = np.zeros(answer.matrix.values.shape, dtype=bool)
    closed = _closed_columns(answer, law, columns)
    parts = []
    if len(closed):
        exact[:, closed] = True
        parts += _closed(answer, law, closed, found, first)
    rest = np.setdiff1d(columns, closed)
    if len(rest):
        row, column = np.indices((len(exact), len(rest))).reshape(2, -1)
        exact[row, rest[column]] = proved(answer, row, first)
        parts.append(searched(answer, row, rest[column], found.low, found.high, first))
    losses = nearest(answer, joined(parts), found.low, found.high)
    return FactChanges(facts=_facts(answer, columns, found, losses, exact, first))


def _leader(answer: Ranking) -> int:
    """Return the row of rank 1 that is ahead, be it by less than the tolerance of ranks."""
    keys = answer.prepared.order(answer.weights.values[None])[0]
    level = np.round(keys / (np.abs(keys).max() or 1.0), _DIGITS)
    # Keys may be nearer to each other than scores, as squares are to 1.
    return int(np.where(answer.ranks == 1, level, -np.inf).argmax())


def _closed_columns(answer: Ranking, law: Law | None, columns: Rows) -> Rows:
    """Return the columns whose cells have a closed form."""
    if isinstance(answer.method, Promethee2):
        return columns[linear_flows(answer)[columns]]
    if law is not None and law.power in (None, 2.0):
        return columns
    return columns[:0]


def _closed(
    answer: Ranking, law: Law | None, columns: Rows, found: Spans, first: int
) -> list[Losses]:
    rivals = np.array([i for i in answer.order if i != first], dtype=np.intp)
    if law is None:
        return [
            flow_losses(answer, int(j), found.low[:, j], found.high[:, j], first, rivals)
            for j in columns
        ]
    values, low, high = answer.matrix.values, found.low, found.high
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
    near, far = parts.ends[:, part]
    value = np.clip(column.values(part, at), np.minimum(near, far), np.maximum(near, far))
    return [
        Losses(
            row=parts.row[part],
            column=parts.column[part],
            upward=parts.upward[part],
            rival=rivals[ahead.rival[kept]],
            value=np.where(at == 0, near, value),
        ),
        lost_at_ends(answer, columns, found.low, found.high, first),
    ]


def _facts(
    answer: Ranking,
    columns: Rows,
    found: Spans,
    losses: Losses,
    exact: np.ndarray,
    first: int,
) -> tuple[FactChange, ...]:
    ids, problem = answer.matrix.alternatives, answer.problem
    values = answer.matrix.values
    extent = _extent(answer, found)
    shares = np.abs(losses.value - values[losses.row, losses.column])
    shares /= extent[losses.row, losses.column]
    places = zip(losses.row.tolist(), losses.column.tolist(), losses.upward.tolist(), strict=True)
    told = zip(losses.value.tolist(), losses.rival.tolist(), shares.tolist(), strict=True)
    sides = {
        place: Threshold(value=value, winner=ids[rival], share=share)
        for place, (value, rival, share) in zip(places, told, strict=True)
    }
    searched_ = np.stack([found.low, found.high], axis=-1).tolist()
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


def _extent(answer: Ranking, found: Spans) -> FloatArray:
    """Return what moves are shares of, ``(m, n)``: the range, else the value, else the stretch."""
    ranges, values = answer.matrix.ranges, np.abs(answer.matrix.values)
    own = np.where(values > 0, values, found.high - found.low)
    length = np.where(np.isnan(ranges[:, 0]), own, ranges[:, 1] - ranges[:, 0])
    return np.where(length > 0, length, 1.0)
