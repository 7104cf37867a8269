"""Share the results of an assessment by links; list and withdraw them."""

from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.access.dependencies import Reader, Saved, Writer
from api.http.addresses import origin_of
from api.http.errors import problems
from api.http.list_page import PAGE, SORT, Cursor, Limit
from api.requests.body import body_schema, compute_for
from api.requests.page_query import PageRequest
from api.requests.request_parts import AssessmentId, Body
from api.shares import service
from api.shares.schemas import LinkAnswer, LinksAnswer, NewLinkAnswer, ShareRequest
from weights.validation import validated_json

router = APIRouter(tags=["results"], responses=problems(404))
PLACE = "/v1/assessments/{assessment_id}/shares"
ShareId = Annotated[str, Path(description="As `GET .../shares` lists it.")]
Sort = Literal["-created_at", "created_at"]


@router.post(
    PLACE,
    summary="Share a result by a link",
    status_code=201,
    response_model=NewLinkAnswer,
    openapi_extra=body_schema(ShareRequest, required=False),
    responses=problems(409, 413, 415, 422, 507),
)
def post_share(
    request: Request,
    response: Response,
    assessment_id: AssessmentId,
    sent: Body,
    caller: Writer,
    database: Saved,
) -> dict[str, Any]:
    """Make an address that shows one result, read only, to whoever has it; it is told this once."""
    reading = partial(validated_json, ShareRequest, sent or b"{}")
    share_request = compute_for(request, len(sent))(reading)
    work = partial(service.create, caller=caller, assessment_id=assessment_id, asked=share_request)
    share, secret = database.write(work)
    response.headers["Cache-Control"] = "no-store"
    return {**share, "url": f"{origin_of(request)}/shared/{secret}"}


@router.get(
    PLACE,
    summary="All links to an assessment's results",
    response_model=LinksAnswer,
    responses=problems(422),
)
def get_shares(
    assessment_id: AssessmentId,
    caller: Reader,
    database: Saved,
    sort: Annotated[Sort, Query(description=SORT)] = "-created_at",
    limit: Limit = PAGE,
    start: Cursor = None,
) -> dict[str, Any]:
    """List the links, those that ended too: until when, how often opened, and when last."""
    wanted = PageRequest(sort=sort, start=start, limit=limit)
    work = partial(service.list_page, caller=caller, assessment_id=assessment_id, wanted=wanted)
    return database.read(work)


@router.delete(PLACE + "/{share_id}", summary="Withdraw a link", status_code=204)
def delete_share(
    assessment_id: AssessmentId, share_id: ShareId, caller: Writer, database: Saved
) -> None:
    """Let a link lead nowhere from now on; it stays listed."""
    work = partial(service.withdraw, caller=caller, assessment_id=assessment_id, share_id=share_id)
    database.write(work)


@router.post(
    PLACE + "/{share_id}/restore",
    summary="Restore a link",
    response_model=LinkAnswer,
)
def post_share_restore(
    assessment_id: AssessmentId, share_id: ShareId, caller: Writer, database: Saved
) -> dict[str, Any]:
    """Let a link that was withdrawn lead to its result again, until its end."""
    work = partial(service.restore, caller=caller, assessment_id=assessment_id, share_id=share_id)
    return database.write(work)
