"""Pages of the guide."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from api.http.language import Language
from api.pages.frame import page_language, render
from api.pages.guide.markdown import MarkdownText, read
from api.pages.page_route import KeptPageRoute

CHAPTERS = (
    "quickstart",
    "recommend",
    "interview",
    "results",
    "compare",
    "portfolio",
    "own-data",
    "errors",
    "manners",
    "limits",
    "keys",
    "changes",
)
"""In the order of reading; each is a file of its name in the folder of each language."""
CHANGELOG = "changelog"
router = APIRouter(include_in_schema=False, route_class=KeptPageRoute)


@cache
def chapter(name: str, language: Language) -> MarkdownText:
    """Return a chapter; its headings have the same anchors in all languages."""
    anchors = [] if language == "en" else [anchor for anchor, _ in chapter(name, "en").headings]
    return read(source(name, language), language, anchors)


def source(name: str, language: Language) -> str:
    """Return the Markdown of a chapter."""
    place = files("api.pages.guide").joinpath(language, f"{name}.md")
    return place.read_text(encoding="utf-8")


@cache
def changelog() -> MarkdownText:
    """Return the list of changes by version."""
    here = Path(__file__)
    path = here.with_name("CHANGELOG.md")  # in the wheel; in the source it is at the very top
    if not path.is_file():
        path = here.parents[3] / "CHANGELOG.md"
    return read(path.read_text(encoding="utf-8"), "en")


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
    text = chapter(name, page_language(request))
    return render(request, "guide.html", name=name, shown=text, **_around(request))


def _around(request: Request) -> dict[str, Any]:
    language = page_language(request)
    return {"chapters": {name: chapter(name, language) for name in CHAPTERS}, "section": "guide"}
