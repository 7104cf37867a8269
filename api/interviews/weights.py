"""An assessment's interview, made again from its saved answers, and the weights it leaves."""

from typing import Any

from api.assessments.content import nothing_left
from api.assessments.schemas import AssessmentModel
from api.parks.asked import asked_problem
from api.parks.catalogue import catalogue_of
from api.parks.fitting import weights_of
from api.parks.given import to_enterprise
from api.rankings.convert import placed, to_method, to_requirements
from api.settings import Settings
from mcda.errors import (
    Fault,
    InvalidInput,
    InvalidProblem,
    InvalidWeights,
    McdaError,
    Note,
    Path,
    located,
)
from mcda.method import Method
from mcda.prepare.screen import screen
from mcda.problem import Problem
from weights.elicit import Interview, Wording
from weights.elicit.parks import wordings_of
from weights.kinds.replies import Replies
from weights.weightings import weighting_of

_SENT: dict[str | int, Path] = {"known": ("weights", "constraints"), "order": ("weights", "order")}


def interview_of(found: AssessmentModel, settings: Settings) -> Interview:
    """Return the interview as the saved answers leave it, about what meets the requirements.

    It begins near the profiles or the order of importance that the assessment's ``weights`` give,
    which answers may overrule, or within their constraints. Other kinds say all there is to say; an
    interview then begins with nothing.

    Raises
    ------
    InvalidInput
        Fewer than two alternatives or criteria are left, or an answer is about something else.
    """
    problem, method = _asked(found, settings)
    begun = _begun(found, problem.criterion_ids, settings)
    with _placed(computed=True):
        interview = Interview.start(
            problem, method, wordings=_wordings(found, problem, settings), **begun
        )
    for place, answer in enumerate(found.answers):
        with located("answers", place):
            question = interview.ask(
                answer.first.criterion,
                answer.first.amount,
                answer.second.criterion,
                answer.second.amount,
                starts=(answer.first.start, answer.second.start),
            )
        interview = interview.answer(question, answer.reply)
    return interview


def interviewed(found: AssessmentModel, settings: Settings) -> Replies:
    """Return what is likely of the weights after the answers, as a statement."""
    return Replies.model_validate(interview_of(found, settings).statement())


def _wordings(found: AssessmentModel, problem: Problem, settings: Settings) -> dict[str, Wording]:
    """Return how the catalogue says values, of the criteria that are in its units."""
    catalogue = catalogue_of(settings)
    said = wordings_of(catalogue, to_enterprise(found.enterprise, catalogue))
    units = {criterion.id: criterion.unit for criterion in problem.criteria}
    return {name: one for name, one in said.items() if units.get(name) == one.unit}


def _asked(found: AssessmentModel, settings: Settings) -> tuple[Problem, Method]:
    """Return what a run would rank, and how."""
    try:
        problem, method = asked_problem(found, settings), to_method(found.method)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        raise InvalidInput.at("interview_needs_two") from error
    with placed(computed=True):
        kept, _, _ = screen(problem, to_requirements(found.requirements))
    if len(kept) < 2 or len(problem.criteria) < 2:
        raise InvalidInput.at("interview_needs_two")
    return problem.select(kept), method.restricted(problem.alternative_ids, kept)


def _begun(found: AssessmentModel, criteria: tuple[str, ...], settings: Settings) -> dict[str, Any]:
    """Return what an interview begins with, as arguments of its start."""
    stated, _ = weights_of(found, to_enterprise(found.enterprise, catalogue_of(settings)))
    weighting = weighting_of(stated)
    with located("weights"):
        return {
            "order": weighting.order(stated, criteria),
            "starts": weighting.starts(stated, criteria),
            "known": weighting.constraints(stated),
        }


class _placed(placed):  # noqa: N801 - read as a word, like its base
    """Put faults of what an interview begins with where the assessment says it."""

    __slots__ = ()

    def moved(self, error: McdaError) -> list[Note]:
        """Return the faults under the field that they are about."""
        if not isinstance(error, InvalidWeights):
            return super().moved(error)
        return [Fault(f.code, _as_sent(f.path), f.fields, f.within) for f in error.faults]


def _as_sent(path: Path) -> Path:
    known = _SENT.get(path[0]) if path else None
    return ("weights", *path) if known is None else (*known, *path[1:])
