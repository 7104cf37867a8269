"""Pages of invited judges, who need no key and return by an address of their own."""

from collections.abc import Callable
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import database_of
from api.http.addresses import neighbourhood_of
from api.limits.rate_limit import guess_limit, within
from api.pages.form import fields_sent, number_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.pages.panels.panel_phrases import PanelPhrases, swings
from api.panels import store
from api.panels.panel_status import JudgeReplies, PanelStatus
from api.panels.questions import SCALE, SECONDS, pairs, planned, suffices
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_of_catalogue
from mcda.errors import Fault, InvalidInput, NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
UNKNOWN = "unknown"
REPLIES: dict[str, float | None] = {
    UNKNOWN: None,
    "1": 1.0,
    **{str(times): float(times) for times in SCALE},
    **{str(-times): 1.0 / times for times in SCALE},
}
Work = Callable[..., Any]


@router.get("/join/{invitation}")
async def get_invitation(request: Request, invitation: str) -> Response:
    """Explain the panel, and ask for a name."""
    return await _invite(request, invitation, None)


@router.post("/join/{invitation}")
async def post_join(request: Request, invitation: str) -> Response:
    """Add a judge; after many tries from one address, ask to wait."""
    within(await request.app.state.joins.count(f"join {neighbourhood_of(request.scope)}"))
    name = (await fields_sent(request)).get("name", [""])[0]
    try:
        token = await _limited(request, database_of(request).write, store.join, invitation, name)
    except InvalidInput as error:
        return await _invite(request, invitation, error)
    return RedirectResponse(f"/join/{invitation}/{token}", 303)


@router.get("/join/{invitation}/{token}")
async def get_seat(request: Request, invitation: str, token: str) -> Response:
    """Ask the next pair, and show the given answers."""
    panel, judge = await _limited(request, database_of(request).read, store.seat, invitation, token)
    settings, language = request.app.state.settings, page_language(request)
    open_ = store.still_open(panel, judge)
    replies = JudgeReplies(judge.number, judge.name, judge.judgements)
    enough = suffices(panel.criteria, replies.judgements)
    plan, count = planned(len(panel.criteria)), len(judge.judgements)
    more = request.query_params.get("more") == "1"
    asks = bool(open_) and (more or count < plan or not enough)
    standing = PanelStatus(panel.criteria, [replies])
    names = labels_of_catalogue(language, settings).criteria
    return render(
        request,
        "seat.html",
        panel=panel,
        judge=judge,
        place=f"/join/{invitation}/{token}",
        open=not panel.closed and judge.state != store.REMOVED,
        pair=open_[0] if asks else None,
        more=more,
        plan=plan,
        minutes=_minutes(plan - count),
        left=len(open_),
        scale=SCALE,
        all=len(pairs(panel.criteria)),
        enough=enough,
        weights=standing.weights,
        names=names,
        about=swings(catalogue_of(settings), language),
        tell=PanelPhrases(language, names),
    )


@router.post("/join/{invitation}/{token}")
async def post_answer(request: Request, invitation: str, token: str) -> Response:
    """Save an answer, and redirect to the next question."""
    form = {name: values[0] for name, values in (await fields_sent(request)).items()}
    value = form.get("value", "")
    if value not in REPLIES:
        raise InvalidInput([Fault("form_choice", ("value",), {"value": value})])
    pair = form.get("first", ""), form.get("second", "")
    write = database_of(request).write
    await _limited(request, write, store.answer, invitation, token, pair, REPLIES[value])
    more = "?more=1" if form.get("more") == "1" else ""
    return RedirectResponse(f"/join/{invitation}/{token}{more}", 303)


@router.post("/join/{invitation}/{token}/undo")
async def post_undo(request: Request, invitation: str, token: str) -> Response:
    """Withdraw an answer: the one with the given number, else the last."""
    number = number_sent(await fields_sent(request), "number")
    write = database_of(request).write
    await _limited(request, write, store.withdraw, invitation, token, number)
    return RedirectResponse(f"/join/{invitation}/{token}", 303)


async def _invite(request: Request, invitation: str, error: InvalidInput | None) -> Response:
    read = database_of(request).read
    panel = await _limited(request, read, store.invited, invitation)
    full = await run_sync(read, lambda session: store.is_full(session, panel))
    return render(
        request,
        "join.html",
        status=200 if error is None else 422,
        panel=panel,
        plan=planned(len(panel.criteria)),
        minutes=_minutes(planned(len(panel.criteria))),
        invitation=invitation,
        full=full,
        faults=[] if error is None else spoken(error.faults, request),
    )


def _minutes(pairs_left: int) -> int:
    return max(1, round(pairs_left * SECONDS / 60))


async def _limited(request: Request, doing: Work, work: Work, *said: Any) -> Any:
    """Run work in a transaction; many wrong addresses are answered like many wrong keys."""
    async with guess_limit(request.app.state.failures, request.scope, NotFound):
        return await run_sync(doing, lambda session: work(session, *said))
