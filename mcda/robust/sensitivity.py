"""All parts of the sensitivity analysis of one answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from mcda.errors import Note, UnsuitableData, located
from mcda.ranking import Ranking
from mcda.robust.acceptability import DEFAULT_SEED, Acceptability, acceptability
from mcda.robust.agreement import DEFAULT_METHODS, Agreement, agreement
from mcda.robust.answer_set import answer_set
from mcda.robust.facts import Question, ask_next
from mcda.robust.reversal import Reversal, reversal
from mcda.robust.smallest_change import SmallestChange, smallest_change
from mcda.robust.stability import Stability, stability

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which parts to run.

    Parameters
    ----------
    stability, smallest_change, reversal
        Whether to run these parts.
    samples
        Draws of the acceptability; 0 leaves it out.
    seed, spread
        Of the draws, see `mcda.robust.acceptability`.
    methods
        Methods of the agreement; empty leaves it out.
    """

    stability: bool = True
    smallest_change: bool = True
    reversal: bool = True
    samples: int = 10_000
    seed: int = DEFAULT_SEED
    spread: float | Literal["any"] | None = None
    methods: tuple[str, ...] = DEFAULT_METHODS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The parts that were run; None for the others and where there is nothing to compare.

    Parameters
    ----------
    notes
        Parts that the data did not allow, with the reason.
    """

    stability: Stability | None
    smallest_change: SmallestChange | None
    acceptability: Acceptability | None
    agreement: Agreement | None
    reversal: Reversal | None
    answer_set: tuple[str, ...]
    ask_next: tuple[Question, ...] = ()
    notes: tuple[Note, ...] = field(default=())


def sensitivity(answer: Ranking, plan: Plan | None = None) -> Sensitivity:
    """Run the asked parts of the sensitivity analysis.

    Parameters
    ----------
    answer
        A ranking; with fewer than two alternatives nothing is run and a note says so.
    plan
        Everything with its defaults when left out.
    """
    plan = plan or Plan()
    if len(answer.order) < 2:
        return Sensitivity(
            stability=None,
            smallest_change=None,
            acceptability=None,
            agreement=None,
            reversal=None,
            answer_set=answer.alternatives,
            notes=(Note("sensitivity_trivial"),) if answer.order else (),
        )
    notes: list[Note] = []

    def attempt(part: str, run: Callable[[], T], wanted: bool) -> T | None:
        if not wanted:
            return None
        try:
            with located(part):
                return run()
        except UnsuitableData as error:
            fields = {"part": part, "reason": error.faults[0]}
            notes.append(Note("part_unavailable", ("sensitivity", part), fields))
            return None

    drawn = attempt(
        "acceptability",
        lambda: acceptability(answer, plan.samples, plan.seed, plan.spread),
        plan.samples > 0,
    )
    change = smallest_change(answer) if plan.smallest_change else None
    if plan.smallest_change and change is None:
        code = "no_change_found" if answer.prepared.worth is None else "no_change_possible"
        notes.append(Note(code, ("sensitivity", "smallest_change"), {"winner": answer.winner}))
    return Sensitivity(
        stability=stability(answer) if plan.stability else None,
        smallest_change=change,
        acceptability=drawn,
        agreement=attempt("methods", lambda: agreement(answer, plan.methods), bool(plan.methods)),
        reversal=attempt("reversal", lambda: reversal(answer), plan.reversal),
        answer_set=answer_set(answer, drawn),
        ask_next=ask_next(drawn) if drawn is not None else (),
        notes=tuple(notes),
    )
