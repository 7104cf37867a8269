"""The page at ``/``: what runs here."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, Template

from api.language import language_of
from api.rankings.record import engine

router = APIRouter(include_in_schema=False)

_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "language": "Language",
        "headline": "Which overseas park, why, and how sure",
        "what": "This service ranks Chinese overseas industrial parks for an enterprise by AHP, "
        "TOPSIS and their peers, with exact sensitivity and the evidence behind every number.",
        "docs": "Interactive documentation",
        "try": "Try it",
        "runs": "What runs here",
        "address": "Address",
        "purpose": "Purpose",
        "limits": "A ranking is an argument, not a decision: read its warnings and its evidence.",
    },
    "zh": {
        "language": "语言",
        "headline": "选哪个海外园区、为什么、有多大把握",
        "what": "本服务用 AHP、TOPSIS 等方法为企业排序中国海外产业园区，"
        "并给出精确的敏感性分析和每个数字背后的证据。",
        "docs": "交互式文档",
        "try": "试一试",
        "runs": "这里提供什么",
        "address": "地址",
        "purpose": "用途",
        "limits": "排名是论据，不是决定：请阅读其警示与证据。",
    },
}


@router.get("/", response_class=HTMLResponse)
def home(request: Request, lang: Literal["en", "zh"] | None = None) -> HTMLResponse:
    """Show what runs here."""
    language = lang or language_of(request)
    routes = _routes(request.app.openapi())
    page = _template().render(
        lang=language, t=_TEXTS[language], routes=routes, engine=engine(), base=request.base_url
    )
    return HTMLResponse(page, headers={"Content-Language": language})


def _routes(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (method.upper(), path, operation["summary"])
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


@cache
def _template() -> Template:
    source = files("api.pages").joinpath("templates/home.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
