"""The OpenAPI document: bodies that routes read themselves, errors as they are, and the key."""

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import errors
from api.access import tickets
from api.access.middleware import GUARDED
from api.body import body_schemas
from api.errors import ProblemDetails
from api.examples import add_examples
from api.headers import add_headers
from api.jobs.answers import JOB_RESULTS
from api.reference import describe
from api.schema_descriptions import complete_fields
from api.shared_problems import share_problems
from mcda.parks import Catalogue, load_catalogue

_KEY = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "pw_...",
    "description": "Needed as soon as a key exists; until then the service is open to its machine.",
}
_CHOOSING = ("RecommendationRequest", "PortfolioJob")
_REFUSALS = {str(status): said for status, said in errors.problems(401, 403, 429, 500, 503).items()}


def complete_description(app: FastAPI) -> None:
    """Describe the bodies that routes read themselves, and errors as our problem document."""
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
            _name_criteria(schemas, load_catalogue(app.state.settings.base))
            document["components"]["securitySchemes"] = {"key": _KEY, tickets.NAME: tickets.SCHEME}
            document["security"] = [{"key": []}, {}]
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            complete_fields(schemas)
            for path, item in document["paths"].items():
                for operation in item.values():
                    _replace_default_422(operation["responses"])
                    if path.startswith(GUARDED):
                        operation["responses"].update(_REFUSALS)
                    describe(operation)
            add_headers(document, _routes(app))
            document["servers"] = [{"url": app.state.settings.public_url or "/"}]
            add_examples(document)
            share_problems(document)
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def _answer_schemas(app: FastAPI) -> dict[str, Any]:
    """Return the schemas of all answers with what is registered now.

    A route keeps the schema that its answer had when it was declared.
    """
    answers = (route.response_model for route in app.routes if isinstance(route, APIRoute))
    found = (*answers, *JOB_RESULTS)
    models = {one for one in found if isinstance(one, type) and issubclass(one, BaseModel)}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, document = models_json_schema(
        [(model, "serialization") for model in ordered],
        ref_template="#/components/schemas/{model}",
    )
    schemas: dict[str, Any] = document.get("$defs", {})
    return schemas


def _routes(app: FastAPI) -> dict[str, APIRoute]:
    """Return the routes by the ids of their operations."""
    return {
        route.operation_id or route.unique_id: route
        for route in app.routes
        if isinstance(route, APIRoute) and route.include_in_schema
    }


def _replace_default_422(responses: dict[str, Any]) -> None:
    found = responses.get("422", {}).get("content", {})
    if "application/json" in found:
        responses["422"] = errors.problems(422)[422]


def _name_criteria(schemas: dict[str, Any], catalogue: Catalogue) -> None:
    """Name the criteria of the catalogue in use where a request may choose among them."""
    names = ", ".join(f"`{info.id}`" for info in catalogue.all_criteria)
    said = f"By id; the first {len(catalogue.criteria)} where left out: {names}."
    for request in _CHOOSING:
        schemas[request]["properties"]["criteria"]["description"] = said
