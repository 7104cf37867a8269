"""``GET /metrics``."""

import hmac
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.access.key import bearer
from api.db import Database
from api.db.columns import now
from api.db.tables import DeliveryRow, JobRow, WebhookRow
from api.http.addresses import is_local, neighbourhood_of
from api.http.errors import problems
from api.http.refusals import Unauthorised, Unavailable
from api.limits.rate_limit import Throttle, within

_JOBS = ("queued", "running", "done", "failed", "cancelled")
_DELIVERIES = ("waiting", "delivered", "given_up")
_WEBHOOKS = ("failing", "disabled")


@dataclass(frozen=True, slots=True)
class DatabaseFigures(Collector):
    """Counts of all processes in the database: jobs, deliveries and webhooks."""

    database: Database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the counts, and whether the database answered."""
        try:
            counts, oldest = self.database.read(_counted)
            answers = 1
        except Unavailable:
            counts, oldest, answers = {}, None, 0
        yield GaugeMetricFamily("parkwise_database_up", "Whether the database answers.", answers)
        for name, meaning, states in (
            ("parkwise_jobs", "Jobs by state.", _JOBS),
            ("parkwise_webhook_deliveries", "Calls of webhooks that are kept.", _DELIVERIES),
            ("parkwise_webhooks", "Webhooks that fail, and that were given up.", _WEBHOOKS),
        ):
            family = GaugeMetricFamily(name, meaning, labels=["state"])
            for state in states if answers else ():
                family.add_metric([state], counts.get((name, state), 0))
            yield family
        meaning = "For how long the oldest job in the queue waits."
        yield GaugeMetricFamily("parkwise_jobs_oldest_seconds", meaning, oldest)


def _counted(session: Session) -> tuple[dict[tuple[str, str], int], float]:
    """Return the counts by family and state, and the waiting time of the oldest job."""
    counts: dict[tuple[str, str], int] = {}
    for name, row in (("parkwise_jobs", JobRow), ("parkwise_webhook_deliveries", DeliveryRow)):
        query = select(row.state, func.count()).group_by(row.state)
        counts |= {(name, state): number for state, number in session.execute(query)}
    webhooks = select(
        func.count(WebhookRow.failing_since) - func.count(WebhookRow.disabled_at),
        func.count(WebhookRow.disabled_at),
    )
    numbers = zip(_WEBHOOKS, session.execute(webhooks).one(), strict=True)
    counts |= {("parkwise_webhooks", state): max(number, 0) for state, number in numbers}
    first = session.scalar(select(func.min(JobRow.created_at)).where(JobRow.state == "queued"))
    return counts, 0.0 if first is None else max((now() - first).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True)
class FreeSpace(Collector):
    """The free bytes where the service saves, if in a file, and in the temporary folder."""

    database: Database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the bytes by place."""
        family = GaugeMetricFamily("parkwise_free_bytes", "Free space.", labels=["place"])
        places = {"work": Path(tempfile.gettempdir())}
        file = self.database.url.database
        if self.database.is_sqlite and file:
            places["database"] = Path(file).absolute().parent
        for name, folder in places.items():
            if folder.exists():
                family.add_metric([name], shutil.disk_usage(folder).free)
        yield family


router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    summary="Figures of the service",
    responses={
        **problems(401, 429, 503),
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}},
    },
    response_class=Response,
)
def get_metrics(request: Request) -> Response:
    """Return what Prometheus reads; to other machines only with the token of the settings.

    They tell of all organisations together, so no organisation's key opens them.
    """
    if not is_local(request.scope):
        _check_token(request)
    database = request.app.state.database
    page = request.app.state.metrics.page(DatabaseFigures(database), FreeSpace(database))
    return Response(page, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _check_token(request: Request) -> None:
    """Refuse a request without the token; tries are limited, since it might be guessed."""
    failures: Throttle = request.app.state.failures
    who = f"/metrics {neighbourhood_of(request.scope)}"
    within(failures.test(who))
    wanted = request.app.state.settings.metrics_token
    token = bearer(request.headers.get("authorization", ""))
    if token is not None and wanted is not None:
        if hmac.compare_digest(wanted.get_secret_value().encode(), token.encode()):
            return
        failures.hit(who)
    raise Unauthorised.at("metrics_closed")
