"""Private data above the catalogue: a template, uploading a workbook, and removing it."""

from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile as Sent

from api.access.caller import THIS_MACHINE, Caller
from api.access.dependencies import Held, Reader
from api.compute.analyses import run_analysis
from api.db import Database
from api.http.errors import status_of
from api.http.language import Language
from api.jobs.sheets import MEDIA
from api.own import overlays
from api.pages.context import PageContext, Reading, Writing
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.parks.catalogue import catalogue_of
from api.requests.body import run_large
from api.settings import Settings
from mcda.errors import InvalidTable, LimitExceeded, McdaError, NotFound
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, far_figures, format_workbook
from mcda.plain import Plain
from mcda.texts import remedy_of

MOST_FAULTS = 100
SAID = ("saved", "removed")
router = APIRouter(include_in_schema=False, route_class=PageRoute)
FIELD = "workbook"


def own_data(database: Database, caller: Caller, settings: Settings, language: Language) -> Plain:
    """Return an organisation's private data above the catalogue.

    ``saved`` says who saved them and when, None where the organisation saved none; ``claims`` and
    ``ratings`` count private claims, and ratings that rest on them; ``parks`` has id and name of
    each park they speak of, ``asked`` what is asked about them, such as whether a unit is right.
    """
    try:
        saved = database.read(partial(overlays.read, caller=caller))
    except NotFound:
        saved = None
    catalogue = catalogue_of(settings)
    private = {claim.id for claim in catalogue.claims.values() if claim.private}
    resting = [key for key, rating in catalogue.ratings.items() if private & {*rating.claims}]
    spoken_of = {catalogue.claims[claim].subject for claim in private} | {key[0] for key in resting}
    about = [park for park in catalogue.parks.values() if park.id in spoken_of]
    return {
        "saved": saved,
        "claims": len(private),
        "ratings": len(resting),
        "parks": [(park.id, park.name[language]) for park in about],
        "asked": [note.say(language) for note in far_figures(catalogue)] if private else [],
    }


def troubles(error: McdaError, language: Language) -> list[Plain]:
    """Return the faults of a workbook by sheet and cell, the first hundred of them."""
    faults = []
    for fault in error.faults[:MOST_FAULTS]:
        sheet, _, cell = str(fault.fields.get("cell", "")).rpartition("!")
        faults.append(
            {
                "sheet": sheet,
                "cell": cell,
                "value": str(fault.fields.get("value", "")),
                "detail": fault.say(language),
                "remedy": remedy_of(fault.code, language),
            }
        )
    return faults


def own_page(context: PageContext, settings: Settings, error: McdaError | None = None) -> Response:
    """Return the page.

    In the query, ``own`` names the action just done.
    """
    language, query = context.language, context.request.query_params
    return render(
        context.request,
        "own_data.html",
        status=200 if error is None else status_of(error),
        section="parks",
        own=own_data(context.database, context.caller, settings, language),
        this_machine=THIS_MACHINE.by,
        may_save=context.caller.may("write"),
        done=query.get("own") if query.get("own") in SAID else None,
        troubles=[] if error is None else troubles(error, language),
        wrong=0 if error is None else len(error.faults),
        most_bytes=settings.max_upload_bytes,
    )


@router.get("/parks/own")
def get_own(context: Reading, settings: Held) -> Response:
    """Show the private data above the catalogue, with a form for a workbook."""
    return own_page(context, settings)


@router.get("/parks/own/template.xlsx")
async def get_template(request: Request, caller: Reader, settings: Held) -> Response:
    """Send an empty workbook to fill in."""
    language = page_language(request)

    def work() -> bytes:
        return format_workbook(Overlay(), load_catalogue(settings.base), language=language)

    content = await run_analysis(request, work)
    headers = {"Content-Disposition": 'attachment; filename="parkwise-template.xlsx"'}
    return Response(content, media_type=MEDIA["xlsx"], headers=headers)


@router.post("/parks/own")
async def post_own(context: Writing, settings: Held) -> Response:
    """Check a workbook and save it as private data; faults are shown by cell."""
    async with context.request.form(max_files=1, max_fields=10) as form:
        file = form.get(FIELD)
        content = await file.read() if isinstance(file, Sent) else b""  # none was chosen
    try:
        await run_large(context.request, partial(overlays.check, content, settings.base))
    except (InvalidTable, LimitExceeded) as error:
        return await run_sync(own_page, context, settings, error)
    await context.write(overlays.put, content=content)
    context.request.app.state.owned.forget(context.caller.organisation)
    return RedirectResponse("/parks/own?own=saved", 303)


@router.post("/parks/own/remove")
async def post_remove(context: Writing) -> Response:
    """Delete the private data, so that the catalogue alone applies."""
    await context.write(overlays.delete)
    context.request.app.state.owned.forget(context.caller.organisation)
    return RedirectResponse("/parks/own?own=removed", 303)
