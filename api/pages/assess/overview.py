"""The list of self-assessments: their content and name, deleting and restoring."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Literal, get_args

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.dependencies import Held
from api.assessments import service
from api.document.brief.verdict import DRAWS, LEVELS, word_title
from api.http.language import Language
from api.pages.assess.facts import SECTIONS
from api.pages.assess.saved_work import next_open
from api.pages.context import PageContext, Reading, Writing
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute, spoken
from api.parks.catalogue import rests_on
from api.rankings.presentation import engine
from api.requests.page_query import PageRequest
from api.results import service as results
from api.settings import Settings
from mcda.errors import InvalidInput, NotFound
from mcda.plain import Plain
from mcda.robust.decision import Word as Decided

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PAGE = 20
Done = Literal["renamed", "deleted", "restored"]
State = Literal["questions", "no_result", "changed", "engine", "catalogue", "overlay", "current"]


@router.get("/assess")
async def get_list(context: Reading, settings: Held, cursor: str | None = None) -> Response:
    """Show the self-assessments, the last changed first, and the action just done."""
    done = await context.read(_done, query=context.request.query_params, settings=settings)
    return await _show(context, settings, cursor, done=done)


@router.get("/assess/deleted")
async def get_deleted(context: Reading, settings: Held, cursor: str | None = None) -> Response:
    """Show the deleted assessments that can be restored."""
    wanted = PageRequest(sort="-updated_at", start=cursor, limit=PAGE)
    page = await context.read(results.overview, state="deleted", wanted=wanted)
    language = context.language
    return render(
        context.request,
        "assessments_deleted.html",
        section="assess",
        items=[{**row(item, language), "until": until(item, settings)} for item in page["items"]],
        next=page["next"],
        total=page["total"],
        first_page=cursor is None,
        restorable=settings.keep_deleted_days,
    )


@router.post("/assess/{assessment_id}/name")
async def post_name(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Rename an assessment."""
    name = (await fields_sent(context.request)).get("name", [""])[0]
    try:
        await context.write(service.rename, assessment_id=assessment_id, name=name)
    except InvalidInput as error:
        faults = spoken(error.faults, context.request)
        wrong = {"id": assessment_id, "name": name, "faults": faults}
        return await _show(context, settings, None, wrong=wrong)
    return _to_list("renamed", assessment_id)


@router.post("/assess/{assessment_id}/delete")
async def post_delete(context: Writing, assessment_id: str) -> Response:
    """Delete an assessment; it can be restored until it is erased."""
    await context.write(service.delete, assessment_id=assessment_id, if_match=None)
    return _to_list("deleted", assessment_id)


@router.post("/assess/{assessment_id}/restore")
async def post_restore(context: Writing, assessment_id: str) -> Response:
    """Restore an assessment."""
    await context.write(service.restore, assessment_id=assessment_id)
    return _to_list("restored", assessment_id)


def row(item: Plain, language: Language) -> Plain:
    """Return the data of an assessment for a row of the list."""
    result = item["result"]
    if result is None:
        return {**item, "firsts": [], "word": None}
    headline, share = result["headline"], result["share_first"]
    is_drawn = share is not None and result["word"] not in get_args(Decided)
    return {
        **item,
        "firsts": [first["name"][language] for first in headline["firsts"]],
        "word": result["word"],
        "title": word_title(result["word"], language) if result["word"] else "",
        "level": LEVELS.get(result["word"], 0),
        "draws": round(DRAWS * share) if is_drawn else None,
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
    context: PageContext,
    settings: Settings,
    cursor: str | None,
    done: Plain | None = None,
    wrong: Plain | None = None,
) -> Response:
    wanted = PageRequest(sort="-updated_at", start=cursor, limit=PAGE)
    page = await context.read(results.overview, state="live", wanted=wanted)
    rests, language = rests_on(settings), context.language
    return render(
        context.request,
        "assessments.html",
        status=200 if wrong is None else 422,
        section="assess",
        items=[{**row(item, language), "state": state_of(item, rests)} for item in page["items"]],
        next=page["next"],
        total=page["total"],
        first_page=cursor is None,
        deleted=await context.read(service.count, state="deleted"),
        done=done,
        wrong=wrong,
        draws=DRAWS,
        restorable=settings.keep_deleted_days,
    )


def _done(
    session: Session, caller: Caller, query: Mapping[str, str], settings: Settings
) -> Plain | None:
    """Return the action just done, named in the address, and the action that reverts it."""
    actions = {action: query.get(action) for action in get_args(Done)}
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
