"""The page that compares weightings; its address holds the whole question."""

from dataclasses import dataclass, field
from functools import partial
from itertools import islice

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
from api.pages.compare.view import ComparisonView
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
EXAMPLE = {
    "cost-driven-labour-intensive": "example_first",
    "tariff-hit-exporter": "example_second",
    "long-term-base-builder": "example_third",
}
"""Profiles that put different parks first among those that Chinese firms run, with their names."""


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
    parks = () if question is None else question.parks
    choices = database.read(lambda session: options(session, caller, settings, language, parks))
    if question is None:
        return LookupOutcome(options=choices)
    request: ComparisonRequest | None = None
    try:
        contents = database.read(partial(_contents, question=question, caller=caller))
        content = contents.get(question.assessment)
        wrong = islice(complaints(question, choices, contents), MOST_FAULTS)
        faults = [complaint(words(language), key, **fields) for key, fields in wrong]
        about = question if faults else narrowed(question, content, settings)
        if not faults and content is not None and len(about.parks) < FEWEST_PARKS:
            faults = [complaint(words(language), "few_left", name=content["name"])]
        if faults:
            return LookupOutcome(options=choices, status=422, faults=faults)
        request = to_request(about, choices, contents, settings)
        answer = localise(compute(partial(compare_weightings, request, settings)), language)
    except (InvalidInput, NotFound, LimitExceeded) as error:
        labels, faults = labels_of_catalogue(language, settings), []
        for fault in error.faults[:MOST_FAULTS]:
            sentence = fault.say(language, {**labels.criteria, **labels.alternatives})
            match fault.path:
                case ("weightings", int(place), *_) if request is not None:
                    name, text = request.weightings[place].name, words(language)["compare"]
                    sentence = text["fault_in"].format(name=name, said=sentence)
            faults.append(Complaint(sentence, remedy_of(fault.code, language)))
        return LookupOutcome(options=choices, status=status_of(error), faults=faults)
    return LookupOutcome(options=choices, answer=answer, assessment=(content or {}).get("name", ""))


def _contents(session: Session, question: ComparisonQuestion, caller: Caller) -> dict[str, Plain]:
    """Return the contents of the assessments that the question names, by id."""
    ids = filter(None, (question.assessment, *(side.assessment for side in question.sides)))
    return {number: assessments.read(session, caller, number)["content"] for number in ids}


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
    language = page_language(request)
    asked, compute = question if asks else None, compute_of(request)
    work = partial(look_up, asked, database, caller, settings, language, compute)
    outcome = await run_analysis(request, work)
    current = question or ComparisonQuestion()
    form: Plain = {
        "section": "compare",
        "asked": current,
        "sides": _sides(current, outcome.options, more="more" in query),
        "most": MOST,
        "fewest": FEWEST,
        "example": _example(language, settings).address,
        "options": outcome.options,
        "faults": outcome.faults,
    }
    if outcome.answer is None:
        return render(request, "compare.html", status=outcome.status, **form)
    return render(
        request,
        "compare_result.html",
        **form,
        a=outcome.answer,
        view=ComparisonView(outcome.answer, language),
        labels=labels_of_catalogue(language, settings),
        assessment=outcome.assessment,
    )


def _only_seen_by(question: ComparisonQuestion) -> bool:
    """Tell whether an address names only an assessment, as the links to this page do."""
    return not question.sides and bool(question.assessment)


def _sides(
    question: ComparisonQuestion, choices: ComparisonOptions, *, more: bool
) -> list[ComparedParty]:
    """Return the rows of the form, with empty ones at their end."""
    sides = list(question.sides)
    own = f"{ASSESSMENT}:{question.assessment}"
    if _only_seen_by(question) and any(item.value == own for item in choices.answers):
        sides = [ComparedParty(own)]
    rows = min(max(ROWS, len(sides) + more), max(MOST, len(sides)))
    return sides + [ComparedParty("")] * (rows - len(sides))


def _example(language: Language, settings: Settings) -> ComparisonQuestion:
    called, catalogue = words(language)["compare"], catalogue_of(settings)
    sides = tuple(ComparedParty(profile, called[name]) for profile, name in EXAMPLE.items())
    chinese = [park for park in scorable(catalogue) if catalogue.parks[park].kind == "chinese_park"]
    parks = tuple(park for park in chinese if (park, "land_price") in catalogue.ratings)
    return ComparisonQuestion(sides=sides, parks=parks)
