"""The immutable result of a ranking."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cell_moves import ENDS, CellMoves
from mcda.cells import FloatArray, Interval, Spread, Triangular, is_unknown
from mcda.errors import Fault, InvalidWeights, McdaError, Note, UnsuitableData
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods import make_method
from mcda.prepare.missing_values import Headline, Unknowns, headline, separates
from mcda.prepare.screen import Exclusion, Requirement, all_excluded, screen
from mcda.problem import Problem
from mcda.table import Tabular
from mcda.texts import Label, Names
from mcda.texts.phrases import unknown_decides
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Ranking(Tabular):
    """Ranked alternatives, with all data that the sensitivity analyses need.

    Examples
    --------
    >>> import mcda
    >>> mcda.example()
    Ranking: West is first of 3 (0.833333), before South (0.527778).
                 rank  score  price  utilities
    alternative
    west            1 0.8333 0.6667     0.1667
    south           2 0.5278 0.5278          0
    north           3 0.3333      0     0.3333
    """

    plot: ClassVar[Any]
    """Its charts, see `mcda.plot.RankingPlots`; set in ``mcda/__init__.py``, for they know more."""
    decision: ClassVar[Any]
    """What to do and what may be lost, see `mcda.robust.decision`; set there likewise."""

    problem: Problem
    """The problem of the ``m`` alternatives that passed the screens."""
    weights: WeightVector
    """What was asked."""
    method: Method
    """What was asked."""
    matrix: Matrix
    """The headline numbers, the prepared method, and the uncertain cells by row and column."""
    prepared: Prepared
    """The headline numbers, the prepared method, and the uncertain cells by row and column."""
    spreads: Mapping[tuple[int, int], Spread]
    """The headline numbers, the prepared method, and the uncertain cells by row and column."""
    scores: FloatArray
    """As the method defines them, shape ``(m,)``."""
    ranks: npt.NDArray[np.int64]
    """Competition ranks, 1 = best, shape ``(m,)``."""
    order: tuple[int, ...]
    """Rows from best to worst; ties keep the problem's order."""
    excluded: tuple[Exclusion, ...] = ()
    """What failed a screen, and coded warnings."""
    notes: tuple[Note, ...] = ()
    """What failed a screen, and coded warnings."""

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids from best to worst."""
        ids = self.matrix.alternatives
        return tuple(ids[i] for i in self.order)

    @property
    def winner(self) -> str | None:
        """First alternative of the order; None if no alternative passed the screens."""
        return self.alternatives[0] if self.order else None

    @property
    def winners(self) -> tuple[str, ...]:
        """All alternatives of rank 1."""
        ids, ranks = self.matrix.alternatives, self.ranks.tolist()
        return tuple([ids[i] for i in self.order if ranks[i] == 1])

    def tied_with(self, row: int) -> tuple[str, ...]:
        """Return the ids of the other alternatives with the rank of this row."""
        ids = self.matrix.alternatives
        same = self.ranks == self.ranks[row]
        return tuple(ids[i] for i in self.order if same[i] and i != row)

    @property
    def unknown_cells(self) -> tuple[tuple[int, int], ...]:
        """Row and column of each cell whose value nobody knows."""
        return tuple(cell for cell, spread in self.spreads.items() if is_unknown(spread))

    @property
    def deciding_unknowns(self) -> tuple[tuple[str, str], ...]:
        """Alternative and criterion of those that put another first at one of their bounds.

        All else stays as it is; those of the best come first.
        """
        cells = sorted(self.unknown_cells, key=lambda cell: self.order.index(cell[0]))
        if not cells:
            return ()
        moves, ids = self.moves_of(cells), self.matrix.alternatives
        ends = np.arange(len(moves.ends))
        turning = moves.turned(ends, np.ones(len(ends))).reshape(-1, ENDS).any(axis=1)
        chosen = [cells[at] for at in np.flatnonzero(turning).tolist()]
        return tuple((ids[i], self.matrix.criteria[j]) for i, j in chosen)

    def moves_of(self, cells: Iterable[tuple[int, int]]) -> CellMoves:
        """Return moves of uncertain cells, at least one, each to its lower and its upper bound."""
        return CellMoves.towards_bounds(
            {cell: self.spreads[cell] for cell in cells},
            method=self.method,
            matrix=self.matrix,
            weights=self.weights.values,
            places=self.ranks,
        )

    def native_values(self) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Return the headline values, and which criteria hold priorities of pairwise judgements.

        Returns
        -------
        values : FloatArray
            Shape ``(m, n)``, in the unit of each criterion; where the alternatives were compared
            in pairs, their priorities, larger is better.
        judged : ndarray of bool
            Shape ``(n,)``.
        """
        criteria, worth = self.matrix.criteria, self.prepared.worth
        unread = self.method.unused_columns(criteria)
        judged = np.array([criterion in unread for criterion in criteria], dtype=bool)
        if worth is None or not judged.any():
            return self.matrix.values, judged
        return np.where(judged, worth, self.matrix.values), judged

    @property
    def contributions(self) -> FloatArray:
        """Contributions of the criteria, ``(m, n)``; `contributions_sum` says what rows sum to."""
        return self.prepared.contributions(self.weights.values, self.scores)

    @property
    def outcome(self) -> Mapping[str, Any]:
        """Results of the method besides scores; lists over the alternatives are in row order."""
        if not self.order:
            return {}
        return {**self.prepared.details, **self.prepared.outcome(self.weights.values)}

    @property
    def sentences(self) -> tuple[Note, ...]:
        """Who is first, by what lead, who failed a screen, and what must be doubted.

        That is what nobody knows, and what speaks against the weights.
        """
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Note]:
        ids, firsts = self.alternatives, self.winners
        if not ids:
            yield all_excluded(self.excluded)
            return
        fields = {"count": len(ids), "score": float(self.scores[self.order[0]])}
        if len(firsts) > 1:
            yield Note("summary_tied", (), {**fields, "firsts": [Label(key) for key in firsts]})
        elif len(ids) == 1:
            yield Note("summary_alone", (), {**fields, "first": Label(ids[0])})
        else:
            second = {"second": Label(ids[1]), "other": float(self.scores[self.order[1]])}
            yield Note("summary_first", (), {**fields, "first": Label(ids[0]), **second})
        if self.excluded:
            yield Note("summary_excluded", (), {"count": len(self.excluded)})
        if deciding := self.deciding_unknowns:
            yield unknown_decides(deciding)
        elif unknown := self.unknown_cells:
            yield Note("summary_unknown", (), {"count": len(unknown)})
        yield from self.weights.notes

    @property
    def _names(self) -> Names:
        return self.problem.names

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the ranked alternatives, best first, with weights, method and notes."""
        names, parts = self._names, self.contributions
        return {
            "ranking": [
                {
                    "alternative": self.matrix.alternatives[row],
                    "rank": int(self.ranks[row]),
                    "score": float(self.scores[row]),
                    "contributions": dict(
                        zip(self.matrix.criteria, parts[row].tolist(), strict=True)
                    ),
                }
                for row in self.order
            ],
            "weights": self.weights.as_dict(),
            "method": self.method.configuration(),
            "excluded": {
                item.alternative: [reason.say(language, names) for reason in item.reasons]
                for item in self.excluded
            },
            "notes": [note.say(language, names) for note in self.notes],
        }

    def to_frame(self) -> "pd.DataFrame":
        """Return ``rank``, ``score`` and the contribution of each criterion, best first.

        The ``m`` alternatives become the index. Where values are not known, a last column
        ``unknown`` names their criteria.
        """
        import pandas as pd

        order = list(self.order)
        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        head = {"rank": self.ranks[order], "score": self.scores[order]}
        parts = pd.DataFrame(
            self.contributions[order], index=index, columns=list(self.matrix.criteria)
        )
        frames, criteria = [pd.DataFrame(head, index=index), parts], self.matrix.criteria
        if unknown := self.unknown_cells:
            names = [", ".join(criteria[j] for i, j in unknown if i == row) for row in order]
            frames.append(pd.DataFrame({"unknown": names}, index=index))
        # Joined, not assigned: a criterion may itself be called "score".
        return pd.concat(frames, axis=1)


@checked
def rank(
    problem: Problem,
    weights: "WeightVector | Mapping[str, float] | Sequence[float] | FloatArray | pd.Series[float]",
    method: str | Method | None = None,
    *,
    requirements: Sequence[Requirement] = (),
    excluded: Sequence[Exclusion] = (),
    unknowns: Unknowns = "bounds",
    **parameters: Any,
) -> Ranking:
    """Rank the alternatives of a problem.

    Parameters
    ----------
    problem
        ``m`` alternatives on ``n`` criteria.
    weights
        One for each criterion of the problem: a mapping or series by id, numbers in the order of
        the criteria, or what ``weights.resolve`` makes of a statement or a profile.
    method
        A name of `mcda.methods.METHODS` or a configured method; left out, the problem's own.
    requirements
        Screens, applied first; what fails is listed in the result.
    excluded
        Alternatives that are out for other reasons, listed in the result with those.
    unknowns
        ``"bounds"`` lets unknown cells take the middle of the known ones, ``"refuse"`` raises.
    parameters
        Of the method, when it is given by name; what is left out follows the problem's
        conventions.

    Returns
    -------
    Ranking
        With no alternative, and a note, where nothing passes the screens.

    Raises
    ------
    InvalidWeights
        Weights for other criteria than the problem's.
    InvalidMethod, InvalidRequirement, UnsuitableData, InvalidProblem
        As their names say; each fault carries the place.

    Examples
    --------
    >>> import mcda
    >>> problem = mcda.example().problem
    >>> mcda.rank(problem, {"price": 1, "utilities": 3}, "vikor", v=0.75).winner
    'north'
    >>> mcda.rank(problem, [1, 3]).alternatives
    ('north', 'west', 'south')
    """
    chosen = method if isinstance(method, Method) else method_for(problem, method, parameters)
    if not isinstance(weights, WeightVector):
        weights = _read_weights(weights, problem)
    if weights.criteria != problem.criterion_ids:
        weights = _aligned(weights, problem)
    if not requirements and not excluded:
        return _ranked(problem, weights, chosen, unknowns, (), ())
    passed, screened, undecided = screen(problem, requirements)
    reasons: dict[str, tuple[Note, ...]] = {}
    for item in (*excluded, *screened):
        reasons[item.alternative] = (*reasons.get(item.alternative, ()), *item.reasons)
    ids = problem.alternative_ids
    failed = tuple(Exclusion(alternative=a, reasons=reasons[a]) for a in ids if a in reasons)
    rows = [i for i in passed if ids[i] not in reasons]
    if not rows:
        return _nothing(problem, weights, chosen, failed, ("requirements",) if requirements else ())
    if failed:
        chosen = chosen.restricted(problem.alternative_ids, rows)
        problem = problem.select(rows)
    with _rows_as_sent(rows):
        return _ranked(problem, weights, chosen, unknowns, failed, undecided)


Reader = Callable[[Any, Problem], WeightVector]
_READERS: list[Reader] = []


def read_statements_by(reader: Reader) -> None:
    """Register the function that reads statements about importance and names of profiles.

    The engine cannot read them: the package ``weights`` calls this when it is imported.
    """
    _READERS[:] = [reader]


def _read_weights(said: Any, problem: Problem) -> WeightVector:
    """Return the weight vector for weights given as Python values.

    Raises
    ------
    InvalidWeights
        The weights have an unknown form or do not fit the criteria.
    """
    kind = said.get("kind") if isinstance(said, Mapping) else getattr(said, "kind", None)
    if _READERS and (isinstance(said, str) or isinstance(kind, str)):
        return _READERS[0](said, problem)
    if getattr(said, "ndim", 0) == 2 and hasattr(said, "iloc") and said.shape[1] == 1:
        said = said.iloc[:, 0]  # of a frame of weights its only column
    if getattr(said, "ndim", 0) == 1 and hasattr(said, "to_dict"):  # a series
        said = said.to_dict()
    return WeightVector.normalised(problem.criterion_ids, said)


def method_for(
    problem: Problem, name: str | None = None, parameters: Mapping[str, Any] | None = None
) -> Method:
    """Return the method for a problem, with its conventions for omitted parameters.

    Without a name the problem's `default_method` is used; the problem's `conventions` give the
    parameters that are left out.

    Raises
    ------
    InvalidMethod
        No such method, or parameters that it does not take.
    """
    chosen = problem.default_method if name is None else name
    return make_method(chosen, {**problem.conventions.get(chosen, {}), **(parameters or {})})


@contextmanager
def _rows_as_sent(kept: Sequence[int]) -> Iterator[None]:
    """Change the paths of faults to the rows of the problem before the screens."""
    try:
        yield
    except McdaError as error:
        moved = [
            f.at_path("performances", kept[int(f.path[1])], *f.path[2:])
            if f.path[:1] == ("performances",)
            else f
            for f in error.faults
        ]
        raise type(error)(moved) from error


def _ranked(
    problem: Problem,
    weights: WeightVector,
    method: Method,
    unknowns: Unknowns,
    excluded: tuple[Exclusion, ...],
    undecided: tuple[Note, ...],
) -> Ranking:
    unused = method.unused_columns(problem.criterion_ids)
    headlines = headline(problem, unknowns, unused)
    prepared = method.prepared(headlines.matrix)
    batch = weights.values[None, :]
    scores = prepared.scores(batch)
    if not all(map(math.isfinite, scores[0].tolist())):
        raise UnsuitableData([Fault("score_not_finite", (), {"method": method.name})])
    ranks = prepared.ranks(batch, scores)[0]
    places = ranks.tolist()
    return Ranking(
        problem=problem,
        weights=weights,
        method=method,
        matrix=headlines.matrix,
        prepared=prepared,
        spreads=headlines.spreads,
        scores=scores[0],
        ranks=ranks,
        order=tuple(sorted(range(len(places)), key=places.__getitem__)),
        excluded=excluded,
        notes=(
            *weights.notes,
            *headlines.notes,
            *(_beyond(problem, headlines, unused) if method.traits.needs_range else ()),
            *undecided,
            *_idle(headlines, unused),
            *prepared.notes,
        ),
    )


def _aligned(weights: WeightVector, problem: Problem) -> WeightVector:
    if sorted(weights.criteria) != sorted(problem.criterion_ids):
        criteria = problem.criterion_ids
        weighted, wanted = set(weights.criteria), set(criteria)
        faults = [Fault("weight_missing", (), {"criterion": c}) for c in sorted(wanted - weighted)]
        faults += [
            Fault("weight_unknown_criterion", (c,), {"criterion": c, "known": criteria})
            for c in sorted(weighted - wanted)
        ]
        raise InvalidWeights(faults)
    return weights.reordered([weights.criteria.index(c) for c in problem.criterion_ids])


def _beyond(problem: Problem, seen: Headline, unused: frozenset[str]) -> tuple[Note, ...]:
    """Return a note for each cell that lies beyond an end of its scale, wholly or in part."""
    low = high = seen.matrix.values
    if seen.spreads:
        low, high = low.copy(), high.copy()
    for cell, spread in seen.spreads.items():
        if isinstance(spread, Interval | Triangular):
            low[cell], high[cell] = spread.low, spread.high
    ends = problem.ranges
    outside = (low < ends[:, 0]) | (high > ends[:, 1])
    if not outside.any():
        return ()
    notes = []
    for i, j in np.argwhere(outside).tolist():
        criterion = problem.criteria[j]
        if criterion.id in unused or criterion.beyond == "extrapolate":
            continue
        is_low = low[i, j] < ends[j, 0]
        fields = {
            "alternative": problem.alternatives[i].id,
            "criterion": criterion.id,
            "value": float(low[i, j] if is_low else high[i, j]),
            "end": float(ends[j, 0] if is_low else ends[j, 1]),
        }
        notes.append(Note("beyond_scale", ("performances", i, j), fields))
    return tuple(notes)


def _idle(seen: Headline, unused: frozenset[str]) -> tuple[Note, ...]:
    matrix = seen.matrix
    if len(matrix.alternatives) < 2:
        return ()
    split = separates(matrix).tolist()
    if all(split):
        return ()
    doubtful = {j for _, j in seen.spreads}
    return tuple(
        Note("criterion_cannot_separate", ("criteria", j), {"criterion": criterion})
        for j, criterion in enumerate(matrix.criteria)
        if not split[j] and j not in doubtful and criterion not in unused
    )


def _nothing(
    problem: Problem,
    weights: WeightVector,
    method: Method,
    excluded: tuple[Exclusion, ...],
    place: tuple[str, ...],
) -> Ranking:
    n = len(problem.criteria)
    empty = Matrix(
        values=np.empty((0, n)),
        benefit=problem.benefit,
        ranges=problem.ranges,
        alternatives=(),
        criteria=problem.criterion_ids,
    )
    return Ranking(
        problem=problem,
        weights=weights,
        method=method,
        matrix=empty,
        prepared=LinearForm(np.empty((0, n))),
        spreads={},
        scores=np.empty(0),
        ranks=np.empty(0, dtype=np.int64),
        order=(),
        excluded=excluded,
        notes=(*weights.notes, all_excluded(excluded).at_path(*place)),
    )
