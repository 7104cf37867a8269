"""The one place where errors become HTTP: class -> status, faults -> problem+json (RFC 9457).

Browsers get a page instead, made by the function that the application passes to `install`.
"""

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from api.http.instrumentation import note_refusal
from api.http.job_offer import with_offer
from api.http.language import Language, asks_for_page, language_of, spoken
from api.http.localisation import localise_json
from api.http.refusals import (
    Conflict,
    Forbidden,
    Gone,
    Outdated,
    Refusal,
    StorageFull,
    TooLarge,
    TooMany,
    Unauthorised,
    Unavailable,
    Unsupported,
)
from mcda.errors import (
    CatalogueFault,
    ClusterFailure,
    Fault,
    InvalidInput,
    LimitExceeded,
    McdaError,
    Note,
    NotFound,
)
from mcda.texts import catalogue, text, title_of
from mcda.texts.remedies import MOST_ALLOWED, MOST_HELPED, FaultRemedy, with_remedies
from mcda.texts.suggestions import near
from weights.validation import MOST_FAULTS, faults_from

MEDIA_TYPE = "application/problem+json"
_STATUS: Mapping[type[McdaError], int] = {
    InvalidInput: 422,
    NotFound: 404,
    LimitExceeded: 422,
    ClusterFailure: 503,
    Unauthorised: 401,
    Forbidden: 403,
    Conflict: 409,
    Gone: 410,
    Outdated: 412,
    TooMany: 429,
    TooLarge: 413,
    Unsupported: 415,
    StorageFull: 507,
    Unavailable: 503,
    Refusal: 400,
    CatalogueFault: 500,
    McdaError: 500,
}
_WITHOUT_BODY = ("GET", "HEAD", "DELETE")
_OF_COST = ("estimated_seconds", "limit_seconds", "job")
Page = Callable[[Request, Sequence[Note], int, Mapping[str, str]], Response]
_LOG = logging.getLogger("parkwise")
Part = Literal["body", "query", "path", "header"]
_PARTS: Mapping[str, Part] = {
    "unknown_parameter": "query",
    "cursor_invalid": "query",
    "ticket_invalid": "query",
    "idempotency_key_reused": "header",
    "host_invalid": "header",
    "host_not_allowed": "header",
}
_PARTS_BY_STATUS: Mapping[int, Part] = {
    **dict.fromkeys((401, 403, 412, 415, 428, 429), "header"),
    **dict.fromkeys((404, 405, 409, 410), "path"),
    413: "body",
}


class ErrorItem(BaseModel):
    """One thing that is wrong."""

    pointer: str = Field(
        description="JSON Pointer into the part of the request that `in` names.",
        examples=["/problem/alternatives/1/id"],
    )
    detail: str = Field(description="What is wrong there, in words.")
    code: str = Field(description="What kind of fault; `GET /problems/{code}` explains it.")
    part: Part = Field(
        alias="in", description="Where in the request it is: which part `pointer` points into."
    )
    did_you_mean: list[str] | None = Field(
        default=None,
        description="What may be meant instead, the nearest first; left out where nothing is near."
        f" Of the first {MOST_HELPED} errors only.",
        examples=[["topsis"]],
    )
    allowed: list[str] | None = Field(
        default=None,
        description="Ids, kinds, fields or choices that are known, where they can be listed: at"
        f" most {MOST_ALLOWED}, without very long ones. Of the first {MOST_HELPED} errors only.",
    )


_EXAMPLE: dict[str, Any] = {
    "type": "/problems/unknown_result",
    "title": "There is no such result",
    "status": 404,
    "detail": "There is no result 99; the newest is 2.",
    "code": "unknown_result",
    "errors": [
        {
            "pointer": "/number",
            "detail": "There is no result 99; the newest is 2.",
            "code": "unknown_result",
            "in": "path",
        }
    ],
}


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 says."""

    model_config = ConfigDict(title="ProblemDetails", json_schema_extra={"examples": [_EXAMPLE]})

    type: str = Field(
        description="Address of the explanation of `code`.", examples=["/problems/duplicate_id"]
    )
    title: str = Field(description="What is wrong, in short.")
    status: int = Field(ge=400, le=599, description="Of the answer.")
    detail: str = Field(description="What is wrong here, in words: the first of the errors.")
    code: str = Field(description="Of the first of the errors.")
    errors: list[ErrorItem] = Field(description="What is wrong, at most the first 101.")
    errors_left_off: int | None = Field(
        default=None, description="How many more there are; left out where there are none."
    )
    estimated_seconds: float | None = Field(
        default=None, description="CPU seconds that the work is expected to take."
    )
    limit_seconds: float | None = Field(
        default=None, description="CPU seconds that are spent at once."
    )
    job: str | None = Field(default=None, description="Kind of the job that would do it.")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the ``responses`` entries of a route for these statuses."""
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def status_of(error: McdaError) -> int:
    """Return the status of the nearest ancestor that has one."""
    return next(_STATUS[cls] for cls in type(error).__mro__ if cls in _STATUS)


def pointer(path: Sequence[str | int]) -> str:
    """Return a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def problem_in_codes(
    faults: Sequence[Note], status: int, otherwise: Part = "body"
) -> dict[str, Any]:
    """Return the problem document of some faults in codes; the first fault names it."""
    first = faults[0]
    items = with_remedies(faults[:MOST_FAULTS])
    body: dict[str, Any] = {
        "type": f"/problems/{first.code}",
        "status": status,
        "detail": items[0].fault,
        "code": first.code,
        "errors": [_item(item, status, otherwise) for item in items],
    }
    if len(faults) > MOST_FAULTS:
        body["errors_left_off"] = len(faults) - MOST_FAULTS
    return body | {name: first.fields[name] for name in _OF_COST if name in first.fields}


def _item(one: FaultRemedy, status: int, otherwise: Part) -> dict[str, Any]:
    fault = one.fault
    by_code = _PARTS.get(fault.code) or _PARTS_BY_STATUS.get(status, otherwise)
    help_ = {"did_you_mean": list(one.did_you_mean), "allowed": list(one.allowed)}
    return {
        "pointer": pointer(fault.path),
        "detail": fault,
        "code": fault.code,
        "in": fault.fields.get("in") or by_code,
        **{name: names for name, names in help_.items() if names},
    }


def titled(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a problem document with its title; a stored document keeps the title that it has."""
    if "title" in body:
        return dict(body)
    return {"title": title_of(body["code"], body["detail"]), **body}


def problem(
    faults: Sequence[Note],
    status: int,
    language: Language,
    headers: Mapping[str, str] | None = None,
    otherwise: Part = "body",
) -> Response:
    """Return the problem document of some faults as a response; see `problem_in_codes`."""
    body = titled(problem_in_codes(faults, status, otherwise))
    all_headers = {**spoken(language), **(headers or {})}
    return Response(localise_json(body, language), status, all_headers, MEDIA_TYPE)


def page_or_problem(
    request: Request,
    faults: Sequence[Note],
    status: int,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page of some faults if a browser requests one, else the problem document."""
    note_refusal(request.scope, faults[0].code)
    faults = [with_offer(fault, request) for fault in faults]
    if asks_for_page(request):
        page: Page = request.app.state.error_page
        try:
            return page(request, faults, status, headers or {})
        except Exception:  # noqa: BLE001 - the document must be sent whatever befalls the page
            _LOG.exception("no page could be made of %s", faults[0].code)
    # A query is refused by itself; all else is wrong with what the address names.
    otherwise: Part = "path" if request.method in _WITHOUT_BODY else "body"
    return problem(faults, status, language_of(request), headers, otherwise)


def install(app: FastAPI, page: Page) -> None:
    """Register the handlers; ``page`` makes the error pages for browsers."""
    app.state.error_page = page
    # Each handler is called with errors of its class alone.
    app.add_exception_handler(McdaError, _on_engine_error)  # type: ignore[arg-type]  # as said
    app.add_exception_handler(RequestValidationError, _on_validation_error)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _on_http_error)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _on_crash)


async def _on_engine_error(request: Request, error: McdaError) -> Response:
    return page_or_problem(request, error.faults, *status_and_headers(error))


def answer_to(error: McdaError, language: Language) -> Response:
    """Return the problem document of an error, with the headers that its status requires."""
    status, headers = status_and_headers(error)
    return problem(error.faults, status, language, headers)


def status_and_headers(error: McdaError) -> tuple[int, dict[str, str]]:
    """Return status and headers of an error, after logging an error of the service."""
    status = status_of(error)
    if isinstance(error, Refusal) and status >= 500:
        # Many come at once, and where in the code they came up says nothing.
        _LOG.warning("%s: %s", error.faults[0].code, error.__cause__ or "by its own limits")
    elif status >= 500:
        _LOG.error("%s", error.faults[0].code, exc_info=error)
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.faults[0].fields:
        headers["Retry-After"] = str(error.faults[0].fields["retry_after"])
    return status, headers


async def _on_validation_error(request: Request, error: RequestValidationError) -> Response:
    # The first part of a place is path, query or header.
    errors = [{**item, "loc": item["loc"][1:]} for item in error.errors()]
    parts = {tuple(item["loc"][1:]): item["loc"][0] for item in error.errors()}
    faults = [replace(f, fields={**f.fields, "in": parts.get(f.path)}) for f in faults_from(errors)]
    return page_or_problem(request, faults, 422)


async def _on_http_error(request: Request, error: HTTPException) -> Response:
    headers = dict(error.headers or {})
    fields: dict[str, Any] = {"what": request.url.path}
    code = {
        404: "not_found",
        405: "method_not_allowed",
        413: "body_too_large",
    }.get(error.status_code, "invalid_request")
    if code == "method_not_allowed":
        headers["Allow"] = _allowed(request)
        fields = {"method": request.method, "allowed": headers["Allow"]}
    elif code == "body_too_large":
        fields = {"limit": str(error.detail)}
    elif code == "invalid_request":
        fields = {"location": request.url.path, "message": str(error.detail)}
    return page_or_problem(request, [Fault(code, (), fields)], error.status_code, headers)


def _allowed(request: Request) -> str:
    """Return the methods of all routes at an address; the router names only the first route's."""
    methods = {
        method
        for route in request.app.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }
    return ", ".join(sorted(methods))


async def _on_crash(request: Request, error: Exception) -> Response:
    return crash(request, error)


def crash(request: Request, error: Exception) -> Response:
    """Return the response to an unexpected error, after logging the error."""
    reference = uuid.uuid4().hex[:12]
    _LOG.error("unexpected error %s", reference, exc_info=error)
    return page_or_problem(request, [Fault("internal_error", (), {"reference": reference})], 500)


def explanation(code: str, language: Language) -> dict[str, str]:
    """Return the answer of ``GET /problems/{code}``.

    Raises
    ------
    NotFound
        No error has that code.
    """
    try:
        parts = {part: text(code, part, language) for part in ("title", "cause", "remedy")}
    except KeyError as missing:
        meant = near(code, (key for key, entry in catalogue().items() if "remedy" in entry))
        fields = {"code": code, "meant": meant}
        raise NotFound([Fault("problem_code_unknown", ("code",), fields)]) from missing
    return {"type": f"/problems/{code}", "code": code, **parts}
