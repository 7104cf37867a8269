"""The catalogue, and ``POST /v1/recommendations``."""

from typing import Any

from fastapi import APIRouter, Request, Response

from api.access.needs import Held, settings_of
from api.body import answered, described, read_body
from api.errors import problems
from api.language import language_of
from api.listing import Listing
from api.parks import service
from api.parks.answers import CountryAnswer, CriteriaAnswer, ParkAnswer, RecommendationAnswer
from api.parks.schemas import RecommendationRequest
from api.parks.templates import list_templates

router = APIRouter(tags=["parks"])


@router.get("/v1/criteria", summary="The criteria", response_model=CriteriaAnswer)
def get_criteria(settings: Held) -> dict[str, Any]:
    """List the seven criteria with their ladders, the optional ones, and the criteria tree."""
    return service.list_criteria(settings.base)


@router.get("/v1/templates", summary="Decision templates", response_model=Listing)
def get_templates(settings: Held) -> dict[str, Any]:
    """List the choices that a recommendation can be about."""
    return list_templates(settings.base)


@router.get("/v1/screens", summary="Screens on parks", response_model=Listing)
def get_screens() -> dict[str, Any]:
    """List the screens that a recommendation may ask for, each with its reason."""
    return service.list_screens()


@router.get("/v1/parks", summary="All parks", response_model=Listing)
def get_parks(settings: Held) -> dict[str, Any]:
    """List the parks."""
    return service.list_parks(settings)


@router.get(
    "/v1/parks/{park_id}",
    summary="One park",
    response_model=ParkAnswer,
    responses=problems(404),
)
def get_park(request: Request, park_id: str, settings: Held) -> dict[str, Any]:
    """Return a park with its claims, each with source, date and quote, and their contradictions."""
    return service.get_park(park_id, settings, language_of(request))


@router.get(
    "/v1/countries/{country_id}",
    summary="One country",
    response_model=CountryAnswer,
    responses=problems(404),
)
def get_country(request: Request, country_id: str, settings: Held) -> dict[str, Any]:
    """Return a country with its claims and recorded duties."""
    return service.get_country(country_id, language_of(request), settings)


@router.post(
    "/v1/recommendations",
    summary="Recommend parks to an enterprise",
    response_model=RecommendationAnswer,
    openapi_extra=described(RecommendationRequest),
    responses=problems(404, 413, 415, 422),
)
async def post_recommendation(request: Request) -> Response:
    """Rank the parks as this enterprise would see them, with evidence and sensitivity."""
    sent = await read_body(request)
    settings, language = await settings_of(request), language_of(request)
    content = await answered(
        request, service.recommend, RecommendationRequest, sent, settings, language
    )
    return Response(content, media_type="application/json")
