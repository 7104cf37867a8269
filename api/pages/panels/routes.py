"""Pages of those who invite: panels, how each stands, and what becomes of it."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import segno
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.local import is_loopback
from api.access.needs import Held, Reader, Saved, Writer
from api.analysis import run_analysis, run_apart
from api.db import Database
from api.db.tables import Panel
from api.own import profiles
from api.own.content import checked
from api.pages.compare.asked import MOST
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.pages.panels.told import Telling, rows
from api.pages.words import words
from api.panels import store
from api.panels.questions import pairs
from api.panels.standing import Standing
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_of_catalogue
from mcda.errors import InvalidInput

router = APIRouter(include_in_schema=False, route_class=PageRoute)
MOST_SHOWN = 50
Plain = dict[str, Any]


@router.get("/panels")
async def get_panels(request: Request, caller: Reader, database: Saved) -> Response:
    """Show the panels there are, and begin another."""
    return await _list(request, caller, database, None)


@router.post("/panels")
async def post_panel(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Begin a panel that judges the criteria of the catalogue."""
    name = (await fields_sent(request)).get("name", [""])[0]
    criteria = [item.id for item in catalogue_of(settings).criteria]

    def work(session: Session) -> str:
        return store.create(session, caller, name, criteria).id

    try:
        made = await run_sync(database.write, work)
    except InvalidInput as error:
        return await _list(request, caller, database, error)
    return RedirectResponse(f"/panels/{made}", 303)


@router.get("/panels/{panel_id}")
async def get_panel(
    request: Request, panel_id: str, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Show the invitation, who answered, how far they agree and what to talk about."""
    panel, standing, state = await _standing(request, panel_id, caller, database)
    language = page_language(request)
    names = labels_of_catalogue(language, settings).criteria
    invitation = f"{request.base_url}join/{panel.invitation}"
    return render(
        request,
        "panel.html",
        section="panels",
        panel=panel,
        invitation=invitation,
        code=segno.make(invitation).svg_data_uri(scale=4, border=2, light="#fff"),
        only_here=is_loopback(request.url.hostname or ""),
        state=state,
        people=rows(standing, len(pairs(panel.criteria))),
        found=standing,
        tell=Telling(language, names),
        names=names,
        shown=standing.ready[: MOST - 1],
        compare=f"/compare?{urlencode(_weightings(panel, standing))}",
        kept=request.query_params.get("kept") == "1",
    )


@router.get("/panels/{panel_id}/state")
async def get_state(request: Request, panel_id: str, caller: Reader, database: Saved) -> Response:
    """Return a word that changes with every answer, for the page to watch."""

    def work(session: Session) -> str:
        return store.state(session, store.found(session, caller, panel_id))

    state = await run_sync(database.read, work)
    return JSONResponse({"state": state}, headers={"Cache-Control": "no-store"})


@router.post("/panels/{panel_id}/keep")
async def post_keep(request: Request, panel_id: str, caller: Writer, database: Saved) -> Response:
    """Keep the common weights as a profile of the organisation's own."""
    panel, standing, _ = await _standing(request, panel_id, caller, database)
    if standing.statement is None:
        return RedirectResponse(f"/panels/{panel_id}", 303)
    said = words(page_language(request))["panels"]
    note = said["profile_note"].format(count=len(standing.ready))
    document = {"name": panel.name, "note": note, "weights": standing.statement}
    body = await run_apart(request, partial(checked, document))
    work = partial(
        profiles.put,
        caller=caller,
        slug=f"panel-{panel.id}",
        name=body.name,
        description=body.note,
        weights=standing.statement,
    )
    await run_sync(database.write, work)
    return RedirectResponse(f"/panels/{panel_id}?kept=1", 303)


@router.post("/panels/{panel_id}/close")
async def post_close(panel_id: str, caller: Writer, database: Saved) -> Response:
    """Take no more answers."""
    work = partial(store.set_closed, caller=caller, panel_id=panel_id, closed=True)
    await run_sync(database.write, work)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/open")
async def post_open(panel_id: str, caller: Writer, database: Saved) -> Response:
    """Take answers again."""
    work = partial(store.set_closed, caller=caller, panel_id=panel_id, closed=False)
    await run_sync(database.write, work)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/delete")
async def post_delete(panel_id: str, caller: Writer, database: Saved) -> Response:
    """Delete a panel with what was said in it."""
    await run_sync(database.write, partial(store.delete, caller=caller, panel_id=panel_id))
    return RedirectResponse("/panels", 303)


async def _list(
    request: Request, caller: Caller, database: Database, error: InvalidInput | None
) -> Response:
    found = await run_sync(database.read, partial(store.latest, caller=caller, limit=MOST_SHOWN))
    return render(
        request,
        "panels.html",
        status=200 if error is None else 422,
        section="panels",
        panels=found,
        faults=[] if error is None else spoken(error.faults, request),
    )


async def _standing(
    request: Request, panel_id: str, caller: Caller, database: Database
) -> tuple[Panel, Standing, str]:
    """Return a panel with its common weights found, in a thread of the analyses, and its state."""

    def work(session: Session) -> tuple[Panel, Standing, str]:
        panel = store.found(session, caller, panel_id)
        return panel, store.standing(session, panel), store.state(session, panel)

    panel, standing, state = await run_sync(database.read, work)
    await run_analysis(request, lambda: standing.weights)
    return panel, standing, state


def _weightings(panel: Panel, standing: Standing) -> list[tuple[str, str]]:
    """Return the fields by which the page of comparisons compares what the judges say."""
    each = [f"judge:{panel.id}:{judge.number}" for judge in standing.ready[: MOST - 1]]
    return [("weighting", name) for name in (f"panel:{panel.id}", *each)]
