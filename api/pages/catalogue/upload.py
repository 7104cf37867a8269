"""One's own data over the catalogue: a template, a workbook sent by a form, and back again."""

from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile as Sent

from api.access.dependencies import Held, Reader, Saved, Writer
from api.body import run_large
from api.compute import run_analysis
from api.jobs.sheets import MEDIA
from api.language import Language
from api.own import overlays
from api.pages.catalogue.own_page import own_page
from api.pages.frame import page_language
from api.pages.page_route import PageRoute
from mcda.errors import InvalidTable, LimitExceeded
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, format_workbook

router = APIRouter(include_in_schema=False, route_class=PageRoute)
FIELD = "workbook"


@router.get("/parks/own")
def get_own(request: Request, caller: Reader, database: Saved, settings: Held) -> Response:
    """Show what lies over the catalogue, and take a workbook."""
    return own_page(request, caller, database, settings)


@router.get("/parks/own/template.xlsx")
async def get_template(request: Request, caller: Reader, settings: Held) -> Response:
    """Send an empty workbook to fill in."""
    del caller
    language = page_language(request)
    content = await run_analysis(request, partial(_template, settings.base, language))
    headers = {"Content-Disposition": 'attachment; filename="parkwise-template.xlsx"'}
    return Response(content, media_type=MEDIA["xlsx"], headers=headers)


@router.post("/parks/own")
async def post_own(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Check a workbook and lay it over the catalogue; what is wrong is shown by its cell."""
    content = await workbook_sent(request)

    try:
        await run_large(request, partial(overlays.check, content, settings.base))
    except (InvalidTable, LimitExceeded) as error:
        return await run_sync(own_page, request, caller, database, settings, error)
    await run_sync(database.write, partial(overlays.put, caller=caller, content=content))
    request.app.state.owned.forget(caller.organisation)
    return RedirectResponse("/parks/own?own=saved", 303)


@router.post("/parks/own/remove")
async def post_remove(request: Request, caller: Writer, database: Saved) -> Response:
    """Go back to the catalogue without them."""
    await run_sync(database.write, partial(overlays.delete, caller=caller))
    request.app.state.owned.forget(caller.organisation)
    return RedirectResponse("/parks/own?own=removed", 303)


def _template(base: str, language: Language) -> bytes:
    return format_workbook(Overlay(), load_catalogue(base), language=language)


async def workbook_sent(request: Request) -> bytes:
    """Return the file of a form, empty where none was chosen."""
    async with request.form(max_files=1, max_fields=10) as sent:
        found = sent.get(FIELD)
        return await found.read() if isinstance(found, Sent) else b""
