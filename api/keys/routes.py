"""Keys, the organisation of a key, tickets that replace a key, and the audit log."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from api.access import audit
from api.access.caller import Caller
from api.access.dependencies import AsAdmin, AsReader, Reader
from api.access.tickets import NAME, Tickets, target_of
from api.db.columns import stamp
from api.http.addresses import origin_of
from api.http.errors import problems
from api.http.list_page import PAGE, Cursor, Limit, cursor, place
from api.keys import service
from api.keys.schemas import (
    AuditAnswer,
    KeyRequest,
    KeysAnswer,
    NewKeyAnswer,
    OrganisationAnswer,
    RotationRequest,
    TicketAnswer,
    TicketRequest,
)
from api.limits.quotas import usage
from api.limits.retention import Retention
from api.requests.body import body_schema, compute_for
from api.requests.request_parts import Body
from weights.validation import validated_json

KeyId = Annotated[str, Path(description="As `GET /v1/keys` lists it.")]
router = APIRouter(tags=["access"])
_NO_STORE = {"Cache-Control": "no-store"}


@router.get("/v1/organisation", summary="Whose key this is", response_model=OrganisationAnswer)
def get_organisation(request: Request, access: AsReader) -> dict[str, Any]:
    """Return the organisation that the key speaks for, and what it may do and save."""
    owner = access.read(service.organisation)
    used = access.database.read(partial(usage, organisation=access.caller.organisation))
    limits = request.app.state.quotas.limits
    saved = {name: {"used": used[name], "limit": limits[name]} for name in limits}
    return {**owner, "saved": saved, "kept_days": asdict(Retention.of(request.app.state.settings))}


@router.get("/v1/keys", summary="All keys", response_model=KeysAnswer)
def get_keys(access: AsAdmin) -> dict[str, Any]:
    """List the organisation's keys, those that ended too; never their text."""
    return access.read(service.list_keys)


@router.post(
    "/v1/keys",
    summary="Make a key",
    status_code=201,
    response_model=NewKeyAnswer,
    openapi_extra=body_schema(KeyRequest),
    responses=problems(413, 415, 422),
)
def post_key(request: Request, response: Response, sent: Body, access: AsAdmin) -> dict[str, Any]:
    """Make a key; its text is shown this once."""
    body = compute_for(request, len(sent))(partial(validated_json, KeyRequest, sent))

    def work(session: Session, caller: Caller) -> dict[str, Any]:
        scope = service.scope_of_new(session, caller.organisation, body.scope)
        return service.create_key(session, caller, body.name, scope, body.days)

    key = access.write(work)
    request.app.state.directory.forget()
    response.headers.update(_NO_STORE)
    return key


@router.post(
    "/v1/keys/{key_id}/rotation",
    summary="Replace a key",
    status_code=201,
    response_model=NewKeyAnswer,
    openapi_extra=body_schema(RotationRequest, required=False),
    responses=problems(404, 413, 415, 422),
)
def post_rotation(
    request: Request, response: Response, key_id: KeyId, sent: Body, access: AsAdmin
) -> dict[str, Any]:
    """Make a key of the same name and scope; the old one ends, at once or after some hours."""
    reading = partial(validated_json, RotationRequest, sent or b"{}")
    hours = compute_for(request, len(sent))(reading).grace_hours
    key = access.write(service.rotate_key, key_id=key_id, grace_hours=hours)
    request.app.state.directory.forget()
    response.headers.update(_NO_STORE)
    return key


@router.delete("/v1/keys/{key_id}", summary="End a key", status_code=204, responses=problems(404))
def delete_key(request: Request, key_id: KeyId, access: AsAdmin) -> None:
    """End a key now; other processes of the service learn of it within five seconds."""
    access.write(service.revoke_key, key_id=key_id)
    request.app.state.directory.forget()


@router.post(
    "/v1/tickets",
    summary="Make an address for a browser",
    status_code=201,
    response_model=TicketAnswer,
    openapi_extra=body_schema(TicketRequest),
    responses=problems(413, 415, 422),
)
def post_ticket(request: Request, response: Response, sent: Body, caller: Reader) -> dict[str, str]:
    """Give an address of one event stream or one download that is opened without a key, shortly."""
    body = compute_for(request, len(sent))(partial(validated_json, TicketRequest, sent))
    target, is_stream = target_of(body.target, request.app.routes)
    tickets: Tickets = request.app.state.tickets
    text, expires_at = tickets.make(caller, target, is_stream=is_stream)
    response.headers.update(_NO_STORE)
    url = origin_of(request) + target.written((NAME, text))
    return {"url": url, "expires_at": stamp(expires_at)}


@router.get(
    "/v1/audit", summary="What was done", response_model=AuditAnswer, responses=problems(422)
)
def get_audit(access: AsAdmin, limit: Limit = PAGE, start: Cursor = None) -> dict[str, Any]:
    """List what was done to saved work and keys, newest first: who, when, what, to which."""
    position = place(start, (int,))
    remaining = None if position is None else position[0]
    items, older, total = access.read(audit.entries, left=remaining, limit=limit)
    return {"items": items, "next": None if older is None else cursor([older]), "total": total}
