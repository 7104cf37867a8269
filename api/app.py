"""The application, put together."""

from typing import Any

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import errors
from api.analysis import analysis_limiter
from api.body import body_schemas
from api.comparisons import routes as comparisons
from api.errors import ProblemDetails
from api.health import routes as health
from api.methods import routes as methods
from api.middleware import BodyLimit
from api.pages import routes as pages
from api.parks import routes as parks
from api.parks.catalogue import catalogue_of
from api.problems import routes as problems
from api.rankings import routes as rankings
from api.rankings.record import engine
from api.settings import Settings
from api.weightings import routes as weightings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service.

    Parameters
    ----------
    settings
        Read from the environment when left out.

    Raises
    ------
    InvalidTable
        The private data that the settings name cannot be used.
    """
    app = FastAPIOffline(
        redoc_url=None,
        title="Parkwise",
        version=engine().split()[-1],
        description="Rankings of overseas industrial parks, and of any decision problem, "
        "with exact sensitivity and the evidence behind every number.",
        license_info={"name": "Apache-2.0"},
    )
    app.state.settings = settings or Settings()
    if app.state.settings.catalogue is not None:
        catalogue_of(app.state.settings)
    app.state.analyses = analysis_limiter()
    app.add_middleware(BodyLimit, limit=app.state.settings.max_body_bytes)
    errors.install(app)
    slices = (rankings, parks, comparisons, weightings, methods, problems, health, pages)
    # One list, the busiest first: the framework would search nested lists, and search them twice.
    app.router.routes[:0] = [route for slice_ in slices for route in slice_.router.routes]
    _complete_description(app)
    return app


def _complete_description(app: FastAPI) -> None:
    """Describe the bodies that routes read themselves, and errors as our problem document."""
    original = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = original()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            own = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(own.pop("$defs"))
            schemas.update(body_schemas())
            schemas["ProblemDetails"] = own
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            for item in document["paths"].values():
                for operation in item.values():
                    _replace_default_422(operation["responses"])
        return app.openapi_schema or {}

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents


def _replace_default_422(responses: dict[str, Any]) -> None:
    found = responses.get("422", {}).get("content", {})
    if "application/json" in found:
        responses["422"] = errors.problems(422)[422]
