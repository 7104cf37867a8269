"""Run an assessment; read, report and compare its results."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.access.dependencies import Held, Reader, Saved, Writer
from api.access.tickets import DOWNLOAD
from api.compute import compute_of, run_analysis
from api.cursor import PAGE
from api.errors import problems
from api.etag_route import TaggedRoute
from api.list_page import Cursor, Limit, NumberSort
from api.localisation import decode
from api.page_query import PageRequest
from api.parks.answers import RecommendationAnswer
from api.reply import telling
from api.request_parts import AssessmentId, Number, Repeatable
from api.results import service
from api.results.answers import DifferenceAnswer, ResultAnswer, ResultsAnswer

router = APIRouter(tags=["results"], responses=problems(404), route_class=TaggedRoute)


@router.post(
    "/v1/assessments/{assessment_id}/run",
    summary="Run an assessment",
    status_code=201,
    response_model=ResultAnswer,
    responses=problems(409, 422, 507),
)
async def post_run(
    request: Request,
    assessment_id: AssessmentId,
    caller: Writer,
    database: Saved,
    settings: Held,
    repeat: Repeatable,
) -> Response:
    """Answer the assessment as it stands and store the answer with its record."""
    compute = compute_of(request)

    def work() -> Response:
        reply = service.run(database, caller, assessment_id, settings, repeat, compute)
        return reply.response(request)  # told here too: an answer may be large

    return await run_analysis(request, work)


@router.get(
    "/v1/assessments/{assessment_id}/results",
    summary="All results of an assessment",
    response_model=ResultsAnswer,
    responses=problems(422),
)
def get_results(
    assessment_id: AssessmentId,
    caller: Reader,
    database: Saved,
    sort: NumberSort = "-number",
    limit: Limit = PAGE,
    start: Cursor = None,
) -> dict[str, Any]:
    """List the stored answers, newest first."""
    wanted = PageRequest(sort=sort, start=start, limit=limit)
    work = partial(service.list_page, caller=caller, assessment_id=assessment_id, wanted=wanted)
    return database.read(work)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}",
    summary="One result",
    response_model=ResultAnswer,
    responses=problems(422),
)
def get_result(
    request: Request, assessment_id: AssessmentId, number: Number, caller: Reader, database: Saved
) -> Response:
    """Return a stored answer, told in the reader's language."""
    work = partial(service.read, caller=caller, assessment_id=assessment_id, number=number)
    return telling(request, decode(database.read(work)))


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/report.json",
    summary="The record of a result",
    response_model=RecommendationAnswer,
    responses=problems(422),
    openapi_extra=DOWNLOAD,
)
def get_report(
    request: Request, assessment_id: AssessmentId, number: Number, caller: Reader, database: Saved
) -> Response:
    """Return the answer alone, to be kept or replayed."""
    work = partial(service.report, caller=caller, assessment_id=assessment_id, number=number)
    found = telling(request, decode(database.read(work)))
    name = f'attachment; filename="parkwise-{assessment_id}-{number}.json"'
    found.headers["Content-Disposition"] = name
    return found


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/diff/{other}",
    summary="What moved between two results",
    response_model=DifferenceAnswer,
    responses=problems(422),
)
async def get_difference(
    request: Request,
    assessment_id: AssessmentId,
    number: Number,
    other: Number,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Response:
    """Say which changed input moved which park from one result to the other."""
    work = partial(
        service.compared,
        database,
        caller,
        assessment_id,
        number,
        other,
        settings,
        compute_of(request),
    )
    return telling(request, await run_analysis(request, work))
