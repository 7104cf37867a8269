"""``POST /v1/comparisons``."""

from fastapi import APIRouter, Request, Response

from api.access.dependencies import settings_of
from api.body import WholeRoute, body_schema, read_body, respond
from api.comparisons import service
from api.comparisons.answers import ComparisonAnswer
from api.comparisons.schemas import ComparisonRequest
from api.errors import problems

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
    sent = await read_body(request)
    settings = await settings_of(request)
    return await respond(request, service.compare_weightings, ComparisonRequest, sent, settings)
