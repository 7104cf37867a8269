"""``POST /v1/comparisons``."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.access.dependencies import settings_of
from api.comparisons import service
from api.comparisons.schemas import ComparisonRequest
from api.http.answer import Answer, sent
from api.http.errors import problems
from api.rankings.answers import (
    WARNINGS_FIELD,
    Excluded,
    NamesAnswer,
    RankedWeightsAnswer,
    RecordAnswer,
    Used,
    Warned,
)
from api.rankings.cost import expected_seconds
from api.requests.body import Computation, WholeRoute, body_schema, read_body, respond
from mcda.parks.exclusions import FirstAsk
from mcda.robust import Decision, FirstPlace
from weights.comparison.camps import Camp
from weights.comparison.disagreement import Disagreement
from weights.comparison.regret import Consensus

_NAME = "Of the alternative, in the language of the answer."


class PlacedAnswer(Answer):
    """An alternative with its place under one weighting."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description=_NAME)
    rank: int = Field(ge=1, description="Competition rank: ties share the better one (1, 1, 3).")
    score: float = Field(description="As the method defines it.")
    tied_with: list[str] = Field(description="Ids of the others of the same rank.")


class SetApartAnswer(Excluded):
    """An alternative that no weighting ranks."""

    name: str = Field(description=_NAME)


class WeighedAnswer(Answer):
    """The ranking under one weighting, and how sure its first place is."""

    name: str = Field(description="Of the weighting.")
    ranking: list[PlacedAnswer] = Field(description="The best first.")
    weights: RankedWeightsAnswer
    decision: Decision | None = Field(
        description="Null where worth does not add up on fixed scales."
    )
    verdict: FirstPlace | None = Field(
        description="Null beside a decision, or for one alternative."
    )
    first_ask: list[FirstAsk] = Field(
        description="Parks of which too little is known under this weighting, ranked here beside "
        "the others since another weighting ranks them."
    )


class DisagreementAnswer(Answer, of=Disagreement):
    """Which criteria's weights explain that two weightings have no winner in common."""

    winners: dict[str, list[str]] = Field(
        description="Of both weightings, by name: ids of all that are first."
    )


class ComparisonRecord(RecordAnswer):
    """What to send back for the same answer."""

    spec: Annotated[Any, sent("ComparisonRequest")]


class ComparisonAnswer(Answer):
    """Rankings side by side, how far they agree, and why they part."""

    sentence: str = Field(description="Who chooses what, in words.")
    camps: list[Camp] = Field(
        description="Weightings by their first place, the largest camp first; of camps of one "
        "size, the one whose first place is nearest to what everybody can live with."
    )
    rankings: list[WeighedAnswer] = Field(description="Of each weighting, in their order.")
    excluded: list[SetApartAnswer] = Field(
        description="Parks past the worst end of a scale, or of which too little is known under "
        "every weighting."
    )
    kendall_tau: dict[str, dict[str, float]] = Field(
        description="Rank correlation tau-b of every two rankings, in -1..1."
    )
    weight_distance: dict[str, dict[str, float]] = Field(
        description="Share of weight that differs between every two weightings, in 0..1: half the "
        "sum of absolute differences."
    )
    consensus: Consensus
    disagreement: list[DisagreementAnswer] = Field(
        description="Of every two weightings that have no winner in common."
    )
    method: Used
    warnings: list[Warned] = WARNINGS_FIELD
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: ComparisonRecord


router = APIRouter(tags=["comparisons"], route_class=WholeRoute)


@router.post(
    "/v1/comparisons",
    summary="Compare weightings",
    response_model=ComparisonAnswer,
    openapi_extra=body_schema(ComparisonRequest),
    responses=problems(413, 415, 422),
)
async def post_comparison(request: Request) -> Response:
    """Rank under several weightings; say how far they agree, who objects and what explains it."""
    body = await read_body(request)
    settings = await settings_of(request)
    computation = Computation(
        model=ComparisonRequest, answer=service.compare_weightings, seconds=expected_seconds
    )
    return await respond(request, computation, body, settings)
