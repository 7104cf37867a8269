"""``POST /v1/weights`` and ``GET /v1/profiles``."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request

from api.analysis import is_small, run_analysis
from api.body import described, parsed, read_body
from api.errors import problems
from api.listing import Listing
from api.rankings.answers import WeightsAnswer
from api.weightings import service
from api.weightings.answers import ProfileAnswer
from api.weightings.schemas import WeightsRequest

router = APIRouter(tags=["weights"])


@router.post(
    "/v1/weights",
    summary="Weights of a statement",
    response_model=WeightsAnswer,
    openapi_extra=described(WeightsRequest),
    responses=problems(404, 413, 415, 422),
)
async def post_weights(request: Request) -> dict[str, Any]:
    """Turn a statement about importance into weights, with diagnostics."""
    sent = await read_body(request)
    work = partial(service.weigh, parsed(sent, WeightsRequest), request.app.state.settings)
    return work() if is_small(sent) else await run_analysis(request, work)


@router.get("/v1/profiles", summary="All profiles", response_model=Listing)
def get_profiles() -> dict[str, Any]:
    """List the weighting profiles with their evidence."""
    return service.list_profiles()


@router.get(
    "/v1/profiles/{profile_id}",
    summary="One profile",
    response_model=ProfileAnswer,
    responses=problems(404),
)
def get_profile(profile_id: str) -> dict[str, Any]:
    """Return a weighting profile with its evidence."""
    return service.get_profile(profile_id)
