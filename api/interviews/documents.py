"""Interviews on unsaved requests: the document holds the whole state."""

from api.assessments.content import checked
from api.assessments.schemas import AssessmentModel
from api.interviews.problem import OwnProblem
from api.interviews.weights import Opening, opening_of, opening_on, states
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from mcda.plain import Plain
from weights.elicit import Interview
from weights.validation import validate

ANSWERS = "answers"
_BESIDE = AssessmentModel.model_fields.keys() - RecommendationRequest.model_fields.keys()
"""What an assessment has beside its request, the answers too."""


def begun(document: Plain, settings: Settings) -> tuple[Opening, list[Interview]]:
    """Return the beginning of a request's interview, and its states up to the last answer.

    Raises
    ------
    InvalidInput
        A field cannot be used, or there are fewer than two alternatives or criteria to compare.
    """
    if "problem" in document:
        own = validate(OwnProblem, document)
        opening, answers = opening_on(own, settings), own.answers
    else:
        assessment = checked(document, settings)
        opening, answers = opening_of(assessment, settings), assessment.answers
    return opening, states(opening.interview, answers)


def weighed(document: Plain, settings: Settings) -> Plain:
    """Return a request in which the weights that follow from the answers replace the answers.

    If no answer decides anything, only fields that a request lacks are removed.
    """
    own = "problem" in document
    beside = {ANSWERS} if own else _BESIDE
    rest = {name: value for name, value in document.items() if name not in beside}
    if document.get(ANSWERS) in (None, []):
        return rest
    _, interviews = begun(document if own else {"name": ANSWERS, **document}, settings)
    statement = interviews[-1].statement()
    return {**rest, "weights": statement} if statement["replies"] else rest
