"""Run an assessment; read, report and compare its results."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from api.access.needs import Held, Reader, Saved, Writer
from api.analysis import compute_of, run_analysis
from api.assessments.routes import Cursor, Limit, Number, Repeatable
from api.cursor import PAGE
from api.errors import problems
from api.language import language_of
from api.listing import Listing
from api.parks.answers import RecommendationAnswer
from api.results import service
from api.results.answers import DifferenceAnswer, ResultAnswer

router = APIRouter(tags=["results"], responses=problems(404))
_JSON = "application/json"


@router.post(
    "/v1/assessments/{assessment_id}/run",
    summary="Run an assessment",
    status_code=201,
    response_model=ResultAnswer,
    responses=problems(409, 422, 507),
)
async def post_run(
    request: Request,
    assessment_id: str,
    caller: Writer,
    database: Saved,
    settings: Held,
    repeat: Repeatable,
) -> Response:
    """Answer the assessment as it stands and store the answer with its record."""
    work = partial(
        service.run,
        database,
        caller,
        assessment_id,
        settings,
        language_of(request),
        repeat,
        compute_of(request),
    )
    return (await run_analysis(request, work)).response()


@router.get(
    "/v1/assessments/{assessment_id}/results",
    summary="All results of an assessment",
    response_model=Listing,
    responses=problems(422),
)
def get_results(
    assessment_id: str,
    caller: Reader,
    database: Saved,
    limit: Limit = PAGE,
    start: Cursor = None,
) -> dict[str, Any]:
    """List the stored answers, oldest first."""
    work = partial(
        service.listed, caller=caller, assessment_id=assessment_id, start=start, limit=limit
    )
    return database.read(work)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}",
    summary="One result",
    response_model=ResultAnswer,
    responses=problems(422),
)
def get_result(assessment_id: str, number: Number, caller: Reader, database: Saved) -> Response:
    """Return a stored answer."""
    work = partial(service.read, caller=caller, assessment_id=assessment_id, number=number)
    return Response(database.read(work), media_type=_JSON)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/report.json",
    summary="The record of a result",
    response_model=RecommendationAnswer,
    responses=problems(422),
)
def get_report(assessment_id: str, number: Number, caller: Reader, database: Saved) -> Response:
    """Return the answer alone, byte by byte as it was given, to be kept or replayed."""
    work = partial(service.report, caller=caller, assessment_id=assessment_id, number=number)
    name = f'attachment; filename="parkwise-{assessment_id}-{number}.json"'
    return Response(database.read(work), media_type=_JSON, headers={"Content-Disposition": name})


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/diff/{other}",
    summary="What moved between two results",
    response_model=DifferenceAnswer,
    responses=problems(422),
)
async def get_difference(
    request: Request,
    assessment_id: str,
    number: Number,
    other: Number,
    caller: Reader,
    database: Saved,
    settings: Held,
) -> Any:
    """Say which changed input moved which park from one result to the other."""
    work = partial(
        service.compared,
        database,
        caller,
        assessment_id,
        number,
        other,
        settings,
        language_of(request),
        compute_of(request),
    )
    return await run_analysis(request, work)
