"""The pages of the catalogue."""

import math
from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request, Response

from api.access.dependencies import Held, Reader, settings_of
from api.compute.analyses import run_analysis
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.parks import entries, maps, park, park_list, upload
from api.pages.parks.filters import SORTS, filter_lines, filters_asked
from api.pages.parks.park import sector_name
from api.pages.parks.park_list import in_order
from api.pages.parks.park_page import park_page
from api.pages.parks.peers import standings
from api.parks.catalogue import catalogue_of
from api.parks.land import YUAN_A_MU, land_units
from api.settings import Settings
from mcda.parks.sectors import sectors as known_sectors

_STEP = 50
"""US dollars a square metre to which the axis of prices is rounded up."""
router = APIRouter(include_in_schema=False, route_class=PageRoute)
MOST_COMPARED = 5


def overview(request: Request, settings: Settings) -> Response:
    """Return the page."""
    language, catalogue = page_language(request), catalogue_of(settings)
    query, counted = request.query_params, land_units(catalogue)
    every = park_list.lines(settings, language, query.get("sector", ""))
    countries, sectors = park_list.countries(every), park_list.sectors(every, language)
    filters = filters_asked(query, [key for key, _ in sectors])
    selection = filter_lines(every, filters, counted)
    highest = max((line.price.high for line in selection["lines"] if line.price), default=_STEP)
    return render(
        request,
        "parks.html",
        section="parks",
        every=every,
        found=selection,
        asked=filters,
        sorts=SORTS,
        countries=countries,
        sectors=sectors,
        sector=sector_name(filters.sector, language) if filters.sector else "",
        units=list(counted),
        yuan=counted.get(YUAN_A_MU),
        maps=maps.draw_maps(selection["lines"], language),
        off=maps.off_the_map(selection["lines"]),
        inset_height=maps.inset_height,
        axis=math.ceil(highest / _STEP) * _STEP,
        criteria=[info.name[language] for info in catalogue.criteria],
        scenario=catalogue.default_scenario,
    )


for part in (upload.router, entries.router):
    router.routes.extend(part.routes)


@router.get("/parks")
async def get_parks(request: Request, caller: Reader, settings: Held) -> Response:
    """Show all parks on a map and in a list."""
    return await run_analysis(request, partial(overview, request, settings))


@router.get("/parks/compared")
async def get_compared(request: Request, caller: Reader, settings: Held) -> Response:
    """Show some parks side by side."""
    ids = list(dict.fromkeys(request.query_params.getlist("id")))
    sector = request.query_params.get("sector", "")
    return await run_analysis(request, partial(_compared, request, ids, sector, settings))


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
    views = [park.park_view(name, settings, language, sectors) for name in ids]
    stand = standings(ids, settings, language)
    others: dict[str, list[tuple[str, str]]] = {}
    for other in catalogue.parks.values():
        if other.id not in ids:
            country = catalogue.country(other.country).name[language]
            others.setdefault(country, []).append((other.id, other.name[language]))
    return render(
        request,
        "parks_compared.html",
        section="parks",
        parks=views,
        standings=[stand[name] for name in ids],
        rows=list(zip(*(item["judged"] for item in views), strict=True)),
        seven=len(catalogue.criteria),
        scenario=catalogue.default_scenario,
        left_out=max(len(asked) - MOST_COMPARED, 0),
        most=MOST_COMPARED,
        others=sorted(others.items(), key=lambda item: in_order(item[0])),
        sector="".join(sectors),
        sector_name="".join(park.sector_name(code, language) for code in sectors),
    )
