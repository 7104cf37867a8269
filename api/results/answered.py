"""The answer to an assessment as it stands; computed, nothing is read or kept."""

from typing import Any

from api.assessments.content import checked
from api.interviews.weights import interviewed
from api.language import Language
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings

Plain = dict[str, Any]


def answer_of(content: Plain, settings: Settings, language: Language) -> bytes:
    """Return the recommendation that an assessment asks for, as JSON."""
    return recommend(request_of(content, settings), settings, language)


def request_of(content: Plain, settings: Settings) -> RecommendationRequest:
    """Return the recommendation that an assessment asks for, with the interview's weights."""
    found = checked(content, settings)
    fields = {
        name: getattr(found, name)
        for name in RecommendationRequest.model_fields
        if name in found.model_fields_set
    }
    if found.answers:
        fields["weights"] = interviewed(found, settings)
    return RecommendationRequest(**fields)
