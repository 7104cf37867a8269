"""Shared parts of every page: templates, words, the caller's language, and security headers."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.access.browser import cookie_name
from api.document.drawings import inline_svg
from api.http.language import Language, language_of
from api.http.numbers import Numbers
from api.pages import assets
from api.pages.inline_markdown import inline
from api.pages.parks.statements import dated
from api.pages.words import words
from api.parks.dollars import in_dollars
from api.rankings.presentation import engine
from mcda.parks import load_catalogue
from mcda.parks.attributes import attribute_name
from mcda.parks.dates import is_old
from mcda.parks.links import web_link
from mcda.texts.figures import unit_names

LANGUAGE_COOKIE = "parkwise_lang"
KNOWN: Mapping[str | None, Language] = {"en": "en", "zh": "zh"}
_A_YEAR = 365 * 24 * 3600
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def page_language(request: Request) -> Language:
    """Return the language of ``?lang=``, else of the cookie, else of the browser."""
    for choice in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if choice in KNOWN:
            return KNOWN[choice]
    return language_of(request)


def render(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """Return a page."""
    language, path = page_language(request), request.url.path
    variables = {
        "lang": language,
        "t": words(language),
        "n": Numbers(language),
        "asset": assets.address,
        "engine": engine(),
        "edition": load_catalogue(request.app.state.settings.base).edition,
        "stale_after": request.app.state.settings.stale_after_years,
        "here": lambda other: f"{path}?{request.url.include_query_params(lang=other).query}",
        "signed_in": cookie_name(request.url.scheme) in request.cookies,
        "status": status,
        **values,
    }
    page = HTMLResponse(environment().get_template(template).render(variables), status)
    page.headers.update(
        {
            "Content-Language": language,
            "Content-Security-Policy": POLICY,
            "Cache-Control": "no-store",
            # Without one a form's request would name no origin, and be taken for a stranger's.
            "Referrer-Policy": "same-origin",
            "Vary": "Accept-Language, Cookie",
            **(headers or {}),
        }
    )
    if "lang" in request.query_params:
        secure = request.url.scheme == "https"
        page.set_cookie(LANGUAGE_COOKIE, language, _A_YEAR, samesite="lax", secure=secure)
    return page


@cache
def environment() -> Environment:
    """Return the environment that renders the templates of the pages."""
    templates = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["unit"] = lambda unit, language: unit_names(unit)[language]
    templates.filters["topic"] = lambda attribute, language: attribute_name(attribute)[language]
    templates.filters["dollars"] = in_dollars
    templates.filters["dated"] = dated
    templates.filters["web_link"] = web_link
    templates.filters["old"] = lambda as_of, years: is_old(as_of, date.today(), years)
    templates.filters["marked"] = inline
    templates.filters["drawing"] = inline_svg
    templates.filters["park_name"] = lambda name, labels: labels.name(name)
    return templates
