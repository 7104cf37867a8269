"""The pages of the catalogue."""

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request, Response

from api.access.needs import Held, Reader, Saved, settings_of
from api.analysis import run_analysis
from api.pages.catalogue import entries, park, upload
from api.pages.catalogue.overview import overview
from api.pages.catalogue.park_page import park_page
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.parks.catalogue import catalogue_of
from api.settings import Settings

router = APIRouter(include_in_schema=False, route_class=PageRoute)
for part in (upload.router, entries.router):
    router.routes.extend(part.routes)
MOST_COMPARED = 5


@router.get("/parks")
def get_parks(request: Request, caller: Reader, database: Saved, settings: Held) -> Response:
    """Show all parks, and what lies over the catalogue."""
    return overview(request, caller, database, settings)


@router.get("/parks/compared")
async def get_compared(request: Request, caller: Reader, settings: Held) -> Response:
    """Show some parks side by side."""
    del caller
    asked = list(dict.fromkeys(request.query_params.getlist("id")))
    return await run_analysis(request, partial(_compared, request, asked, settings))


@router.get("/parks/{park_id}")
async def get_park(request: Request, park_id: str, caller: Reader, settings: Held) -> Response:
    """Show one park with all that is on record."""
    if "own" in request.query_params:
        # Another process may have saved what is to be seen now.
        request.app.state.owned.forget(caller.organisation)
        settings = await settings_of(request)
    return await run_analysis(request, partial(park_page, request, park_id, caller, settings))


def _compared(request: Request, asked: Sequence[str], settings: Settings) -> Response:
    language, catalogue = page_language(request), catalogue_of(settings)
    found = [park.shown(name, settings, language) for name in asked[:MOST_COMPARED]]
    return render(
        request,
        "parks_compared.html",
        section="parks",
        parks=found,
        rows=list(zip(*(item.judged for item in found), strict=True)),
        seven=len(catalogue.criteria),
        scenario=catalogue.default_scenario,
        left_out=max(len(asked) - MOST_COMPARED, 0),
        most=MOST_COMPARED,
    )
