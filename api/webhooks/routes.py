"""Webhooks: create, list, test and delete them, and see their deliveries."""

from functools import partial
from typing import Annotated, Any

from anyio import move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Request, Response

from api.access.dependencies import AsAdmin
from api.http.addresses import origin_of
from api.http.errors import problems
from api.http.list_page import Listed, listing
from api.http.reply import telling
from api.requests.body import body_schema, parse
from api.requests.page_query import ByAge
from api.requests.request_parts import Body
from api.settings import Settings
from api.webhooks import service
from api.webhooks.destination import Address, Destination, NameLookup
from api.webhooks.schemas import (
    DeliveryAnswer,
    NewWebhookAnswer,
    State,
    WebhookAnswer,
    WebhookRequest,
)
from mcda.errors import InvalidInput

WebhookId = Annotated[str, Path(description="As `GET /v1/webhooks` lists it.")]
router = APIRouter(tags=["webhooks"])
LOOKING_UP = 3.0
"""Seconds for which the addresses of a name are waited for; it may have none yet."""


@router.post(
    "/v1/webhooks",
    summary="Make a webhook",
    status_code=201,
    response_model=NewWebhookAnswer,
    openapi_extra=body_schema(WebhookRequest),
    responses=problems(409, 413, 415, 422, 507),
)
async def post_webhook(
    request: Request, response: Response, sent: Body, access: AsAdmin
) -> dict[str, Any]:
    """Have an address called when jobs end; the secret is shown this once."""
    body = await parse(request, sent, WebhookRequest)
    settings: Settings = request.app.state.settings
    names: NameLookup = request.app.state.names
    destination = Destination.of(body.url)
    addresses: list[Address] = []
    with move_on_after(LOOKING_UP):
        addresses = await names.look_up(destination.host, destination.port)
    fault = destination.fault(addresses, settings.webhook_networks)
    if fault is not None:
        raise InvalidInput([fault])
    response.headers["Cache-Control"] = "no-store"
    fields = {"asked": body, "origin": origin_of(request), "most": settings.max_webhooks}
    return await run_sync(partial(access.write, service.create, **fields))


@router.get("/v1/webhooks", summary="All webhooks", response_model=Listed[WebhookAnswer])
def get_webhooks(access: AsAdmin) -> dict[str, Any]:
    """List the organisation's webhooks, newest first; never their secrets."""
    return listing(access.read(service.list_all))


@router.get(
    "/v1/webhooks/{webhook_id}",
    summary="One webhook",
    response_model=WebhookAnswer,
    responses=problems(404),
)
def get_webhook(webhook_id: WebhookId, access: AsAdmin) -> dict[str, Any]:
    """Say how a webhook stands."""
    return access.read(service.read, webhook_id=webhook_id)


@router.delete(
    "/v1/webhooks/{webhook_id}",
    summary="Delete a webhook",
    status_code=204,
    responses=problems(404),
)
def delete_webhook(webhook_id: WebhookId, access: AsAdmin) -> None:
    """Call it no more; its log goes with it."""
    access.write(service.remove, webhook_id=webhook_id)


@router.post(
    "/v1/webhooks/{webhook_id}/test",
    summary="Test a webhook",
    status_code=202,
    response_model=DeliveryAnswer,
    responses=problems(404, 507),
)
def post_test(request: Request, webhook_id: WebhookId, access: AsAdmin) -> Response:
    """Have a webhook called once, now."""
    return telling(request, access.write(service.test, webhook_id=webhook_id), 202)


@router.get(
    "/v1/webhooks/{webhook_id}/deliveries",
    summary="Deliveries of a webhook",
    response_model=Listed[DeliveryAnswer],
    responses=problems(404, 422),
)
def get_deliveries(
    request: Request,
    webhook_id: WebhookId,
    access: AsAdmin,
    wanted: ByAge,
    state: Annotated[State | None, Query(description="Only these.")] = None,
) -> Response:
    """List what was delivered or is to be, newest first, each with its attempts."""
    log = access.read(service.deliveries, webhook_id=webhook_id, state=state, wanted=wanted)
    return telling(request, log)
