"""Pages of the reference, and of all error codes."""

from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from api.http.addresses import origin_of
from api.http.language import Language, asks_for_page
from api.openapi.reference import groups
from api.pages.frame import page_language, render
from api.pages.page_route import KeptPageRoute
from api.pages.reference.operations import entries, operations
from mcda.plain import Plain
from mcda.texts import catalogue

router = APIRouter(include_in_schema=False, route_class=KeptPageRoute)
_READ: WeakKeyDictionary[FastAPI, dict[tuple[str, Language], list[Plain]]] = WeakKeyDictionary()
"""What was read already: the document of a running service never changes."""


@router.get("/docs")
def get_reference(request: Request) -> Response:
    """Show all operations by their groups."""
    return render(request, "reference_start.html", base=origin_of(request), **_around(request))


@router.get("/docs/{group}")
def get_group(request: Request, group: str) -> Response:
    """Show the operations of a group with everything that they take and give."""
    if group not in groups():
        raise HTTPException(404)
    language = page_language(request)
    cache = _READ.setdefault(request.app, {})
    if (group, language) not in cache:
        cache[group, language] = operations(request.app.openapi(), group, language)
    listed = cache[group, language]
    return render(request, "reference.html", group=group, operations=listed, **_around(request))


@router.get("/problems")
def get_problems(request: Request) -> Response:
    """Show what every error code means and what to do; programs are led to the list."""
    if not asks_for_page(request):
        return RedirectResponse("/v1/problems", 303, {"Vary": "Accept"})
    problems = [(code, entry) for code, entry in sorted(catalogue().items()) if "remedy" in entry]
    return render(request, "problems.html", problems=problems, **_around(request))


def _around(request: Request) -> dict[str, Any]:
    language = page_language(request)
    listed = entries(request.app.openapi(), language)
    return {
        "groups": {tag: (name[language], listed[tag]) for tag, name in groups().items()},
        "section": "guide",
    }
