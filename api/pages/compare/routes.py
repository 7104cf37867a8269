"""The page that compares weightings; its address holds the whole question."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.access.caller import Caller
from api.access.needs import Held, Reader, Saved
from api.analysis import compute_of, run_analysis
from api.charts import heights, specs
from api.db import Database
from api.pages.compare.asked import DEFAULT_METHOD, Asked, asked_of
from api.pages.compare.finding import Found, find
from api.pages.compare.offered import EQUAL
from api.pages.compare.told import told
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.parks.labels import labels_of_catalogue
from api.settings import Settings
from weights.profiles import DEFAULT_PROFILE

router = APIRouter(include_in_schema=False, route_class=PageRoute)
AT_FIRST = Asked(
    weightings=(DEFAULT_PROFILE, EQUAL), parks=(), assessment="", method=DEFAULT_METHOD
)
"""What the form holds before anybody chose."""


@router.get("/compare")
async def get_comparison(
    request: Request, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Compare the weightings that the address names; without any, show what can be chosen."""
    found = await _found(request, caller, database, settings)
    language = page_language(request)
    form: dict[str, Any] = {
        "section": "compare",
        "asked": asked_of(request.query_params) or AT_FIRST,
        "offered": found.offered,
        "faults": found.faults,
    }
    if found.answer is None:
        return render(request, "compare.html", status=found.status, **form)
    labels = labels_of_catalogue(language, settings)
    return render(
        request,
        "compare_result.html",
        **form,
        a=found.answer,
        found=told(found.answer, labels, language),
        labels=labels,
        assessment=found.assessment,
        heights=heights(found.answer),
        charts=f"/compare/charts?{request.url.query}",
    )


@router.get("/compare/charts")
async def get_charts(request: Request, caller: Reader, database: Saved, settings: Held) -> Response:
    """Return the charts of the same address, by name, for the page to draw."""
    found = await _found(request, caller, database, settings)
    language = page_language(request)
    charts: dict[str, Any] = {}
    if found.answer is not None:
        labels = labels_of_catalogue(language, settings)
        charts = await run_analysis(request, partial(specs, found.answer, labels, language))
    return JSONResponse(charts, found.status, headers={"Cache-Control": "no-store"})


async def _found(request: Request, caller: Caller, database: Database, settings: Settings) -> Found:
    work = partial(
        find,
        asked_of(request.query_params),
        database=database,
        caller=caller,
        settings=settings,
        language=page_language(request),
        compute=compute_of(request),
    )
    return await run_analysis(request, work)
