"""The page that compares weightings; its address holds the whole question."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved
from api.compute import compute_of, run_analysis
from api.db import Database
from api.language import Language
from api.pages.compare.lookup import LookupOutcome, look_up
from api.pages.compare.options import ASSESSMENT
from api.pages.compare.question import (
    FEWEST,
    MOST,
    ComparedParty,
    ComparisonQuestion,
    question_of,
)
from api.pages.compare.view import view
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_of_catalogue
from api.settings import Settings
from mcda.parks import scorable

router = APIRouter(include_in_schema=False, route_class=PageRoute)
ROWS = 3
"""Of the form before anybody asked for more."""
EXAMPLE = ("cost-driven-labour-intensive", "tariff-hit-exporter", "long-term-base-builder")
"""Profiles that put different parks first among those that Chinese firms run."""
_CALLED = ("example_first", "example_second", "example_third")


@router.get("/compare")
async def get_comparison(
    request: Request, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Compare the weightings that the address names; without any, show what can be chosen."""
    query = request.query_params
    question = question_of(query)
    asks = question is not None and "more" not in query and not _only_seen_by(question)
    if question is not None and asks and "sent" in query and question.sides:
        return RedirectResponse(question.address, 303)
    outcome = await _outcome(request, question if asks else None, caller, database, settings)
    form = _form(request, question, outcome, settings)
    if outcome.answer is None:
        return render(request, "compare.html", status=outcome.status, **form)
    language = page_language(request)
    return render(
        request,
        "compare_result.html",
        **form,
        a=outcome.answer,
        view=view(outcome.answer, language),
        labels=labels_of_catalogue(language, settings),
        assessment=outcome.assessment,
    )


def _only_seen_by(question: ComparisonQuestion) -> bool:
    """Tell whether an address names an assessment alone, as the links to this page do."""
    return not question.sides and bool(question.assessment)


def _form(
    request: Request,
    question: ComparisonQuestion | None,
    outcome: LookupOutcome,
    settings: Settings,
) -> dict[str, Any]:
    asked = question or ComparisonQuestion()
    sides = list(asked.sides)
    if _only_seen_by(asked):
        sides = _sides_of(asked.assessment, outcome)
    more = int("more" in request.query_params)
    rows = min(max(ROWS, len(sides) + more), max(MOST, len(sides)))
    sides += [ComparedParty("")] * (rows - len(sides))
    return {
        "section": "compare",
        "asked": asked,
        "sides": sides,
        "most": MOST,
        "fewest": FEWEST,
        "example": _example(page_language(request), settings).address,
        "options": outcome.options,
        "faults": outcome.faults,
    }


def _example(language: Language, settings: Settings) -> ComparisonQuestion:
    said, catalogue = words(language)["compare"], catalogue_of(settings)
    return ComparisonQuestion(
        sides=tuple(
            ComparedParty(profile, said[name])
            for profile, name in zip(EXAMPLE, _CALLED, strict=True)
        ),
        parks=tuple(
            park for park in scorable(catalogue) if catalogue.parks[park].kind == "chinese_park"
        ),
    )


def _sides_of(assessment: str, outcome: LookupOutcome) -> list[ComparedParty]:
    own = f"{ASSESSMENT}:{assessment}"
    return (
        [ComparedParty(own)] if any(item.value == own for item in outcome.options.answers) else []
    )


async def _outcome(
    request: Request,
    question: ComparisonQuestion | None,
    caller: Caller,
    database: Database,
    settings: Settings,
) -> LookupOutcome:
    work = partial(
        look_up,
        question,
        database=database,
        caller=caller,
        settings=settings,
        language=page_language(request),
        compute=compute_of(request),
    )
    return await run_analysis(request, work)
