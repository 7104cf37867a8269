"""``GET /v1/problems`` and ``GET /problems/{code}``."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from api.http.errors import explanation, problems
from api.http.etag_route import TaggedRoute
from api.http.language import asks_for_page, language_of
from api.http.list_page import Listed, listing
from api.http.reply import telling
from mcda.texts import catalogue

Code = Annotated[str, Path(description="Of an error or a warning.")]
router = APIRouter(tags=["problems"], route_class=TaggedRoute)


class ProblemExplanation(BaseModel):
    """What an error code means and what to do."""

    type: str = Field(description="Address of this explanation.")
    code: str = Field(description="The code.")
    title: str = Field(description="What is wrong, in short.")
    cause: str = Field(description="How it comes about.")
    remedy: str = Field(description="What to do.")


class ProblemsAnswer(Listed[ProblemExplanation]):
    """The codes of errors and warnings."""


@router.get("/v1/problems", summary="All error codes", response_model=ProblemsAnswer)
def get_codes(request: Request) -> Response:
    """List the codes that errors and warnings may have, each with its explanation."""
    language = language_of(request)
    codes = sorted(code for code, entry in catalogue().items() if "remedy" in entry)
    return telling(request, listing(explanation(code, language) for code in codes))


@router.get(
    "/problems/{code}",
    summary="What an error code means",
    response_model=ProblemExplanation,
    responses=problems(404),
)
def get_problem(request: Request, code: Code) -> Response:
    """Explain an error code; browsers are led to its place on the page of all codes."""
    body = explanation(code, language_of(request))
    if asks_for_page(request):
        return RedirectResponse(f"/problems#{code}", 303, {"Vary": "Accept"})
    return telling(request, body)
