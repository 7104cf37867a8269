"""Pages of the reference, and of all error codes."""

from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response

from api.access.addresses import origin_of
from api.language import Language
from api.pages.cached_page import KeptPageRoute
from api.pages.frame import page_language, render
from api.pages.reference.operations import Operation, entries, operations
from api.pages.reference.problems import explanations
from api.reference import groups

router = APIRouter(include_in_schema=False, route_class=KeptPageRoute)
_READ: WeakKeyDictionary[FastAPI, dict[tuple[str, Language], list[Operation]]] = WeakKeyDictionary()
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
    found = _operations(request.app, group, page_language(request))
    return render(request, "reference.html", group=group, operations=found, **_around(request))


@router.get("/problems")
def get_problems(request: Request) -> Response:
    """Show what every error code means and what to do."""
    found = explanations(page_language(request))
    return render(request, "problems.html", problems=found, **_around(request))


def _operations(app: FastAPI, group: str, language: Language) -> list[Operation]:
    known = _READ.setdefault(app, {})
    if (group, language) not in known:
        known[group, language] = operations(app.openapi(), group, language)
    return known[group, language]


def _around(request: Request) -> dict[str, Any]:
    language = page_language(request)
    listed = entries(request.app.openapi(), language)
    return {
        "groups": {tag: (name[language], listed[tag]) for tag, name in groups().items()},
        "section": "guide",
    }
