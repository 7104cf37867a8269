"""The reader's own statements, added on the page of a park and removed again."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import Held
from api.compute.analyses import run_analysis
from api.own.edits import edit
from api.pages.context import PageContext, Writing
from api.pages.form import fields_sent
from api.pages.page_route import PageRoute
from api.pages.parks.entry_form import criterion_of, entry_of, refuse
from api.pages.parks.park_page import park_page
from mcda.errors import InvalidTable
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, add_entry, remove_entry

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/parks/{park_id}/own")
def get_own(request: Request, park_id: str) -> Response:
    """Redirect to the page of the park, which contains this part."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/parks/{park_id}{query}", 303)


@router.post("/parks/{park_id}/own")
async def post_own(context: Writing, park_id: str, settings: Held) -> Response:
    """Add a statement to the organisation's data; faults are shown beside their fields."""
    fields = await fields_sent(context.request)
    entry = entry_of(park_id, fields)
    catalogue = load_catalogue(settings.base)
    try:
        await _edit(context, lambda rows: add_entry(rows, entry, catalogue))
    except InvalidTable as error:
        typed = refuse(fields, error, context.language)
        page = partial(park_page, context.request, park_id, context.caller, settings, typed)
        return await run_analysis(context.request, page)
    return _back(park_id, "added", entry.criterion)


@router.post("/parks/{park_id}/own/remove")
async def post_remove(context: Writing, park_id: str, settings: Held) -> Response:
    """Remove a statement from the organisation's data; a removed one is no error."""
    fields = await fields_sent(context.request)
    claim, catalogue = (fields.get("claim") or [""])[0], load_catalogue(settings.base)
    criterion = catalogue.criterion(criterion_of(fields)).id
    await _edit(context, lambda rows: remove_entry(rows, claim, catalogue))
    return _back(catalogue.park(park_id).id, "removed", criterion)


async def _edit(context: PageContext, change: Callable[[Overlay], Overlay]) -> None:
    owned = context.request.app.state.owned

    def work() -> None:
        edit(context.database, context.caller, change, owned.settings)
        owned.forget(context.caller.organisation)

    await run_analysis(context.request, work)


def _back(park_id: str, done: str, criterion: str) -> Response:
    query = urlencode({"own": done, "at": criterion})
    return RedirectResponse(f"/parks/{park_id}?{query}#c-{criterion}", 303)
