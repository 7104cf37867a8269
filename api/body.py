"""Reading a JSON body: parsed and checked in one step, in the route's own hands.

The framework's own road parses into Python objects first and checks those; for a table of numbers
that costs as much again as everything it is sent for. Nothing whose cost grows with a body runs in
the process that serves, not even in a thread, which holds the interpreter while it parses: a large
body is handed to another process as it came.
"""

import re
from asyncio import sleep
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.access.dependencies import caller_of, database_of
from api.compute import compute_of, run_apart
from api.cost import expected_seconds
from api.language import Language, language_of, spoken
from api.localisation import localise_json
from api.operation.memory import returned
from api.own import profiles
from api.processes import LONG, Compute
from api.refusals import Unsupported
from api.reply import MEDIA_TYPE
from api.settings import Settings
from weights.validation import validated_json


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
        self.app = self._respond

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response = await self.endpoint(WholeRequest(scope, receive))
        await response(scope, receive, send)


M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Answer = Callable[[M, Settings], dict[str, Any]]
LARGEST_HERE = 32 * 1024
"""Bytes of the largest body that is read in the process that serves."""
_WINDOW = 1024 * 1024
_OWN = b'"own:'
_SPELT = re.compile(rb'"(o|\\u006f)(w|\\u0077)(n|\\u006e)(:|\\u003a)', re.IGNORECASE)
_LONGEST_SPELT = 6 * len(_OWN)
_DESCRIBED: dict[str, type[BaseModel]] = {}
_JSON = re.compile(r"\s*application/([a-z0-9.+-]+\+)?json\s*(;|$)", re.IGNORECASE)
_REF = "#/components/schemas/{model}"


async def read_body(request: Request) -> bytes:
    """Return the body, the organisation's own profiles in the place of their names.

    Raises
    ------
    Unsupported
        Another media type than JSON.
    InvalidWeights
        A profile of its own that the organisation does not have.
    TooLarge
        Such profiles make the body larger than any may be.
    """
    kind = request.headers.get("content-type", "application/json")
    if _JSON.match(kind) is None:
        raise Unsupported.instead(kind, "application/json")
    sent = await request.body()
    if not await may_name_own(sent):
        return sent
    database, caller = database_of(request), caller_of(request)
    most: int = request.app.state.settings.max_body_bytes
    if not is_large(sent):
        return await run_sync(profiles.with_own_profiles, sent, database, caller, most)
    named = await run_large(request, partial(profiles.references, sent))
    if not named:
        return sent
    known = await run_sync(profiles.known, database, caller, named)
    return await run_large(request, partial(profiles.replaced, sent, known, most))


async def may_name_own(sent: bytes) -> bool:
    """Tell whether a body may name profiles of an organisation, by letters or by their codes.

    A large one is looked at a part at a time and at the least cost; what reads it apart tells more.
    """
    if not is_large(sent):
        return _OWN in sent or (b"\\u00" in sent and _SPELT.search(sent) is not None)
    for start in range(0, len(sent), _WINDOW):
        part = sent[start : start + _WINDOW + _LONGEST_SPELT]
        if _OWN in part or b"\\u00" in part:
            return True
        await sleep(0)
    return False


async def run_large(request: Request, work: Callable[[], T]) -> T:
    """Run work on something large in another process, which gives back what it took."""
    return await run_apart(request, partial(returned, work))


def is_large(sent: bytes) -> bool:
    """Tell whether a body is read in another process."""
    return len(sent) > LARGEST_HERE


async def parse(request: Request, sent: bytes, model: type[M]) -> M:
    """Return a body as a model.

    Raises
    ------
    InvalidInput
        Not JSON, or not what the model allows; each fault with its place.
    """
    if is_large(sent):
        return await run_large(request, partial(validated_json, model, sent))
    return validated_json(model, sent)


async def respond(
    request: Request,
    answer: Answer[M],
    model: type[M],
    sent: bytes,
    settings: Settings,
    at_once: Callable[[M], bool] | None = None,
) -> Response:
    """Answer a body, in another process among the analyses of the service, as its reader is told.

    A small body is read here: it is refused where it is wrong or too costly, and waits by what it
    is expected to cost. A large one is read where it is answered. There a small one is read
    again, since it crosses over in less time than what was read from it.

    Parameters
    ----------
    request
        Of the service.
    answer
        A function of a module, which computes, and answers in codes.
    model
        Of the body.
    sent
        The body.
    settings
        Of the answer.
    at_once
        Tells of a small body whether it is answered in less time than it takes to hand it over.

    Raises
    ------
    InvalidInput
        As `parse`.
    LimitExceeded
        It would take too long.
    """
    language = language_of(request)
    work = partial(_respond, answer, model, sent, settings, language)
    if is_large(sent):
        content = await run_large(request, work)
    else:
        body = validated_json(model, sent)
        if at_once is not None and at_once(body):
            content = localise_json(answer(body, settings), language)
        else:
            content = await run_apart(request, work, expected_seconds(body, settings))
    return Response(content, media_type=MEDIA_TYPE, headers=spoken(language))


def _respond(
    answer: Answer[M], model: type[M], sent: bytes, settings: Settings, language: Language
) -> bytes:
    return localise_json(answer(validated_json(model, sent), settings), language)


def compute_for(request: Request, size: int) -> Compute:
    """Return what does, for a thread, work whose cost grows with so many bytes."""
    if size <= LARGEST_HERE:
        return _here
    compute = compute_of(request)

    def there(work: Callable[[], T], /, seconds: float = LONG) -> T:
        return compute(partial(returned, work), seconds)

    return there


def _here(work: Callable[[], T], /, seconds: float = LONG) -> T:
    return work()


def body_schema(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
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
