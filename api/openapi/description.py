"""The OpenAPI document: bodies that routes read themselves, errors, headers, examples, keys."""

import inspect
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import orjson
from fastapi import FastAPI, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.access import tickets
from api.access.middleware import GUARDED
from api.http import errors
from api.http.errors import MEDIA_TYPE, ProblemDetails
from api.http.etag_route import TaggedRoute
from api.jobs.answers import JOB_RESULTS
from api.openapi.reference import describe, status_said
from api.openapi.shared_parts import share_problems, share_unions
from api.requests.body import body_schemas
from mcda.methods import METHODS
from mcda.parks import load_catalogue
from mcda.plain import Plain
from weights.weightings import WEIGHTINGS

_KEY = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "pw_...",
    "description": "Needed as soon as a key exists; until then the service is open to its machine.",
}
_CHOOSING = ("RecommendationRequest", "PortfolioJob")
_REFUSALS = {str(status): said for status, said in errors.problems(401, 403, 429, 500, 503).items()}


def complete_description(app: FastAPI) -> None:
    """Describe the bodies that routes read themselves, and errors as problem documents."""
    original = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = original()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            own = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(own.pop("$defs"))
            schemas.update(body_schemas())
            schemas.update(_answer_schemas(app))
            schemas["ProblemDetails"] = own
            catalogue = load_catalogue(app.state.settings.base)
            names = ", ".join(f"`{info.id}`" for info in catalogue.all_criteria)
            text = f"By id; the first {len(catalogue.criteria)} where left out: {names}."
            for request in _CHOOSING:
                schemas[request]["properties"]["criteria"]["description"] = text
            document["components"]["securitySchemes"] = {"key": _KEY, tickets.NAME: tickets.SCHEME}
            document["security"] = [{"key": []}, {}]
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            complete_fields(schemas)
            unions = {frozenset(METHODS): "AnyMethod", frozenset(WEIGHTINGS): "AnyWeights"}
            share_unions(schemas, schemas, unions)
            for path, item in document["paths"].items():
                for operation in item.values():
                    responses = operation["responses"]
                    contents = responses.get("422", {}).get("content", {})
                    if "application/json" in contents:
                        responses["422"] = errors.problems(422)[422]
                    if path.startswith(GUARDED):
                        operation["responses"].update(_REFUSALS)
                    describe(operation)
            add_headers(
                document,
                {
                    route.operation_id or route.unique_id: route
                    for route in app.routes
                    if isinstance(route, APIRoute) and route.include_in_schema
                },
            )
            document["servers"] = [{"url": app.state.settings.public_url or "/"}]
            add_examples(document)
            share_problems(document)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def _answer_schemas(app: FastAPI) -> dict[str, Any]:
    """Return the schemas of all answers with the extensions that are registered now.

    FastAPI keeps the schema that an answer had when its route was declared.
    """
    answers = (route.response_model for route in app.routes if isinstance(route, APIRoute))
    candidates = (*answers, *JOB_RESULTS)
    models = {kind for kind in candidates if isinstance(kind, type) and issubclass(kind, BaseModel)}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, document = models_json_schema(
        [(model, "serialization") for model in ordered],
        ref_template="#/components/schemas/{model}",
    )
    return document.get("$defs", {})


_UNIONS = ("anyOf", "oneOf")
_MANY = ("items", "additionalProperties")


def complete_fields(schemas: Plain) -> None:
    """Describe fields without a description by their types, and write defaults as text.

    Generators of clients treat a field with a declared default as always present, even in requests,
    where it may be left out.
    """
    for properties in _properties(schemas):
        for field in properties.values():
            text = field.get("description") or _of_type(field, schemas)
            default = field.pop("default", None)
            if default not in (None, [], {}) and not isinstance(default, dict):
                text = f"{text} Default: {json.dumps(default)}.".strip()
            if text:
                field["description"] = text


def _properties(node: Any) -> Iterator[dict[str, Plain]]:
    """Yield the fields of every object in a schema, or in several schemas, by name."""
    if isinstance(node, list):
        for part in node:
            yield from _properties(part)
    elif isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict) and "type" in node:
            yield properties
        for key, part in node.items():
            if key not in ("examples", "example"):
                yield from _properties(part)


def _of_type(field: Plain, schemas: Mapping[str, Plain]) -> str:
    """Return the first line of the description of a field's own type, empty without one."""
    if "const" in field:
        return f"Always `{field['const']}`: tells which kind this is."
    parts = [part for key in _UNIONS for part in field.get(key, ()) if part.get("type") != "null"]
    if len(parts) == 1:
        return _of_type(parts[0], schemas)
    for key in _MANY:
        part = field.get(key)
        if isinstance(part, dict):
            return _of_type(part, schemas)
    schema = schemas.get(field.get("$ref", "").rpartition("/")[2], {})
    text: str = schema.get("description", "")
    return text.partition("\n\n")[0].replace("\n", " ")


_KEPT = files("api.openapi") / "examples.json"
_JSON = "application/json"


def add_examples(document: dict[str, Any]) -> None:
    """Add the stored examples to the document, by operation id, status and media type.

    A problem is stored once among the components, even if many operations answer with it.
    """
    examples = orjson.loads(_KEPT.read_bytes())
    problems = {name: {"value": value} for name, value in examples["problems"].items()}
    document["components"]["examples"] = problems
    for item in document["paths"].values():
        for operation in item.values():
            own = examples["operations"].get(operation["operationId"], {})
            _add_requests(operation, own.get("requests", {}))
            responses = operation["responses"]
            for status, contents in own.get("answers", {}).items():
                described = responses.get(status, {}).get("content", {})
                for kind in contents.keys() & described.keys():
                    described[kind]["examples"] = {"answer": contents[kind]}
            _add_problems(responses, {**examples["statuses"], **own.get("problems", {})})


def _add_requests(operation: dict[str, Any], requests: dict[str, Any]) -> None:
    if requests and _JSON in operation.get("requestBody", {}).get("content", {}):
        content = operation["requestBody"]["content"][_JSON]
        examples = {name: {"value": value} for name, value in requests.items()}
        operation["requestBody"] = {
            **operation["requestBody"],
            "content": {
                **operation["requestBody"]["content"],
                _JSON: {**content, "examples": examples},
            },
        }


def _add_problems(responses: dict[str, Any], names: dict[str, str]) -> None:
    """Add the problem of each status to copies of the responses, which operations share."""
    for status, answer in responses.items():
        if MEDIA_TYPE in answer.get("content", {}) and status in names:
            name = names[status]
            example = {name: {"$ref": f"#/components/examples/{name}"}}
            content = {**answer["content"][MEDIA_TYPE], "examples": example}
            responses[status] = {**answer, "content": {MEDIA_TYPE: content}}


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
_IF_NONE_MATCH: Plain = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The `ETag` of what the caller has; unchanged it is 304.",
    "schema": _TEXT,
}


def add_headers(document: Plain, routes: Mapping[str, APIRoute]) -> None:
    """Describe the headers of every response, and add 304 to those with a tag."""
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
            for status, answer in operation["responses"].items():
                names = _carried(route, path, int(status), answer)
                operation["responses"][status] = {
                    **answer,
                    "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
                }


def _carried(route: APIRoute, path: str, status: int, said: Plain) -> dict[str, None]:
    names = ["X-Request-ID", *(_GUARDED if path.startswith(GUARDED) else ())]
    if MEDIA_TYPE in said.get("content", {}):
        names += (*_SPOKEN, *_OF_STATUS.get(status, ()), *_MAY.get(status, ()))
    else:
        names += _of_success(route, status, said)
    return dict.fromkeys(names)


def _of_success(route: APIRoute, status: int, said: Plain) -> Iterator[str]:
    name = str(route.operation_id or route.name)
    if isinstance(route, TaggedRoute) and "GET" in (route.methods or ()):
        yield from ("ETag", "Cache-Control")
    if (
        _JSON in said.get("content", {})
        and inspect.signature(route.endpoint).return_annotation is Response
    ):
        yield from _SPOKEN
    yield from _ALSO.get(name, ())
    yield from _IN_SOME_FORMS.get(name, ())
    parameters = (parameter.alias for parameter in route.dependant.header_params)
    nested = (
        parameter.alias for part in route.dependant.dependencies for parameter in part.header_params
    )
    if status != 304 and "idempotency-key" in (*parameters, *nested):
        yield "Idempotency-Replayed"
