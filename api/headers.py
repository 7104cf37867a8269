"""Which headers answers carry, as the document tells them: each is told once, answers name it."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import Response
from fastapi.routing import APIRoute

from api.access.middleware import GUARDED
from api.errors import MEDIA_TYPE
from api.etag_route import TaggedRoute
from api.reference import status_said

Plain = dict[str, Any]
_WHOLE = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_TOLD: Mapping[str, tuple[str, Plain]] = {
    "X-Request-ID": ("Names the request in the logs: as it was sent, else a new one.", _TEXT),
    "RateLimit-Policy": ("Requests that a key may send, `q`, in so many seconds, `w`.", _TEXT),
    "RateLimit": ("Requests that are left, `r`, and seconds until there is room, `t`.", _TEXT),
    "Retry-After": ("Seconds after which to try again.", _WHOLE),
    "WWW-Authenticate": ("How to send a key.", _TEXT),
    "Content-Language": (
        "Language of the sentences, by `Accept-Language`.",
        {"type": "string", "enum": ["en", "zh"]},
    ),
    "Vary": ("Headers of the request that the answer depends on.", _TEXT),
    "ETag": ("Names this state of what is answered, in quotes.", _TEXT),
    "Cache-Control": ("How long, and by whom, the answer may be kept.", _TEXT),
    "Location": ("Where what was made is found.", {"type": "string", "format": "uri-reference"}),
    "Idempotency-Replayed": (
        "`true` where the request was done before under its `Idempotency-Key`.",
        {"type": "string", "enum": ["true"]},
    ),
    "Content-Disposition": ("Name under which to save the file.", _TEXT),
}
_SPOKEN = ("Content-Language", "Vary")
_OF_STATUS: Mapping[int, tuple[str, ...]] = {401: ("WWW-Authenticate",), 429: ("Retry-After",)}
_MAY: Mapping[int, tuple[str, ...]] = {503: ("Retry-After",), 507: ("Retry-After",)}
_GUARDED = ("RateLimit-Policy", "RateLimit", "Cache-Control")
"""The first two where the caller sent a key and the service counts requests."""
_MADE = ("ETag", "Location")
_ALSO: Mapping[str, tuple[str, ...]] = {
    "post_assessment": _MADE,
    **dict.fromkeys(("post_run", "post_job", "post_portfolio"), ("Location",)),
    **dict.fromkeys(("get_assessment", "patch_assessment", "post_restore"), ("ETag",)),
    **dict.fromkeys(("post_answer", "delete_answer"), ("ETag",)),
    **dict.fromkeys(
        ("get_report_pdf", "get_annex_pdf", "get_report_html", "get_report_xlsx"),
        ("Content-Disposition", *_SPOKEN),
    ),
    **dict.fromkeys(("get_report", "get_document", "get_workbook"), ("Content-Disposition",)),
}
_IN_SOME_FORMS: Mapping[str, tuple[str, ...]] = {
    "get_job_result": ("Content-Disposition", *_SPOKEN),
}
_JSON = "application/json"
_IF_NONE_MATCH: Plain = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of what the caller has; unchanged it is 304.",
    "schema": _TEXT,
}


def add_headers(document: Plain, routes: Mapping[str, APIRoute]) -> None:
    """Tell the headers of every answer, and of those that a caller may keep that they are 304.

    Parameters
    ----------
    document
        Changed in place.
    routes
        By operation id.
    """
    document["components"]["headers"] = {
        name: {"description": text, "schema": schema} for name, (text, schema) in _TOLD.items()
    }
    for path, item in document["paths"].items():
        for method, operation in item.items():
            route = routes[operation["operationId"]]
            if isinstance(route, TaggedRoute) and method == "get":
                meaning = status_said(operation["operationId"], "304")["en"]
                operation["responses"].setdefault("304", {"description": meaning})
                operation.setdefault("parameters", []).append(_IF_NONE_MATCH)
            for status, said in operation["responses"].items():
                names = _carried(route, path, int(status), said)
                operation["responses"][status] = {
                    **said,
                    "headers": {name: _header(name) for name in names},
                }


def _header(name: str) -> Plain:
    return {"$ref": f"#/components/headers/{name}"}


def _carried(route: APIRoute, path: str, status: int, said: Plain) -> dict[str, None]:
    found = ["X-Request-ID", *(_GUARDED if path.startswith(GUARDED) else ())]
    if MEDIA_TYPE in said.get("content", {}):
        found += (*_SPOKEN, *_OF_STATUS.get(status, ()), *_MAY.get(status, ()))
    else:
        found += _of_success(route, status, said)
    return dict.fromkeys(found)


def _of_success(route: APIRoute, status: int, said: Plain) -> Iterator[str]:
    name = str(route.operation_id or route.name)
    if isinstance(route, TaggedRoute) and "GET" in (route.methods or ()):
        yield from ("ETag", "Cache-Control")
    if _JSON in said.get("content", {}) and _is_told(route):
        yield from _SPOKEN
    yield from _ALSO.get(name, ())
    yield from _IN_SOME_FORMS.get(name, ())
    parameters = (one.alias for one in route.dependant.header_params)
    nested = (one.alias for part in route.dependant.dependencies for one in part.header_params)
    if status != 304 and "idempotency-key" in (*parameters, *nested):
        yield "Idempotency-Replayed"


def _is_told(route: APIRoute) -> bool:
    """Tell whether a route answers in the reader's language: then it writes the answer itself."""
    return inspect.signature(route.endpoint).return_annotation is Response
