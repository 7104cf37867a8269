"""Share the results of an assessment by links; list and withdraw them."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from api.access.dependencies import AsReader, AsWriter
from api.http.addresses import origin_of
from api.http.errors import problems
from api.requests.body import body_schema, compute_for
from api.requests.page_query import ByAge
from api.requests.request_parts import AssessmentId, Body
from api.shares import service
from api.shares.schemas import LinkAnswer, LinksAnswer, NewLinkAnswer, ShareRequest
from weights.validation import validated_json

router = APIRouter(tags=["results"], responses=problems(404))
PLACE = "/v1/assessments/{assessment_id}/shares"
ShareId = Annotated[str, Path(description="As `GET .../shares` lists it.")]


@router.post(
    PLACE,
    summary="Share a result by a link",
    status_code=201,
    response_model=NewLinkAnswer,
    openapi_extra=body_schema(ShareRequest, required=False),
    responses=problems(409, 413, 415, 422, 507),
)
def post_share(
    request: Request, response: Response, assessment_id: AssessmentId, sent: Body, access: AsWriter
) -> dict[str, Any]:
    """Make an address that shows one result, read only, to whoever has it; it is told this once."""
    reading = partial(validated_json, ShareRequest, sent or b"{}")
    share_request = compute_for(request, len(sent))(reading)
    share, secret = access.write(service.create, assessment_id=assessment_id, asked=share_request)
    response.headers["Cache-Control"] = "no-store"
    return {**share, "url": f"{origin_of(request)}/shared/{secret}"}


@router.get(
    PLACE,
    summary="All links to an assessment's results",
    response_model=LinksAnswer,
    responses=problems(422),
)
def get_shares(assessment_id: AssessmentId, access: AsReader, wanted: ByAge) -> dict[str, Any]:
    """List the links, those that ended too: until when, how often opened, and when last."""
    return access.read(service.list_page, assessment_id=assessment_id, wanted=wanted)


@router.delete(PLACE + "/{share_id}", summary="Withdraw a link", status_code=204)
def delete_share(assessment_id: AssessmentId, share_id: ShareId, access: AsWriter) -> None:
    """Let a link lead nowhere from now on; it stays listed."""
    access.write(service.withdraw, assessment_id=assessment_id, share_id=share_id)


@router.post(PLACE + "/{share_id}/restore", summary="Restore a link", response_model=LinkAnswer)
def post_share_restore(
    assessment_id: AssessmentId, share_id: ShareId, access: AsWriter
) -> dict[str, Any]:
    """Let a link that was withdrawn lead to its result again, until its end."""
    return access.write(service.restore, assessment_id=assessment_id, share_id=share_id)
