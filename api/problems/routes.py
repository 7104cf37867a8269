"""``GET /problems/{code}``."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.errors import explanation, problems
from api.language import language_of
from api.tagged import TaggedRoute

router = APIRouter(tags=["problems"], route_class=TaggedRoute)


class Explanation(BaseModel):
    """What an error code means and what to do."""

    type: str
    code: str
    title: str
    cause: str
    remedy: str


@router.get("/problems/{code}", summary="What an error code means", responses=problems(404))
def get_problem(request: Request, code: str) -> Explanation:
    """Explain an error code: cause and remedy."""
    return Explanation(**explanation(code, language_of(request)))
