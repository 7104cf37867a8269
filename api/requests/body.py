"""Reading a JSON body: parsed and validated in one step by the route itself.

The framework parses a body into Python objects first and validates those; for a table of numbers
that costs as much as the whole computation. Work whose cost grows with the body never runs in the
serving process, not even in a thread, which holds the interpreter while it parses: a large body is
passed unparsed to another process.
"""

import re
from asyncio import sleep
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from anyio.to_thread import run_sync
from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.access.dependencies import caller_of, database_of
from api.compute.analyses import compute_of, run_apart
from api.compute.processes import LONG, Compute
from api.http.language import Language, language_of, spoken
from api.http.localisation import localise_json
from api.http.refusals import Unsupported
from api.http.reply import MEDIA_TYPE
from api.operation.memory import returned
from api.profiles import store as profiles
from api.settings import Settings
from weights.validation import validated_json


class WholeRequest(Request):
    """A request that collects its body itself; the framework passes each part on by generators."""

    async def body(self) -> bytes:
        """Return the whole body.

        Raises
        ------
        ClientDisconnect
            The caller disconnected before the body was complete.
        """
        if not hasattr(self, "_body"):
            parts, is_more = [], True
            while is_more:
                message = await self.receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                parts.append(message.get("body", b""))
                is_more = message.get("more_body", False)
            self._body = b"".join(parts)
        return self._body


class WholeRoute(APIRoute):
    """A route with the framework's description, whose endpoint maps a request to a response.

    The framework's handling of parameters and answers is skipped: the endpoint has neither.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.app = self._respond

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response = await self.endpoint(WholeRequest(scope, receive))
        await response(scope, receive, send)


M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation(Generic[M]):
    """The functions that compute the answer to a body and estimate its cost."""

    model: type[M]
    """As which the body is read."""
    answer: Callable[[M, Settings], dict[str, Any]]
    """Makes the answer, in codes."""
    seconds: Callable[[M, Settings], float]
    """Returns the CPU seconds that it is expected to take, or refuses what takes too long."""
    at_once: Callable[[M], bool] | None = None
    """Tells whether it takes well under a millisecond."""

    def content(self, sent: bytes, settings: Settings, language: Language) -> bytes:
        """Return the answer to a body in a language."""
        answer = self.answer(validated_json(self.model, sent), settings)
        return localise_json(answer, language)


LARGEST_HERE = 16 * 1024
"""Bytes of the largest body that is read in the process that serves."""
_WINDOW = 256 * 1024
_OWN = b'"own:'
_SPELT = re.compile(rb'"(o|\\u006f)(w|\\u0077)(n|\\u006e)(:|\\u003a)', re.IGNORECASE)
_LONGEST_SPELT = 6 * len(_OWN)
_DESCRIBED: dict[str, type[BaseModel]] = {}
_JSON = re.compile(r"\s*application/([a-z0-9.+-]+\+)?json\s*(;|$)", re.IGNORECASE)
_REF = "#/components/schemas/{model}"


async def read_body(request: Request) -> bytes:
    """Return the body, with the organisation's own profiles in the place of their names.

    Raises
    ------
    Unsupported
        Another media type than JSON.
    InvalidWeights
        The body names an own profile that the organisation does not have.
    TooLarge
        The profiles make the body larger than the limit.
    """
    kind = request.headers.get("content-type", "application/json")
    if _JSON.match(kind) is None:
        raise Unsupported.instead(kind, "application/json")
    body = await request.body()
    if not await may_name_own(body):
        return body
    database, caller = database_of(request), caller_of(request)
    most: int = request.app.state.settings.max_body_bytes
    if not is_large(body):
        return await run_sync(profiles.with_own_profiles, body, database, caller, most)
    paths = await run_large(request, partial(profiles.references, body))
    if not paths:
        return body
    weights = await run_sync(profiles.known, database, caller, paths)
    return await run_large(request, partial(profiles.replaced, body, weights, most))


async def may_name_own(sent: bytes) -> bool:
    """Tell whether a body may name an organisation's profiles, in letters or in escapes.

    A large body is searched in parts and only roughly; the process that reads it looks exactly.
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
    """Run work on large data in another process, which returns its memory afterwards."""
    return await run_apart(request, partial(returned, work))


def is_large(sent: bytes) -> bool:
    """Tell whether a body is read in another process."""
    return len(sent) > LARGEST_HERE


async def parse(request: Request, sent: bytes, model: type[M]) -> M:
    """Return a body as an instance of a model.

    Raises
    ------
    InvalidInput
        The body is not JSON, or the model refuses it; each fault has its path.
    """
    if is_large(sent):
        return await run_large(request, partial(validated_json, model, sent))
    return validated_json(model, sent)


async def respond(
    request: Request, computation: Computation[M], sent: bytes, settings: Settings
) -> Response:
    """Return the response to a body in the caller's language, computed apart unless `at_once`.

    A small body is parsed here: an invalid or too costly one is refused, and its expected cost
    decides how it waits. A large body is parsed in the other process. A small body is parsed there
    again, since its bytes transfer faster than the parsed model.

    Raises
    ------
    InvalidInput
        As `parse`.
    LimitExceeded
        The computation would take too long.
    """
    language = language_of(request)
    work = partial(computation.content, sent, settings, language)
    if is_large(sent):
        content = await run_large(request, work)
    else:
        body = validated_json(computation.model, sent)
        if computation.at_once is not None and computation.at_once(body):
            content = localise_json(computation.answer(body, settings), language)
        else:
            content = await run_apart(request, work, computation.seconds(body, settings))
    return Response(content, media_type=MEDIA_TYPE, headers=spoken(language))


def compute_for(request: Request, size: int) -> Compute:
    """Return a function that runs work, for a thread, whose cost grows with ``size`` bytes."""
    compute = None if size <= LARGEST_HERE else compute_of(request)

    def run(work: Callable[[], T], /, seconds: float = LONG) -> T:
        return work() if compute is None else compute(partial(returned, work), seconds)

    return run


def body_schema(model: type[BaseModel], *, required: bool = True) -> dict[str, Any]:
    """Return the ``openapi_extra`` of a route that reads this model."""
    _DESCRIBED[model.__name__] = model
    content = {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}
    return {"requestBody": {"required": required, "content": content}}


def body_schemas() -> dict[str, Any]:
    """Return the JSON Schemas of all described bodies by name."""
    models = [(model, "validation") for model in _DESCRIBED.values()]
    _, document = models_json_schema(models, ref_template=_REF)  # type: ignore[arg-type]  # the mode is a Literal
    return document["$defs"]
