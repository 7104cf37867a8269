"""``GET /healthz`` and ``GET /readyz``."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.access.needs import Saved
from api.db import migrate
from api.errors import problems
from api.refusals import Unavailable
from mcda.parks import load_catalogue

router = APIRouter(tags=["health"])


class State(BaseModel):
    """A word on the state of the service."""

    status: str


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="The process is up")
async def get_health() -> State:
    """Say that the process answers."""
    return State(status="ok")


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", summary="The service can answer", responses=problems(503))
def get_ready(database: Saved) -> State:
    """Say that the catalogue is sound, the database answers and its schema is current."""
    load_catalogue()
    found, wanted = migrate.current(database), migrate.newest()
    if found != wanted:
        raise Unavailable.at("schema_outdated", found=found or "-", wanted=wanted, retry_after=10)
    return State(status="ready")
