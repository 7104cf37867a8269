"""The page that compares weightings; its address holds the whole question."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.access.dependencies import Held, Reader, Saved
from api.assessments import service as assessments
from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.compute.analyses import compute_of, run_analysis
from api.compute.processes import Compute
from api.db import Database
from api.http.errors import status_of
from api.http.language import Language
from api.http.localisation import localise
from api.pages.compare.options import ASSESSMENT, ComparisonOptions, options
from api.pages.compare.question import (
    FEWEST,
    FEWEST_PARKS,
    MOST,
    ComparedParty,
    ComparisonQuestion,
    Complaint,
    complaint,
    complaints,
    narrowed,
    question_of,
    to_request,
)
from api.pages.compare.view import view
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_of_catalogue
from api.settings import Settings
from mcda.errors import InvalidInput, LimitExceeded, NotFound
from mcda.parks import scorable
from mcda.plain import Plain
from mcda.texts import remedy_of

MOST_FAULTS = 10
router = APIRouter(include_in_schema=False, route_class=PageRoute)
ROWS = 3
"""Of the form before anybody asked for more."""
EXAMPLE = ("cost-driven-labour-intensive", "tariff-hit-exporter", "long-term-base-builder")
"""Profiles that put different parks first among those that Chinese firms run."""
_CALLED = ("example_first", "example_second", "example_third")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupOutcome:
    """A comparison, or the reasons why there is none."""

    options: ComparisonOptions
    """What can be chosen."""
    answer: Plain | None = None
    """Of ``POST /v1/comparisons``; None where nothing was asked or could be compared."""
    status: int = 200
    """Of the page."""
    faults: list[Complaint] = field(default_factory=list)
    """What is wrong with the question."""
    assessment: str = ""
    """Name of the assessment whose enterprise looks at the parks."""


def look_up(
    question: ComparisonQuestion | None,
    *,
    database: Database,
    caller: Caller,
    settings: Settings,
    language: Language,
    compute: Compute,
) -> LookupOutcome:
    """Return the requested comparison, in one language.

    Raises
    ------
    McdaError
        An error that the reader cannot avoid by changing the question.
    """
    reading = partial(
        options,
        caller=caller,
        settings=settings,
        language=language,
        asked_parks=() if question is None else question.parks,
    )
    choices = database.read(reading)
    if question is None:
        return LookupOutcome(options=choices)
    request: ComparisonRequest | None = None
    try:
        contents = database.read(partial(_contents, question=question, caller=caller))
        wrong = complaints(question, choices, contents, words(language))
        if wrong:
            return LookupOutcome(options=choices, status=422, faults=wrong)
        content = contents.get(question.assessment)
        about = narrowed(question, content, settings)
        if content is not None and len(about.parks) < FEWEST_PARKS:
            few_left = complaint(words(language), "few_left", name=content["name"])
            return LookupOutcome(options=choices, status=422, faults=[few_left])
        request = to_request(about, choices, contents, settings)
        answer = localise(compute(partial(compare_weightings, request, settings)), language)
    except (InvalidInput, NotFound, LimitExceeded) as error:
        labels, faults = labels_of_catalogue(language, settings), []
        for fault in error.faults[:MOST_FAULTS]:
            sentence = fault.say(language, {**labels.criteria, **labels.alternatives})
            match fault.path:
                case ("weightings", int(place), *_) if request is not None:
                    name = request.weightings[place].name
                    sentence = words(language)["compare"]["fault_in"].format(
                        name=name, said=sentence
                    )
            faults.append(Complaint(sentence, remedy_of(fault.code, language)))
        return LookupOutcome(options=choices, status=status_of(error), faults=faults)
    return LookupOutcome(options=choices, answer=answer, assessment=(content or {}).get("name", ""))


def _contents(session: Session, question: ComparisonQuestion, caller: Caller) -> dict[str, Plain]:
    """Return the contents of the assessments that the question names, by id."""
    ids = [question.assessment, *(side.assessment for side in question.sides)]
    return {
        number: assessments.read(session, caller, number)["content"]
        for number in dict.fromkeys(ids)
        if number
    }


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
    work = partial(
        look_up,
        question if asks else None,
        database=database,
        caller=caller,
        settings=settings,
        language=page_language(request),
        compute=compute_of(request),
    )
    outcome = await run_analysis(request, work)
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
    """Tell whether an address names only an assessment, as the links to this page do."""
    return not question.sides and bool(question.assessment)


def _form(
    request: Request,
    question: ComparisonQuestion | None,
    outcome: LookupOutcome,
    settings: Settings,
) -> dict[str, Any]:
    current = question or ComparisonQuestion()
    sides = list(current.sides)
    if _only_seen_by(current):
        own = f"{ASSESSMENT}:{current.assessment}"
        is_offered = any(item.value == own for item in outcome.options.answers)
        sides = [ComparedParty(own)] if is_offered else []
    more = int("more" in request.query_params)
    rows = min(max(ROWS, len(sides) + more), max(MOST, len(sides)))
    sides += [ComparedParty("")] * (rows - len(sides))
    called, catalogue = words(page_language(request))["compare"], catalogue_of(settings)
    example = ComparisonQuestion(
        sides=tuple(
            ComparedParty(profile, called[name])
            for profile, name in zip(EXAMPLE, _CALLED, strict=True)
        ),
        parks=tuple(
            park
            for park in scorable(catalogue)
            if catalogue.parks[park].kind == "chinese_park"
            and (park, "land_price") in catalogue.ratings
        ),
    )
    return {
        "section": "compare",
        "asked": current,
        "sides": sides,
        "most": MOST,
        "fewest": FEWEST,
        "example": example.address,
        "options": outcome.options,
        "faults": outcome.faults,
    }
