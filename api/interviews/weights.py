"""An assessment's interview, made again from its saved answers, and the weights it leaves."""

from api.assessments.schemas import AssessmentModel
from api.parks.asked import asked_problem
from api.rankings.convert import to_method
from api.settings import Settings
from mcda.errors import Fault, InvalidInput, located
from weights.elicit import Interview
from weights.profiles import profile
from weights.spec import Imprecise, Profile, Ranked


def interview_of(found: AssessmentModel, settings: Settings) -> Interview:
    """Return the interview as the saved answers leave it.

    It begins with what the assessment's ``weights`` say where they were given: the order of a
    profile or ranking, or the constraints of imprecise weights. Other kinds say all there is to
    say; an interview then begins with nothing.

    Raises
    ------
    InvalidInput
        Fewer than two alternatives or criteria are left, or an answer contradicts others.
    """
    problem = asked_problem(found, settings)
    if len(problem.alternatives) < 2 or len(problem.criteria) < 2:
        raise InvalidInput([Fault("interview_needs_two", (), {})])
    order, known = _begun(found, problem.criterion_ids)
    interview = Interview.start(problem, to_method(found), known=known, order=order)
    for place, answer in enumerate(found.answers):
        with located("answers", place):
            question = interview.ask(
                answer.first.criterion,
                answer.first.amount,
                answer.second.criterion,
                answer.second.amount,
            )
        interview = interview.answer(question, answer.reply)
    return interview


def interviewed(found: AssessmentModel, settings: Settings) -> Imprecise:
    """Return all weights that fit the answers, as a statement."""
    constraints = interview_of(found, settings).constraints()
    return Imprecise.model_validate({"kind": "imprecise", "constraints": constraints})


def _begun(
    found: AssessmentModel, criteria: tuple[str, ...]
) -> tuple[list[list[str]], list[dict[str, object]]]:
    said = found.weights if "weights" in found.model_fields_set else None
    if isinstance(said, Imprecise):
        return [], [item.model_dump(exclude_none=True) for item in said.constraints]
    if isinstance(said, Ranked):
        return said.order, []
    if isinstance(said, Profile):
        order = said.order or [list(tied) for tied in profile(said.id).order]
        kept = [[name for name in tied if name in criteria] for tied in order]
        return [tied for tied in kept if tied], []
    return [], []
