"""Pages of the organisation: its panels, their state, and their results."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

import segno
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved, Writer
from api.compute.analyses import run_analysis, run_apart
from api.db import Database
from api.db.tables import PLACES, JudgeRow, PanelRow
from api.http.addresses import is_loopback, origin_of
from api.own.content import checked
from api.pages.compare.question import MOST
from api.pages.form import fields_sent, number_sent, numbers_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.pages.panels.panel_phrases import PanelPhrases, rows
from api.pages.words import words
from api.panels import store
from api.panels.panel_status import PanelStatus
from api.panels.questions import planned
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_of_catalogue
from api.profiles import store as profiles
from mcda.errors import Fault, InvalidInput

router = APIRouter(include_in_schema=False, route_class=PageRoute)
MOST_SHOWN = 50
INVITATION = "parkwise_invitation"
"""Where the browser that made an invitation keeps it: the database has only its digest."""
INVITATION_HOURS = 12
WAIT, AT_ONCE = "wait", "at_once"
Plain = dict[str, Any]
Fields = Mapping[str, Sequence[Any]]


@router.get("/panels")
async def get_panels(request: Request, caller: Reader, database: Saved) -> Response:
    """Show the panels there are, and begin another."""
    return await _list(request, caller, database, {}, None)


@router.post("/panels")
async def post_panel(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Begin a panel that judges the criteria of the catalogue."""
    form = await fields_sent(request)
    places, admission = number_sent(form, "places"), form.get("admission", [WAIT])[0]
    if admission not in (WAIT, AT_ONCE):
        raise InvalidInput([Fault("form_choice", ("admission",), {"value": admission})])
    work = partial(
        store.create,
        caller=caller,
        name=form.get("name", [""])[0],
        criteria=[item.id for item in catalogue_of(settings).criteria],
        approval=admission == WAIT,
        places=PLACES if places is None else places,
    )
    try:
        panel, invitation = await run_sync(database.write, work)
    except InvalidInput as error:
        return await _list(request, caller, database, form, error)
    return _inviting(request, panel.id, invitation)


@router.get("/panels/{panel_id}")
async def get_panel(
    request: Request, panel_id: str, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Show the invitation, who answered, how far they agree and what to talk about."""
    panel, judges, standing = await _standing(request, panel_id, caller, database)
    language, all_ = page_language(request), planned(len(panel.criteria))
    names = labels_of_catalogue(language, settings).criteria
    token, origin = request.cookies.get(INVITATION, ""), origin_of(request)
    invitation = f"{origin}/join/{token}" if store.invites_by(panel, token) else None
    waiting, removed = (
        rows(store.standing_of(panel, judges, state), all_)
        for state in (store.WAITING, store.REMOVED)
    )
    each = [f"judge:{panel.id}:{judge.number}" for judge in standing.ready[: MOST - 1]]
    compared = urlencode([("weighting", name) for name in (f"panel:{panel.id}", *each)])
    return render(
        request,
        "panel.html",
        section="panels",
        panel=panel,
        invitation=invitation,
        code=invitation and segno.make(invitation).svg_data_uri(scale=4, border=2, light="#fff"),
        hours=INVITATION_HOURS,
        only_here=is_loopback(urlsplit(origin).hostname or ""),
        state=store.state_word(panel, judges),
        people=rows(standing, all_),
        waiting=waiting,
        removed=removed,
        found=standing,
        tell=PanelPhrases(language, names),
        names=names,
        shown=standing.ready[: MOST - 1],
        compare=f"/compare?{compared}",
        kept=request.query_params.get("kept") == "1",
    )


@router.get("/panels/{panel_id}/state")
async def get_state(request: Request, panel_id: str, caller: Reader, database: Saved) -> Response:
    """Return a word that changes with every answer, for the page to watch."""

    def work(session: Session) -> str:
        panel = store.find(session, caller, panel_id)
        return store.state_word(panel, store.judges(session, panel))

    state = await run_sync(database.read, work)
    return JSONResponse({"state": state}, headers={"Cache-Control": "no-store"})


@router.post("/panels/{panel_id}/keep")
async def post_keep(request: Request, panel_id: str, caller: Writer, database: Saved) -> Response:
    """Keep the common weights as a profile of the organisation's own."""
    panel, _, standing = await _standing(request, panel_id, caller, database)
    if standing.statement is None:
        return RedirectResponse(f"/panels/{panel_id}", 303)
    phrases = words(page_language(request))["panels"]
    note = phrases["profile_note"].format(count=len(standing.ready))
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


@router.post("/panels/{panel_id}/invite")
async def post_invite(request: Request, panel_id: str, caller: Writer, database: Saved) -> Response:
    """Make a new invitation, which ends the one before."""
    work = partial(store.invite_anew, caller=caller, panel_id=panel_id)
    return _inviting(request, panel_id, await run_sync(database.write, work))


@router.post("/panels/{panel_id}/uninvite")
async def post_uninvite(panel_id: str, caller: Writer, database: Saved) -> Response:
    """End the invitation: nobody joins any more, those who did go on."""
    work = partial(store.end_invitation, caller=caller, panel_id=panel_id)
    await run_sync(database.write, work)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/admit")
async def post_admit(request: Request, panel_id: str, caller: Writer, database: Saved) -> Response:
    """Have the answers count of those who are named: who came since the page was shown is not."""
    return await _each(request, panel_id, caller, database, store.admit)


@router.post("/panels/{panel_id}/remove")
async def post_remove(request: Request, panel_id: str, caller: Writer, database: Saved) -> Response:
    """Take those who are named out of the panel."""
    return await _each(request, panel_id, caller, database, store.remove)


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


def _inviting(request: Request, panel_id: str, invitation: str) -> Response:
    """Redirect to the panel, with a cookie that holds the invitation, for the page to show."""
    answer = RedirectResponse(f"/panels/{panel_id}", 303)
    answer.set_cookie(
        INVITATION,
        invitation,
        INVITATION_HOURS * 3600,
        path=f"/panels/{panel_id}",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


async def _each(
    request: Request, panel_id: str, caller: Caller, database: Database, change: Callable[..., None]
) -> Response:
    """Change the judges whose numbers are in a form."""
    numbers: Collection[int] = numbers_sent(await fields_sent(request), "number")
    work = partial(change, caller=caller, panel_id=panel_id, numbers=numbers)
    await run_sync(database.write, work)
    return RedirectResponse(f"/panels/{panel_id}", 303)


async def _list(
    request: Request, caller: Caller, database: Database, sent: Fields, error: InvalidInput | None
) -> Response:
    panels = await run_sync(database.read, partial(store.latest, caller=caller, limit=MOST_SHOWN))
    return render(
        request,
        "panels.html",
        status=200 if error is None else 422,
        section="panels",
        panels=panels,
        name=sent.get("name", [""])[0],
        admission=sent.get("admission", [WAIT])[0],
        places=sent.get("places", [PLACES])[0],
        fewest=store.FEWEST_PLACES,
        most=store.MOST_PLACES,
        faults=[] if error is None else spoken(error.faults, request),
    )


async def _standing(
    request: Request, panel_id: str, caller: Caller, database: Database
) -> tuple[PanelRow, list[JudgeRow], PanelStatus]:
    """Return a panel, all its judges, and its state, weights computed among the analyses."""

    def work(session: Session) -> tuple[PanelRow, list[JudgeRow]]:
        panel = store.find(session, caller, panel_id)
        return panel, store.judges(session, panel)

    panel, judges = await run_sync(database.read, work)
    standing = store.standing_of(panel, judges)
    await run_analysis(request, lambda: standing.weights)
    return panel, judges, standing
