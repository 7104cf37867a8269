"""The pages of the self-assessment's facts; each saves, and leads to the next."""

from collections import defaultdict
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.caller import Caller
from api.access.needs import Held, Reader, Saved, Writer
from api.assessments import service
from api.assessments.content import to_save
from api.body import compute_for
from api.db import Database
from api.pages.assess import choices
from api.pages.assess.facts import SECTIONS, Fields, fields_of, patch_of
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.pages.words import words
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError, NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
STEPS = (*SECTIONS, "priorities", "interview")
Plain = dict[str, Any]


@router.get("/assess")
def get_start(request: Request, caller: Reader, database: Saved) -> Response:
    """Show what a self-assessment is, and those begun already."""
    work = partial(service.latest, caller=caller, limit=50)
    return render(request, "assess_start.html", section="assess", begun=database.read(work))


@router.post("/assess")
def post_start(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Begin one, with nothing known."""
    name = words(page_language(request))["assess"]["unnamed"]
    content = to_save({"name": name, "enterprise": {}}, settings)
    reply = database.write(partial(service.create, caller=caller, content=content))
    return go_to(reply.headers["Location"].rpartition("/")[2], STEPS[0])


@router.get("/assess/{assessment_id}")
async def get_whole(assessment_id: str, caller: Reader, database: Saved) -> Response:
    """Go on where it was left."""
    found = await read(database, caller, assessment_id)
    if found["results"]:
        return go_to(assessment_id, f"results/{found['results']}")
    return go_to(assessment_id, _next_open(found["content"]))


@router.get("/assess/{assessment_id}/{section}")
async def get_section(
    request: Request,
    assessment_id: str,
    section: str,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Show a page of questions with what is known."""
    _known(section)
    found = await read(database, caller, assessment_id)
    return _show(request, found, section, settings, fields_of(found["content"]))


@router.post("/assess/{assessment_id}/{section}")
async def post_section(
    request: Request,
    assessment_id: str,
    section: str,
    caller: Writer,
    database: Saved,
    settings: Held,
) -> Response:
    """Save a page of answers; what cannot be used is shown beside what was typed."""
    _known(section)
    fields = await fields_sent(request)
    found = await read(database, caller, assessment_id)
    try:
        change = patch_of(section, fields, found["content"])
        await save(request, database, caller, assessment_id, change, settings)
    except InvalidInput as error:
        return _show(request, found, section, settings, fields, error)
    return go_to(assessment_id, "" if "later" in fields else STEPS[STEPS.index(section) + 1])


async def read(database: Database, caller: Caller, assessment_id: str) -> Plain:
    """Return an assessment as it stands."""
    work = partial(service.read, caller=caller, assessment_id=assessment_id)
    return await run_sync(database.read, work)


async def save(
    request: Request,
    database: Database,
    caller: Caller,
    assessment_id: str,
    change: Plain,
    settings: Settings,
) -> Plain:
    """Apply a merge patch to an assessment."""
    work = partial(
        service.patch,
        caller=caller,
        assessment_id=assessment_id,
        change=partial(service.merged, change=change, settings=settings),
        size=0,
        if_match=None,
        compute_for=partial(compute_for, request),
    )
    return await run_sync(database.write, work)


def go_to(assessment_id: str, place: str) -> Response:
    """Send the reader to another page of an assessment."""
    return RedirectResponse(f"/assess/{assessment_id}/{place}".rstrip("/"), 303)


def _known(section: str) -> None:
    if section not in SECTIONS:
        raise NotFound.at("not_found", what=section)


def _next_open(content: Plain) -> str:
    """Return the first page about which nothing is known."""
    known = content.get("enterprise", {})
    first = {
        "company": ("home", "size", "first_investment"),
        "business": ("sectors", "markets"),
        "project": ("intent", "needs_standard_factory"),
    }
    for section, names in first.items():
        if not any(known.get(name) not in (None, [], {}) for name in names):
            return section
    if "weights" not in content and not content.get("answers"):
        return "trust"
    return "interview"


def _show(
    request: Request,
    found: Plain,
    section: str,
    settings: Settings,
    fields: Fields,
    error: McdaError | None = None,
) -> Response:
    language = page_language(request)
    return render(
        request,
        f"assess_{section}.html",
        status=200 if error is None else 422,
        section="assess",
        step=section,
        steps=STEPS,
        assessment=found,
        f=defaultdict(list, fields),
        faults=[] if error is None else spoken(error.faults, request),
        provinces=choices.provinces(language),
        sectors=choices.sectors(language),
        screens=choices.screens(language),
        parks=choices.parks(settings, language),
    )
