"""The next question of an assessment's interview, answers, and their withdrawal."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.access.dependencies import AsReader, AsWriter, Held
from api.compute.analyses import compute_of, run_analysis
from api.http.errors import problems
from api.http.reply import telling
from api.interviews import service
from api.interviews.answers import InterviewAnswer
from api.interviews.requests import SentAnswerModel
from api.requests.body import body_schema, parse
from api.requests.request_parts import AssessmentId, Body, IfMatch, Number, Repeatable

router = APIRouter(tags=["interview"], responses=problems(404, 422))


@router.get(
    "/v1/assessments/{assessment_id}/next-question",
    summary="The next question",
    response_model=InterviewAnswer,
)
async def get_next_question(
    request: Request,
    assessment_id: AssessmentId,
    access: AsReader,
    settings: Held,
    more: Annotated[bool, Query(description="Ask on where the interview stops.")] = False,
) -> Response:
    """Ask what tells most about the winner.

    Null where that is settled, after each 12 answers, and where no question would tell more.
    """
    saved, compute = (access.database, access.caller, assessment_id), compute_of(request)
    work = partial(service.standing, *saved, settings, compute, more)
    return telling(request, await run_analysis(request, work))


@router.post(
    "/v1/assessments/{assessment_id}/answers",
    summary="Answer a question",
    status_code=201,
    response_model=InterviewAnswer,
    openapi_extra=body_schema(SentAnswerModel),
    responses=problems(409, 412, 413, 415, 507),
)
async def post_answer(
    request: Request,
    assessment_id: AssessmentId,
    sent: Body,
    access: AsWriter,
    settings: Held,
    repeat: Repeatable,
    if_match: IfMatch = None,
) -> Response:
    """Save an answer; one that contradicts earlier ones counts as a possible slip."""
    given = (await parse(request, sent, SentAnswerModel)).answer()
    edit = (assessment_id, given, if_match, settings, repeat, compute_of(request))
    work = partial(service.answer, access.database, access.caller, *edit)
    return (await run_analysis(request, work)).response(request)


@router.delete(
    "/v1/assessments/{assessment_id}/answers/{number}",
    summary="Take an answer back",
    response_model=InterviewAnswer,
    responses=problems(412, 507),
)
async def delete_answer(
    request: Request,
    assessment_id: AssessmentId,
    number: Number,
    access: AsWriter,
    settings: Held,
    if_match: IfMatch = None,
) -> Response:
    """Take back the answer of that number, the first being 1; later ones move up."""
    edit = (assessment_id, number, if_match, settings, compute_of(request))
    work = partial(service.withdraw, access.database, access.caller, *edit)
    return (await run_analysis(request, work)).response(request)
