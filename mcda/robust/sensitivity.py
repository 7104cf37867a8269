"""All parts of the sensitivity analysis of one answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from mcda.errors import Note, UnsuitableData, located
from mcda.ranking import Ranking
from mcda.robust.acceptability import DEFAULT_SEED, Acceptability, acceptability
from mcda.robust.agreement import DEFAULT_METHODS, Agreement, agreement
from mcda.robust.answer_set import answer_set
from mcda.robust.chunks import Executor, Progress
from mcda.robust.exact_acceptability import ExactAcceptability, exact_acceptability
from mcda.robust.fact_changes import FactChanges, fact_changes
from mcda.robust.facts import (
    JudgementQuestion,
    Question,
    WeightQuestion,
    ask_next,
    ask_next_judgement,
    ask_next_weight,
)
from mcda.robust.possible_ranks import PossibleRanks, possible_ranks
from mcda.robust.reversal import Reversal, reversal
from mcda.robust.smallest_change import SmallestChange, cannot_change, smallest_change
from mcda.robust.stability import Stability, stability

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which parts to run.

    Parameters
    ----------
    stability, smallest_change, facts, possible_ranks, reversal
        Whether to run these parts.
    samples
        Draws of the acceptability; 0 leaves it out.
    standard_error, seed, spread
        Of the draws, see `mcda.robust.acceptability`.
    exact_acceptability
        Whether to compute shares of volumes too, see `mcda.robust.exact_acceptability`.
    methods
        Methods of the agreement; empty leaves it out.
    """

    stability: bool = True
    smallest_change: bool = True
    facts: bool = True
    possible_ranks: bool = True
    reversal: bool = True
    samples: int = 10_000
    standard_error: float | None = None
    seed: int = DEFAULT_SEED
    spread: float | Literal["any"] | None = None
    exact_acceptability: bool = False
    methods: tuple[str, ...] = DEFAULT_METHODS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The parts that were run; None for the others and where there is nothing to compare.

    Parameters
    ----------
    notes
        Parts that the data did not allow, with the reason.
    """

    answer_set: tuple[str, ...]
    stability: Stability | None = None
    smallest_change: SmallestChange | None = None
    facts: FactChanges | None = None
    possible_ranks: PossibleRanks | None = None
    acceptability: Acceptability | None = None
    exact_acceptability: ExactAcceptability | None = None
    agreement: Agreement | None = None
    reversal: Reversal | None = None
    ask_next: tuple[Question, ...] = ()
    ask_next_weight: tuple[WeightQuestion, ...] = ()
    ask_next_judgement: tuple[JudgementQuestion, ...] = ()
    notes: tuple[Note, ...] = field(default=())


def sensitivity(
    answer: Ranking,
    plan: Plan | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Run the asked parts of the sensitivity analysis.

    Parameters
    ----------
    answer
        A ranking; with fewer than two alternatives nothing is run and a note says so.
    plan
        Everything with its defaults when left out.
    executor, progress
        Of the draws, see `mcda.robust.acceptability`.
    """
    plan = plan or Plan()
    if len(answer.order) < 2:
        trivial = (Note("sensitivity_trivial"),) if answer.order else ()
        return Sensitivity(answer_set=answer.alternatives, notes=trivial)
    attempt = _Attempts()
    drawn = attempt(
        "acceptability",
        lambda: acceptability(
            answer,
            plan.samples,
            plan.seed,
            plan.spread,
            standard_error=plan.standard_error,
            executor=executor,
            progress=progress,
        ),
        plan.samples > 0,
    )
    possible = attempt("possible_ranks", lambda: possible_ranks(answer), plan.possible_ranks)
    return Sensitivity(
        answer_set=answer_set(answer, drawn, possible),
        stability=stability(answer) if plan.stability else None,
        smallest_change=attempt.smallest_change(answer) if plan.smallest_change else None,
        facts=attempt("facts", lambda: fact_changes(answer), plan.facts),
        possible_ranks=possible,
        acceptability=drawn,
        exact_acceptability=attempt(
            "exact_acceptability",
            lambda: exact_acceptability(answer, plan.spread),
            plan.exact_acceptability,
        ),
        agreement=attempt("methods", lambda: agreement(answer, plan.methods), bool(plan.methods)),
        reversal=attempt("reversal", lambda: reversal(answer), plan.reversal),
        ask_next=ask_next(drawn) if drawn is not None else (),
        ask_next_weight=ask_next_weight(drawn) if drawn is not None else (),
        ask_next_judgement=ask_next_judgement(drawn) if drawn is not None else (),
        notes=tuple(attempt.notes),
    )


class _Attempts:
    """Runs parts; what the data do not allow becomes a note."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def __call__(self, part: str, run: Callable[[], T], wanted: bool) -> T | None:
        """Return what a part finds, None where it is not wanted or cannot be."""
        if not wanted:
            return None
        try:
            with located(part):
                return run()
        except UnsuitableData as error:
            fields = {"part": part, "reason": error.faults[0]}
            self.notes.append(Note("part_unavailable", ("sensitivity", part), fields))
            return None

    def smallest_change(self, answer: Ranking) -> SmallestChange | None:
        """Return the smallest change; that there is none becomes a note."""
        found = smallest_change(answer)
        if found is None:
            code = "no_change_possible" if cannot_change(answer) else "no_change_found"
            path = ("sensitivity", "smallest_change")
            self.notes.append(Note(code, path, {"winner": answer.winner}))
        return found
