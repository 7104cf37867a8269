"""The page at ``/``: what runs here."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, Template

from api.language import language_of
from api.rankings.record import engine

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(request: Request, lang: Literal["en", "zh"] | None = None) -> HTMLResponse:
    """Show what runs here."""
    language = lang or language_of(request)
    words = {key: text[language] for key, text in _words()["page"].items()}
    purposes = _words()["purposes"] if language == "zh" else {}
    routes = [
        (method, path, purposes.get(summary, summary))
        for method, path, summary in _routes(request.app.openapi())
    ]
    page = _template().render(
        lang=language, t=words, routes=routes, engine=engine(), base=request.base_url
    )
    return HTMLResponse(page, headers={"Content-Language": language})


def _routes(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path, operation["summary"])
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("api.pages").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def _template() -> Template:
    source = files("api.pages").joinpath("templates/home.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
