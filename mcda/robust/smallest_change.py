"""The smallest joint change of the weights that changes the winner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple

import numpy as np

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.kernel import RatioForm, ratio_form
from mcda.method import TOLERANCE
from mcda.plain import UNTOLD, Share, by
from mcda.ranking import Ranking
from mcda.robust.crossings import Rows
from mcda.robust.weight_change.duels import (
    ClosenessDuels,
    along_segments,
    at_a_vertex,
    cheapest_transfers,
    nearest,
)
from mcda.robust.weight_change.proof import prove
from mcda.table import RankingTable
from mcda.texts import Label, Note
from mcda.texts.figures import Rounding, apportioned
from mcda.texts.phrases import chained, followed

if TYPE_CHECKING:
    import pandas as pd

CERTIFIED_WITHIN = 0.01  # of the distance
_LITTLE = (1e-6, 1e-4)  # shares of all weight by which ties are tried
_DIGITS = 9  # of the largest lead
_CLAUSES = 3  # named; what is left is summed
_POINTS = 100


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SmallestChange(RankingTable):
    """Weights at which another alternative draws level with the winner, or overtakes it at once.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.smallest_change(mcda.example()).moves()
    [('price', 'utilities', 0.3333333333333333)]
    """

    winner: Annotated[str, UNTOLD]
    """Before."""
    winner_becomes: str
    """Who is first after the least further move in the same direction."""
    criteria: Annotated[tuple[str, ...], UNTOLD]
    """In the order of the weights, ``n``."""
    weights: Annotated[FloatArray, by("criteria")]
    """At the change, sum 1."""
    before: Annotated[FloatArray, UNTOLD]
    """The present weights."""
    distance: Share
    """Share of weight moved, half the sum of absolute differences, in 0..1."""
    certified: bool
    """The gap between `lower_bound` and `distance` is at most 1 % of the distance, or 1e-9.
    Otherwise the distance is that of the best change found, an upper bound."""
    lower_bound: Share = 0.0
    """No change of less than this exists: proved, in 0..distance. The distance itself for exact
    methods, 0 where nothing is proved."""
    towards: str | None = None
    """Where the two share the first rank: the criterion to which any weight, however little, lets
    `winner_becomes` come out first; the distance is 0. None elsewhere."""
    told: ClassVar = ("sentence",)

    def moves(self) -> list[tuple[str, str, float]]:
        """Return ``(donor, receiver, amount)`` that lead from `before` to `weights`."""
        change = self.weights - self.before
        donors = [[j, -d] for j, d in enumerate(change.tolist()) if d < 0]
        receivers = [[j, d] for j, d in enumerate(change.tolist()) if d > 0]
        transfers = []
        for receiver in sorted(receivers, key=lambda r: -r[1]):
            for donor in sorted(donors, key=lambda d: -d[1]):
                amount = min(donor[1], receiver[1])
                if amount > TOLERANCE * self.distance:
                    names = self.criteria[int(donor[0])], self.criteria[int(receiver[0])]
                    transfers.append((*names, amount))
                    donor[1] -= amount
                    receiver[1] -= amount
        return transfers

    @property
    def sentence(self) -> Note:
        """How much weight has to move from what to what until who wins, and how sure that is.

        The moves named add up to the total as shown.
        """
        fields: dict[str, Any] = {
            "from_alternative": Label(self.winner),
            "to_alternative": Label(self.winner_becomes),
        }
        if self.towards is not None:
            return Note("smallest_change_level", (), {**fields, "criterion": self.towards})
        if self.distance <= TOLERANCE:
            return Note("smallest_change_even", (), fields)
        rounding = Rounding.showing(_POINTS * self.distance)
        total = rounding.units(_POINTS * self.distance)
        fields["points"] = rounding.text(total)
        fields["moves"] = chained("clause_then", self._clauses(rounding, total))
        return followed(Note("smallest_change", (), fields), self._certainty(rounding))

    def _clauses(self, rounding: Rounding, total: int) -> list[Note]:
        """Return the clauses for moves between criteria, in amounts that add up to the total."""
        moves = self.moves()
        amounts = apportioned([rounding.exactly(_POINTS * move[2]) for move in moves], total)
        visible = [(*move[:2], units) for move, units in zip(moves, amounts, strict=True) if units]
        clauses = []
        for donor, receiver, units in visible[:_CLAUSES]:
            ends = {"donor": Label(donor), "receiver": Label(receiver)}
            fields = {"points": rounding.text(units), **ends}
            clauses.append(Note("smallest_change_move", (), fields))
        if rest := sum(units for _, _, units in visible[_CLAUSES:]):
            clauses.append(Note("smallest_change_rest", (), {"points": rounding.text(rest)}))
        return clauses

    def _certainty(self, rounding: Rounding) -> Note:
        """Return the note on whether a smaller change may exist."""
        bound = rounding.below(_POINTS * self.lower_bound)
        fields = {"points": rounding.text(bound)}
        if not self.certified:
            code = "smallest_change_between" if bound else "smallest_change_uncertain"
            return Note(code, (), fields)
        least = rounding.units(_POINTS * self.lower_bound)
        same = least == rounding.units(_POINTS * self.distance)
        code = "smallest_change_certain" if same else "smallest_change_none_below"
        return Note(code, (), fields)

    def to_frame(self) -> "pd.DataFrame":
        """Return the weights ``before``, ``after`` and their ``change`` by criterion.

        The smallest change of weights that lets another alternative win.
        """
        import pandas as pd

        change = self.weights - self.before
        columns = {"before": self.before, "after": self.weights, "change": change}
        return pd.DataFrame(columns, index=pd.Index(self.criteria, name="criterion", dtype=object))


@checked
def smallest_change(ranking: Ranking) -> SmallestChange | None:
    """Return the least move of weight after which another alternative wins.

    For methods linear in the weights the linear programme ``min distance(w)`` over weights that
    let a challenger draw level has one constraint beside the simplex and is solved exactly by
    moving weight from the least to the most favourable criterion. Under Euclidean closeness a
    change is found by Newton's method and proved to be the smallest, up to a share, by branch
    and bound. For the others, moves towards every criterion and between every two are searched:
    an upper bound. Where several share the first rank and a little weight more on one criterion
    decides between them, nothing has to move.

    Parameters
    ----------
    ranking
        A ranking.

    Returns
    -------
    SmallestChange or None
        None where no change was found; `cannot_change` tells whether that is proved.

    Examples
    --------
    >>> import mcda
    >>> found = mcda.robust.smallest_change(mcda.example())
    >>> round(found.distance, 4), found.winner_becomes, found.certified
    (0.3333, 'north', True)
    """
    if len(ranking.order) < 2:
        return None
    change = _level(ranking) or _beyond(ranking)
    if change is None:
        return None
    ids, gap = ranking.matrix.alternatives, change.distance - change.lower_bound
    return SmallestChange(
        names=ranking.problem.names,
        winner=ids[ranking.order[0]],
        winner_becomes=ids[change.rival],
        criteria=ranking.matrix.criteria,
        weights=change.weights,
        before=ranking.weights.values,
        distance=change.distance,
        lower_bound=change.lower_bound,
        certified=gap <= max(CERTIFIED_WITHIN * change.distance, TOLERANCE),
        towards=None if change.towards is None else ranking.matrix.criteria[change.towards],
    )


def cannot_change(ranking: Ranking) -> bool:
    """Return whether it is proved that no weights let another alternative overtake the winner.

    That holds if no alternative is better than the winner on any criterion, for methods whose
    order is linear or a closeness; and only then, since all weight on a criterion lets the
    best on it win.
    """
    if not ranking.order:
        return True
    ratio, first = ratio_form(ranking.prepared), ranking.order[0]
    table = ranking.prepared.worth if ratio is None else ratio.oriented
    return table is not None and not bool((table > table[first]).any())


class _Found(NamedTuple):
    weights: FloatArray
    rival: int
    distance: float
    lower_bound: float
    towards: int | None = None


def _level(ranking: Ranking) -> _Found | None:
    """Return which tied first alternative wins when weight moves towards a criterion.

    The criterion and the rival have the largest lead; None if there is no tie at the first rank,
    or if all tied alternatives stay level towards every criterion, as copies do.
    """
    tied = ranking.ranks == 1
    if tied.sum() < 2:
        return None
    form, w, first = ranking.prepared, ranking.weights.values, ranking.order[0]
    for little in _LITTLE:
        batch = w + little * (np.eye(len(w)) - w)
        ranks, keys = form.ranks(batch), form.order(batch)
        wins = tied & (ranks == 1) & (ranks[:, [first]] > 1)
        if wins.any():
            lead = np.where(wins, keys - keys[:, [first]], 0.0)
            best = np.round(lead / lead.max(), _DIGITS).argmax()
            towards, rival = np.unravel_index(best, lead.shape)
            return _Found(w, int(rival), 0.0, 0.0, int(towards))
    return None


def _beyond(ranking: Ranking) -> _Found | None:
    """Return the nearest weights past which a rival is first."""
    form, w = ranking.prepared, ranking.weights.values
    first, rivals = ranking.order[0], np.array(ranking.order[1:])
    if form.worth is not None:
        moved, distances = cheapest_transfers(w, form.worth[rivals] - form.worth[first])
        k = int(distances.argmin())
        if not np.isfinite(distances[k]):
            return None
        distance = _distance(moved[k], w)
        return _Found(moved[k], int(rivals[k]), distance, distance)
    ratio = ratio_form(form)
    if ratio is not None and ratio.power == 2:
        return _euclidean(ratio, w, first, rivals)
    crossing = along_segments(form, w, first)
    return None if crossing is None else _Found(*crossing, _distance(crossing[0], w), 0.0)


def _euclidean(form: RatioForm, w: FloatArray, first: int, rivals: Rows) -> _Found | None:
    rivals = rivals[(form.oriented[rivals] > form.oriented[first]).any(axis=1)]
    if not len(rivals):
        return None
    duels = ClosenessDuels.of(form, w, first, rivals)
    every = np.arange(len(rivals))
    change, ratio = nearest(duels, every, np.tile(w, (len(rivals), 1)))
    lower_bound, change = prove(duels, change or at_a_vertex(duels), ratio)
    return _Found(change.weights, int(rivals[change.rival]), change.distance, lower_bound)


def _distance(weights: FloatArray, w: FloatArray) -> float:
    return 0.5 * float(np.abs(weights - w).sum())
