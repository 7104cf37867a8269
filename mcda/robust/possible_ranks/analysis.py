"""Best and worst rank of every alternative while uncertain cells move within their bounds."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.errors import Note, UnsuitableData
from mcda.plain import Rank
from mcda.ranking import Ranking
from mcda.robust.acceptability import Acceptability
from mcda.robust.draws import weights_to_draw
from mcda.robust.possible_ranks.advantages import has_advantages
from mcda.robust.possible_ranks.box_bisection import open_ranks, proved_ranks
from mcda.robust.possible_ranks.necessary_preference import necessary_preference
from mcda.robust.possible_ranks.potential_optimality import is_separable, potentially_optimal
from mcda.robust.possible_ranks.reached_ranks import (
    ReachedRanks,
    best_corners,
    search_corners,
    worst_corners,
)
from mcda.table import RankingTable
from mcda.texts import Label

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["certainly_first", "possibly_first", "never_first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRank:
    """Best and worst rank of one alternative while uncertain cells move within their bounds.

    Parameters
    ----------
    alternative
        Which.
    best, worst
        1 = first; ties share the better rank. It was reached.
    best_proved
        No better rank is possible. Else it is what a search reached.
    worst_proved
        No worse rank is possible. Else it is what a search reached.
    verdict
        First whatever the uncertain cells are, first for some of their values, or for none.
    proved
        The verdict is certain. That an alternative is first for some values and not for others
        is shown by an example of each and always proved.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.possible_ranks(mcda.example()).alternatives[0]
    >>> found.best, found.worst, found.verdict
    (2, 3, 'never_first')
    """

    alternative: str
    best: Rank
    worst: Rank
    best_proved: bool
    worst_proved: bool
    verdict: Verdict
    proved: bool
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The verdict in words."""
        fields = {
            "alternative": self.alternative,
            "best": self.best,
            "worst": self.worst,
        }
        if self.verdict == "possibly_first":
            return Note("possibly_first", (), fields)
        if self.verdict == "certainly_first":
            return Note("certainly_first" if self.proved else "always_first_found", (), fields)
        return Note("never_first" if self.proved else "never_first_found", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PossibleRanks(RankingTable):
    """Possible ranks of every alternative, in the problem's order.

    Parameters
    ----------
    alternatives
        One for each.
    cells
        Number of uncertain cells that count.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.possible_ranks(mcda.example()).can_be_first
    ('west',)
    """

    alternatives: tuple[PossibleRank, ...]
    cells: int

    @property
    def can_be_first(self) -> tuple[str, ...]:
        """Ids of the alternatives that are first for some values of the uncertain cells."""
        return tuple(item.alternative for item in self.alternatives if item.best == 1)

    @property
    def sentence(self) -> Note:
        """Who can be first."""
        return Note("summary_possible", (), {"firsts": [Label(one) for one in self.can_be_first]})

    def to_frame(self) -> "pd.DataFrame":
        """Return the best and worst rank of each alternative and what is proved of them.

        The alternatives become the index, in the problem's order. Columns: ``best``,
        ``worst``, ``best_proved``, ``worst_proved``, ``verdict``, ``proved``.
        """
        import pandas as pd

        items = self.alternatives
        index = pd.Index([item.alternative for item in items], name="alternative", dtype=object)
        columns = {
            "best": np.array([item.best for item in items], dtype=np.int64),
            "worst": np.array([item.worst for item in items], dtype=np.int64),
            "best_proved": np.array([item.best_proved for item in items], dtype=bool),
            "worst_proved": np.array([item.worst_proved for item in items], dtype=bool),
            "verdict": np.array([item.verdict for item in items], dtype=object),
            "proved": np.array([item.proved for item in items], dtype=bool),
        }
        return pd.DataFrame(columns, index=index)


Integers = npt.NDArray[np.int64]


@checked
def possible_ranks(ranking: Ranking, *, only_first: bool = False) -> PossibleRanks:
    """Return which ranks each alternative can take, at the present weights.

    Every uncertain cell may be anywhere within its bounds, together with any of the others: an
    interval within its own, an unknown cell within those that `mcda.rank` gave it, a normal or
    log-normal one within its 0.1 % and 99.9 % quantiles, so that a rare draw may lie outside.

    Ranks are reached by ranking corners of the bounds, each improved cell by cell for one
    alternative, and others on the way. That no other is possible is proved

    - where the method is monotone and no third alternative matters to two others: the corner with
      an alternative's cells best and all others worst is its best case, and the opposite corner
      its worst;
    - where the method is monotone and only the alternative's own cells are uncertain, likewise;
    - for weighted sums with every normalisation, AHP, TOPSIS, VIKOR and PROMETHEE II by bounds on
      all leads over a box of cells, which is halved as long as they leave something open, within
      a fixed amount of work. Corners alone would prove nothing there: other rows' cells move the
      normalisation, and what is best against one rival may be worst against another.

    Parameters
    ----------
    ranking
        A ranking.
    only_first
        Work on who can be first and who always is, and leave other ranks as they come.

    Raises
    ------
    UnsuitableData
        A bound lies outside what the method can take.

    References
    ----------
    Salo, A. & Punkka, A. (2011). Ranking intervals and dominance relations for ratio-based
    efficiency analysis. Management Science 57(1), 200-214. doi:10.1287/mnsc.1100.1265

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.possible_ranks(mcda.example()).to_frame()[["best", "worst"]]
                 best  worst
    alternative
    north           2      3
    south           2      3
    west            1      1
    """
    low, high = _bounds(ranking)
    reached = ReachedRanks(ranking, ranking.ranks.copy(), ranking.ranks.copy())
    bounds = _Bounds(ranking.ranks, ranking.ranks)
    if (low < high).any() and len(low) > 1:
        bounds = _proved(ranking, reached, low, high, only_first)
    found = zip(
        ranking.matrix.alternatives,
        *(table.tolist() for table in (reached.best, reached.worst, bounds.best, bounds.worst)),
        strict=True,
    )
    return PossibleRanks(
        names=ranking.problem.names,
        alternatives=tuple(_told(*each) for each in found),
        cells=int((low < high).sum()),
    )


def _bounds(ranking: Ranking) -> tuple[FloatArray, FloatArray]:
    """Return the bounds of all cells, ``(m, n)``; those without weight keep their headline."""
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    for (i, j), spread in ranking.spreads.items():
        if ranking.weights.values[j] > 0:
            low[i, j], high[i, j] = spread.low, spread.high
    return low, high


@dataclass(eq=False)
class _Bounds:
    """Ranks that no alternative can better, and none it can fall below, ``(m,)`` each."""

    best: Integers
    worst: Integers

    def tighten(self, best: Integers, worst: Integers) -> None:
        self.best, self.worst = np.maximum(self.best, best), np.minimum(self.worst, worst)


def _proved(
    ranking: Ranking, reached: ReachedRanks, low: FloatArray, high: FloatArray, only_first: bool
) -> _Bounds:
    """Search for better and worse ranks and return what is proved of them."""
    traits, m = ranking.method.traits, len(low)
    corners = np.concatenate([best_corners(ranking, low, high), worst_corners(ranking, low, high)])
    reached.rank(corners)
    if traits.monotone and traits.independent:
        return _Bounds(reached.best, reached.worst)
    bounds = _Bounds(np.ones(m, dtype=np.int64), np.full(m, m))
    bounded = has_advantages(ranking)
    if bounded:
        known = necessary_preference(ranking, low[None], high[None])
        bounds.tighten(known.best[0], known.worst[0])
    if traits.monotone:
        alone = (low < high).sum() == (low < high).sum(axis=1)
        bounds.tighten(np.where(alone, reached.best, 1), np.where(alone, reached.worst, m))
    for first in (True,) if only_first else (True, False):
        who = np.flatnonzero(np.concatenate(open_ranks(reached, bounds.best, bounds.worst, first)))
        if len(who):
            search_corners(reached, low, high, corners[who], who % m, who < m)
            if bounded:
                bounds.tighten(*proved_ranks(ranking, reached, low, high, first))
    return bounds


def _told(name: str, best: int, worst: int, least: int, most: int) -> PossibleRank:
    verdict: Verdict = "possibly_first"
    proved = True
    if worst == 1:
        verdict, proved = "certainly_first", most == 1
    elif best > 1:
        verdict, proved = "never_first", least > 1
    return PossibleRank(
        alternative=name,
        best=best,
        worst=worst,
        best_proved=least >= best,
        worst_proved=most <= worst,
        verdict=verdict,
        proved=proved,
    )


@checked
def answer_set(
    ranking: Ranking, drawn: Acceptability | None, possible: PossibleRanks | None = None
) -> tuple[str, ...]:
    """Return every alternative that can be first, most often first first.

    An alternative belongs when it wins now, when it was first in a draw, or when it can be first
    while uncertain cells move within their bounds: at the present weights, see
    `mcda.robust.possible_ranks`, and, where alternatives are scored apart and weights are drawn
    from all that linear statements allow, at any of these. Bounds that the method cannot take add
    nobody.

    Parameters
    ----------
    ranking
        A ranking.
    drawn
        Its acceptability, if it was sampled.
    possible
        Its possible ranks, if they are known.

    Examples
    --------
    >>> import mcda
    >>> ranking = mcda.example()
    >>> mcda.robust.answer_set(ranking, mcda.robust.acceptability(ranking))
    ('west', 'south')
    """
    ids = ranking.matrix.alternatives
    shares = dict.fromkeys(ids, 0.0)
    if drawn is not None:
        shares = dict(zip(ids, drawn.rank_shares[:, 0].tolist(), strict=True))
    members = {*ranking.winners, *(name for name, share in shares.items() if share > 0)}
    with suppress(UnsuitableData):
        known = possible or possible_ranks(ranking, only_first=True)
        members.update(known.can_be_first)
        members.update(_first_at_some_weights(ranking, drawn, members))
    place = {name: at for at, name in enumerate(ranking.alternatives)}
    return tuple(sorted(members, key=lambda name: (-shares[name], place[name])))


def _first_at_some_weights(
    ranking: Ranking, drawn: Acceptability | None, known: Collection[str]
) -> Iterator[str]:
    """Yield who else can be first at weights that are drawn from, where that is exact."""
    if drawn is None or not is_separable(ranking):
        return
    weights = weights_to_draw(ranking.weights, drawn.spread)
    if weights.halfspaces() is None:
        return
    ids = ranking.matrix.alternatives
    rows = np.array([name not in known for name in ids])
    possible = potentially_optimal(ranking, weights, rows)
    if possible is not None:
        yield from (name for name, can in zip(ids, possible & rows, strict=True) if can)
