"""The interview's pages: one question at a time, the leader, and how settled the result is.

A script that requests only the part, by the header ``Parkwise-Part``, gets the same HTML as in the
page; ``Content-Location`` has the page's address. Without scripts the pages are plain forms.
"""

from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import Held
from api.compute.analyses import compute_of
from api.http.numbers import typed_number
from api.http.refusals import Outdated
from api.interviews import service
from api.interviews.requests import SentAnswerModel
from api.pages.assess.question import Wish, seen
from api.pages.assess.saved_work import read
from api.pages.context import PageContext, Reading, Writing
from api.pages.form import fields_sent, number_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute, spoken
from api.requests.idempotency import Once
from api.settings import Settings
from mcda.errors import InvalidInput, McdaError
from mcda.plain import Plain
from weights.validation import validate

router = APIRouter(include_in_schema=False, route_class=PageRoute)
NOT_REPEATED = Once(None, b"")
PART = "Parkwise-Part"
CHANGED, TAKEN_BACK, ELSEWHERE = "changed", "taken_back", "elsewhere"
NOTICES = (CHANGED, TAKEN_BACK, ELSEWHERE)
"""What became of what was sent, where that is not plain to see."""


@router.get("/assess/{assessment_id}/interview")
async def get_interview(context: Reading, assessment_id: str, settings: Held) -> Response:
    """Ask the next question, or say why none is left.

    ``question=n`` shows an answer again, to be changed; ``more=1`` continues after the usual end.
    """
    query = {name: [value] for name, value in context.request.query_params.items()}
    wish = Wish(
        language=context.language,
        number=number_sent(query, "question"),
        more=query.get("more") == ["1"],
    )
    state = await _state(context, assessment_id, settings, wish)
    return _respond(context.request, assessment_id, state, query.get("notice", [""])[0])


@router.post("/assess/{assessment_id}/interview")
async def post_answer(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Save an answer, or change a reply; an answer to an unknown question is reported, not saved.

    A form that is sent twice is saved once, since it has the number of its answer.
    """
    form = await fields_sent(context.request)
    number, fields = number_sent(form, "number") or None, {name: v[0] for name, v in form.items()}
    wish = Wish(language=context.language, more=fields.get("more") == "1")
    try:
        answer = validate(SentAnswerModel, _answer(fields)).answer()
        compute = compute_of(context.request)
        tell = partial(_saved, answer.model_dump(exclude_none=True), settings, wish)
        edit = (assessment_id, answer, None, settings, NOT_REPEATED, compute, number, tell)
        state = orjson.loads((await context.analyse(service.answer, *edit)).body)
    except InvalidInput as error:
        state = await _state(context, assessment_id, settings, wish)
        return _respond(context.request, assessment_id, state, error=error)
    notice = state["notice"] or (CHANGED if "again" in fields else "")
    return _led(context.request, assessment_id, state, notice)


def _saved(given: Plain, settings: Settings, wish: Wish, content: Plain) -> Plain:
    """Return the state of the page after an answer, with a notice if it was not saved."""
    is_there = given in content["answers"]
    return {**seen(content, settings, wish), "notice": "" if is_there else ELSEWHERE}


@router.post("/assess/{assessment_id}/undo")
async def post_undo(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Withdraw an answer: the one with the given number, else the last.

    A form that is sent twice withdraws one answer, since it has the former number of answers.
    """
    form = await fields_sent(context.request)
    number, total = number_sent(form, "number"), number_sent(form, "count")
    wish = Wish(language=context.language, more=form.get("more") == ["1"])
    assessment = await read(context, assessment_id)
    count = len(assessment["content"].get("answers", ()))
    notice = ""
    if count and total in (None, count):
        place, tag = count if number is None else number, f'"{assessment["version"]}"'
        compute, tell = compute_of(context.request), partial(seen, settings=settings, wish=wish)
        with suppress(Outdated):  # the same form came twice at once
            await context.analyse(
                service.withdraw, assessment_id, place, tag, settings, compute, tell
            )
        notice = TAKEN_BACK
    state = await _state(context, assessment_id, settings, wish)
    return _led(context.request, assessment_id, state, notice)


def _answer(fields: dict[str, str]) -> Plain:
    if "question_id" in fields:
        return {"question_id": fields["question_id"], "reply": fields.get("reply")}

    def amount(side: str) -> Plain:
        try:
            number: Any = typed_number(fields.get(f"{side}_amount", ""))
        except ValueError:
            number = fields.get(f"{side}_amount")
        return {"criterion": fields.get(f"{side}_criterion"), "amount": number}

    return {"first": amount("first"), "second": amount("second"), "reply": fields.get("reply")}


async def _state(context: PageContext, assessment_id: str, settings: Settings, wish: Wish) -> Plain:
    compute, tell = compute_of(context.request), partial(seen, settings=settings, wish=wish)
    return await context.analyse(service.standing, assessment_id, settings, compute, tell=tell)


def _led(request: Request, assessment_id: str, state: Plain, notice: str) -> Response:
    """Redirect to the state of the interview; a script gets its HTML at once."""
    if PART in request.headers:
        return _respond(request, assessment_id, state, notice)
    return RedirectResponse(_address(assessment_id, state, notice), 303)


def _respond(
    request: Request,
    assessment_id: str,
    state: Plain,
    notice: str = "",
    error: McdaError | None = None,
) -> Response:
    is_part = PART in request.headers
    return render(
        request,
        "interview_part.html" if is_part else "assess_interview.html",
        status=200 if error is None else 422,
        headers={PART: "interview", "Content-Location": _address(assessment_id, state)}
        if is_part
        else {},
        section="assess",
        place=f"/assess/{assessment_id}",
        address=_address(assessment_id, state),
        s=state,
        notice=notice if notice in NOTICES else "",
        refused=[] if error is None else spoken(error.faults, request),
    )


def _address(assessment_id: str, state: Plain, notice: str = "") -> str:
    """Return the address that shows a question again, or the end."""
    query = {"question": str(state["number"]) if state.get("question") else "end"}
    if state.get("more"):
        query["more"] = "1"
    if notice:
        query["notice"] = notice
    return f"/assess/{assessment_id}/interview?{urlencode(query)}"
