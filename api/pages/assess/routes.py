"""The pages of the self-assessment's facts; each saves, and leads to the next page."""

import hashlib
import math
import re
import secrets
from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import Held
from api.assessments import service
from api.assessments.content import to_save
from api.http.language import Language
from api.http.numbers import Numbers
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
from api.pages.assess.saved_work import STEPS, go_to, next_open, read, save
from api.pages.context import PageContext, Reading, Writing
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute, spoken
from api.pages.words import catalogue as word_table
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.land import land_units
from api.requests.idempotency import Once
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError, NotFound
from mcda.parks.gates import GATES
from mcda.parks.places import cities, provinces, resolve
from mcda.parks.sectors import sectors
from mcda.plain import Plain

_BETWEEN = {"en": ", ", "zh": "·"}
_SECTORS = 2
router = APIRouter(include_in_schema=False, route_class=PageRoute)
NEW = "new"
"""In the place of an assessment's number: one of which nothing is saved yet."""
_WHOLE, _PLACES = 100.0, 9
_FORM = re.compile(r"[\w-]{16}")
"""What a first form is called by: it stands in its address, so that one goes back to the same."""
_FIRST = hashlib.sha256(b"/assess/new").digest()


def add_name(change: Plain, found: Plain, language: Language) -> Plain:
    """Return a change that also names the assessment, unless it has a name of the reader's."""
    content, day = found["content"], found["created_at"]
    unnamed = word_table()["assess"]["unnamed"]
    before = content.get("enterprise", {})
    ours = {*unnamed.values(), *(_name(before, day, language_code) for language_code in unnamed)}
    if change.get("name", content["name"]) not in ours:
        return change
    return {**change, "name": _name({**before, **change["enterprise"]}, day, language)}


def _name(enterprise: Plain, day: str, language: Language) -> str:
    trades = [sectors()[code] for code in enterprise.get("sectors") or () if code in sectors()]
    home = enterprise.get("home") or {}
    place = resolve(home.get("province", ""), home.get("city", ""))
    at_home = [] if place is None else [place.name[language].rpartition("/")[2]]
    parts = [*at_home, *(trade[language] for trade in trades[:_SECTORS])]
    parts = parts or [word_table()["assess"]["unnamed"][language]]
    return _BETWEEN[language].join([*parts, Numbers(language).short_day(day)])


@router.post("/assess")
async def post_start(context: Writing, settings: Held) -> Response:
    """Begin one, with nothing known."""
    content = to_save(_nothing_yet(context.language)["content"], settings)
    return go_to(_number(await context.write(service.create, content=content)), STEPS[0])


@router.get("/assess/new")
async def get_first(context: Reading, settings: Held, form: str = "") -> Response:
    """Show the first questions; nothing is saved before they are answered.

    Who goes back to them finds what she saved.
    """
    begun = await run_sync(_begun_with, form, context)
    if begun:
        return go_to(begun, SECTIONS[0])
    if begun is not None or not _FORM.fullmatch(form):
        address = context.request.url.include_query_params(form=secrets.token_urlsafe(12))
        return RedirectResponse(f"{address.path}?{address.query}", 303)
    assessment = _nothing_yet(context.language, form)
    return _show(context, assessment, SECTIONS[0], settings, {})


@router.post("/assess/new/company")
async def post_first(context: Writing, settings: Held) -> Response:
    """Begin one with the first answers; the same form again changes the one that it began."""
    fields = await fields_sent(context.request)
    form = (fields.get("form") or [""])[0]
    begun = await run_sync(_begun_with, form, context)
    if begun:
        return await _save_section(context, begun, SECTIONS[0], fields, settings)
    assessment = _nothing_yet(context.language, form)
    try:
        change = patch_of(SECTIONS[0], fields, assessment["content"])
        change = add_name(change, assessment, context.language)
        content = service.merged(assessment["content"], change, settings)
    except InvalidInput as error:
        return _show(context, assessment, SECTIONS[0], settings, fields, error)
    work = partial(service.create, caller=context.caller, content=content)
    once = _once(form if begun is None else "")
    reply = await run_sync(once.write, context.database, context.caller, work)
    return go_to(_number(reply), STEPS[1])


@router.get("/assess/{assessment_id}")
async def get_whole(context: Reading, assessment_id: str) -> Response:
    """Go on where it was left."""
    stored = await read(context, assessment_id)
    if stored["results"]:
        return go_to(assessment_id, f"results/{stored['results']}")
    return go_to(assessment_id, next_open(stored["content"]))


@router.get("/assess/{assessment_id}/{section}")
async def get_section(
    context: Reading, assessment_id: str, section: str, settings: Held
) -> Response:
    """Show a page of questions with what is known."""
    _check_section(section)
    stored = await read(context, assessment_id)
    fields = fields_of(stored["content"], land_units(catalogue_of(settings)), context.language)
    return _show(context, stored, section, settings, fields)


@router.post("/assess/{assessment_id}/{section}")
async def post_section(
    context: Writing, assessment_id: str, section: str, settings: Held
) -> Response:
    """Save a page of answers; what cannot be used is shown beside what was typed."""
    _check_section(section)
    fields = await fields_sent(context.request)
    return await _save_section(context, assessment_id, section, fields, settings)


async def _save_section(
    context: PageContext, assessment_id: str, section: str, fields: Fields, settings: Settings
) -> Response:
    stored = await read(context, assessment_id)
    try:
        change = patch_of(section, fields, stored["content"], land_units(catalogue_of(settings)))
        change = add_name(change, stored, context.language)
        await save(context, assessment_id, change, settings)
    except InvalidInput as error:
        return _show(context, stored, section, settings, fields, error)
    return go_to(assessment_id, STEPS[STEPS.index(section) + 1])


def _check_section(section: str) -> None:
    if section not in SECTIONS:
        raise NotFound.at("not_found", what=section)


def _number(reply: Any) -> str:
    return str(reply.headers["Location"].rpartition("/")[2])


def _nothing_yet(language: Language, form: str = "") -> Plain:
    name = words(language)["assess"]["unnamed"]
    content = {"name": name, "enterprise": {}}
    now = datetime.now(UTC).isoformat()
    return {"id": NEW, "form": form, "created_at": now, "content": content}


def _once(form: str) -> Once:
    """Return an idempotency key, so that a first form starts one assessment even if sent twice."""
    return Once(f"form {form}" if _FORM.fullmatch(form) else None, _FIRST)


def _begun_with(form: str, context: PageContext) -> str | None:
    """Return the id of the assessment that a form started, "" for a deleted one, else None."""
    done = _once(form).done(context.database, context.caller)
    if done is None:
        return None
    work = partial(service.read, caller=context.caller, assessment_id=_number(done))
    with suppress(NotFound):
        return str(context.database.read(work)["id"])
    return ""


def _show(
    context: PageContext,
    found: Plain,
    section: str,
    settings: Settings,
    fields: Fields,
    error: McdaError | None = None,
) -> Response:
    language, faults = context.language, []
    if error is not None:
        places = (field_of(fault.path) for fault in error.faults)
        sentences = spoken(error.faults, context.request)
        faults = [{**detail, "field": at} for detail, at in zip(sentences, places, strict=False)]
    offered: Plain = {"provinces": provinces(), "cities": cities()}
    if section == "business":
        offered = _about_business(settings, language, fields)
    return render(
        context.request,
        f"assess_{section}.html",
        status=200 if error is None else 422,
        section="assess",
        step=section,
        steps=STEPS,
        assessment=found,
        f=defaultdict(list, fields),
        faults=faults,
        wrong={fault["field"]: fault["detail"] for fault in reversed(faults)},
        **offered,
    )


def _about_business(settings: Settings, language: Language, fields: Fields) -> Plain:
    units, chosen = land_units(catalogue_of(settings)), fields.get("sectors", ())
    families = choices.families(settings, language, chosen)
    shares, write = shares_said(fields), Numbers(language).figure
    total = round(math.fsum(shares), _PLACES)
    sentence = "sum_short" if total < _WHOLE else "sum_full" if total == _WHOLE else "sum_over"
    counts = {"count": len(shares), "total": write(total), "rest": write(_WHOLE - total)}
    return {
        "families": families,
        "picked": [
            entry.label
            for family in families
            for entry in family["choices"]
            if entry.value in chosen
        ],
        "markets": choices.markets(settings, language, markets_asked(fields)),
        "market_sum": words(language)["assess"][sentence if shares else "sum_none"].format(
            **counts
        ),
        "units": units,
        "times": {unit: spoken_times(unit, language) for unit in units},
        "usual_unit": usual_unit(units, language),
        "budget_also": price_also(fields, units, language),
        "gates": [f"gate_{code}" for code in GATES],
        "parks": choices.parks(settings, language),
    }
