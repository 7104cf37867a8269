"""Assessments: create, list, read, change, delete, restore, and their versions."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from api.access.dependencies import AsReader, AsWriter, Held
from api.assessments import service
from api.assessments.schemas import (
    AssessmentAnswer,
    AssessmentModel,
    AssessmentPatch,
    AssessmentsAnswer,
    State,
    VersionAnswer,
    VersionsAnswer,
)
from api.http.errors import problems
from api.http.etag_route import matches
from api.http.list_page import PAGE, SORT, Cursor, Limit
from api.requests.body import body_schema, compute_for
from api.requests.page_query import ByNumber, PageRequest
from api.requests.request_parts import AssessmentId, Body, IfMatch, Number, Repeatable

router = APIRouter(tags=["assessments"])
Sort = Literal["-created_at", "created_at", "-updated_at", "updated_at", "-name", "name"]


async def _as_sent(request: Request) -> bytes:
    """Return the body as it was sent, with the names of profiles in it."""
    return await request.body()


AsSent = Annotated[bytes, Depends(_as_sent)]
IfNoneMatch = Annotated[
    str | None, Header(description="The `ETag` of what the caller has; unchanged it is 304.")
]


@router.post(
    "/v1/assessments",
    summary="Save an assessment",
    status_code=201,
    response_model=AssessmentAnswer,
    openapi_extra=body_schema(AssessmentModel),
    responses=problems(409, 413, 415, 422, 507),
)
def post_assessment(
    request: Request, sent: Body, access: AsWriter, settings: Held, repeat: Repeatable
) -> Response:
    """Save an enterprise's facts, parks and weights under a name."""
    content = compute_for(request, len(sent))(partial(service.sent_to_save, sent, settings))
    work = partial(service.create, caller=access.caller, content=content)
    return repeat.write(access.database, access.caller, work).response(request)


@router.get(
    "/v1/assessments",
    summary="All assessments",
    response_model=AssessmentsAnswer,
    responses=problems(422),
)
def get_assessments(
    access: AsReader,
    state: Annotated[State, Query(description="Those that were deleted, or the others.")] = "live",
    name: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Part of the name.")
    ] = None,
    sort: Annotated[Sort, Query(description=SORT)] = "-created_at",
    limit: Limit = PAGE,
    start: Cursor = None,
) -> dict[str, Any]:
    """List the organisation's assessments, newest first."""
    wanted = PageRequest(sort=sort, start=start, limit=limit)
    return access.read(service.list_page, state=state, name=name, wanted=wanted)


@router.get(
    "/v1/assessments/{assessment_id}",
    summary="One assessment",
    response_model=AssessmentAnswer,
    responses={**problems(404), 304: {"description": "Not changed since `If-None-Match`"}},
)
def get_assessment(
    request: Request,
    response: Response,
    assessment_id: AssessmentId,
    access: AsReader,
    if_none_match: IfNoneMatch = None,
) -> Any:
    """Return an assessment as it stands, with its version as `ETag`."""
    answer = access.read(service.read, assessment_id=assessment_id)
    tag = f'"{answer["version"]}"'
    if if_none_match is not None and matches(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    response.headers["ETag"] = tag
    return answer


@router.patch(
    "/v1/assessments/{assessment_id}",
    summary="Change an assessment",
    response_model=AssessmentAnswer,
    openapi_extra=body_schema(AssessmentPatch),
    responses=problems(404, 412, 413, 415, 422, 507),
)
def patch_assessment(
    request: Request,
    response: Response,
    assessment_id: AssessmentId,
    sent: Body,
    as_sent: AsSent,
    access: AsWriter,
    settings: Held,
    if_match: IfMatch = None,
) -> dict[str, Any]:
    """Apply a merge patch; what comes out is the next version."""
    answer = access.write(
        service.patch,
        assessment_id=assessment_id,
        change=partial(service.changed, sent=sent, as_sent=as_sent, settings=settings),
        size=len(sent),
        if_match=if_match,
        compute_for=partial(compute_for, request),
    )
    response.headers["ETag"] = f'"{answer["version"]}"'
    return answer


@router.delete(
    "/v1/assessments/{assessment_id}",
    summary="Delete an assessment",
    status_code=204,
    responses=problems(404, 412),
)
def delete_assessment(
    assessment_id: AssessmentId, access: AsWriter, if_match: IfMatch = None
) -> None:
    """Delete an assessment, which is its next version; until it is erased it can be restored."""
    access.write(service.delete, assessment_id=assessment_id, if_match=if_match)


@router.post(
    "/v1/assessments/{assessment_id}/restore",
    summary="Restore an assessment",
    response_model=AssessmentAnswer,
    responses=problems(404),
)
def post_restore(
    response: Response, assessment_id: AssessmentId, access: AsWriter
) -> dict[str, Any]:
    """Bring a deleted assessment back with its content, as its next version."""
    answer = access.write(service.restore, assessment_id=assessment_id)
    response.headers["ETag"] = f'"{answer["version"]}"'
    return answer


@router.get(
    "/v1/assessments/{assessment_id}/versions",
    summary="All versions of an assessment",
    response_model=VersionsAnswer,
    response_model_exclude_unset=True,
    responses=problems(404, 422),
)
def get_versions(assessment_id: AssessmentId, access: AsReader, wanted: ByNumber) -> dict[str, Any]:
    """List what was changed, by whom and when, newest first."""
    return access.read(service.versions, assessment_id=assessment_id, wanted=wanted)


@router.get(
    "/v1/assessments/{assessment_id}/versions/{number}",
    summary="One version of an assessment",
    response_model=VersionAnswer,
    response_model_exclude_unset=True,
    responses=problems(404, 422),
)
def get_version(assessment_id: AssessmentId, number: Number, access: AsReader) -> dict[str, Any]:
    """Return an assessment as one change left it."""
    return access.read(service.version, assessment_id=assessment_id, number=number)
