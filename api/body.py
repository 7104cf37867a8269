"""Reading a JSON body: parsed and checked in one step, in the route's own hands.

The framework's own road parses into Python objects first and checks those; for a table of numbers
that costs as much again as everything it is sent for.
"""

import re
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.access.needs import caller_of, database_of
from api.own.profiles import names_own, with_own_profiles


class WholeRequest(Request):
    """A request whose body is gathered here; the framework hands each part through generators."""

    async def body(self) -> bytes:
        """Return the whole body.

        Raises
        ------
        ClientDisconnect
            The caller went away before it was sent.
        """
        if not hasattr(self, "_body"):
            self._body = await _gathered(self.receive)
        return self._body


async def _gathered(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


class WholeRoute(APIRoute):
    """A route described by the framework whose endpoint takes the request and gives the response.

    What the framework does in between for parameters and answers is left out: nothing is there.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.app = self._answered

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response = await self.endpoint(WholeRequest(scope, receive))
        await response(scope, receive, send)


M = TypeVar("M", bound=BaseModel)
_DESCRIBED: dict[str, type[BaseModel]] = {}
_JSON = re.compile(r"\s*application/([a-z0-9.+-]+\+)?json\s*(;|$)", re.IGNORECASE)
_REF = "#/components/schemas/{model}"


async def read_body(request: Request) -> bytes:
    """Return the body, the organisation's own profiles in the place of their names.

    Raises
    ------
    HTTPException
        415, another media type than JSON.
    NotFound
        A profile of its own that the organisation does not have.
    TooLarge
        Such profiles make the body larger than any may be.
    """
    kind = request.headers.get("content-type", "application/json")
    if _JSON.match(kind) is None:
        raise HTTPException(415, kind)
    sent = await request.body()
    if not names_own(sent):
        return sent
    database, caller = database_of(request), caller_of(request)
    most: int = request.app.state.settings.max_body_bytes
    return await run_sync(with_own_profiles, sent, database, caller, most)


def described(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """Return the ``openapi_extra`` of a route that reads this model."""
    _DESCRIBED[model.__name__] = model
    schema = {"$ref": _REF.format(model=model.__name__)}
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "content": content}}


def body_schemas() -> dict[str, Any]:
    """Return the JSON Schemas of all described bodies by name."""
    models = [(model, "validation") for model in _DESCRIBED.values()]
    _, document = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]  # the mode is a Literal
    found: dict[str, Any] = document["$defs"]
    return found
