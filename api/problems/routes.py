"""``GET /problems/{code}``."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.accept import asks_for_page
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


@router.get(
    "/problems/{code}",
    summary="What an error code means",
    response_model=Explanation,
    responses=problems(404),
)
def get_problem(request: Request, code: str) -> Explanation | Response:
    """Explain an error code; browsers are led to its place on the page of all codes."""
    said = explanation(code, language_of(request))
    if asks_for_page(request):
        return RedirectResponse(f"/problems#{code}", 303, {"Vary": "Accept"})
    return Explanation(**said)
