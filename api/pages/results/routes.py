"""The pages of a stored result, and the changes that a reader can try on it."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Request, Response

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved, Writer
from api.assessments.service import merged
from api.compute.analyses import compute_of, run_analysis, run_apart
from api.db import Database
from api.own.content import checked
from api.pages.assess.saved_work import amend, go_to, read, save
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.results.own_entry import (
    RefusedFigure,
    own_figure,
    priced,
    refuse,
    slug_of,
    weights_of,
)
from api.pages.results.result_view import ResultView, annexed, movement, result_view, with_weights
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.land import YUAN_A_MU, land_units
from api.profiles import store as profiles
from api.requests.idempotency import Once
from api.requests.page_query import PageRequest
from api.requests.request_parts import Number
from api.results import service
from api.settings import Settings
from mcda.errors import InvalidInput, NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PLACE = "/assess/{assessment_id}/results/{number}"
_SHOWN = 100  # results to go to, the newest
NOT_REPEATED = Once(None, b"")
Plain = dict[str, Any]


async def shown(
    request: Request,
    assessment_id: str,
    number: Number,
    caller: Reader,
    database: Saved,
    settings: Held,
    against: str | None = None,
    park: str | None = None,
) -> ResultView:
    """Return the result that an address names, in the form that its pages show."""
    work = partial(service.apart, caller=caller, assessment_id=assessment_id, number=number)
    head, content = await run_sync(database.read, work)
    language = page_language(request)
    view = partial(result_view, head, content, language, settings, against=against, park=park)
    return await run_analysis(request, view)


Shown = Annotated[ResultView, Depends(shown)]


@router.get(PLACE)
async def get_result(
    request: Request,
    assessment_id: str,
    number: Number,
    found: Shown,
    caller: Reader,
    database: Saved,
    settings: Held,
    since: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show a result; ``since`` names an earlier one, for what moved from then to now."""
    moved: list[str] = []
    if since is not None and since < number:
        earlier = await shown(request, assessment_id, since, caller, database, settings)
        moved = movement(earlier, found, words(found.language)["result"])
    return await _result(request, assessment_id, number, found, caller, database, settings, moved)


async def _result(
    request: Request,
    assessment_id: str,
    number: int,
    found: ResultView,
    caller: Caller,
    database: Database,
    settings: Settings,
    moved: Sequence[str] = (),
    refused: RefusedFigure | None = None,
) -> Response:
    newest = PageRequest(sort="-number", start=None, limit=_SHOWN)
    work = partial(service.list_page, caller=caller, assessment_id=assessment_id, wanted=newest)
    results = await run_sync(database.read, work)
    since_then = partial(
        service.is_outdated, caller=caller, assessment_id=assessment_id, number=number
    )
    return render(
        request,
        "result.html",
        status=200 if refused is None else 422,
        section="assess",
        assessment=await read(database, caller, assessment_id),
        results=results["items"],
        place=_place(assessment_id, number),
        moved=moved,
        outdated=await run_sync(database.read, since_then),
        against=request.query_params.get("against"),
        kept=request.query_params.get("kept"),
        refused=refused,
        **_values(found, settings),
    )


@router.get(PLACE + "/annex")
async def get_annex(
    request: Request,
    assessment_id: str,
    number: Number,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show everything that a result rests on."""
    work = partial(service.apart, caller=caller, assessment_id=assessment_id, number=number)
    head, content = await run_sync(database.read, work)
    whole = partial(annexed, head, content, page_language(request))
    document, drawings = await run_analysis(request, whole)
    return render(
        request,
        "result_annex.html",
        section="assess",
        assessment=await read(database, caller, assessment_id),
        place=_place(assessment_id, number),
        d=document,
        drawings=drawings,
        result=head,
    )


@router.get(PLACE + "/evidence/{park}")
async def get_evidence(
    request: Request,
    assessment_id: str,
    number: Number,
    park: str,
    found: Shown,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show what stands behind the values of one alternative."""
    if park not in found.support:
        raise NotFound.at("not_found", what=park)
    return await _evidence(request, assessment_id, number, park, found, caller, database, settings)


async def _evidence(
    request: Request,
    assessment_id: str,
    number: int,
    park: str,
    found: ResultView,
    caller: Caller,
    database: Database,
    settings: Settings,
    refused: RefusedFigure | None = None,
) -> Response:
    return render(
        request,
        "result_evidence.html",
        status=200 if refused is None else 422,
        section="assess",
        assessment=await read(database, caller, assessment_id),
        park=park,
        place=_place(assessment_id, number),
        refused=refused,
        **_values(found, settings),
    )


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
    change = partial(_with_kept, park=park, settings=settings)
    await amend(request, database, caller, assessment_id, change)
    return await run_anew(request, assessment_id, caller, database, settings)


@router.get(PLACE + "/own")
def get_own(assessment_id: str, number: Number) -> Response:
    """Lead to the result, of which this is a part."""
    return go_to(assessment_id, f"results/{number}#evidence")


@router.post(PLACE + "/own")
async def post_own(
    request: Request,
    assessment_id: str,
    number: Number,
    caller: Writer,
    database: Saved,
    settings: Held,
) -> Response:
    """Take a figure of the reader's own with its source, rank anew, and say what moved.

    What is wrong with it is shown where it was typed.
    """
    fields = await fields_sent(request)
    try:
        own = own_figure(fields, catalogue_of(settings))
        change = partial(_with_own, own=own, settings=settings)
        await amend(request, database, caller, assessment_id, change)
    except InvalidInput as error:
        refused = refuse(fields, error, catalogue_of(settings), page_language(request))
        view = await shown(
            request, assessment_id, number, caller, database, settings, park=refused.park
        )
        if refused.criterion not in view.support.get(refused.park, {}):
            raise
        evidence = view.document["brief"]["evidence"]
        drawers = (
            (row["id"], cell["criterion"])
            for row in (evidence["rows"] if evidence is not None else ())
            for cell in row["cells"]
        )
        if "apart" not in fields and (refused.park, refused.criterion) in drawers:
            return await _result(
                request, assessment_id, number, view, caller, database, settings, refused=refused
            )
        return await _evidence(
            request, assessment_id, number, refused.park, view, caller, database, settings, refused
        )
    return await run_anew(request, assessment_id, caller, database, settings, number)


@router.post(PLACE + "/weights")
async def post_weights(
    request: Request,
    assessment_id: str,
    number: Number,
    caller: Writer,
    database: Saved,
    settings: Held,
) -> Response:
    """Rank anew with the weights that the reader set, or keep them as a profile."""
    fields = await fields_sent(request)
    weights = weights_of(fields)
    name = (fields.get("name") or [""])[0].strip()
    if "keep" in fields and name:
        profile = await run_apart(request, partial(checked, {"name": name, "weights": weights}))
        work = partial(
            profiles.put,
            caller=caller,
            slug=slug_of(profile.name),
            name=profile.name,
            description=profile.note,
            weights=weights,
        )
        await run_sync(database.write, work)
        return go_to(assessment_id, f"results/{number}?{urlencode({'kept': profile.name})}#weights")
    await save(
        request, database, caller, assessment_id, {"weights": weights, "answers": []}, settings
    )
    return await run_anew(request, assessment_id, caller, database, settings, number)


@router.post(PLACE + "/weights/tried")
async def post_tried(
    request: Request,
    assessment_id: str,
    number: Number,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show what follows from weights that the reader tries; nothing is kept."""
    weights = weights_of(await fields_sent(request))
    stored = await shown(request, assessment_id, number, caller, database, settings)
    work = partial(service.report, caller=caller, assessment_id=assessment_id, number=number)
    answer = await run_sync(database.read, work)
    again = partial(with_weights, stored.result, answer, weights, stored.language, settings)
    view = await run_analysis(request, again)
    return render(
        request,
        "result_parts.html",
        place=_place(assessment_id, number),
        trying=True,
        stated={slider["criterion"]: slider["weight"] for slider in stored.sliders},
        **_values(view, settings),
    )


async def run_anew(
    request: Request,
    assessment_id: str,
    caller: Caller,
    database: Database,
    settings: Settings,
    since: int | None = None,
) -> Response:
    """Run the assessment, store the result, and redirect to it, with its changes since another."""
    work = partial(
        service.run,
        database,
        caller,
        assessment_id,
        settings,
        NOT_REPEATED,
        compute_of(request),
    )
    reply = await run_analysis(request, work)
    place = f"results/{reply.headers['Location'].rpartition('/')[2]}"
    return go_to(assessment_id, place if since is None else f"{place}?since={since}")


def _with_kept(content: Plain, park: str, settings: Settings) -> Plain:
    """Return content with a park that no screen may exclude."""
    exempt = dict.fromkeys([*(content.get("keep") or []), park])
    return merged(content, {"keep": list(exempt)}, settings)


def _with_own(content: Plain, own: Plain, settings: Settings) -> Plain:
    """Return content with a reader's own figure, replacing a former figure of the same cell."""
    place = (own["alternative"], own["criterion"])
    overrides = content.get("overrides") or []
    others = [item for item in overrides if (item["alternative"], item["criterion"]) != place]
    return merged(content, {"overrides": [*others, own]}, settings)


def _values(found: ResultView, settings: Settings) -> Plain:
    return found.context | {
        "prices": priced(catalogue_of(settings)),
        "per_mu": land_units(catalogue_of(settings)).get(YUAN_A_MU),
    }


def _place(assessment_id: str, number: int) -> str:
    return f"/assess/{assessment_id}/results/{number}"
