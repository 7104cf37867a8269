"""The pages of the self-assessment's facts; each saves, and leads to the next."""

import hashlib
import math
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved, Writer
from api.assessments import service
from api.assessments.content import to_save
from api.db import Database
from api.idempotency import Once
from api.language import Language
from api.numbers import Numbers
from api.pages.assess import choices
from api.pages.assess.facts import (
    SECTIONS,
    Fields,
    field_of,
    fields_of,
    markets_asked,
    patch_of,
    shares_said,
)
from api.pages.assess.land import price_also, spoken_times, usual_unit
from api.pages.assess.names import add_name
from api.pages.assess.saved_work import STEPS, go_to, next_open, read, save
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.land import land_units
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError, NotFound

router = APIRouter(include_in_schema=False, route_class=PageRoute)
NEW = "new"
"""In the place of an assessment's number: one of which nothing is saved yet."""
Plain = dict[str, Any]
_WHOLE, _PLACES = 100.0, 9
_FORM = re.compile(r"[\w-]{16}")
"""What a first form is called by: it stands in its address, so that one goes back to the same."""
_FIRST = hashlib.sha256(b"/assess/new").digest()


@router.post("/assess")
async def post_start(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Begin one, with nothing known."""
    return go_to(await _begun(request, caller, database, settings), STEPS[0])


@router.get("/assess/new")
async def get_first(
    request: Request, caller: Reader, database: Saved, settings: Held, form: str = ""
) -> Response:
    """Show the first questions; nothing is saved before they are answered.

    Who goes back to them finds what she saved.
    """
    begun = await run_sync(_begun_with, form, database, caller)
    if begun:
        return go_to(begun, SECTIONS[0])
    if begun is not None or not _FORM.fullmatch(form):
        address = request.url.include_query_params(form=secrets.token_urlsafe(12))
        return RedirectResponse(f"{address.path}?{address.query}", 303)
    return _show(request, _nothing_yet(request, form), SECTIONS[0], settings, {})


@router.post("/assess/new/company")
async def post_first(request: Request, caller: Writer, database: Saved, settings: Held) -> Response:
    """Begin one with the first answers; the same form again changes the one that it began."""
    fields = await fields_sent(request)
    form = (fields.get("form") or [""])[0]
    begun = await run_sync(_begun_with, form, database, caller)
    if begun:
        return await _save_section(request, begun, SECTIONS[0], fields, caller, database, settings)
    found = _nothing_yet(request, form)
    change: Plain = {}
    try:
        change = patch_of(SECTIONS[0], fields, found["content"])
        change = add_name(change, found, page_language(request))
        content = service.merged(found["content"], change, settings)
    except InvalidInput as error:
        return _show(request, found, SECTIONS[0], settings, fields, error, change)
    work = partial(service.create, caller=caller, content=content)
    once = _once(form if begun is None else "")
    return go_to(_number(await run_sync(once.write, database, caller, work)), STEPS[1])


@router.get("/assess/{assessment_id}")
async def get_whole(assessment_id: str, caller: Reader, database: Saved) -> Response:
    """Go on where it was left."""
    found = await read(database, caller, assessment_id)
    if found["results"]:
        return go_to(assessment_id, f"results/{found['results']}")
    return go_to(assessment_id, next_open(found["content"]))


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
    units, language = land_units(catalogue_of(settings)), page_language(request)
    return _show(request, found, section, settings, fields_of(found["content"], units, language))


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
    return await _save_section(request, assessment_id, section, fields, caller, database, settings)


async def _save_section(
    request: Request,
    assessment_id: str,
    section: str,
    fields: Fields,
    caller: Caller,
    database: Database,
    settings: Settings,
) -> Response:
    found = await read(database, caller, assessment_id)
    change: Plain = {}
    try:
        change = patch_of(section, fields, found["content"], land_units(catalogue_of(settings)))
        change = add_name(change, found, page_language(request))
        await save(request, database, caller, assessment_id, change, settings)
    except InvalidInput as error:
        return _show(request, found, section, settings, fields, error, change)
    return go_to(assessment_id, STEPS[STEPS.index(section) + 1])


def _known(section: str) -> None:
    if section not in SECTIONS:
        raise NotFound.at("not_found", what=section)


async def _begun(request: Request, caller: Caller, database: Database, settings: Settings) -> str:
    """Save an assessment of which nothing is known, and return its number."""
    content = to_save(_nothing_yet(request)["content"], settings)
    work = partial(service.create, caller=caller, content=content)
    return _number(await run_sync(database.write, work))


def _number(reply: Any) -> str:
    return str(reply.headers["Location"].rpartition("/")[2])


def _nothing_yet(request: Request, form: str = "") -> Plain:
    name = words(page_language(request))["assess"]["unnamed"]
    content = {"name": name, "enterprise": {}}
    now = datetime.now(UTC).isoformat()
    return {"id": NEW, "form": form, "created_at": now, "content": content}


def _once(form: str) -> Once:
    """Return that a first form begins one assessment; what has no name of a form begins many."""
    return Once(f"form {form}" if _FORM.fullmatch(form) else None, _FIRST)


def _begun_with(form: str, database: Database, caller: Caller) -> str | None:
    """Return the assessment that a first form began, "" of one that is gone, None of none."""
    done = _once(form).done(database, caller)
    if done is None:
        return None
    work = partial(service.read, caller=caller, assessment_id=_number(done))
    with suppress(NotFound):
        return str(database.read(work)["id"])
    return ""


def _show(
    request: Request,
    found: Plain,
    section: str,
    settings: Settings,
    fields: Fields,
    error: McdaError | None = None,
    change: Plain | None = None,
) -> Response:
    language = page_language(request)
    faults = _faults(request, error, change or {})
    return render(
        request,
        f"assess_{section}.html",
        status=200 if error is None else 422,
        section="assess",
        step=section,
        steps=STEPS,
        assessment=found,
        f=defaultdict(list, fields),
        faults=faults,
        wrong={fault["field"]: fault["detail"] for fault in reversed(faults)},
        **_OFFERED[section](settings, language, fields),
    )


def _faults(request: Request, error: McdaError | None, change: Plain) -> list[dict[str, str]]:
    """Return what cannot be used, each with the field in which it was written."""
    if error is None:
        return []
    fields = [field_of(fault.path, change) for fault in error.faults]
    told = spoken(error.faults, request)
    return [{**one, "field": field} for one, field in zip(told, fields, strict=False)]


def _about_company(settings: Settings, language: Language, fields: Fields) -> Plain:
    del settings, fields
    return {"provinces": choices.provinces(language), "cities": choices.cities(language)}


def _about_business(settings: Settings, language: Language, fields: Fields) -> Plain:
    units, chosen = land_units(catalogue_of(settings)), fields.get("sectors", ())
    families = choices.families(settings, language, chosen)
    return {
        "families": families,
        "picked": [
            one.label for family in families for one in family.choices if one.value in chosen
        ],
        "markets": choices.markets(settings, language, markets_asked(fields)),
        "market_sum": _sum_said(shares_said(fields), language),
        "units": units,
        "times": {unit: spoken_times(unit, language) for unit in units},
        "usual_unit": usual_unit(units, language),
        "budget_also": price_also(fields, units, language),
        "screens": choices.screens(language),
        "parks": choices.parks(settings, language),
    }


_OFFERED: Mapping[str, Callable[[Settings, Language, Fields], Plain]] = {
    "company": _about_company,
    "business": _about_business,
}


def _sum_said(shares: Sequence[float], language: Language) -> str:
    """Return the sentence on what the shares add up to, in per cent."""
    said, write = words(language)["assess"], Numbers(language).figure
    total = round(math.fsum(shares), _PLACES)
    short = "sum_short" if total < _WHOLE else "sum_full" if total == _WHOLE else "sum_over"
    fields = {"count": len(shares), "total": write(total), "rest": write(_WHOLE - total)}
    return said[short if shares else "sum_none"].format(**fields)
