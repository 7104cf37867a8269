"""``POST /v1/weights`` and ``GET /v1/profiles``."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.analysis import run_apart
from api.body import described, parsed, read_body
from api.errors import problems
from api.language import language_of
from api.listing import Listing
from api.weightings import service
from api.weightings.answers import ProfileAnswer, ResolvedAnswer
from api.weightings.schemas import WeightsRequest
from weights.profiles.model import About

router = APIRouter(tags=["weights"])


@router.post(
    "/v1/weights",
    summary="Weights of a statement",
    response_model=ResolvedAnswer,
    openapi_extra=described(WeightsRequest),
    responses=problems(404, 413, 415, 422),
)
async def post_weights(request: Request) -> dict[str, Any]:
    """Turn a statement about importance into weights, with diagnostics."""
    body = parsed(await read_body(request), WeightsRequest)
    settings, language = request.app.state.settings, language_of(request)
    return await run_apart(request, partial(service.weigh, body, settings, language))


@router.get("/v1/profiles", summary="All profiles", response_model=Listing)
def get_profiles(
    about: Annotated[About | None, Query(description="Only those about this subject.")] = None,
) -> dict[str, Any]:
    """List the weighting profiles with their evidence."""
    return service.list_profiles(about)


@router.get(
    "/v1/profiles/{profile_id}",
    summary="One profile",
    response_model=ProfileAnswer,
    responses=problems(404),
)
def get_profile(profile_id: str) -> dict[str, Any]:
    """Return a weighting profile with its evidence."""
    return service.get_profile(profile_id)
