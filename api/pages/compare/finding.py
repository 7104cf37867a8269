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
from api.pages.compare.asked import (
    FEWEST_PARKS,
    Asked,
    Complaint,
    complaint,
    complaints,
    narrowed,
    to_request,
)
from api.pages.compare.offered import Offered, offered
from api.pages.words import words
from api.parks.labels import Labels, labels_of_catalogue
from api.processes import Compute
from api.settings import Settings
from api.telling import said
from mcda.errors import InvalidInput, LimitExceeded, McdaError, NotFound
from mcda.texts import text

MOST_FAULTS = 10
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A comparison, or why there is none.

    Parameters
    ----------
    offered
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

    offered: Offered
    answer: Plain | None = None
    status: int = 200
    faults: list[Complaint] = field(default_factory=list)
    assessment: str = ""


def find(
    asked: Asked | None,
    *,
    database: Database,
    caller: Caller,
    settings: Settings,
    language: Language,
    compute: Compute,
) -> Found:
    """Return the comparison that is asked for, in one language.

    Raises
    ------
    McdaError
        What the reader cannot mend by asking otherwise.
    """
    parks = () if asked is None else asked.parks
    reading = partial(
        offered, caller=caller, settings=settings, language=language, asked_parks=parks
    )
    known = database.read(reading)
    if asked is None:
        return Found(offered=known)
    request: ComparisonRequest | None = None
    try:
        content = database.read(partial(_content, asked=asked, caller=caller))
        wrong = complaints(asked, known, content, words(language))
        if wrong:
            return Found(offered=known, status=422, faults=wrong)
        about = narrowed(asked, content, settings)
        if content is not None and len(about.parks) < FEWEST_PARKS:
            left = complaint(words(language), "few_left", name=content["name"])
            return Found(offered=known, status=422, faults=[left])
        request = to_request(about, known, content, words(language), settings)
        answer = said(compute(partial(compare_weightings, request, settings)), language)
    except (InvalidInput, NotFound, LimitExceeded) as error:
        faults = _told(error, request, labels_of_catalogue(language, settings), language)
        return Found(offered=known, status=status_of(error), faults=faults)
    return Found(offered=known, answer=answer, assessment=(content or {}).get("name", ""))


def _content(session: Session, asked: Asked, caller: Caller) -> Plain | None:
    if not asked.assessment:
        return None
    found: Plain = assessments.read(session, caller, asked.assessment)["content"]
    return found


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
        found.append(Complaint(sentence, text(fault.code, "remedy", language)))
    return found
