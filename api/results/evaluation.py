"""The answer to an assessment as it stands; computed, nothing is read or kept."""

from typing import Any

from api.assessments.content import checked
from api.assessments.schemas import AssessmentModel
from api.interviews.weights import interviewed
from api.localisation import encode
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings

Plain = dict[str, Any]


def answer_of(content: Plain, settings: Settings) -> bytes:
    """Return the recommendation that an assessment asks for, in codes as it is kept."""
    return encode(recommend(request_of(content, settings), settings))


def request_of(content: Plain, settings: Settings) -> RecommendationRequest:
    """Return the recommendation that an assessment asks for, with the interview's weights."""
    # What is kept can be told at any length, and in documents.
    return with_answers(checked(content, settings), settings, detail="full")


def with_answers(
    found: AssessmentModel, settings: Settings, **changes: Any
) -> RecommendationRequest:
    """Return the recommendation that an assessment asks for, some fields changed."""
    fields = {
        name: getattr(found, name)
        for name in RecommendationRequest.model_fields
        if name in found.model_fields_set
    }
    if found.answers:
        fields["weights"] = interviewed(found, settings)
    return RecommendationRequest(**{**fields, **changes})
