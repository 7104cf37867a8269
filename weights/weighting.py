"""A weighting: how one kind of statement about importance becomes weights."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, Note, Path, error_path
from mcda.problem import Problem
from mcda.robust.draws import weights_to_draw
from mcda.weight_set import WeightSet
from mcda.weight_vector import WeightVector
from weights.caps import apply_caps, cap_groups, read_caps
from weights.sets import CappedSet
from weights.spec import Statement

S = TypeVar("S", bound=Statement)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedWeights:
    """Weights by criterion, not yet divided by their sum."""

    values: Mapping[str, float]
    """By criterion id, each >= 0."""
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    """What came to light on the way, as plain data."""
    known: WeightSet | None = None
    """What the statement leaves open, criteria in the order of `values`; None where it says nothing
    about its own precision."""
    notes: tuple[Note, ...] = ()
    """Coded warnings, their places within the statement."""


class SolvedJudgements(Protocol):
    """Pairwise judgements with their weights: a tree or a group of judges of `weights.ahp`."""

    @property
    def criteria(self) -> tuple[str, ...]:
        """Ids of the criteria."""


class Weighting(ABC, Generic[S]):
    """One kind of statement, and everything that depends on the kind.

    A weighting is offered once it is registered with `weights.weightings.WEIGHTINGS`. It holds no
    state: every method is given the statement.
    """

    kind: ClassVar[str]
    """Of the statements."""
    statement: ClassVar[type[Statement]]
    """Their model; its field ``kind`` is the literal `kind`."""
    name: ClassVar[Mapping[str, str]] = {}
    """What readers call it, by language."""
    origin: ClassVar[Mapping[str, str]] = {}
    """Where such weights come from, a sentence by language; ``{profile}`` stands for a profile."""
    examples: ClassVar[Sequence[Mapping[str, Any]]] = ()
    """Statements that can be resolved for a problem with the criteria they name."""
    is_fast: ClassVar[bool] = False
    """Whether the kind alone tells that an answer does not feel the time that it takes."""
    stated: ClassVar[bool] = True
    """Whether a statement of this kind is somebody's own word, where its content says no more."""
    diagnostics: ClassVar[type[Any] | None] = None
    """Typed dictionary of what comes to light on the way, documented; None where nothing does."""
    points: ClassVar[tuple[str, ...]] = ()
    """Field that holds the weights as they are, for the places of faults; else empty."""

    @abstractmethod
    def resolve(self, statement: S, problem: Problem | None) -> ResolvedWeights:
        """Return the weights of a statement, without its caps.

        Parameters
        ----------
        statement
            Of this kind.
        problem
            Whose criteria are weighted; None takes those that the statement names.
        """

    def by_name(self, name: str) -> Mapping[str, Any] | None:
        """Return the statement of this kind for a short name, None for any other name.

        A name that no kind knows is read as the id of a profile.
        """
        return None

    def criteria(self, statement: S) -> tuple[str, ...]:
        """Return the ids of the criteria that a statement names, each once."""
        return ()

    def needs_problem(self, statement: S) -> bool:
        """Tell whether a statement can be resolved only with the performances of a problem."""
        return False

    def reads_data(self, statement: S) -> bool:
        """Tell whether the weights come from the performances and express no priorities."""
        return False

    def judgements(self, statement: S) -> SolvedJudgements | None:
        """Return the solved pairwise judgements behind a statement, or None without judgements.

        Raises
        ------
        InvalidWeights, InvalidJudgements
            The judgements cannot be used.
        """
        return None

    def parts(self, statement: S) -> Sequence[Statement]:
        """Return the statements of a blend; the diagnostics ``parts`` describe each of them."""
        return ()

    def order(self, statement: S, criteria: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the order of importance, best first, if the statement is an order and no more."""
        return ()

    def starts(
        self, statement: S, criteria: Sequence[str]
    ) -> Sequence[tuple[float, Mapping[str, float]]]:
        """Return weights near which those of this kind of firm lie, with shares of sum 1.

        Starts are not constraints, see `weights.prior.prior_of`; none if a statement says more than
        where to start.
        """
        return ()

    def constraints(self, statement: S) -> Sequence[Mapping[str, Any]]:
        """Return the constraints of `weights.statements`, if the statement has nothing else."""
        return ()

    def profile(self, statement: S) -> str | None:
        """Return the id of the profile that a statement names, or None."""
        return None

    def reply_count(self, statement: S) -> int:
        """Return the number of interview answers in a statement, 0 for other kinds."""
        return 0

    def size(self, statement: S) -> int:
        """Return the number of parts that set the cost, such as judges or constraints; else 1."""
        return 1

    def matrices(self, statement: S) -> Sequence[int]:
        """Return the number of items of each matrix for which a repair may be searched."""
        return ()

    def is_own_word(self, statement: S) -> bool:
        """Tell whether a statement expresses somebody's own priorities."""
        return self.stated

    def is_cheap(self, statement: S) -> bool:
        """Tell whether a statement is resolved in a negligible time."""
        return self.is_fast and not statement.caps

    def weighted(self, statement: S, problem: Problem | None) -> tuple[str, ...]:
        """Return the criteria to weight: of the problem, else those that the statement names."""
        return self.criteria(statement) if problem is None else problem.criterion_ids

    def came_with(self, statement: S, vector: WeightVector) -> WeightVector:
        """Return the initial weights, before questions were answered.

        Parameters
        ----------
        statement
            Of this kind.
        vector
            Its weights.
        """
        return vector

    def vector(self, statement: S, problem: Problem | None) -> WeightVector:
        """Return the weights of a statement under its caps, see `weights.weightings.resolve`."""
        resolved = self.resolve(statement, problem)
        criteria_named = tuple(resolved.values)
        criteria = criteria_named if problem is None else problem.criterion_ids
        with error_path(*self.points):
            vector = WeightVector.normalised(
                criteria, resolved.values, self.kind, resolved.diagnostics
            )
        vector = vector.with_notes(resolved.notes)
        if resolved.known is not None:
            weight_set = resolved.known
            moved = (
                weight_set
                if criteria_named == criteria
                else weight_set.columns([criteria_named.index(c) for c in criteria])
            )
            vector = vector.with_known(moved)
        if not statement.caps:
            return vector
        values, effects = apply_caps(vector.values, statement.caps, vector.criteria)
        groups, limits = read_caps(statement.caps, vector.criteria)
        return WeightVector.normalised(
            vector.criteria,
            values,
            vector.kind,
            {**vector.diagnostics, "caps": effects},
            CappedSet(
                weights_to_draw(vector, None), partial(cap_groups, groups=groups, limits=limits)
            ),
        ).with_notes(vector.notes)


def check_covers(
    named: Sequence[str], known: Sequence[str], *path: str | int, listed: bool = False
) -> None:
    """Raise an error if a statement omits a criterion, or names an unknown one or one twice.

    Parameters
    ----------
    named
        Criteria of the statement.
    known
        Criteria of the problem.
    path
        Where in the statement they are named.
    listed
        Whether the criteria are a list at this path, in this order.

    Raises
    ------
    InvalidWeights
        With a fault for each such criterion.
    """

    def at(place: int) -> Path:
        return (*path, place) if listed else path

    faults = [Fault("weight_missing", path, {"criterion": c}) for c in known if c not in named]
    faults += [
        Fault("weight_unknown_criterion", at(place), {"criterion": name, "known": tuple(known)})
        for place, name in enumerate(named)
        if name not in known
    ]
    faults += [
        Fault("ranked_duplicate", at(place), {"criterion": name})
        for place, name in enumerate(named)
        if name in named[:place]
    ]
    InvalidWeights.raise_any(faults)


def not_negative(criteria: Sequence[str], weights: FloatArray) -> dict[str, float]:
    """Return weights ``(n,)`` by criterion, with rounding errors below 0 set to 0."""
    return dict(zip(criteria, np.maximum(weights, 0.0).tolist(), strict=True))
