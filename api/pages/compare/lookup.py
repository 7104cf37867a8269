"""Looks up what is asked for and has it compared; what stands in the way is told, not raised."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import service as assessments
from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.db import Database
from api.errors import status_of
from api.language import Language
from api.localisation import localise
from api.pages.compare.options import ComparisonOptions, options
from api.pages.compare.question import (
    FEWEST_PARKS,
    ComparisonQuestion,
    Complaint,
    complaint,
    complaints,
    narrowed,
    to_request,
)
from api.pages.words import words
from api.parks.labels import Labels, labels_of_catalogue
from api.processes import Compute
from api.settings import Settings
from mcda.errors import InvalidInput, LimitExceeded, McdaError, NotFound
from mcda.texts import remedy_of

MOST_FAULTS = 10
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupOutcome:
    """A comparison, or why there is none.

    Parameters
    ----------
    options
        What can be chosen.
    answer
        Of ``POST /v1/comparisons``; None where nothing was asked or could be compared.
    status
        Of the page.
    faults
        What is wrong with the question.
    assessment
        Name of the assessment whose enterprise looks at the parks.
    """

    options: ComparisonOptions
    answer: Plain | None = None
    status: int = 200
    faults: list[Complaint] = field(default_factory=list)
    assessment: str = ""


def look_up(
    question: ComparisonQuestion | None,
    *,
    database: Database,
    caller: Caller,
    settings: Settings,
    language: Language,
    compute: Compute,
) -> LookupOutcome:
    """Return the comparison that is asked for, in one language.

    Raises
    ------
    McdaError
        What the reader cannot mend by asking otherwise.
    """
    reading = partial(
        options,
        caller=caller,
        settings=settings,
        language=language,
        asked_parks=() if question is None else question.parks,
    )
    known = database.read(reading)
    if question is None:
        return LookupOutcome(options=known)
    request: ComparisonRequest | None = None
    try:
        contents = database.read(partial(_contents, question=question, caller=caller))
        wrong = complaints(question, known, contents, words(language))
        if wrong:
            return LookupOutcome(options=known, status=422, faults=wrong)
        content = contents.get(question.assessment)
        about = narrowed(question, content, settings)
        if content is not None and len(about.parks) < FEWEST_PARKS:
            left = complaint(words(language), "few_left", name=content["name"])
            return LookupOutcome(options=known, status=422, faults=[left])
        request = to_request(about, known, contents, settings)
        answer = localise(compute(partial(compare_weightings, request, settings)), language)
    except (InvalidInput, NotFound, LimitExceeded) as error:
        faults = _told(error, request, labels_of_catalogue(language, settings), language)
        return LookupOutcome(options=known, status=status_of(error), faults=faults)
    return LookupOutcome(options=known, answer=answer, assessment=(content or {}).get("name", ""))


def _contents(session: Session, question: ComparisonQuestion, caller: Caller) -> dict[str, Plain]:
    """Return what the assessments hold that are named, by id."""
    named = [question.assessment, *(side.assessment for side in question.sides)]
    return {
        number: assessments.read(session, caller, number)["content"]
        for number in dict.fromkeys(named)
        if number
    }


def _told(
    error: McdaError, request: ComparisonRequest | None, labels: Labels, language: Language
) -> list[Complaint]:
    """Return faults as the page says them; one in a weighting begins with its name."""
    found = []
    for fault in error.faults[:MOST_FAULTS]:
        sentence = fault.say(language, {**labels.criteria, **labels.alternatives})
        match fault.path:
            case ("weightings", int(place), *_) if request is not None:
                name = request.weightings[place].name
                sentence = words(language)["compare"]["fault_in"].format(name=name, said=sentence)
        found.append(Complaint(sentence, remedy_of(fault.code, language)))
    return found
