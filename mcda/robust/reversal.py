"""Rank reversal: does an alternative that does not matter decide who wins, or who precedes whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda.errors import Note
from mcda.ranking import Ranking
from mcda.robust.variants import Change, Ranked, ranked_variants

if TYPE_CHECKING:
    import pandas as pd

_ABSENT = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalCase:
    """A change of the set of alternatives after which two that stay change places.

    Parameters
    ----------
    change
        See `mcda.robust.variants.Variant`.
    alternative
        The one left out, doubled or copied; None for a newcomer.
    winner
        Who is first then, of the alternatives of the answer.
    winner_holds
        Whether that is one of the answer's winners, or all of those were left out.
    overtaken, overtaking
        The first pair that changes places: the best-placed alternative that falls behind one
        worse than it before, and the best-placed of those that pass it.
    """

    change: Change
    alternative: str | None
    winner: str
    winner_holds: bool
    overtaken: str
    overtaking: str

    def note(self, names: Mapping[str, str]) -> Note:
        """Return the finding as a sentence can be made of it: the new winner, else the pair.

        Parameters
        ----------
        names
            Labels of alternatives by id; the id where there is none.
        """
        fields = {
            "alternative": names.get(self.alternative or "", self.alternative),
            "winner": names.get(self.winner, self.winner),
            "overtaken": names.get(self.overtaken, self.overtaken),
            "overtaking": names.get(self.overtaking, self.overtaking),
        }
        if self.winner_holds:
            return Note(f"reversal_order_{self.change}", (), fields)
        return Note(f"reversal_winner_{self.change}", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Whether winner and order depend on alternatives that do not matter.

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
    order_holds
        No two alternatives changed places in any case tried.
    order_cases
        The cases in which two did, those of `cases` among them.
    ideal_first
        Nothing is ranked better than a newcomer with the best value on every criterion; None
        where no newcomer can be ranked.
    """

    independent: bool
    cases: tuple[ReversalCase, ...]
    tried: int
    guaranteed: bool
    order_holds: bool
    order_cases: tuple[ReversalCase, ...]
    ideal_first: bool | None

    def note(self) -> Note:
        """Return the verdict as a sentence can be made of it."""
        fields = {
            "tried": self.tried,
            "winner_cases": len(self.cases),
            "order_cases": len(self.order_cases),
        }
        if self.guaranteed:
            return Note("reversal_verdict_guaranteed", (), fields)
        if self.order_holds:
            return Note("reversal_verdict_holds", (), fields)
        if self.independent:
            return Note("reversal_verdict_order", (), fields)
        return Note("reversal_verdict_winner", (), fields)

    def to_frame(self) -> "pd.DataFrame":
        """Return one row a change of the list after which two alternatives change places.

        Columns: ``change``, ``alternative`` (None for a newcomer), ``winner``,
        ``winner_holds``, ``overtaken``, ``overtaking``.
        """
        import pandas as pd

        rows = self.order_cases
        columns = {
            name: pd.Series([getattr(case, name) for case in rows], dtype=kind)
            for name, kind in (
                ("change", object),
                ("alternative", object),
                ("winner", object),
                ("winner_holds", bool),
                ("overtaken", object),
                ("overtaking", object),
            )
        }
        return pd.DataFrame(columns)


def reversal(answer: Ranking) -> Reversal | None:
    """Rank again with one alternative more or fewer, none of which should change the others.

    Tried are the list without each alternative, with a clone of each, with a slightly worse copy
    of each, with a newcomer that has the worst value on every criterion and with one that has the
    best. The winner holds while one of the answer's winners is first of the alternatives that
    stay; where all of them are left out it is not judged. Two alternatives change places where
    the one that was ranked worse is ranked better; a tie made or split is no change of places.

    Parameters
    ----------
    answer
        A ranking; with fewer than two alternatives there is nothing to test and None is returned.
        Its uncertain cells keep their headline.

    References
    ----------
    Wang, X. & Triantaphyllou, E. (2008). Ranking irregularities when evaluating alternatives by
    using some ELECTRE methods. Omega 36(1), 45-63. doi:10.1016/j.omega.2005.12.003
    """
    if len(answer.order) < 2:
        return None
    found = ranked_variants(answer)
    cases = _cases(answer, found)
    changed = tuple(case for case in cases if not case.winner_holds)
    ideal = found.variants[-1].change == "ideal_newcomer"
    return Reversal(
        independent=not changed,
        cases=changed,
        tried=len(found.variants),
        guaranteed=answer.method.traits.independent,
        order_holds=not cases,
        order_cases=cases,
        ideal_first=bool(found.added[-1] == 1) if ideal else None,
    )


def _cases(answer: Ranking, found: Ranked) -> tuple[ReversalCase, ...]:
    before = answer.ranks[list(answer.order)]
    after = found.ranks[:, answer.order]
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
    ids, names = answer.alternatives, answer.matrix.alternatives
    return tuple(
        ReversalCase(
            change=change,
            alternative=None if row is None else names[row],
            winner=ids[leader],
            winner_holds=bool(held),
            overtaken=ids[down],
            overtaking=ids[up],
        )
        for (change, row), leader, held, down, up in zip(
            [found.variants[v] for v in moved.tolist()],
            *(column.tolist() for column in (first, holds, fell, passed)),
            strict=True,
        )
    )
