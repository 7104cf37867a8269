"""The frozen result of a ranking."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from mcda.arguments import checked
from mcda.cells import FloatArray, Interval, Spread, Triangular
from mcda.errors import Fault, InvalidWeights, McdaError, Note, UnsuitableData
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods import make_method
from mcda.prepare.screen import Exclusion, Requirement, screen
from mcda.prepare.unknowns import Headline, Unknowns, headline, separates
from mcda.problem import Problem
from mcda.table import Tabular
from mcda.texts import Label, Names
from mcda.weight_vector import WeightVector

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Ranking(Tabular):
    """Alternatives in order, and all that the sensitivity analysis needs.

    Parameters
    ----------
    problem
        The problem of the ``m`` alternatives that passed the screens.
    weights, method
        What was asked.
    matrix, prepared, spreads
        The headline numbers, the prepared method, and the uncertain cells by row and column.
    scores
        As the method defines them, shape ``(m,)``.
    ranks
        Competition ranks, 1 = best, shape ``(m,)``.
    order
        Rows from best to worst; ties keep the problem's order.
    excluded, notes
        What failed a screen, and coded warnings.

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

    problem: Problem
    weights: WeightVector
    method: Method
    matrix: Matrix
    prepared: Prepared
    spreads: Mapping[tuple[int, int], Spread]
    scores: FloatArray
    ranks: npt.NDArray[np.int64]
    order: tuple[int, ...]
    excluded: tuple[Exclusion, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Ids from best to worst."""
        ids = self.matrix.alternatives
        return tuple(ids[i] for i in self.order)

    @property
    def winner(self) -> str | None:
        """The first of the order, or None where nothing passed the screens."""
        return self.alternatives[0] if self.order else None

    @property
    def winners(self) -> tuple[str, ...]:
        """All that share rank 1."""
        ids, ranks = self.matrix.alternatives, self.ranks.tolist()
        return tuple([ids[i] for i in self.order if ranks[i] == 1])

    def tied_with(self, row: int) -> tuple[str, ...]:
        """Return the ids of the others at the same rank as this row."""
        ids = self.matrix.alternatives
        same = self.ranks == self.ranks[row]
        return tuple(ids[i] for i in self.order if same[i] and i != row)

    def native_values(self) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Return the headline values and which criteria were judged instead.

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
        """Part of each criterion, ``(m, n)``; rows sum to what the method's class says."""
        return self.prepared.contributions(self.weights.values, self.scores)

    @property
    def outcome(self) -> Mapping[str, Any]:
        """What the method says besides scores, lists over the alternatives in row order."""
        if not self.order:
            return {}
        return {**self.prepared.details, **self.prepared.outcome(self.weights.values)}

    def summary(self, language: str = "en") -> str:
        """Return who is first, by how much, and what passed no screen."""
        return " ".join(note.say(language, self._names) for note in self._summary())

    def _summary(self) -> Iterator[Note]:
        ids, firsts = self.alternatives, self.winners
        if not ids:
            yield Note("all_excluded", (), {"count": len(self.excluded)})
            return
        fields = {"count": len(ids), "score": float(self.scores[self.order[0]])}
        if len(firsts) > 1:
            yield Note("summary_tied", (), {**fields, "firsts": [Label(one) for one in firsts]})
        elif len(ids) == 1:
            yield Note("summary_alone", (), {**fields, "first": Label(ids[0])})
        else:
            second = {"second": Label(ids[1]), "other": float(self.scores[self.order[1]])}
            yield Note("summary_first", (), {**fields, "first": Label(ids[0]), **second})
        if self.excluded:
            yield Note("summary_excluded", (), {"count": len(self.excluded)})

    @property
    def _names(self) -> Names:
        return self.problem.names

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the lines of the ranking, best first, its weights and method, and its notes."""
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

        Of ``m`` alternatives, which become the index.
        """
        import pandas as pd

        order = list(self.order)
        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        head = {"rank": self.ranks[order], "score": self.scores[order]}
        parts = pd.DataFrame(
            self.contributions[order], index=index, columns=list(self.matrix.criteria)
        )
        # Joined, not assigned: a criterion may itself be called "score".
        return pd.concat([pd.DataFrame(head, index=index), parts], axis=1)


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
        ``"bounds"`` lets unknown cells take the middle of their bounds, ``"refuse"`` raises.
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
    kept, failed, undecided = _left(problem, requirements, excluded)
    if not kept:
        return _nothing(problem, weights, chosen, failed)
    if failed:
        chosen = chosen.restricted(problem.alternative_ids, kept)
        problem = problem.select(kept)
    with _rows_as_sent(kept):
        return _ranked(problem, weights, chosen, unknowns, failed, undecided)


Reader = Callable[[Any, Problem], WeightVector]
_READERS: list[Reader] = []


def read_statements_by(reader: Reader) -> None:
    """Have statements about importance, and names of profiles, read by what knows of them.

    The engine does not: the package ``weights`` says so where it is imported.
    """
    _READERS[:] = [reader]


def _read_weights(said: Any, problem: Problem) -> WeightVector:
    """Return weights as they are written in a program.

    Raises
    ------
    InvalidWeights
        They are of no form that weights are written in, or do not fit the criteria.
    """
    if _READERS and _is_statement(said):
        return _READERS[0](said, problem)
    if getattr(said, "ndim", 0) == 2 and hasattr(said, "iloc") and said.shape[1] == 1:
        said = said.iloc[:, 0]  # of a frame of weights its only column
    if getattr(said, "ndim", 0) == 1 and hasattr(said, "to_dict"):  # a series
        said = said.to_dict()
    return WeightVector.normalised(problem.criterion_ids, said)


def _is_statement(said: Any) -> bool:
    if isinstance(said, str):
        return True
    return isinstance(said["kind"] if _names_kind(said) else getattr(said, "kind", None), str)


def _names_kind(said: Any) -> bool:
    return isinstance(said, Mapping) and "kind" in said


def method_for(
    problem: Problem, name: str | None = None, parameters: Mapping[str, Any] | None = None
) -> Method:
    """Return a method as a problem has it ranked: what is left out follows its conventions.

    Parameters
    ----------
    problem
        With `default_method` and `conventions`.
    name
        A name of `mcda.methods.METHODS`; the problem's own where left out.
    parameters
        Of the method.

    Raises
    ------
    InvalidMethod
        No such method, or parameters that it does not take.
    """
    named = problem.default_method if name is None else name
    return make_method(named, {**problem.conventions.get(named, {}), **(parameters or {})})


def _left(
    problem: Problem, requirements: Sequence[Requirement], excluded: Sequence[Exclusion]
) -> tuple[list[int], tuple[Exclusion, ...], tuple[Note, ...]]:
    """Return the rows that stay, those that do not with all their reasons, and notes."""
    kept, failed, notes = screen(problem, requirements)
    reasons: dict[str, tuple[Note, ...]] = {}
    for item in (*excluded, *failed):
        reasons[item.alternative] = (*reasons.get(item.alternative, ()), *item.reasons)
    ids = problem.alternative_ids
    out = tuple(Exclusion(alternative=a, reasons=reasons[a]) for a in ids if a in reasons)
    return [i for i in kept if ids[i] not in reasons], out, notes


@contextmanager
def _rows_as_sent(kept: Sequence[int]) -> Iterator[None]:
    """Tell faults by the rows of the problem as it was before the screens."""
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
    seen = headline(problem, unknowns, unused)
    prepared = method.prepared(seen.matrix)
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
        matrix=seen.matrix,
        prepared=prepared,
        spreads=seen.spreads,
        scores=scores[0],
        ranks=ranks,
        order=tuple(sorted(range(len(places)), key=places.__getitem__)),
        excluded=excluded,
        notes=(
            *weights.notes,
            *seen.notes,
            *(_beyond(problem, seen, unused) if method.traits.needs_range else ()),
            *undecided,
            *_idle(seen, unused),
            *prepared.notes,
        ),
    )


def _aligned(weights: WeightVector, problem: Problem) -> WeightVector:
    if sorted(weights.criteria) != sorted(problem.criterion_ids):
        known = problem.criterion_ids
        given, wanted = set(weights.criteria), set(known)
        faults = [Fault("weight_missing", (), {"criterion": c}) for c in sorted(wanted - given)]
        faults += [
            Fault("weight_unknown_criterion", (c,), {"criterion": c, "known": known})
            for c in sorted(given - wanted)
        ]
        raise InvalidWeights(faults)
    return weights.reordered([weights.criteria.index(c) for c in problem.criterion_ids])


def _beyond(problem: Problem, seen: Headline, unused: frozenset[str]) -> tuple[Note, ...]:
    """Return a note for each cell that is past an end of its scale, be it in part."""
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
        if criterion.id in unused:
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
    problem: Problem, weights: WeightVector, method: Method, excluded: tuple[Exclusion, ...]
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
        notes=(
            *weights.notes,
            Note("all_excluded", ("requirements",), {"count": len(excluded)}),
        ),
    )
