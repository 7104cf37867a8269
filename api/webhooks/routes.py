"""Webhooks: create, list, test and delete them, and see their deliveries."""

from functools import partial
from typing import Annotated, Any, Literal

from anyio import move_on_after
from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query, Request, Response

from api.access.dependencies import Admin, Saved
from api.http.addresses import origin_of
from api.http.errors import problems
from api.http.list_page import PAGE, SORT, Cursor, Limit, Listed, listing
from api.http.reply import telling
from api.requests.body import body_schema, parse
from api.requests.page_query import PageRequest
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
    request: Request, response: Response, sent: Body, caller: Admin, database: Saved
) -> dict[str, Any]:
    """Have an address called when jobs end; the secret is shown this once."""
    body = await parse(request, sent, WebhookRequest)
    settings: Settings = request.app.state.settings
    await _check(body.url, settings, request.app.state.names)
    response.headers["Cache-Control"] = "no-store"
    make = partial(
        service.create,
        caller=caller,
        asked=body,
        origin=origin_of(request),
        most=settings.max_webhooks,
    )
    return await run_sync(database.write, make)


@router.get("/v1/webhooks", summary="All webhooks", response_model=Listed[WebhookAnswer])
def get_webhooks(caller: Admin, database: Saved) -> dict[str, Any]:
    """List the organisation's webhooks, newest first; never their secrets."""
    return listing(database.read(partial(service.list_all, caller=caller)))


@router.get(
    "/v1/webhooks/{webhook_id}",
    summary="One webhook",
    response_model=WebhookAnswer,
    responses=problems(404),
)
def get_webhook(webhook_id: WebhookId, caller: Admin, database: Saved) -> dict[str, Any]:
    """Say how a webhook stands."""
    return database.read(partial(service.read, caller=caller, webhook_id=webhook_id))


@router.delete(
    "/v1/webhooks/{webhook_id}",
    summary="Delete a webhook",
    status_code=204,
    responses=problems(404),
)
def delete_webhook(webhook_id: WebhookId, caller: Admin, database: Saved) -> None:
    """Call it no more; its log goes with it."""
    database.write(partial(service.remove, caller=caller, webhook_id=webhook_id))


@router.post(
    "/v1/webhooks/{webhook_id}/test",
    summary="Test a webhook",
    status_code=202,
    response_model=DeliveryAnswer,
    responses=problems(404, 507),
)
def post_test(request: Request, webhook_id: WebhookId, caller: Admin, database: Saved) -> Response:
    """Have a webhook called once, now."""
    work = partial(service.test, caller=caller, webhook_id=webhook_id)
    response = telling(request, database.write(work))
    response.status_code = 202
    return response


@router.get(
    "/v1/webhooks/{webhook_id}/deliveries",
    summary="Deliveries of a webhook",
    response_model=Listed[DeliveryAnswer],
    responses=problems(404, 422),
)
def get_deliveries(
    request: Request,
    webhook_id: WebhookId,
    caller: Admin,
    database: Saved,
    state: Annotated[State | None, Query(description="Only these.")] = None,
    sort: Annotated[Literal["-created_at", "created_at"], Query(description=SORT)] = "-created_at",
    limit: Limit = PAGE,
    start: Cursor = None,
) -> Response:
    """List what was delivered or is to be, newest first, each with its attempts."""
    wanted = PageRequest(sort=sort, start=start, limit=limit)
    find = partial(
        service.deliveries, caller=caller, webhook_id=webhook_id, state=state, wanted=wanted
    )
    return telling(request, database.read(find))


async def _check(url: str, settings: Settings, names: NameLookup) -> None:
    """Refuse an address that could never be called, as far as that is known now.

    Raises
    ------
    InvalidInput
        The address cannot be called, or leads to a network that must not be called.
    """
    destination = Destination.of(url)
    addresses: list[Address] = []
    with move_on_after(LOOKING_UP):
        addresses = await names.look_up(destination.host, destination.port)
    fault = destination.fault(addresses, settings.webhook_networks)
    if fault is not None:
        raise InvalidInput([fault])
