"""Interviews on unsaved requests: the document holds the whole state."""

from api.assessments.content import checked
from api.assessments.schemas import AssessmentModel
from api.interviews.problem import OwnProblem
from api.interviews.weights import Opening, opening_of, opening_on, states, weighing
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.plain import Plain
from weights.elicit import Interview
from weights.validation import validate

ANSWERS, SWINGS = "answers", "swings"
_BESIDE = AssessmentModel.model_fields.keys() - RecommendationRequest.model_fields.keys()
"""What an assessment has beside its request, the answers too."""


def begun(document: Plain, settings: Settings) -> tuple[Opening, list[Interview]]:
    """Return the beginning of a request's interview, and its states up to the last answer.

    Raises
    ------
    InvalidInput
        A field cannot be used, or there are fewer than two alternatives or criteria to compare.
    """
    request: OwnProblem | AssessmentModel
    if "problem" in document:
        request = validate(OwnProblem, document)
        opening = opening_on(request, settings)
    else:
        request = checked(document, settings)
        opening = opening_of(request, settings)
    return opening, states(weighing(opening.interview, request.swings), request.answers)


def weighed(document: Plain, settings: Settings) -> Plain:
    """Return a request in which the weights that follow from the answers replace the answers.

    If no answer decides anything, only fields that a request lacks are removed.
    """
    own = "problem" in document
    beside = {ANSWERS, SWINGS} if own else _BESIDE
    rest = {name: value for name, value in document.items() if name not in beside}
    if not (document.get(ANSWERS) or document.get(SWINGS)):
        return rest
    _, interviews = begun(document if own else {"name": ANSWERS, **document}, settings)
    statement = interviews[-1].statement()
    is_told = statement["replies"] or SWINGS in statement
    return {**rest, "weights": statement} if is_told else rest
