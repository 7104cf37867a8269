"""Pages of the organisation: its panels, their state, and their results."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

import segno
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.access.browser import keep_secret
from api.access.caller import Caller
from api.access.dependencies import Held
from api.compute.analyses import run_analysis, run_apart
from api.db.tables import PLACES, JudgeRow, PanelRow
from api.http.addresses import is_loopback, origin_of
from api.own.content import checked
from api.pages.compare.question import MOST
from api.pages.context import PageContext, Reading, Writing
from api.pages.form import fields_sent, number_sent, numbers_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute, spoken
from api.pages.panels.panel_phrases import PanelPhrases
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
Fields = Mapping[str, Sequence[Any]]


@router.get("/panels")
async def get_panels(context: Reading) -> Response:
    """Show the panels there are, and begin another."""
    return await _list(context, {}, None)


@router.post("/panels")
async def post_panel(context: Writing, settings: Held) -> Response:
    """Begin a panel that judges the criteria of the catalogue."""
    form = await fields_sent(context.request)
    places, admission = number_sent(form, "places"), form.get("admission", [WAIT])[0]
    if admission not in (WAIT, AT_ONCE):
        raise InvalidInput([Fault("form_choice", ("admission",), {"value": admission})])
    try:
        panel, invitation = await context.write(
            store.create,
            name=form.get("name", [""])[0],
            criteria=[item.id for item in catalogue_of(settings).criteria],
            approval=admission == WAIT,
            places=PLACES if places is None else places,
        )
    except InvalidInput as error:
        return await _list(context, form, error)
    return _inviting(context.request, panel.id, invitation)


@router.get("/panels/{panel_id}")
async def get_panel(context: Reading, panel_id: str, settings: Held) -> Response:
    """Show the invitation, who answered, how far they agree and what to talk about."""
    panel, judges, standing = await _standing(context, panel_id)
    request, language = context.request, context.language
    names = labels_of_catalogue(language, settings).criteria
    token, origin = request.cookies.get(INVITATION, ""), origin_of(request)
    invitation = f"{origin}/join/{token}" if store.invites_by(panel, token) else None
    waiting, removed = (
        store.standing_of(panel, judges, state).judges for state in (store.WAITING, store.REMOVED)
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
        plan=planned(len(panel.criteria)),
        people=standing.judges,
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
async def get_state(context: Reading, panel_id: str) -> Response:
    """Return a word that changes with every answer, for the page to watch."""
    state = store.state_word(*await context.read(_with_judges, panel_id=panel_id))
    return JSONResponse({"state": state}, headers={"Cache-Control": "no-store"})


@router.post("/panels/{panel_id}/keep")
async def post_keep(context: Writing, panel_id: str) -> Response:
    """Keep the common weights as a profile of the organisation's own."""
    panel, _, standing = await _standing(context, panel_id)
    if standing.statement is None:
        return RedirectResponse(f"/panels/{panel_id}", 303)
    phrases = words(context.language)["panels"]
    note = phrases["profile_note"].format(count=len(standing.ready))
    document = {"name": panel.name, "note": note, "weights": standing.statement}
    body = await run_apart(context.request, partial(checked, document))
    await context.write(
        profiles.put,
        slug=f"panel-{panel.id}",
        name=body.name,
        description=body.note,
        weights=standing.statement,
    )
    return RedirectResponse(f"/panels/{panel_id}?kept=1", 303)


@router.post("/panels/{panel_id}/invite")
async def post_invite(context: Writing, panel_id: str) -> Response:
    """Make a new invitation, which ends the one before."""
    invitation = await context.write(store.invite_anew, panel_id=panel_id)
    return _inviting(context.request, panel_id, invitation)


@router.post("/panels/{panel_id}/uninvite")
async def post_uninvite(context: Writing, panel_id: str) -> Response:
    """End the invitation: nobody joins any more, those who did go on."""
    await context.write(store.end_invitation, panel_id=panel_id)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/admit")
async def post_admit(context: Writing, panel_id: str) -> Response:
    """Have the answers count of those who are named: who came since the page was shown is not."""
    return await _each(context, panel_id, store.admit)


@router.post("/panels/{panel_id}/remove")
async def post_remove(context: Writing, panel_id: str) -> Response:
    """Take those who are named out of the panel."""
    return await _each(context, panel_id, store.remove)


@router.post("/panels/{panel_id}/close")
async def post_close(context: Writing, panel_id: str) -> Response:
    """Take no more answers."""
    await context.write(store.set_closed, panel_id=panel_id, closed=True)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/open")
async def post_open(context: Writing, panel_id: str) -> Response:
    """Take answers again."""
    await context.write(store.set_closed, panel_id=panel_id, closed=False)
    return RedirectResponse(f"/panels/{panel_id}", 303)


@router.post("/panels/{panel_id}/delete")
async def post_delete(context: Writing, panel_id: str) -> Response:
    """Delete a panel with what was said in it."""
    await context.write(store.delete, panel_id=panel_id)
    return RedirectResponse("/panels", 303)


def _inviting(request: Request, panel_id: str, invitation: str) -> Response:
    """Redirect to the panel, with a cookie that holds the invitation, for the page to show."""
    place = f"/panels/{panel_id}"
    answer = RedirectResponse(place, 303)
    keep_secret(answer, request, INVITATION, invitation, INVITATION_HOURS * 3600, place)
    return answer


async def _each(context: PageContext, panel_id: str, change: Callable[..., None]) -> Response:
    """Change the judges whose numbers are in a form."""
    numbers = numbers_sent(await fields_sent(context.request), "number")
    await context.write(change, panel_id=panel_id, numbers=numbers)
    return RedirectResponse(f"/panels/{panel_id}", 303)


async def _list(context: PageContext, sent: Fields, error: InvalidInput | None) -> Response:
    return render(
        context.request,
        "panels.html",
        status=200 if error is None else 422,
        section="panels",
        panels=await context.read(store.latest, limit=MOST_SHOWN),
        name=sent.get("name", [""])[0],
        admission=sent.get("admission", [WAIT])[0],
        places=sent.get("places", [PLACES])[0],
        fewest=store.FEWEST_PLACES,
        most=store.MOST_PLACES,
        faults=[] if error is None else spoken(error.faults, context.request),
    )


async def _standing(
    context: PageContext, panel_id: str
) -> tuple[PanelRow, list[JudgeRow], PanelStatus]:
    """Return a panel, all its judges, and its state, weights computed among the analyses."""
    panel, judges = await context.read(_with_judges, panel_id=panel_id)
    standing = store.standing_of(panel, judges)
    await run_analysis(context.request, lambda: standing.weights)
    return panel, judges, standing


def _with_judges(
    session: Session, caller: Caller, panel_id: str
) -> tuple[PanelRow, list[JudgeRow]]:
    panel = store.find(session, caller, panel_id)
    return panel, store.judges(session, panel)
