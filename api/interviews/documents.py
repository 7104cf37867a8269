"""Interviews on requests that nobody saved: all that is known stands in the document."""

from typing import Any

from api.assessments.content import checked
from api.assessments.schemas import AssessmentModel
from api.interviews.problem import OwnProblem
from api.interviews.weights import Opening, opening_of, opening_on, states
from api.parks.schemas import RecommendationRequest
from api.settings import Settings
from weights.elicit import Interview
from weights.validation import validate

Plain = dict[str, Any]
ANSWERS = "answers"
_BESIDE = AssessmentModel.model_fields.keys() - RecommendationRequest.model_fields.keys()
"""What an assessment has beside its request, the answers too."""


def begun(document: Plain, settings: Settings) -> tuple[Opening, list[Interview]]:
    """Return how the interview of a request begins, and its states from then to the last answer.

    Parameters
    ----------
    document
        An assessment, or a ranking of a problem of one's own with ``answers``; its weights, if it
        has any, are where the interview begins.
    settings
        With the catalogue and the limits.

    Raises
    ------
    InvalidInput
        Something cannot be used, or there are fewer than two things to compare.
    """
    if "problem" in document:
        own = validate(OwnProblem, document)
        opening, answers = opening_on(own, settings), own.answers
    else:
        found = checked(document, settings)
        opening, answers = opening_of(found, settings), found.answers
    return opening, states(opening.interview, answers)


def weighed(document: Plain, settings: Settings) -> Plain:
    """Return a request in which what the answers say stands as the weights.

    Without answers only what an assessment has beside its request is left out.
    """
    own = "problem" in document
    beside = {ANSWERS} if own else _BESIDE
    rest = {name: value for name, value in document.items() if name not in beside}
    if document.get(ANSWERS) in (None, []):
        return rest
    _, found = begun(document if own else {"name": ANSWERS, **document}, settings)
    return {**rest, "weights": found[-1].statement()}
