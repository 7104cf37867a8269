"""The assembly of the application."""

import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES

from api.access.browser import Browsers
from api.access.budget import Budgets
from api.access.directory import Directory
from api.access.middleware import Access
from api.access.tickets import Tickets
from api.assessments import routes as assessments
from api.comparisons import routes as comparisons
from api.compute.analyses import Analyses
from api.compute.processes import Processes
from api.compute.supervisor import end_with_parent
from api.db import Database
from api.db.location import url_of
from api.health import metrics_routes as operation
from api.health import routes as health
from api.health.readiness import Readiness
from api.http import errors
from api.http.instrumentation import Instrumentation, RunningRequests, tell_long
from api.http.middleware import (
    EXPOSED,
    BodyLimit,
    Compression,
    Crashes,
    Heads,
    Hosts,
    KnownQuery,
    Slashes,
)
from api.interviews import routes as interviews
from api.jobs import routes as jobs
from api.jobs.events import Looks
from api.jobs.housekeeping import Housekeeper
from api.jobs.sheets import MEDIA
from api.jobs.worker import Runner
from api.keys import routes as access
from api.limits.quotas import Quotas
from api.limits.rate_limit import Throttle, storage_answers
from api.limits.retention import Retention
from api.methods import routes as methods
from api.openapi.description import complete_description
from api.operation.logs import configure
from api.operation.memory import Freezer, give_back, settle
from api.operation.metrics import Metrics
from api.operation.shutdown import Shutdown
from api.operation.watchdog import Watchdog
from api.own import routes as own
from api.own.settings import OrganisationSettings
from api.pages import routes as pages
from api.pages.home.sample import Sample
from api.pages.page_route import error_page, refusal_page
from api.parks import routes as parks
from api.parks.catalogue import catalogue_of
from api.problems import routes as problems
from api.rankings import routes as rankings
from api.rankings.analysis import ANALYSES
from api.rankings.presentation import engine
from api.reports import routes as reports
from api.requests.body import LARGEST_HERE
from api.results import documents
from api.results import routes as results
from api.settings import Settings
from api.shares import routes as shares
from api.webhooks import routes as webhooks
from api.webhooks.courier import Courier
from api.webhooks.destination import NameLookup
from api.weightings import routes as weightings
from mcda.methods import METHODS
from mcda.parks import load_catalogue
from mcda.parks.catalogues.registry import CATALOGUES
from mcda.parks.criteria import CRITERIA
from mcda.parks.overlay import PrivateData
from mcda.registry import Registry
from mcda.texts import catalogue
from weights.registry_schemas import rebuild
from weights.weightings import WEIGHTINGS

_LOG = logging.getLogger("parkwise.extensions")
_LIMITS = logging.getLogger("parkwise.limits")
_NAMES = 4
"""Names of webhooks that are looked up at once, when these are made."""
_WORTH_PACKING, _PACKING = 1024, 5
_PACKED = ("application/pdf", MEDIA["xlsx"])
REGISTRIES: tuple[Registry[Any], ...] = (METHODS, WEIGHTINGS, CRITERIA, CATALOGUES, ANALYSES)
"""Of all that another package may bring."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service.

    Settings are read from the environment when left out.

    Raises
    ------
    InvalidTable
        The private data that the settings name cannot be used.
    NotFound
        The settings name a catalogue that is not registered.
    """
    chosen = settings or Settings()
    rebuild([BaseModel])
    # Where the environment names nothing of OTLP, nobody looks again.
    otlp = any(name.startswith("OTEL_") for name in os.environ)
    app = FastAPI(
        docs_url=None,  # the project's own pages: api/pages/reference
        redoc_url=None,
        redirect_slashes=False,
        telemetry={"auto_configure": otlp, "tracing": otlp, "metrics": otlp, "logs": False},
        lifespan=lifespan,
        title="Parkwise",
        version=engine().split()[-1],
        description="Rankings of overseas industrial parks, and of any decision problem, "
        "with exact sensitivity and the evidence behind every number.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    below = load_catalogue(chosen.base)
    if chosen.private_path is not None:
        chosen = chosen.with_private_data(PrivateData.read(chosen.private_path, below))
    app.state.settings = chosen
    app.state.database = Database(url_of(chosen.database))
    app.state.quotas = Quotas.of(chosen)
    app.state.database.check = app.state.quotas.check
    app.state.readiness = Readiness(app.state.database, chosen.base)
    app.state.directory = Directory(app.state.database)
    app.state.browsers = Browsers(app.state.database, app.state.directory.recent)
    app.state.tickets = Tickets(app.state.database, timedelta(seconds=chosen.ticket_seconds))
    app.state.metrics = Metrics()
    app.state.running = RunningRequests(tell_long)
    app.state.looks = Looks(app.state.database)
    app.state.names = NameLookup(_NAMES)
    app.state.owned = OrganisationSettings(app.state.database, chosen)
    app.state.analyses = Analyses(
        chosen.waiting_analyses,
        Processes(
            _processes(chosen),
            partial(catalogue_of, chosen),
            chosen.analysis_seconds or float("inf"),
        ),
        Budgets(chosen),
        metrics=app.state.metrics,
    )
    app.state.sample = Sample(app.state.analyses.processes, chosen)
    app.state.failures = Throttle(chosen.failure_limit, chosen.rate_storage)
    app.state.joins = Throttle(chosen.join_limit, chosen.rate_storage)
    _wrap(app, chosen)
    errors.install(app, error_page)
    slices = (
        *(rankings, parks, comparisons, weightings, methods),
        *(assessments, results, reports, shares, interviews, jobs, webhooks, own, access),
        *(problems, health, operation, pages),
    )
    # One list, the busiest first: the framework would search nested lists, and search them twice.
    app.router.routes[:0] = [route for slice_ in slices for route in slice_.router.routes]
    app.router.default = Slashes(app.router)
    for route in app.router.routes:
        if isinstance(route, APIRoute):
            route.unique_id = route.name  # copied routes keep the ids of their own routers
            # Routes are those of their modules: another application may have wrapped them already.
            if route.path.startswith("/v1/") and not isinstance(route.app, KnownQuery):
                route.app = KnownQuery(route.app, list(_of_query(route.dependant)))
    complete_description(app)
    return app


def _of_query(found: Dependant) -> Iterator[str]:
    """Yield the query parameters of a route and of its dependencies."""
    yield from (field.alias for field in found.query_params)
    for part in found.dependencies:
        yield from _of_query(part)


def _processes(settings: Settings) -> int:
    """Return the number of computing processes: 0 if other processes lack local registrations."""
    count = settings.analysis_processes or 0
    alone = [name for registry in REGISTRIES for name in registry.local]
    if count and alone:
        _LOG.warning("analyses stay in this process, which alone knows %s", ", ".join(alone))
        return 0
    return count


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Upgrade the schema and start the services; stop them and close the database at the end."""
    settings: Settings = app.state.settings
    database: Database = app.state.database
    if settings.log_format is not None:  # a program of its own
        configure(settings.log_format, settings.log_level)
        end_with_parent()
        give_back()
        app.state.analyses.processes.begin()
        await run_sync(catalogue_of, settings)
        await run_sync(catalogue)  # of texts: the first refusal is said as fast as the next
        settle()
    if settings.migrate:
        await run_sync(documents.upgrade, database, settings)
    if not await run_sync(storage_answers, settings.rate_storage):
        _LIMITS.warning("requests cannot be counted: %s", "rate_storage_unavailable")
    app.state.running.start()
    app.state.shutdown = shutdown = Shutdown()
    shutdown.watch()
    app.state.analyses.processes.stopping = shutdown.asked
    settings_of, stopping = app.state.owned.for_jobs, shutdown.asked
    retention = Retention.of(settings)
    workers = [
        Runner(database, settings_of, stopping, retention) for _ in range(settings.job_runners)
    ]
    courier = Courier(database, settings.webhook_networks, stopping)
    others: Sequence[Runner | Housekeeper] = workers or [Housekeeper(database, retention)]
    background = (*others, courier)
    for service in background:
        service.start()
    own = (Watchdog(settings.watchdog_seconds), Freezer()) if settings.log_format else ()
    for each in own:
        each.start()
    yield
    for each in own:
        each.stop()
    for service in background:
        await run_sync(service.stop)
    await run_sync(app.state.analyses.processes.stop)
    app.state.names.close()
    app.state.running.stop()
    database.close()


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Add the middleware that every request passes; the middleware added last runs first."""
    app.add_middleware(
        Compression,
        minimum_size=_WORTH_PACKING,
        compresslevel=_PACKING,
        thread_minimum_size=LARGEST_HERE,
        exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, *_PACKED),
    )
    app.add_middleware(Heads)
    app.add_middleware(
        Access,
        directory=app.state.directory,
        browsers=app.state.browsers,
        tickets=app.state.tickets,
        throttle=Throttle(settings.rate_limit, settings.rate_storage),
        failures=app.state.failures,
        refuse_page=refusal_page,
    )
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes, upload=settings.max_upload_bytes)
    app.add_middleware(Crashes)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
        )
    app.add_middleware(Hosts, allowed=settings.hosts, public_url=settings.public_url)
    app.add_middleware(Instrumentation, metrics=app.state.metrics, running=app.state.running)
