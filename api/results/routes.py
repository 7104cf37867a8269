"""Run an assessment; read, report and compare its results."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import ConfigDict, Field

from api.access.dependencies import AsReader, AsWriter, Held
from api.access.tickets import DOWNLOAD
from api.compute.analyses import compute_of, run_analysis
from api.http.answer import Answer, AnyJson
from api.http.errors import problems
from api.http.etag_route import TaggedRoute
from api.http.localisation import decode
from api.http.reply import telling
from api.parks.answers import RecommendationAnswer
from api.rankings.analysis import Detail
from api.rankings.answers import NamesAnswer
from api.rankings.requests import AnswerDetail, Evidence
from api.requests.body import body_schema, compute_for, parse, read_body
from api.requests.page_query import ByNumber
from api.requests.request_parts import AssessmentId, Number, Repeatable
from api.results import service
from api.results.answers import ResultAnswer, ResultsAnswer


class RunRequest(AnswerDetail):
    """How much of the answer is told; what is kept is always whole."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"detail": "summary"}]})

    detail: Detail = Field(
        default="summary", description="As of a recommendation: `summary`, `standard` or `full`."
    )
    evidence: Evidence = Field(default_factory=list)


class MoveAnswer(Answer):
    """An alternative whose rank changed; null where it was not ranked."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
    before: int | None = Field(description="Its rank in the first result.")
    after: int | None = Field(description="Its rank in the second.")


class ShareAnswer(Answer):
    """A part of a change of rank; negative is for the better."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
    ranks: float = Field(
        description="What is not ranked counts as one place behind the last: 0 where the "
        "alternative came or went there."
    )


class InputAnswer(Answer):
    """An input that changed, and what it moved."""

    path: str = Field(
        description="JSON Pointer into the request, or `/overlay` for private data, each told by "
        "its SHA-256; empty where changes are taken together, `before` and `after` then hold them "
        "by pointer."
    )
    before: AnyJson = Field(description="What the first result was asked with.")
    after: AnyJson = Field(description="What the second was asked with.")
    moved: list[ShareAnswer] | None = Field(
        description="Shapley values: over all inputs they sum to the whole change of rank. Null "
        "where a change alone cannot be ranked, and for private data: the earlier ones are gone."
    )


class DifferenceAnswer(Answer):
    """Which changed input moved which park."""

    earlier: int = Field(alias="from", ge=1, description="Number of the first result.")
    later: int = Field(alias="to", ge=1, description="Number of the second.")
    engines: list[str] = Field(description="That made the two.", min_length=2, max_length=2)
    model_changed: str | None = Field(
        description="That different versions of the engine made them, between which the meaning of "
        "weights, scales or scores may have changed; null where one made both."
    )
    winners: list[list[str]] = Field(
        description="Ids of all that are first, in the one and in the other.",
        min_length=2,
        max_length=2,
    )
    moved: list[MoveAnswer] = Field(description="Those whose rank changed.")
    inputs: list[InputAnswer] = Field(description="What was asked otherwise.")
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    unexplained: list[ShareAnswer] = Field(
        description="What the shares of the inputs do not account for: another engine, or other "
        "data, private ones or the catalogue's."
    )


router = APIRouter(tags=["results"], responses=problems(404), route_class=TaggedRoute)


@router.post(
    "/v1/assessments/{assessment_id}/run",
    summary="Run an assessment",
    status_code=201,
    response_model=ResultAnswer,
    openapi_extra=body_schema(RunRequest, required=False),
    responses=problems(409, 413, 415, 422, 507),
)
async def post_run(
    request: Request,
    assessment_id: AssessmentId,
    access: AsWriter,
    settings: Held,
    repeat: Repeatable,
) -> Response:
    """Answer the assessment as it stands and store the whole answer with its record.

    Told is a summary, unless `detail` asks for more; the result holds it all.
    """
    body = await read_body(request) if await request.body() else b"{}"
    asked = await parse(request, body, RunRequest)
    compute = compute_of(request)

    def work() -> Response:
        saved = (access.database, access.caller, assessment_id)
        reply = service.run(*saved, settings, repeat, compute, asked)
        return reply.response(request, compute_for(request, len(reply.body)))

    return await run_analysis(request, work)


@router.get(
    "/v1/assessments/{assessment_id}/results",
    summary="All results of an assessment",
    response_model=ResultsAnswer,
    responses=problems(422),
)
def get_results(assessment_id: AssessmentId, access: AsReader, wanted: ByNumber) -> dict[str, Any]:
    """List the stored answers, newest first."""
    return access.read(service.list_page, assessment_id=assessment_id, wanted=wanted)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}",
    summary="One result",
    response_model=ResultAnswer,
    responses=problems(422),
)
def get_result(
    request: Request, assessment_id: AssessmentId, number: Number, access: AsReader
) -> Response:
    """Return a stored answer, told in the reader's language."""
    content = access.read(service.read, assessment_id=assessment_id, number=number)
    return telling(request, decode(content))


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/report.json",
    summary="The record of a result",
    response_model=RecommendationAnswer,
    responses=problems(422),
    openapi_extra=DOWNLOAD,
)
def get_report(
    request: Request, assessment_id: AssessmentId, number: Number, access: AsReader
) -> Response:
    """Return the answer alone, to be kept or replayed."""
    content = access.read(service.report, assessment_id=assessment_id, number=number)
    response = telling(request, decode(content))
    name = f'attachment; filename="parkwise-{assessment_id}-{number}.json"'
    response.headers["Content-Disposition"] = name
    return response


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
    access: AsReader,
    settings: Held,
) -> Response:
    """Say which changed input moved which park from one result to the other."""
    pair = (access.database, access.caller, assessment_id, number, other)
    work = partial(service.compared, *pair, settings, compute_of(request))
    return telling(request, await run_analysis(request, work))
