"""The pages of a stored result, and what a reader can try on it."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.access.caller import Caller
from api.access.needs import Held, Reader, Saved, Writer
from api.analysis import run_analysis
from api.charts.sizes import heights
from api.db import Database
from api.own import profiles
from api.pages.assess.routes import go_to, read, save
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.results.spoken import Told, told
from api.pages.results.tried import own_figure, slug_of, weights_of
from api.parks.labels import Labels
from api.repeats import Once
from api.reports.verdict import caution, verdict
from api.reports.view import View
from api.results import service
from api.settings import Settings
from mcda.errors import NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PLACE = "/assess/{assessment_id}/results/{number}"
NOT_REPEATED = Once(None, b"")
Plain = dict[str, Any]


@router.get(PLACE)
async def get_result(
    request: Request,
    assessment_id: str,
    number: int,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show a result."""
    found = await _told(request, assessment_id, number, caller, database, settings)
    assessment = read(database, caller, assessment_id)
    results = database.read(
        partial(service.listed, caller=caller, assessment_id=assessment_id, start=None, limit=100)
    )
    return render(
        request,
        "result.html",
        section="assess",
        assessment=assessment,
        results=results["items"],
        place=_place(assessment_id, number),
        **_values(found),
    )


@router.get(PLACE + "/evidence/{park}")
async def get_evidence(
    request: Request,
    assessment_id: str,
    number: int,
    park: str,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show what stands behind the values of one alternative."""
    found = await _told(request, assessment_id, number, caller, database, settings)
    if park not in found.answer["evidence"]:
        raise NotFound.at("not_found", what=park)
    return render(
        request,
        "result_evidence.html",
        section="assess",
        assessment=read(database, caller, assessment_id),
        park=park,
        place=_place(assessment_id, number),
        **_values(found),
    )


@router.get(PLACE + "/charts")
async def get_charts(
    request: Request,
    assessment_id: str,
    number: int,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Return the charts of a result, by name, for the page to draw."""
    found = await _told(request, assessment_id, number, caller, database, settings)
    specs = await run_analysis(request, partial(_charts, found))
    return JSONResponse(specs, headers={"Cache-Control": "no-store"})


@router.post("/assess/{assessment_id}/run")
async def post_run(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Rank the parks as they stand, keep the result and show it."""
    return await run_anew(request, assessment_id, caller, database, settings)


@router.post("/assess/{assessment_id}/keep")
async def post_keep(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Put back a park that a screen set aside, and rank anew."""
    park = (await fields_sent(request)).get("park", [""])[0]
    kept = read(database, caller, assessment_id)["content"].get("keep") or []
    save(database, caller, assessment_id, {"keep": [*kept, park]}, settings)
    return await run_anew(request, assessment_id, caller, database, settings)


@router.post(PLACE + "/own")
async def post_own(
    request: Request,
    assessment_id: str,
    number: int,
    caller: Writer,
    database: Saved,
    settings: Held,
) -> Response:
    """Take a figure of the reader's own with its source, and rank anew."""
    del number
    own = own_figure(await fields_sent(request))
    said = read(database, caller, assessment_id)["content"].get("overrides") or []
    place = (own["park"], own["criterion"])
    others = [item for item in said if (item["park"], item["criterion"]) != place]
    save(database, caller, assessment_id, {"overrides": [*others, own]}, settings)
    return await run_anew(request, assessment_id, caller, database, settings)


@router.post(PLACE + "/weights")
async def post_weights(
    request: Request,
    assessment_id: str,
    number: int,
    caller: Writer,
    database: Saved,
    settings: Held,
) -> Response:
    """Rank anew with the weights that the reader set, or keep them as a profile."""
    fields = await fields_sent(request)
    weights = weights_of(fields)
    name = (fields.get("name") or [""])[0].strip()
    if "keep" in fields and name:
        work = partial(
            profiles.put,
            caller=caller,
            slug=slug_of(name),
            name=name,
            description="",
            weights=weights,
        )
        database.write(work)
        return go_to(assessment_id, f"results/{number}#weights")
    save(database, caller, assessment_id, {"weights": weights, "answers": []}, settings)
    return await run_anew(request, assessment_id, caller, database, settings)


async def run_anew(
    request: Request, assessment_id: str, caller: Caller, database: Database, settings: Settings
) -> Response:
    """Rank as the assessment stands, keep the result, and show it."""
    work = partial(
        service.run,
        database,
        caller,
        assessment_id,
        settings,
        page_language(request),
        NOT_REPEATED,
    )
    reply = await run_analysis(request, work)
    return go_to(assessment_id, f"results/{reply.headers['Location'].rpartition('/')[2]}")


async def _told(
    request: Request,
    assessment_id: str,
    number: int,
    caller: Caller,
    database: Database,
    settings: Settings,
) -> Told:
    work = partial(service.read, caller=caller, assessment_id=assessment_id, number=number)
    whole = database.read(work)
    return await run_analysis(request, partial(told, whole, page_language(request), settings))


def _values(found: Told) -> Plain:
    view = View(answer=found.answer, language=found.language, labels=found.labels)
    return {
        "verdict": verdict(view),
        "caution": caution(view),
        "a": found.answer,
        "result": found.result,
        "labels": found.labels,
        "foreign": found.foreign,
        "problem": found.problem,
        "rows": found.rows,
        "heights": heights(found.answer),
    }


def _charts(found: Told) -> Plain:
    from api import charts
    from api.charts.names import Names

    labels: Labels = found.labels
    names = Names(
        language=found.language, alternatives=labels.alternatives, criteria=labels.criteria
    )
    made = {
        name: getattr(charts, name)(found.answer, names)
        for name in ("ranking", "contributions", "stability", "acceptability")
    }
    return {name: spec for name, spec in made.items() if spec is not None}


def _place(assessment_id: str, number: int) -> str:
    return f"/assess/{assessment_id}/results/{number}"
