"""Which alternatives are at least as good as others on every criterion."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.ranking import Ranking
from mcda.texts import Label, Note
from mcda.texts.phrases import chained, followed, quoted

Relation = npt.NDArray[np.bool_]
_DIGITS = 12  # of judged priorities, which carry the rounding of an eigenvector


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dominance:
    """Who dominates whom.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.dominance(mcda.example()).efficient
    ('west', 'north')
    """

    alternatives: tuple[str, ...]
    """Ids from best to worst, ``m`` of them; rows and columns of the relations."""
    headline: Relation
    """Shape ``(m, m)``; True where the row is at least as good as the column on every criterion and
    better on one, at the headline values and whatever the unknown ones are."""
    certain: Relation
    """The same for the row's worst against the column's best possible values."""
    better: npt.NDArray[np.int64]
    """Shape ``(m, m)``; on how many criteria the row is better at the headline."""
    criteria: int
    """How many criteria there are, and how many uncertain cells."""
    uncertain: int
    """How many criteria there are, and how many uncertain cells."""

    @property
    def efficient(self) -> tuple[str, ...]:
        """Those that none dominates at the headline, best first."""
        return self._free(self.headline)

    @property
    def possibly_efficient(self) -> tuple[str, ...]:
        """Those that none dominates for certain, best first."""
        return self._free(self.certain)

    def dominated_by(self, alternative: str) -> tuple[str, ...]:
        """Return the alternatives that an alternative dominates at the headline, best first."""
        return self._named(self.headline[self.alternatives.index(alternative)])

    def dominators_of(self, alternative: str) -> tuple[str, ...]:
        """Return the alternatives that dominate an alternative at the headline, best first."""
        return self._named(self.headline[:, self.alternatives.index(alternative)])

    @property
    def sentence(self) -> Note:
        """Whom the best-ranked of at least two dominates, for certain or not; the efficient set."""
        winner, efficient = self.alternatives[0], self.efficient
        names = _first(quoted(efficient), "dominance_rest")
        fields = {"count": len(efficient), "all": len(self.alternatives), "names": names}
        below = self.dominated_by(winner)
        by_winner = {"winner": Label(winner), "others": len(self.alternatives) - 1}
        sentences = [Note("dominance_by_winner_none", (), by_winner)]
        if below:
            items = _first([_item(self, key) for key in below], "dominance_better_rest")
            detail = {"count": len(below), "items": chained("clause_apart", items)}
            sentences = [Note("dominance_by_winner", (), {**by_winner, **detail})]
        if above := self.dominators_of(winner):
            detail = {"winner": Label(winner), "names": _first(quoted(above), "dominance_rest")}
            sentences.append(Note("dominance_of_winner", (), detail))
        return followed(*sentences, Note("dominance_efficient", (), fields))

    def _free(self, relation: Relation) -> tuple[str, ...]:
        return self._named(np.logical_not(np.logical_or.reduce(relation, axis=0)))

    def _named(self, chosen: Relation) -> tuple[str, ...]:
        return tuple(self.alternatives[i] for i in np.flatnonzero(chosen).tolist())


@checked
def dominance(ranking: Ranking) -> Dominance:
    """Return which alternatives dominate which, and which are efficient.

    Weights play no part: all criteria count, one of weight 0 too. Equal rows do not dominate each
    other. Uncertain cells are independent of each other and lie within `low` and `high` of
    their spread, for normal and log-normal ones the 0.1 % and 99.9 % quantiles. What was compared
    in pairs is judged by its priorities.

    Parameters
    ----------
    ranking
        A ranking of ``m`` alternatives; the relations are empty where nothing was ranked.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.dominance(mcda.example()).dominators_of("south")
    ('west',)
    """
    values, judged = ranking.native_values()
    order = list(ranking.order)
    values, low, high = values.copy(), values.copy(), values.copy()
    for (i, j), spread in ranking.spreads.items():
        # The mean of a very wide log-normal lies above its 99.9 % quantile.
        low[i, j] = min(spread.low, spread.headline)
        high[i, j] = max(spread.high, spread.headline)
    for j, curve in ranking.matrix.targets.items():  # what is compared is their worth
        if judged[j]:
            continue
        worst_at, best_at = curve.ends(low[:, j], high[:, j])
        low[:, j], high[:, j] = curve.value(worst_at), curve.value(best_at)
        values[:, j] = curve.value(values[:, j])
    upward = np.where(ranking.matrix.benefit | judged, 1.0, -1.0)
    flipped = upward < 0
    worst = _comparable(np.where(flipped, -high, low), judged)[order]
    best = _comparable(np.where(flipped, -low, high), judged)[order]
    headline = _comparable(values * upward, judged)[order]
    blind = np.zeros(values.shape, dtype=bool)
    blind[tuple(np.array(ranking.unknown_cells, dtype=np.intp).reshape(-1, 2).T)] = True
    ours, theirs = (np.where(blind[order], side, headline) for side in (worst, best))
    now, better = _dominates(ours, theirs)
    certain, _ = _dominates(worst, best)
    return Dominance(
        alternatives=ranking.alternatives,
        headline=now,
        certain=certain,
        better=better,
        criteria=len(ranking.matrix.criteria),
        uncertain=len(ranking.spreads),
    )


def _comparable(values: FloatArray, judged: Relation) -> FloatArray:
    return np.where(judged, np.round(values, _DIGITS), values)


def _dominates(ours: FloatArray, theirs: FloatArray) -> tuple[Relation, npt.NDArray[np.int64]]:
    """Return which row dominates which, and on how many criteria it is better, ``(m, m)`` each."""
    m = len(ours)
    level, better = np.ones((m, m), dtype=bool), np.zeros((m, m), dtype=np.int64)
    for mine, other in zip(ours.T, theirs.T, strict=True):
        level &= mine[:, None] >= other
        better += mine[:, None] > other
    return level & (better > 0), better


_NAMED = 5


def _item(found: Dominance, key: str) -> Note:
    """Return the clause on how many criteria the winner is better than a dominated alternative."""
    place = found.alternatives.index(key)
    better = int(found.better[0, place])
    fields = {"alternative": quoted([key])[0], "better": better, "criteria": found.criteria}
    everywhere = better == found.criteria
    clause = Note("dominance_better_everywhere" if everywhere else "dominance_better", (), fields)
    if not (found.uncertain and found.certain[0, place]):
        return clause
    return Note("dominance_certain", (), {"better": clause})


def _first(items: Sequence[Note], rest: str) -> list[Note]:
    """Return all items, or the first items and the number of the others."""
    if len(items) <= _NAMED + 1:
        return list(items)
    return [*items[:_NAMED], Note(rest, (), {"count": len(items) - _NAMED})]
