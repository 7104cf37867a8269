"""``GET /healthz`` and ``GET /readyz``."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.health.readiness import Readiness
from api.http.errors import problems

router = APIRouter(tags=["health"])


class State(BaseModel):
    """A word on the state of the service."""

    status: Literal["ok", "ready"] = Field(description="Where it is not, the answer is a problem.")


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="The process is up")
async def get_health() -> State:
    """Say that the process answers."""
    return State(status="ok")


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", summary="The service can answer", responses=problems(503))
def get_ready(request: Request) -> State:
    """Say that catalogue and database are sound, the schema is current, and saving works.

    Where one of them fails, `pointer` names it: `/database`, `/schema` or `/writing`.
    """
    readiness: Readiness = request.app.state.readiness
    readiness.check()
    return State(status="ready")
