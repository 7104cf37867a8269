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
from mcda.robust.possible_ranks.necessary_preference import necessary_preference
from mcda.robust.possible_ranks.potential_optimality import (
    ReachedRanks,
    best_corners,
    is_separable,
    potentially_optimal,
    search_corners,
    worst_corners,
)
from mcda.table import RankingTable, frame_of
from mcda.texts import Label

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["certainly_first", "possibly_first", "never_first"]
Integers = npt.NDArray[np.int64]
_BOXES = 512  # at once
_PATIENCE = 5  # halvings in succession by which nothing is gained
_NARROWEST = 1e-9  # of a column's extent; what is open in a narrower box is a tie
_WORK = 400_000  # pairs of alternatives on uncertain criteria compared in all boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRank:
    """Best and worst rank of one alternative while uncertain cells move within their bounds.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.possible_ranks(mcda.example()).alternatives[0]
    >>> found.best, found.worst, found.verdict
    (2, 3, 'never_first')
    """

    alternative: str
    """Which."""
    best: Rank
    """1 = first; ties share the better rank. It was reached."""
    worst: Rank
    """1 = first; ties share the better rank. It was reached."""
    best_proved: bool
    """No better rank is possible. Else it is what a search reached."""
    worst_proved: bool
    """No worse rank is possible. Else it is what a search reached."""
    verdict: Verdict
    """First whatever the uncertain cells are, first for some of their values, or for none."""
    proved: bool
    """The verdict is certain. That an alternative is first for some values and not for others is
    shown by an example of each and always proved."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The verdict in words."""
        fields = {"alternative": self.alternative, "best": self.best, "worst": self.worst}
        if self.verdict == "possibly_first":
            return Note("possibly_first", (), fields)
        if self.verdict == "certainly_first":
            return Note("certainly_first" if self.proved else "always_first_found", (), fields)
        return Note("never_first" if self.proved else "never_first_found", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PossibleRanks(RankingTable):
    """Possible ranks of every alternative, in the problem's order.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.possible_ranks(mcda.example()).can_be_first
    ('west',)
    """

    alternatives: tuple[PossibleRank, ...]
    """One for each."""
    cells: int
    """Number of uncertain cells that count."""

    @property
    def can_be_first(self) -> tuple[str, ...]:
        """Ids of the alternatives that are first for some values of the uncertain cells."""
        return tuple(item.alternative for item in self.alternatives if item.best == 1)

    @property
    def sentence(self) -> Note:
        """Who can be first."""
        return Note("summary_possible", (), {"firsts": [Label(key) for key in self.can_be_first]})

    def to_frame(self) -> "pd.DataFrame":
        """Return the best and worst rank of each alternative, and whether they are proved.

        The alternatives become the index, in the problem's order. Columns: ``best``,
        ``worst``, ``best_proved``, ``worst_proved``, ``verdict``, ``proved``.
        """
        import pandas as pd

        items = self.alternatives
        index = pd.Index([item.alternative for item in items], name="alternative", dtype=object)
        columns = {"best": np.int64, "worst": np.int64, "best_proved": bool, "worst_proved": bool}
        return frame_of(items, {**columns, "verdict": object, "proved": bool}, index)


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
        Refine only which alternatives can be first or always are, and no other ranks.

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
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    for (i, j), spread in ranking.spreads.items():
        if ranking.weights.values[j] > 0:  # cells without weight keep their headline
            low[i, j], high[i, j] = spread.low, spread.high
    reached = ReachedRanks(ranking, ranking.ranks.copy(), ranking.ranks.copy())
    bounds = _Bounds(ranking.ranks, ranking.ranks)
    if (low < high).any() and len(low) > 1:
        bounds = _proved(ranking, reached, low, high, only_first)
    rows = zip(
        ranking.matrix.alternatives,
        *(table.tolist() for table in (reached.best, reached.worst, bounds.best, bounds.worst)),
        strict=True,
    )
    return PossibleRanks(
        names=ranking.problem.names,
        alternatives=tuple(_told(*each) for each in rows),
        cells=int((low < high).sum()),
    )


@dataclass(eq=False)
class _Bounds:
    """Proved bounds on the best and the worst rank of each alternative, ``(m,)`` each."""

    best: Integers
    worst: Integers

    def tighten(self, best: Integers, worst: Integers) -> None:
        self.best, self.worst = np.maximum(self.best, best), np.minimum(self.worst, worst)


def _proved(
    ranking: Ranking, reached: ReachedRanks, low: FloatArray, high: FloatArray, only_first: bool
) -> _Bounds:
    """Search for better and worse ranks and return the proved bounds."""
    traits, m = ranking.method.traits, len(low)
    corners = np.concatenate([best_corners(ranking, low, high), worst_corners(ranking, low, high)])
    reached.rank(corners)
    if traits.monotone and traits.independent:
        return _Bounds(reached.best, reached.worst)
    bounds = _Bounds(np.ones(m, dtype=np.int64), np.full(m, m))
    bounded = has_advantages(ranking)
    if bounded:
        preference = necessary_preference(ranking, low[None], high[None])
        bounds.tighten(preference.best[0], preference.worst[0])
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
    """Return every alternative that can be first, ordered by how often it is first.

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
        ranks = possible or possible_ranks(ranking, only_first=True)
        members.update(ranks.can_be_first)
        members.update(_first_at_some_weights(ranking, drawn, members))
    place = {name: at for at, name in enumerate(ranking.alternatives)}
    return tuple(sorted(members, key=lambda name: (-shares[name], place[name])))


def _first_at_some_weights(
    ranking: Ranking, drawn: Acceptability | None, known: Collection[str]
) -> Iterator[str]:
    """Yield further alternatives that can be first at some drawn weights, if that is exact."""
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


def proved_ranks(
    ranking: Ranking, reached: ReachedRanks, low: FloatArray, high: FloatArray, only_first: bool
) -> tuple[Integers, Integers]:
    """Return proved bounds on the best and worst rank of each alternative, ``(m,)`` each.

    A box of cells is finished if its certain relations allow no rank better or worse than those
    already reached; any other box is halved along the cell of greatest weight and width, and its
    middle and favourable corners are ranked as examples. Ranks that remain open in boxes left at
    the end, or in boxes too narrow to be halved, are not proved.

    With `only_first` boxes are halved only to decide which alternatives can be first, or always
    are. Shapes: `low`, `high` ``(m, n)``.
    """
    extent = np.maximum(high.max(axis=0) - low.min(axis=0), np.finfo(float).tiny)
    matters = ranking.weights.values / extent
    boxes = low[None], high[None]
    columns = int((low < high).any(axis=0).sum())
    work, rounds = _WORK, 0
    best, worst = np.full(len(low), len(low), dtype=np.int64), np.ones(len(low), dtype=np.int64)
    while True:
        preference = necessary_preference(ranking, *boxes)
        rise, fall = open_ranks(reached, preference.best, preference.worst, only_first)
        open_ = rise | fall
        split = open_.any(axis=1) & ((boxes[1] - boxes[0]) / extent > _NARROWEST).any(axis=(1, 2))
        work -= len(split) * columns * len(low) ** 2
        rounds = 0 if not split.all() else rounds + 1
        if not split.any() or split.sum() > _BOXES or work < 0 or rounds > _PATIENCE:
            split[:] = False
        done = ~split
        best = np.minimum(best, preference.best[done].min(axis=0, initial=len(low)))
        worst = np.maximum(worst, preference.worst[done].max(axis=0, initial=1))
        if not split.any():
            return best, worst
        boxes = _halved(boxes[0][split], boxes[1][split], matters)
        reached.rank(0.5 * boxes[0] + 0.5 * boxes[1])
        who = np.tile(open_[split], (2, 1)).argmax(axis=1)
        own = (np.arange(len(low)) == who[:, None])[:, :, None]
        worse, better = ranking.matrix.ends(*boxes)
        reached.rank(np.where(own, better, worse))
        reached.rank(np.where(own, worse, better))


def open_ranks(
    reached: ReachedRanks, best: Integers, worst: Integers, only_first: bool
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return where bounds on ranks ``(..., m)`` allow better, and worse, ranks than reached."""
    better, worse = best < reached.best, worst > reached.worst
    if only_first:
        better, worse = better & (best == 1), worse & (reached.worst == 1)
    return better, worse


def _halved(
    low: FloatArray, high: FloatArray, matters: FloatArray
) -> tuple[FloatArray, FloatArray]:
    size = ((high - low) * matters).reshape(len(low), -1)
    which = np.arange(len(low)), *np.unravel_index(size.argmax(axis=1), low.shape[1:])
    middle = 0.5 * low[which] + 0.5 * high[which]
    lower, upper = high.copy(), low.copy()
    lower[which] = upper[which] = middle
    return np.concatenate([low, upper]), np.concatenate([lower, high])
