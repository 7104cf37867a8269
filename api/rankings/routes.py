"""``POST /v1/rankings``."""

from fastapi import APIRouter, Request, Response

from api.http.errors import problems
from api.rankings.answers import RankingAnswer
from api.rankings.cost import expected_seconds
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.requests.body import Computation, WholeRoute, body_schema, read_body, respond
from mcda.methods import METHODS
from mcda.registry import OWN
from weights.weightings import weighting_of

router = APIRouter(tags=["rankings"], route_class=WholeRoute)


@router.post(
    "/v1/rankings",
    summary="Rank any problem",
    response_model=RankingAnswer,
    openapi_extra=body_schema(RankingRequest),
    responses=problems(413, 415, 422),
)
async def post_ranking(request: Request) -> Response:
    """Rank alternatives, with exact sensitivity unless it is left out."""
    body = await read_body(request)
    settings = request.app.state.settings
    computation = Computation(
        model=RankingRequest, answer=rank_problem, seconds=expected_seconds, at_once=_is_cheap
    )
    return await respond(request, computation, body, settings)


def _is_cheap(body: RankingRequest) -> bool:
    """Tell whether a small body needs well under a millisecond, by the kinds of its parts."""
    method = body.method
    return (
        body.sensitivity is False
        and weighting_of(body.weights).is_cheap(body.weights)
        and METHODS.origin(method.name) == OWN
        and not METHODS[method.name].slow_to_load
        and not getattr(method, "comparisons", None)
    )
