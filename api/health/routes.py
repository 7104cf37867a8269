"""``GET /healthz`` and ``GET /readyz``."""

from fastapi import APIRouter
from pydantic import BaseModel

from mcda.parks import Catalogue

router = APIRouter(tags=["health"])


class State(BaseModel):
    """A word on the state of the service."""

    status: str


@router.get("/healthz", summary="The process is up")
async def get_health() -> State:
    """Say that the process answers."""
    return State(status="ok")


@router.get("/readyz", summary="The service can answer")
def get_ready() -> State:
    """Say that the catalogue is loaded and sound."""
    Catalogue.load()
    return State(status="ready")
