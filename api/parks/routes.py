"""The catalogue, and ``POST /v1/recommendations``."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.access.dependencies import Held, settings_of
from api.http.errors import problems
from api.http.etag_route import TaggedRoute
from api.http.list_page import CATALOGUE_SORT, AnyLimit, Cursor, Key, page_of
from api.http.reply import telling
from api.parks import service, vocabularies
from api.parks.answers import (
    CountriesAnswer,
    CountryAnswer,
    CriteriaAnswer,
    MarketsAnswer,
    ParkAnswer,
    ParksAnswer,
    ProvincesAnswer,
    RecommendationAnswer,
    ScenariosAnswer,
    SectorsAnswer,
    SourcesAnswer,
    TemplatesAnswer,
)
from api.parks.catalogue import catalogue_of
from api.parks.schemas import RecommendationRequest
from api.parks.templates import list_templates
from api.rankings.cost import expected_seconds
from api.requests.body import Computation, body_schema, read_body, respond

ParkId = Annotated[str, Path(description="As `GET /v1/parks` lists it.")]
CountryId = Annotated[str, Path(description="As `GET /v1/countries` lists it.")]
ParkSort = Literal["id", "-id", "name", "-name", "country", "-country"]
SourceSort = Literal["id", "-id", "title", "-title"]
_PARKS: Mapping[str, Key] = {
    "id": itemgetter("id"),
    "name": lambda park: park["name"].say().casefold(),
    "country": itemgetter("country"),
}
_SOURCES: Mapping[str, Key] = {
    "id": itemgetter("id"),
    "title": lambda source: source["title"].casefold(),
}
router = APIRouter(tags=["parks"], route_class=TaggedRoute)


@router.get("/v1/criteria", summary="The criteria", response_model=CriteriaAnswer)
def get_criteria(request: Request, settings: Held) -> Response:
    """List the main criteria with their ladders, the optional ones, and the criteria tree."""
    return telling(request, service.list_criteria(settings.base))


@router.get("/v1/templates", summary="Decision templates", response_model=TemplatesAnswer)
def get_templates(request: Request, settings: Held) -> Response:
    """List the choices that a recommendation can be about."""
    return telling(request, list_templates(settings.base))


@router.get("/v1/countries", summary="All countries", response_model=CountriesAnswer)
def get_countries(request: Request, settings: Held) -> Response:
    """List the host countries, and the country of origin."""
    return telling(request, vocabularies.list_countries(catalogue_of(settings)))


@router.get("/v1/scenarios", summary="Tariff scenarios", response_model=ScenariosAnswer)
def get_scenarios(request: Request, settings: Held) -> Response:
    """List the tariff scenarios that a request may name; none is called today's law."""
    return telling(request, vocabularies.list_scenarios(catalogue_of(settings)))


@router.get("/v1/sectors", summary="All sectors", response_model=SectorsAnswer)
def get_sectors(request: Request, settings: Held) -> Response:
    """List the sectors that an enterprise may name."""
    return telling(request, vocabularies.list_sectors(catalogue_of(settings)))


@router.get("/v1/markets", summary="All markets", response_model=MarketsAnswer)
def get_markets(request: Request, settings: Held) -> Response:
    """List the markets that an enterprise may sell to, besides countries by their names."""
    return telling(request, vocabularies.list_markets(catalogue_of(settings)))


@router.get("/v1/sources", summary="All sources", response_model=SourcesAnswer)
def get_sources(
    settings: Held,
    sort: Annotated[SourceSort | None, Query(description=CATALOGUE_SORT)] = None,
    limit: AnyLimit = None,
    start: Cursor = None,
) -> dict[str, Any]:
    """List the sources of the claims, the caller's own among them."""
    sources = vocabularies.list_sources(catalogue_of(settings))["items"]
    return page_of(sources, _SOURCES, sort, start, limit)


@router.get("/v1/provinces", summary="All provinces", response_model=ProvincesAnswer)
def get_provinces(request: Request, settings: Held) -> Response:
    """List the provinces of China in which an enterprise may be at home, and what plants cost."""
    return telling(request, vocabularies.list_provinces(catalogue_of(settings)))


@router.get("/v1/parks", summary="All parks", response_model=ParksAnswer)
def get_parks(
    request: Request,
    settings: Held,
    sort: Annotated[ParkSort | None, Query(description=CATALOGUE_SORT)] = None,
    limit: AnyLimit = None,
    start: Cursor = None,
) -> Response:
    """List the parks."""
    parks = service.list_parks(settings)["items"]
    return telling(request, page_of(parks, _PARKS, sort, start, limit))


@router.get(
    "/v1/parks/{park_id}",
    summary="One park",
    response_model=ParkAnswer,
    responses=problems(404),
)
def get_park(request: Request, park_id: ParkId, settings: Held) -> Response:
    """Return a park with its claims, each with source, date and quote, and their contradictions."""
    return telling(request, service.get_park(park_id, settings))


@router.get(
    "/v1/countries/{country_id}",
    summary="One country",
    response_model=CountryAnswer,
    responses=problems(404),
)
def get_country(request: Request, country_id: CountryId, settings: Held) -> Response:
    """Return a country with its claims and recorded duties."""
    return telling(request, service.get_country(country_id, settings))


@router.post(
    "/v1/recommendations",
    summary="Recommend parks to an enterprise",
    response_model=RecommendationAnswer,
    openapi_extra=body_schema(RecommendationRequest),
    responses=problems(413, 415, 422),
)
async def post_recommendation(request: Request) -> Response:
    """Rank the parks as this enterprise would see them, with evidence and sensitivity."""
    body = await read_body(request)
    computation = Computation(
        model=RecommendationRequest, answer=service.recommend, seconds=expected_seconds
    )
    return await respond(request, computation, body, await settings_of(request))
