"""The pages of the catalogue."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request, Response

from api.access.dependencies import Held, Reader, settings_of
from api.compute import run_analysis
from api.language import Language
from api.pages.catalogue import entries, park, upload
from api.pages.catalogue.overview import overview
from api.pages.catalogue.park_list import in_order
from api.pages.catalogue.park_page import park_page
from api.pages.catalogue.peers import standings
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Catalogue
from mcda.parks.rationale import sectors as known_sectors

router = APIRouter(include_in_schema=False, route_class=PageRoute)
for part in (upload.router, entries.router):
    router.routes.extend(part.routes)
MOST_COMPARED = 5


@router.get("/parks")
async def get_parks(request: Request, caller: Reader, settings: Held) -> Response:
    """Show all parks on a map and in a list."""
    del caller
    return await run_analysis(request, partial(overview, request, settings))


@router.get("/parks/compared")
async def get_compared(request: Request, caller: Reader, settings: Held) -> Response:
    """Show some parks side by side."""
    del caller
    asked = list(dict.fromkeys(request.query_params.getlist("id")))
    sector = request.query_params.get("sector", "")
    return await run_analysis(request, partial(_compared, request, asked, sector, settings))


@router.get("/parks/{park_id}")
async def get_park(request: Request, park_id: str, caller: Reader, settings: Held) -> Response:
    """Show one park with all that is on record."""
    if "own" in request.query_params:
        # Another process may have saved what is to be seen now.
        request.app.state.owned.forget(caller.organisation)
        settings = await settings_of(request)
    return await run_analysis(request, partial(park_page, request, park_id, caller, settings))


def _compared(request: Request, asked: Sequence[str], sector: str, settings: Settings) -> Response:
    language, catalogue = page_language(request), catalogue_of(settings)
    ids = asked[:MOST_COMPARED]
    sectors = [sector] if sector in known_sectors() else []
    found = [park.park_view(name, settings, language, sectors) for name in ids]
    stand = standings(ids, settings, language)
    return render(
        request,
        "parks_compared.html",
        section="parks",
        parks=found,
        standings=[stand[name] for name in ids],
        rows=list(zip(*(item.judged for item in found), strict=True)),
        seven=len(catalogue.criteria),
        scenario=catalogue.default_scenario,
        left_out=max(len(asked) - MOST_COMPARED, 0),
        most=MOST_COMPARED,
        others=_others(catalogue, ids, language),
        sector="".join(sectors),
        sector_name="".join(park.sector_name(one, language) for one in sectors),
    )


def _others(
    catalogue: Catalogue, ids: Sequence[str], language: Language
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parks that can be added: country and, by name, id and name of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in catalogue.parks.values():
        if one.id not in ids:
            country = catalogue.country(one.country).name[language]
            found.setdefault(country, []).append((one.id, one.name[language]))
    return sorted(found.items(), key=lambda item: in_order(item[0]))
