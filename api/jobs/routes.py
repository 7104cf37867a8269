"""Jobs: submit, list, watch, cancel, and fetch the result."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.access.dependencies import AsReader, AsWriter, WriterAccess
from api.access.tickets import DOWNLOAD, STREAM
from api.http.errors import problems
from api.http.etag_route import TaggedRoute, matches, tag_of
from api.http.language import language_of, spoken
from api.http.refusals import Unsupported
from api.http.reply import MEDIA_TYPE, telling
from api.jobs import service
from api.jobs.answers import JOB_RESULTS, JobAnswer, JobsAnswer
from api.jobs.events import has_more, stream
from api.jobs.results import result_told
from api.jobs.schemas import JobModel, State
from api.jobs.sheets import MEDIA, sheet
from api.jobs.submission import Submission, of_body, of_sheet
from api.operation.shutdown import Shutdown
from api.profiles import store as profiles
from api.rankings.presentation import engine
from api.requests.body import body_schema, is_large, run_large
from api.requests.idempotency import Once
from api.requests.page_query import ByAge
from api.requests.request_parts import Body, Repeatable
from mcda.errors import McdaError, Note

JobId = Annotated[str, Path(description="As `POST /v1/jobs` answered.")]
router = APIRouter(tags=["jobs"])
kept = APIRouter(tags=["jobs"], route_class=TaggedRoute)
_SHEET = "id,province,city,markets\nc-001,Zhejiang,Hangzhou,US=0.6;EU=0.2\nc-002,Guangdong,,\n"
_BYTES = {"type": "string", "format": "binary"}
_RESULT = {
    "description": "By the kind of the job: as `POST /v1/rankings` answers, recommendations or a"
    " portfolio.",
    "anyOf": [{"$ref": f"#/components/schemas/{model.__name__}"} for model in JOB_RESULTS],
}
_STREAM = {
    "type": "string",
    "description": "Server-sent events. Each has `id` (for `Last-Event-ID`), `event`, and `data`,"
    " which is JSON; the first block is `retry`, in milliseconds. While the job runs `progress`"
    " comes every second: without `id` where nothing has happened since.",
    "examples": ['retry: 2000\n\nid: 1\nevent: queued\ndata: {"done": 0, "total": 0}\n\n'],
}
_ANY_FORM = "application/octet-stream"
"""Stands first, and is never sent: generated clients take the bytes of every form for a file."""
_ACCEPTED = problems(409, 413, 415, 422, 507)


@router.post(
    "/v1/jobs",
    summary="Submit a job",
    status_code=202,
    response_model=JobAnswer,
    openapi_extra=body_schema(JobModel),
    responses=_ACCEPTED,
)
async def post_job(request: Request, sent: Body, access: AsWriter, repeat: Repeatable) -> Response:
    """Put work past the synchronous limits into the queue."""
    limits = await run_sync(request.app.state.owned.for_jobs, access.caller.organisation)
    job = await run_large(request, partial(of_body, sent, limits))
    return await run_sync(_submitted, access, job, repeat)


async def _raw(request: Request) -> bytes:
    kind = request.headers.get("content-type", "")
    if "json" in kind:
        raise Unsupported.instead(kind, "text/csv", MEDIA["xlsx"])
    return await request.body()


@router.post(
    "/v1/portfolios",
    summary="Submit a portfolio as a sheet",
    status_code=202,
    response_model=JobAnswer,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                **{kind: {"schema": _BYTES} for kind in (MEDIA["xlsx"], _ANY_FORM)},
                "text/csv": {"schema": _BYTES, "example": _SHEET},
            },
        }
    },
    responses=_ACCEPTED,
)
async def post_portfolio(
    request: Request,
    sent: Annotated[bytes, Depends(_raw)],
    access: AsWriter,
    repeat: Repeatable,
    top: Annotated[
        int, Query(ge=1, le=50, description="How many parks are told of each enterprise.")
    ] = 3,
    profile: Annotated[str | None, Query(description="Weights of those without their own.")] = None,
    method: Annotated[str, Query(description="A name of `GET /v1/methods`.")] = "topsis",
    scenario: Annotated[str | None, Query(description="Of duties.")] = None,
    parks: Annotated[list[str] | None, Query(description="By id; left out: all.")] = None,
    criteria: Annotated[list[str] | None, Query(description="By id; left out: seven.")] = None,
    deadline_seconds: Annotated[
        int | None, Query(ge=1, le=86_400, description="From now on; past it the job fails.")
    ] = None,
) -> Response:
    """Put a CSV or XLSX sheet with an enterprise a row into the queue; faults name the cell."""
    options: dict[str, Any] = {
        "method": {"name": method},
        "scenario": scenario,
        "top": top,
        "parks": parks,
        "criteria": criteria,
        "deadline_seconds": deadline_seconds,
    }
    limits = await run_sync(request.app.state.owned.for_jobs, access.caller.organisation)
    with _asked_in_query(options):
        if profile is not None:
            options["weights"] = await run_sync(_weights, profile, access)
        job = await run_large(request, partial(of_sheet, sent, options, limits))
    return await run_sync(_submitted, access, job, repeat)


@router.get("/v1/jobs", summary="All jobs", response_model=JobsAnswer, responses=problems(422))
def get_jobs(
    request: Request,
    access: AsReader,
    wanted: ByAge,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
) -> Response:
    """List the organisation's jobs, newest first."""
    return telling(request, access.read(service.list_page, state=state, wanted=wanted))


@router.get(
    "/v1/jobs/{job_id}", summary="One job", response_model=JobAnswer, responses=problems(404)
)
def get_job(request: Request, job_id: JobId, access: AsReader) -> Response:
    """Say where a job stands."""
    return telling(request, access.read(service.read, job_id=job_id))


@router.delete(
    "/v1/jobs/{job_id}",
    summary="Cancel a job",
    status_code=202,
    response_model=JobAnswer,
    responses=problems(404, 409),
)
def delete_job(request: Request, job_id: JobId, access: AsWriter) -> Response:
    """Cancel a job; one that runs stops within seconds."""
    return telling(request, access.write(service.cancel, job_id=job_id), 202)


@router.get(
    "/v1/jobs/{job_id}/events",
    summary="What happens to a job",
    responses={
        **problems(404, 422),
        200: {
            "description": "Server-sent events: queued, started, progress, done, failed, cancelled",
            "content": {"text/event-stream": {"schema": _STREAM}},
        },
        204: {"description": "The job has ended and its last event was seen: nothing comes."},
    },
    response_class=StreamingResponse,
    openapi_extra=STREAM,
)
async def get_job_events(
    request: Request,
    job_id: JobId,
    access: AsReader,
    last_event_id: Annotated[
        int | None, Header(ge=0, le=2**31 - 1, description="Events after this one are sent.")
    ] = None,
) -> Response:
    """Stream events until the job has ended; `Last-Event-ID` takes a broken stream up again."""
    after = last_event_id or 0
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    if not await run_sync(partial(access.read, has_more, job_id=job_id, after=after)):
        return Response(status_code=204, headers=headers)  # an EventSource would come back
    shutdown: Shutdown = request.app.state.shutdown
    content = stream(request.app.state.looks, job_id, after, shutdown.asked)
    return StreamingResponse(content, media_type="text/event-stream", headers=headers)


@kept.get(
    "/v1/jobs/{job_id}/result",
    summary="The result of a job",
    responses={
        **problems(404, 409, 422),
        200: {
            "description": "What came out",
            "content": {
                _ANY_FORM: {"schema": _BYTES},
                "application/json": {"schema": _RESULT},
                **{kind: {"schema": _BYTES} for kind in MEDIA.values()},
            },
        },
    },
    response_class=Response,
    openapi_extra=DOWNLOAD,
)
async def get_job_result(
    request: Request,
    job_id: JobId,
    access: AsReader,
    form: Annotated[
        Literal["json", "csv", "xlsx"],
        Query(alias="format", description="Whole as JSON, or its table as CSV or XLSX."),
    ] = "json",
) -> Response:
    """Return the result as JSON, or its table as CSV or XLSX."""
    kind, document = await run_sync(partial(access.read, service.result, job_id=job_id))
    language = language_of(request)
    tag = {"ETag": tag_of(document, form, language, engine())}
    if matches(request, tag["ETag"]):  # the route answers 304
        return Response(b"", headers={**tag, **spoken(language)})
    if form == "json":
        body = await _written(request, partial(result_told, kind, document, language), document)
        return Response(body, media_type=MEDIA_TYPE, headers={**tag, **spoken(language)})
    name = {"Content-Disposition": f'attachment; filename="parkwise-{job_id}.{form}"'}
    content = await _written(request, partial(sheet, kind, document, form), document)
    return Response(content, media_type=MEDIA[form], headers={**tag, **name})


router.routes += kept.routes


async def _written(request: Request, work: Callable[[], bytes], found: bytes) -> bytes:
    """Return a result in the form that is sent, computed elsewhere if it is large."""
    return await run_large(request, work) if is_large(found) else await run_sync(work)


def _submitted(access: WriterAccess, job: Submission, repeat: Once) -> Response:
    work = partial(service.submit, caller=access.caller, job=job)
    return repeat.write(access.database, access.caller, work).response(access.request)


@contextmanager
def _asked_in_query(asked: Mapping[str, Any]) -> Iterator[None]:
    """Name in faults the query parameters that caused them, beside a sheet as the body."""
    try:
        yield
    except McdaError as error:
        raise type(error)([_of_query(f, asked) for f in error.faults]) from error


def _of_query(fault: Note, asked: Mapping[str, Any]) -> Note:
    if not fault.path or fault.path[0] not in (*asked, "weights"):
        return fault
    path = ("profile",) if fault.path[0] == "weights" else fault.path
    return replace(fault, path=path, fields={**fault.fields, "in": "query"})


def _weights(profile: str, access: WriterAccess) -> dict[str, Any]:
    """Return the weights of a named profile; own profiles by their stored weights."""
    if not profile.startswith(profiles.PREFIX):
        return {"kind": "profile", "id": profile}
    return access.read(profiles.weights_of, profile_id=profile, path=("weights",))
