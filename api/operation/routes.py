"""``GET /metrics``."""

import hmac

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.access.addresses import is_local, neighbourhood_of
from api.access.brute_force import within
from api.access.key import bearer
from api.access.throttle import Throttle
from api.errors import problems
from api.operation.queue import Queue
from api.refusals import Unauthorised

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
    queue = Queue(request.app.state.database)
    return Response(
        request.app.state.metrics.page(queue), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


def _check_token(request: Request) -> None:
    """Refuse whoever lacks the token; somebody chose it, so that it might be guessed."""
    failures: Throttle = request.app.state.failures
    who = f"/metrics {neighbourhood_of(request.scope)}"
    within(failures.test(who))
    wanted = request.app.state.settings.metrics_token
    given = bearer(request.headers.get("authorization", ""))
    if given is not None and wanted is not None:
        if hmac.compare_digest(wanted.get_secret_value().encode(), given.encode()):
            return
        failures.hit(who)
    raise Unauthorised.at("metrics_closed")
