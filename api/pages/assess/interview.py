"""The interview's pages: one question at a time, who leads, and how settled that is."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.access.caller import Caller
from api.access.needs import Held, Reader, Saved, Writer
from api.analysis import compute_of, run_analysis
from api.db import Database
from api.interviews import service
from api.interviews.requests import SentAnswerModel
from api.pages.assess import choices
from api.pages.assess.routes import STEPS, go_to, read, save
from api.pages.form import fields_sent, number_sent
from api.pages.frame import page_language, render
from api.pages.page_route import PageRoute, spoken
from api.parks.catalogue import catalogue_of
from api.repeats import Once
from api.settings import Settings
from api.telling import said
from mcda.errors import InvalidInput, McdaError
from weights.validation import validated

router = APIRouter(include_in_schema=False, route_class=PageRoute)
NOT_REPEATED = Once(None, b"")
LIKE_NONE = "none"
Plain = dict[str, Any]


@router.get("/assess/{assessment_id}/priorities")
async def get_priorities(
    request: Request, assessment_id: str, caller: Reader, database: Saved
) -> Response:
    """Ask which kind of enterprise it is like."""
    found = await read(database, caller, assessment_id)
    weights = found["content"].get("weights")
    return render(
        request,
        "assess_priorities.html",
        section="assess",
        step="priorities",
        steps=STEPS,
        assessment=found,
        profiles=choices.profiles(page_language(request)),
        chosen=weights.get("id", "other") if weights else LIKE_NONE,
    )


@router.post("/assess/{assessment_id}/priorities")
async def post_priorities(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Save with what the interview begins."""
    chosen = (await fields_sent(request)).get("profile", [LIKE_NONE])[0]
    if chosen != "other":
        weights = None if chosen == LIKE_NONE else {"kind": "profile", "id": chosen}
        await save(request, database, caller, assessment_id, {"weights": weights}, settings)
    return go_to(assessment_id, "interview")


@router.get("/assess/{assessment_id}/interview")
async def get_interview(
    request: Request, assessment_id: str, caller: Reader, database: Saved, settings: Held
) -> Response:
    """Ask the next question, or say why none is left; `more=1` asks on where it would stop."""
    return await _show(request, assessment_id, caller, database, settings)


@router.post("/assess/{assessment_id}/interview")
async def post_answer(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Save an answer; what no question asked is told and not saved."""
    fields = {name: values[0] for name, values in (await fields_sent(request)).items()}
    try:
        given = validated(SentAnswerModel, _answer(fields)).answer()
        work = partial(
            service.answer,
            database,
            caller,
            assessment_id,
            given,
            None,
            settings,
            NOT_REPEATED,
            compute_of(request),
        )
        await run_analysis(request, work)
    except InvalidInput as error:
        return await _show(request, assessment_id, caller, database, settings, error)
    return go_to(assessment_id, "interview")


@router.post("/assess/{assessment_id}/undo")
async def post_undo(
    request: Request, assessment_id: str, caller: Writer, database: Saved, settings: Held
) -> Response:
    """Take an answer back: the one that is named, else the last."""
    named = number_sent(await fields_sent(request), "number")
    found = await read(database, caller, assessment_id)
    answers = found["content"].get("answers", ())
    number = len(answers) if named is None else named
    if answers:
        work = partial(
            service.withdraw,
            database,
            caller,
            assessment_id,
            number,
            None,
            settings,
            compute_of(request),
        )
        await run_analysis(request, work)
    return go_to(assessment_id, "interview")


def _answer(fields: dict[str, str]) -> Plain:
    if "question_id" in fields:
        return {"question_id": fields["question_id"], "reply": fields.get("reply")}

    def amount(side: str) -> Plain:
        try:
            number: Any = float(fields.get(f"{side}_amount", ""))
        except ValueError:
            number = fields.get(f"{side}_amount")
        return {"criterion": fields.get(f"{side}_criterion"), "amount": number}

    return {"first": amount("first"), "second": amount("second"), "reply": fields.get("reply")}


async def _show(
    request: Request,
    assessment_id: str,
    caller: Caller,
    database: Database,
    settings: Settings,
    error: McdaError | None = None,
) -> Response:
    language = page_language(request)
    work = partial(
        service.standing,
        database,
        caller,
        assessment_id,
        settings,
        compute_of(request),
        request.query_params.get("more") == "1",
    )
    state = said(await run_analysis(request, work), language)
    parks = catalogue_of(settings).parks
    return render(
        request,
        "assess_interview.html",
        status=200 if error is None else 422,
        section="assess",
        step="interview",
        steps=STEPS,
        assessment=await read(database, caller, assessment_id),
        state=state,
        faults=[] if error is None else spoken(error.faults, request),
        park_names={name: park.name[language] for name, park in parks.items()},
    )
