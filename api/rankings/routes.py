"""``POST /v1/rankings``."""

from fastapi import APIRouter, Request, Response

from api.analysis import answered_apart, is_small
from api.body import WholeRoute, answered, described, read_body
from api.errors import problems
from api.language import language_of
from api.rankings.answers import RankingAnswer
from api.rankings.schemas import RankingRequest
from api.rankings.service import rank_problem
from weights.spec import is_cheap
from weights.validation import validated_json

router = APIRouter(tags=["rankings"], route_class=WholeRoute)


@router.post(
    "/v1/rankings",
    summary="Rank any problem",
    response_model=RankingAnswer,
    openapi_extra=described(RankingRequest),
    responses=problems(404, 413, 415, 422),
)
async def post_ranking(request: Request) -> Response:
    """Rank alternatives, with exact sensitivity unless it is left out."""
    sent = await read_body(request)
    settings, language = request.app.state.settings, language_of(request)
    work = rank_problem, RankingRequest, sent, settings, language
    if not is_small(sent):
        content = await answered(request, *work)
    else:
        body = validated_json(RankingRequest, sent)
        if body.sensitivity is False and is_cheap(body.weights):
            content = rank_problem(body, settings, language)  # cheaper here than anywhere else
        else:
            content = await answered_apart(request, *work)
    return Response(content, media_type="application/json")
