"""Rank reversal: whether an irrelevant alternative changes the winner or the order of others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.method import Matrix
from mcda.plain import UNTOLD
from mcda.ranking import Ranking
from mcda.table import RankingTable, frame_of
from mcda.texts import Label

if TYPE_CHECKING:
    import pandas as pd

Change = Literal["without", "clone_of", "worse_copy_of", "dominated_newcomer", "ideal_newcomer"]
Integers = npt.NDArray[np.int64]
STEP = 0.01  # of the span of a column, by which the cells of a worse copy fall behind
_CACHED = 250_000  # numbers of a tile; PROMETHEE compares every two alternatives of each matrix


class Variant(NamedTuple):
    """One change of the list of alternatives."""

    change: Change
    """``without``, ``clone_of`` or ``worse_copy_of`` an alternative, a ``dominated_newcomer`` with
    the worst value of every criterion, or an ``ideal_newcomer`` with the best."""
    row: int | None
    """Of the alternative left out, doubled or copied; None for the newcomers."""


@dataclass(frozen=True, slots=True, eq=False)
class RankedVariants:
    """Ranks of the ``m`` alternatives in ``v`` variants."""

    variants: tuple[Variant, ...]
    """The changes."""
    ranks: Integers
    """``(v, m)``, 1 = best among those of the variant, 0 for the one left out."""
    added: Integers
    """``(v,)``, rank of the one added; 0 where none is."""


def ranked_variants(ranking: Ranking) -> RankedVariants:
    """Rank again without each alternative, with a clone or worse copy of each, and with newcomers.

    A worse copy falls behind on every criterion by 1 % of the span of its column, at most to the
    worst value there, so that every method accepts the values. If alternatives
    are judged in pairs, newcomers have no judgements, so only the first two changes are made.
    """
    m = len(ranking.order)
    everyone = np.arange(m)
    fewer = everyone[None, :-1] + (everyone[None, :-1] >= everyone[:, None])
    variants = [Variant("without", i) for i in range(m)]
    ranks = np.zeros((m, m), dtype=np.int64)
    np.put_along_axis(ranks, fewer, _ranks(ranking, fewer), axis=1)

    added = [Variant("clone_of", i) for i in range(m)]
    extra = list(range(m))
    if not ranking.method.unused_columns(ranking.matrix.criteria):
        added += [Variant("worse_copy_of", i) for i in range(m)]
        added += [Variant("dominated_newcomer", None), Variant("ideal_newcomer", None)]
        extra = list(range(2 * m + 2))
    more = np.empty((len(added), m + 1), dtype=np.int64)
    more[:, :m], more[:, m] = everyone, extra
    grown = _ranks(ranking, more)
    return RankedVariants(
        variants=(*variants, *added),
        ranks=np.concatenate([ranks, grown[:, :m]]),
        added=np.concatenate([np.zeros(m, dtype=np.int64), grown[:, m]]),
    )


def _ranks(ranking: Ranking, rows: Integers) -> Integers:
    """Return ranks ``(v, r)`` of lists of rows of the extended table, of equal length."""
    in_batches = not ranking.method.unused_columns(ranking.matrix.criteria)
    return np.concatenate(list((_of_tables if in_batches else _of_judgements)(ranking, rows)))


def _of_judgements(ranking: Ranking, rows: Integers) -> Iterator[Integers]:
    """Yield the ranks of one list at a time, since judgements must be restricted to its rows."""
    old, weights = ranking.matrix, ranking.weights.values[None]
    for chosen in rows.tolist():
        names = tuple(old.alternatives[i] for i in chosen)
        matrix = replace(old, values=old.values[chosen], alternatives=names)
        method = ranking.method.restricted(old.alternatives, chosen)
        yield method.prepare(matrix).ranks(weights)


def _of_tables(ranking: Ranking, rows: Integers) -> Iterator[Integers]:
    """Yield the ranks of as many lists at once as fit into the cache."""
    table, r = _extended(ranking.matrix), rows.shape[1]
    step = max(_CACHED // (r * max(r, table.shape[1])), 1)
    for at in range(0, len(rows), step):
        values = table[rows[at : at + step]]
        matrix = replace(ranking.matrix, values=values, alternatives=("",) * r)
        weights = np.repeat(ranking.weights.values[None], len(values), axis=0)
        yield ranking.method.prepare(matrix).ranks(weights)


def _extended(matrix: Matrix) -> FloatArray:
    """Return the rows, a worse copy of each, the worst and the best: ``(2 m + 2, n)``."""
    x, low, high = matrix.values, matrix.values.min(axis=0), matrix.values.max(axis=0)
    worst, best = matrix.ends(low, high)
    step = np.broadcast_to(worst - best, x.shape).copy()
    for j in matrix.targets:  # a worse copy lies farther out on its own side of the best
        step[:, j] = np.where(x[:, j] < best[j], low[j] - best[j], high[j] - best[j])
    copies = np.clip(x + STEP * step, low, high)
    return np.concatenate([x, copies, worst[None], best[None]])


_ABSENT = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalCase:
    """A change of the set of alternatives after which two that stay change places."""

    kind: Change
    """One left out, doubled, or copied and made a little worse; or a newcomer with the worst value
    on every criterion, or with the best."""
    alternative: str | None
    """The one left out, doubled or copied; None for a newcomer."""
    winner: str
    """Who is first then, of the alternatives of the answer."""
    winner_holds: Annotated[bool, UNTOLD]
    """Whether that is one of the answer's winners, or all of those were left out."""
    overtaken: str
    """The best-placed alternative that falls behind one worse than it before."""
    overtaking: str
    """The best-placed of those that pass it."""
    told: ClassVar = ("change", "sentence")

    @property
    def change(self) -> Note:
        """The change in words."""
        return Note(f"reversal_{self.kind}", (), {"alternative": self.alternative})

    @property
    def sentence(self) -> Note:
        """The finding in words: the new winner, else the pair."""
        fields = {
            "alternative": self.alternative,
            "winner": Label(self.winner),
            "overtaken": Label(self.overtaken),
            "overtaking": Label(self.overtaking),
        }
        if self.winner_holds:
            return Note(f"reversal_order_{self.kind}", (), fields)
        return Note(f"reversal_winner_{self.kind}", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reversal(RankingTable):
    """Whether winner and order depend on alternatives that do not matter.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.reversal(mcda.example()).order_holds
    True
    """

    independent: bool
    """The winner held in every case tried."""
    cases: tuple[ReversalCase, ...]
    """The cases in which it did not."""
    tried: int
    """Number of cases."""
    guaranteed: bool
    """The method's configuration can never reverse an order."""
    order_holds: bool
    """No two alternatives changed places in any case tried."""
    order_cases: tuple[ReversalCase, ...]
    """The cases in which two did, those of `cases` among them."""
    ideal_first: bool | None
    """Nothing is ranked better than a newcomer with the best value on every criterion; None where
    no newcomer can be ranked."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The verdict in words."""
        count, order_count = len(self.cases), len(self.order_cases)
        fields = {"tried": self.tried, "winner_cases": count, "order_cases": order_count}
        if self.guaranteed:
            return Note("reversal_verdict_guaranteed", (), fields)
        if self.order_holds:
            return Note("reversal_verdict_holds", (), fields)
        if self.independent:
            return Note("reversal_verdict_order", (), fields)
        return Note("reversal_verdict_winner", (), fields)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row per change of the list after which two alternatives change places.

        Columns: ``kind``, ``alternative`` (None for a newcomer), ``winner``,
        ``winner_holds``, ``overtaken``, ``overtaking``.
        """
        columns = {"kind": object, "alternative": object, "winner": object, "winner_holds": bool}
        columns |= {"overtaken": object, "overtaking": object}
        return frame_of(self.order_cases, columns)


@checked
def reversal(ranking: Ranking) -> Reversal | None:
    """Rank again with one alternative more or fewer, which should not change the others' order.

    Tried are the list without each alternative, with a clone of each, with a slightly worse copy
    of each, with a newcomer that has the worst value on every criterion and with one that has the
    best. The winner holds while one of the answer's winners is first of the alternatives that
    stay; where all of them are left out it is not judged. Two alternatives change places where
    the one that was ranked worse is ranked better; a tie made or split is no change of places.

    Parameters
    ----------
    ranking
        A ranking; with fewer than two alternatives there is nothing to test and None is returned.
        Its uncertain cells keep their headline.

    References
    ----------
    Wang, X. & Triantaphyllou, E. (2008). Ranking irregularities when evaluating alternatives by
    using some ELECTRE methods. Omega 36(1), 45-63. doi:10.1016/j.omega.2005.12.003

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.reversal(mcda.example()).tried
    11
    """
    if len(ranking.order) < 2:
        return None
    ranked = ranked_variants(ranking)
    cases = _cases(ranking, ranked)
    changed = tuple(case for case in cases if not case.winner_holds)
    ideal = ranked.variants[-1].change == "ideal_newcomer"
    return Reversal(
        names=ranking.problem.names,
        independent=not changed,
        cases=changed,
        tried=len(ranked.variants),
        guaranteed=ranking.method.traits.independent,
        order_holds=not cases,
        order_cases=cases,
        ideal_first=bool(ranked.added[-1] == 1) if ideal else None,
    )


def _cases(ranking: Ranking, found: RankedVariants) -> tuple[ReversalCase, ...]:
    before = ranking.ranks[list(ranking.order)]
    after = found.ranks[:, ranking.order]
    # Of each place of the order, the first place that is ranked worse there: after its ties.
    behind = np.searchsorted(before, before, side="right")
    present = np.where(after == 0, _ABSENT, after)
    # The best rank at each place or after it, and none past the end.
    best = np.pad(present, ((0, 0), (0, 1)), constant_values=_ABSENT)
    best = np.minimum.accumulate(best[:, ::-1], axis=1)[:, ::-1]
    overtaken = best[:, behind] < after
    moved = np.flatnonzero(overtaken.any(axis=1))
    fell = overtaken[moved].argmax(axis=1)
    worse_before = np.arange(len(before)) >= behind[fell][:, None]
    passed = np.where(worse_before, present[moved], _ABSENT).argmin(axis=1)
    first = present[moved].argmin(axis=1)  # where several are, the best placed before
    winners = int(behind[0])
    holds = (first < winners) | (after[moved, :winners] == 0).all(axis=1)
    ids, names = ranking.alternatives, ranking.matrix.alternatives
    return tuple(
        ReversalCase(
            kind=change,
            alternative=None if row is None else names[row],
            winner=ids[leader],
            winner_holds=bool(winner_holds),
            overtaken=ids[down],
            overtaking=ids[up],
        )
        for (change, row), leader, winner_holds, down, up in zip(
            [found.variants[v] for v in moved.tolist()],
            *(column.tolist() for column in (first, holds, fell, passed)),
            strict=True,
        )
    )
