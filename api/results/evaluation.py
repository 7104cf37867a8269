"""The answer to an assessment in its present state; computed without the database."""

from dataclasses import dataclass
from typing import Any

from api.assessments.content import checked
from api.assessments.schemas import AssessmentModel
from api.http.localisation import encode
from api.interviews.weights import criteria_asked, interviewed
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommendation
from api.rankings.requests import AnswerDetail
from api.results.documents import kept_document
from api.results.headline import ResultHeadline, headline
from api.settings import Settings
from mcda.plain import Plain


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The recommendation for an assessment, in the form to store and in the form to send."""

    answer: bytes
    """Whole, in codes."""
    document: bytes
    """What tells it; see `api.results.documents`."""
    headline: ResultHeadline
    """What lists tell of it."""
    told: bytes
    """Of the answer as much as was asked for."""


def evaluate(content: Plain, settings: Settings, asked: AnswerDetail | None = None) -> Evaluation:
    """Compute the answer to an assessment, once for all that is shown of it."""
    request = request_of(content, settings)
    tell = recommendation(request, settings)
    whole = tell(request)
    answer = encode(whole)
    reply = answer if asked is None else encode(tell(asked))
    return Evaluation(answer, kept_document(whole, settings), headline(answer), reply)


def request_of(content: Plain, settings: Settings) -> RecommendationRequest:
    """Return the recommendation request of an assessment, with the interview's weights."""
    # What is kept can be told at any length, and in documents.
    return with_answers(checked(content, settings), settings, detail="full")


def with_answers(
    found: AssessmentModel, settings: Settings, **changes: Any
) -> RecommendationRequest:
    """Return the recommendation request of an assessment, with some fields changed."""
    fields = {
        name: getattr(found, name)
        for name in RecommendationRequest.model_fields
        if name in found.model_fields_set
    }
    replies = interviewed(found, settings) if found.answers or found.swings else None
    if replies is not None:
        fields |= {"weights": replies, "criteria": criteria_asked(found, settings).criteria}
    return RecommendationRequest(**{**fields, **changes})
