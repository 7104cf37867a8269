"""An interview, built from its problem and the answers, and the weights that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from api.assessments.content import nothing_left
from api.assessments.schemas import AmountModel, AnswerModel, AssessmentModel, SwingModel
from api.interviews.problem import NOTHING, OwnProblem
from api.parks.catalogue import catalogue_of, private_data
from api.parks.convert import enterprise_of
from api.parks.exclusions import on_columns
from api.parks.problem import make_problem
from api.parks.profile_fit import weights_of, with_criteria
from api.parks.schemas import RecommendationRequest
from api.rankings.convert import at_request_field, to_method, to_problem, to_requirements
from api.settings import Settings
from mcda.errors import (
    InvalidInput,
    InvalidProblem,
    InvalidWeights,
    McdaError,
    Note,
    Path,
    error_path,
)
from mcda.method import Method
from mcda.methods import METHODS
from mcda.parks.criteria import CRITERIA
from mcda.parks.overlay import PrivateData
from mcda.prepare.screen import screen
from mcda.problem import Problem
from weights.elicit import AnsweredQuestion, Interview, WeighedSwing, Wording
from weights.elicit.parks import wordings_of
from weights.fit import Fit
from weights.kinds.replies import Replies
from weights.posterior import check_count
from weights.source import WeightsSource, source_of
from weights.spec import Statement
from weights.weightings import WEIGHTINGS, weighting_of

_SENT: dict[Path, Path] = {("known",): ("weights", "constraints"), ("order",): ("weights", "order")}


@dataclass(frozen=True, slots=True)
class Opening:
    """An interview before the first answer."""

    interview: Interview
    """As it begins: near the profiles or the order of importance that the weights of its request
    give, which answers may overrule, or within their constraints."""
    source: WeightsSource
    """Where these weights come from."""
    unread: bool
    """They were sent and are of a kind that says all there is to say: it begins with nothing."""


def interview_of(found: AssessmentModel, settings: Settings) -> Interview:
    """Return the interview after the saved answers, on alternatives that meet the requirements.

    Raises
    ------
    InvalidInput
        Fewer than two alternatives or criteria are left, or an answer belongs to another problem.
    """
    opened = weighing(opening_of(found, settings).interview, found.swings)
    return opened.having(_as_asked(opened, found.answers))


def weighing(interview: Interview, swings: Sequence[SwingModel]) -> Interview:
    """Return an interview with what was said of swings, their faults at their places."""
    weighed = []
    for place, swing in enumerate(swings):
        with error_path("swings", place):
            amount = interview.improvement(swing.criterion, swing.amount, swing.start)
        weighed.append(WeighedSwing(amount=amount, rank=swing.rank, points=swing.points))
    return interview.weighing(weighed) if weighed else interview


def opening_of(found: RecommendationRequest, settings: Settings) -> Opening:
    """Return the interview on the problem of a recommendation, before any answer.

    It is the same for every answer, and building the problem takes longer than choosing the next
    question: the latest few are cached.
    """
    found = criteria_asked(found, settings)
    text = found.model_dump_json(
        include=set(RecommendationRequest.model_fields), exclude_unset=True
    )
    versions = (METHODS.version, CRITERIA.version, WEIGHTINGS.version)
    return _opening(text, date.today(), versions, settings, private_data(settings))


def criteria_asked(request: RecommendationRequest, settings: Settings) -> RecommendationRequest:
    """Return a request with the criteria that its interview weighs."""
    sides: list[AmountModel] = []
    if isinstance(request, AssessmentModel):
        sides = [*request.swings]
        sides += (side for answer in request.answers for side in (answer.first, answer.second))
    return with_criteria(request, settings, (side.criterion for side in sides))


@lru_cache(maxsize=16)
def _opening(
    said: str,
    today: date,
    versions: tuple[int, ...],
    settings: Settings,
    private: PrivateData | None,
) -> Opening:
    """Return the interview on a recommendation; the parameters are the key of the cache."""
    request = RecommendationRequest.model_validate_json(said)
    problem, method = _asked(request, settings)
    enterprise = enterprise_of(request, settings)
    stated, fits = weights_of(request, enterprise)
    units = {criterion.id: criterion.unit for criterion in problem.criteria}
    wordings = {  # how the catalogue says values, of the criteria that are in its units
        name: wording
        for name, wording in wordings_of(catalogue_of(settings), enterprise).items()
        if units.get(name) == wording.unit
    }
    return _opened(problem, method, request.weights, stated, fits, wordings, computed=True)


def opening_on(found: OwnProblem, settings: Settings) -> Opening:
    """Return the interview on the caller's own problem, before any answer."""
    problem, method = to_problem(found.problem, settings), to_method(found.method)
    with at_request_field():
        remaining, _, _ = screen(problem, to_requirements(found.requirements))
    problem, method = _selected(problem, method, remaining)
    stated = found.weights or NOTHING
    return _opened(problem, method, found.weights, stated, None, {}, computed=False)


def states(interview: Interview, answers: Sequence[AnswerModel]) -> list[Interview]:
    """Return the states of an interview: at its beginning, and after each of the answers."""
    interviews = [interview]
    for answer in _as_asked(interview, answers):
        interviews.append(interviews[-1].answer(answer.question, answer.reply))
    return interviews


def _as_asked(interview: Interview, answers: Sequence[AnswerModel]) -> list[AnsweredQuestion]:
    """Return answers with their questions, from an interview on the same problem."""
    check_count(answers, "answers")
    answered = []
    for place, answer in enumerate(answers):
        with error_path("answers", place):
            question = interview.ask(
                answer.first.criterion,
                answer.first.amount,
                answer.second.criterion,
                answer.second.amount,
                starts=(answer.first.start, answer.second.start),
            )
        answered.append(AnsweredQuestion(question=question, reply=answer.reply))
    return answered


def interviewed(found: AssessmentModel, settings: Settings) -> Replies | None:
    """Return a statement of the likely weights after the answers.

    It is None if the answers decide nothing: the weights then remain unchanged.
    """
    replies = Replies.model_validate(interview_of(found, settings).statement())
    return replies if replies.replies or replies.swings else None


def _asked(found: RecommendationRequest, settings: Settings) -> tuple[Problem, Method]:
    """Return the problem and the method of a run."""
    try:
        problem, method = make_problem(found, settings), to_method(found.method)
    except InvalidProblem as error:
        if not nothing_left(error):
            raise
        raise InvalidInput.at("interview_needs_two") from error
    with at_request_field(computed=True):
        rest = on_columns(found.requirements, problem)
        remaining, _, _ = screen(problem, to_requirements(rest))
    return _selected(problem, method, remaining)


def _selected(problem: Problem, method: Method, kept: Sequence[int]) -> tuple[Problem, Method]:
    if len(kept) < 2 or len(problem.criteria) < 2:
        raise InvalidInput.at("interview_needs_two")
    return problem.select(kept), method.restricted(problem.alternative_ids, kept)


def _opened(
    problem: Problem,
    method: Method,
    sent: Statement | None,
    stated: Statement,
    fits: Sequence[Fit] | None,
    wordings: Mapping[str, Wording],
    *,
    computed: bool,
) -> Opening:
    weighting, criteria = weighting_of(stated), problem.criterion_ids
    with error_path("weights"):
        begun: dict[str, Any] = {
            "order": weighting.order(stated, criteria),
            "starts": weighting.starts(stated, criteria),
            "known": weighting.constraints(stated),
        }
    with _placed(computed=computed):
        interview = Interview.start(problem, method, wordings=wordings, **begun)
    return Opening(
        interview=interview,
        source=source_of(stated, fits, criteria),
        unread=sent not in (None, NOTHING) and not any(map(len, begun.values())),
    )


class _placed(at_request_field):  # noqa: N801 - read as a word, like its base
    """Move faults of the interview's initial weights to their path in the assessment."""

    __slots__ = ()

    def moved(self, error: McdaError) -> list[Note]:
        """Return the faults under the field to which they belong."""
        if not isinstance(error, InvalidWeights):
            return super().moved(error)
        heads = [_SENT.get(fault.path[:1], ("weights", *fault.path[:1])) for fault in error.faults]
        return [f.at_path(*head, *f.path[1:]) for f, head in zip(error.faults, heads, strict=True)]
