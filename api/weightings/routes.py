"""``POST /v1/weights`` and ``GET /v1/profiles``."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.body import body_schema, read_body
from api.compute import run_apart
from api.errors import problems
from api.etag_route import TaggedRoute
from api.reply import telling
from api.weightings import service
from api.weightings.answers import ProfileAnswer, ProfilesAnswer, ResolvedAnswer
from api.weightings.schemas import WeightsRequest
from mcda.parks.templates import TemplateId

ProfileId = Annotated[str, Path(description="As `GET /v1/profiles` lists it.")]
router = APIRouter(tags=["weights"], route_class=TaggedRoute)


@router.post(
    "/v1/weights",
    summary="Weights of a statement",
    response_model=ResolvedAnswer,
    openapi_extra=body_schema(WeightsRequest),
    responses=problems(413, 415, 422),
)
async def post_weights(request: Request) -> Response:
    """Turn a statement about importance into weights, with diagnostics."""
    sent = await read_body(request)
    work = partial(service.weigh_sent, sent, request.app.state.settings)
    return telling(request, await run_apart(request, work))


@router.get("/v1/profiles", summary="All profiles", response_model=ProfilesAnswer)
def get_profiles(
    about: Annotated[TemplateId | None, Query(description="Only those about this subject.")] = None,
) -> dict[str, Any]:
    """List the weighting profiles with their evidence."""
    return service.list_profiles(about)


@router.get(
    "/v1/profiles/{profile_id}",
    summary="One profile",
    response_model=ProfileAnswer,
    responses=problems(404),
)
def get_profile(profile_id: ProfileId) -> dict[str, Any]:
    """Return a weighting profile with its evidence."""
    return service.get_profile(profile_id)
