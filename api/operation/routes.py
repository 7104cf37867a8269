"""``GET /metrics``."""

import hmac

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.access.guesses import guessing
from api.access.key import bearer
from api.access.local import is_local
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
        with guessing(request.app.state.failures, request.scope, Unauthorised):
            if not _has_token(request):
                raise Unauthorised.at("metrics_closed")
    queue = Queue(request.app.state.database)
    return Response(
        request.app.state.metrics.page(queue), headers={"Content-Type": CONTENT_TYPE_LATEST}
    )


def _has_token(request: Request) -> bool:
    wanted = request.app.state.settings.metrics_token
    given = bearer(request.headers.get("authorization", ""))
    if wanted is None or given is None:
        return False
    return hmac.compare_digest(wanted.get_secret_value().encode(), given.encode())
