"""Pages of the guide."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from api.pages.cached_page import KeptPageRoute
from api.pages.frame import page_language, render
from api.pages.guide.chapters import CHANGELOG, CHAPTERS, changelog, chapter

router = APIRouter(include_in_schema=False, route_class=KeptPageRoute)


@router.get("/guide")
def get_guide(request: Request) -> Response:
    """Show what the guide is about, chapter by chapter."""
    return render(request, "guide_start.html", **_around(request))


@router.get("/guide/design")
def get_design(request: Request) -> Response:
    """Show what pages are made of."""
    return render(request, "design.html", section="guide")


@router.get("/guide/{name}")
def get_chapter(request: Request, name: str) -> Response:
    """Show a chapter, or the changelog."""
    if name == CHANGELOG:
        return render(request, "guide.html", name=name, shown=changelog(), **_around(request))
    if name not in CHAPTERS:
        raise HTTPException(404)
    shown = chapter(name, page_language(request))
    return render(request, "guide.html", name=name, shown=shown, **_around(request))


def _around(request: Request) -> dict[str, Any]:
    language = page_language(request)
    return {"chapters": {name: chapter(name, language) for name in CHAPTERS}, "section": "guide"}
