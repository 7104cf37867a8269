"""The page of kinds of enterprises and the order of criteria with which questions begin."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import Held, Reader, Saved, Writer
from api.language import Language
from api.pages.assess import choices
from api.pages.assess.choices import FormChoice
from api.pages.assess.facts import Fields
from api.pages.assess.kinds import Kinds, Ordering, moved, statement_of, ticked_in
from api.pages.assess.saved_work import STEPS, go_to, read, save
from api.pages.form import fields_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.texts.marks import COMMA
from weights.profiles import load_profiles

router = APIRouter(include_in_schema=False, route_class=PageRoute)
Plain = dict[str, Any]
TICKED = "kind"
"""Parameter of the address: a kind that was ticked before the order became one's own."""
_BY: Mapping[str, int] = {"up": -1, "down": 1}


@router.get("/assess/{assessment_id}/priorities")
async def get_priorities(
    request: Request, assessment_id: str, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Ask which kinds of enterprises it is like, and show the order that follows."""
    found = await read(database, caller, assessment_id)
    weights = found["content"].get("weights")
    kinds = await run_sync(Kinds.of, found["content"], settings)
    ordering, language = kinds.saved(weights), page_language(request)
    ticked = ticked_in(weights) or request.query_params.getlist(TICKED)
    return render(
        request,
        "assess_priorities.html",
        section="assess",
        step="priorities",
        steps=STEPS,
        assessment=found,
        profiles=_fitting_first(choices.profiles(language), kinds),
        because={fit.profile: fit.because[language] for fit in kinds.fits},
        ticked=[name for name in ticked if name in kinds.shares],
        ordering=ordering,
        said=_origin(ordering, language),
        unticked=_origin(kinds.ordering(()), language),
        kinds=kinds,
        lines=_lines(kinds.criteria, settings, language),
    )


@router.post("/assess/{assessment_id}/priorities")
async def post_priorities(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Save what was ticked, or the order if it was moved, and go on where the button says."""
    fields = await fields_sent(request)
    found = await read(database, caller, assessment_id)
    weights = found["content"].get("weights")
    kinds = await run_sync(Kinds.of, found["content"], settings)
    ordering = _ordering(fields, kinds, kinds.saved(weights))
    if ordering.source != "kept":
        change = {"weights": statement_of(ordering)}
        await save(request, database, caller, assessment_id, change, settings)
    return _next(assessment_id, fields)


def _ordering(fields: Fields, kinds: Kinds, before: Ordering) -> Ordering:
    """Return the order that a form says: moved, one's own, of what was ticked, or that before."""
    ticked, shown = fields.get("profile", ()), fields.get("order", ())
    anew = set(ticked) != set(fields.get("of", ())) or "reset" in fields
    if anew or (before.source != "kept" and "moved" not in fields):
        shown = list(kinds.ordering(ticked).shares)
    way, _, name = (fields.get("move") or [""])[0].partition(":")
    if way in _BY and name in shown:
        return kinds.own(moved(shown, name, _BY[way])) or before
    if "moved" in fields and not anew:
        return kinds.own(shown) or before
    return before if before.source == "kept" and not anew else kinds.ordering(ticked)


def _next(assessment_id: str, fields: Fields) -> Response:
    """Lead back to the order while it is looked at, to the result, or on to the questions."""
    name = (fields.get("move") or [""])[0].partition(":")[2]
    if name or "show" in fields or "reset" in fields:
        query = urlencode([(TICKED, kind) for kind in fields.get("profile", ())])
        return go_to(assessment_id, f"priorities?{query}#{f'order-{name}' if name else 'order'}")
    if "run" in fields:  # 307 keeps the method: a result is made by POST
        return RedirectResponse(f"/assess/{assessment_id}/run", 307)
    return go_to(assessment_id, "interview")


def _origin(ordering: Ordering, language: Language) -> str:
    """Return the sentence on where an order comes from."""
    said = words(language)["assess"]
    names = [load_profiles()[name].name[language] for name in ordering.kinds]
    key = {
        "kinds": "order_of_kinds",
        "facts": "order_of_facts",
        "nothing": "order_of_nothing",
        "own": "order_own",
        "kept": "order_kept",
    }[ordering.source]
    return said[key].format(names=COMMA[language].join(names))


def _fitting_first(profiles: Sequence[FormChoice], kinds: Kinds) -> list[FormChoice]:
    """Return the kinds that weigh any of the criteria, those that the facts speak for first."""
    fit = [one.profile for one in kinds.fits]
    known = [one for one in profiles if one.value in kinds.shares]
    return sorted(known, key=lambda one: fit.index(one.value) if one.value in fit else len(fit))


def _lines(criteria: Sequence[str], settings: Settings, language: Language) -> Plain:
    """Return what a line of the order says of each criterion: its name, and its two ends."""
    catalogue = catalogue_of(settings)
    known = {info.id: info for info in catalogue.all_criteria}
    said, found = words(language)["assess"]["from_to"], {}
    for info in (known[name] for name in criteria if name in known):
        worst, best = scale_ends(info, catalogue, language)
        ends = said.format(worst=worst, best=best) if worst else ""
        found[info.id] = {"name": info.name[language], "ends": ends}
    return found
