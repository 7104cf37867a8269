"""The list of self-assessments: their content and name, deleting and restoring."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved, Writer
from api.assessments import service
from api.db import Database
from api.document.brief.verdict import DRAWS, LEVELS
from api.pages.assess.facts import SECTIONS
from api.pages.assess.saved_work import next_open
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.parks.catalogue import rests_on
from api.rankings.presentation import engine
from api.requests.page_query import PageRequest
from api.results import service as results
from api.settings import Settings
from mcda.errors import InvalidInput, NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE = 20
Done = Literal["renamed", "deleted", "restored"]
_DONE: tuple[Done, ...] = ("renamed", "deleted", "restored")
State = Literal["questions", "no_result", "changed", "engine", "catalogue", "overlay", "current"]
Plain = dict[str, Any]


@router.get("/assess")
async def get_list(
    request: Request,
    caller: Reader,
    database: Saved,
    settings: Held,
    cursor: str | None = None,
) -> Response:
    """Show the self-assessments, the last changed first, and the action just done."""
    done = await run_sync(database.read, partial(_done, request, caller, settings))
    return await _show(request, caller, database, settings, cursor, done=done)


@router.get("/assess/deleted")
async def get_deleted(
    request: Request,
    caller: Reader,
    database: Saved,
    settings: Held,
    cursor: str | None = None,
) -> Response:
    """Show the deleted assessments that can be restored."""
    wanted = PageRequest(sort="-updated_at", start=cursor, limit=PAGE)
    work = partial(results.overview, caller=caller, state="deleted", wanted=wanted)
    page = await run_sync(database.read, work)
    language = page_language(request)
    return render(
        request,
        "assessments_deleted.html",
        section="assess",
        items=[{**row(item, language), "until": until(item, settings)} for item in page["items"]],
        next=page["next"],
        total=page["total"],
        first_page=cursor is None,
        restorable=settings.keep_deleted_days,
    )


@router.post("/assess/{assessment_id}/name")
async def post_name(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Rename an assessment."""
    name = (await fields_sent(request)).get("name", [""])[0]
    work = partial(service.rename, caller=caller, assessment_id=assessment_id, name=name)
    try:
        await run_sync(database.write, work)
    except InvalidInput as error:
        wrong = {"id": assessment_id, "name": name, "faults": spoken(error.faults, request)}
        return await _show(request, caller, database, settings, None, wrong=wrong)
    return _to_list("renamed", assessment_id)


@router.post("/assess/{assessment_id}/delete")
async def post_delete(assessment_id: str, caller: Writer, database: Saved) -> Response:
    """Delete an assessment; it can be restored until it is erased."""
    work = partial(service.delete, caller=caller, assessment_id=assessment_id, if_match=None)
    await run_sync(database.write, work)
    return _to_list("deleted", assessment_id)


@router.post("/assess/{assessment_id}/restore")
async def post_restore(assessment_id: str, caller: Writer, database: Saved) -> Response:
    """Restore an assessment."""
    work = partial(service.restore, caller=caller, assessment_id=assessment_id)
    await run_sync(database.write, work)
    return _to_list("restored", assessment_id)


def row(item: Plain, language: str) -> Plain:
    """Return the data of an assessment for a row of the list."""
    result = item["result"]
    if result is None:
        return {**item, "firsts": [], "word": None}
    headline, share = result["headline"], result["share_first"]
    return {
        **item,
        "firsts": [first["name"][language] for first in headline["firsts"]],
        "word": result["word"],
        "level": LEVELS.get(result["word"], 0),
        "draws": None if share is None else round(DRAWS * share),
    }


def state_of(item: Plain, rests: Plain) -> State:
    """Return the state of an assessment: the open step, or why its result is outdated."""
    result = item["result"]
    if result is None:
        return "questions" if next_open(item["content"]) in SECTIONS else "no_result"
    headline = result["headline"]
    outdated: tuple[tuple[State, bool], ...] = (
        ("changed", result["changed"]),
        ("engine", result["engine"] != engine()),
        ("catalogue", headline["catalogue"] != rests["catalogue"]["digest"]),
        ("overlay", headline["overlay"] != rests["overlay"]),
    )
    return next((state for state, holds in outdated if holds), "current")


def until(item: Plain, settings: Settings) -> datetime:
    """Return the time until which a deleted assessment can be restored."""
    return datetime.fromisoformat(item["deleted_at"]) + timedelta(days=settings.keep_deleted_days)


async def _show(
    request: Request,
    caller: Caller,
    database: Database,
    settings: Settings,
    cursor: str | None,
    done: Plain | None = None,
    wrong: Plain | None = None,
) -> Response:
    wanted = PageRequest(sort="-updated_at", start=cursor, limit=PAGE)
    work = partial(results.overview, caller=caller, state="live", wanted=wanted)
    page = await run_sync(database.read, work)
    deleted = partial(service.count, caller=caller, state="deleted")
    rests, language = rests_on(settings), page_language(request)
    return render(
        request,
        "assessments.html",
        status=200 if wrong is None else 422,
        section="assess",
        items=[{**row(item, language), "state": state_of(item, rests)} for item in page["items"]],
        next=page["next"],
        total=page["total"],
        first_page=cursor is None,
        deleted=await run_sync(database.read, deleted),
        done=done,
        wrong=wrong,
        draws=DRAWS,
        restorable=settings.keep_deleted_days,
    )


def _done(request: Request, caller: Caller, settings: Settings, session: Session) -> Plain | None:
    """Return the action just done, named in the address, and the action that reverts it."""
    actions = {action: request.query_params.get(action) for action in _DONE}
    kind, assessment_id = next(((k, v) for k, v in actions.items() if v), (None, ""))
    if kind is None or assessment_id is None:
        return None
    read = partial(service.read, session, caller, assessment_id)
    try:
        if kind == "deleted":
            item = read(deleted=True)
            return {"what": kind, **item, "until": until(item, settings)}
        before = service.name_before(session, caller, assessment_id)
        return {"what": kind, **read(), "before": before if kind == "renamed" else None}
    except NotFound:  # it was taken back meanwhile
        return None


def _to_list(done: Done, assessment_id: str) -> Response:
    return RedirectResponse(f"/assess?{done}={assessment_id}", 303)
