"""What a caller prefers: English or Chinese, a page or data."""

from collections.abc import Sequence
from typing import Literal

from starlette.requests import HTTPConnection

Language = Literal["en", "zh"]
_DATA = ("application/json", "application/problem+json")


def language_of(request: HTTPConnection) -> Language:
    """Return the language that ``Accept-Language`` prefers among ``en`` and ``zh``."""
    header = request.headers.get("accept-language")
    return preferred(header) if header else "en"


def preferred(header: str) -> Language:
    """Return ``en`` or ``zh``, the one of greater weight; ``en`` where neither is named."""
    best: tuple[float, Language] = (0.0, "en")
    for tag, quality in weighted(header):
        primary = tag.split("-")[0]
        if primary in ("en", "zh") and quality > best[0]:
            best = quality, "zh" if primary == "zh" else "en"
    return best[1]


def spoken(language: Language) -> dict[str, str]:
    """Return the headers of a response that holds sentences in a language."""
    return {"Content-Language": language, "Vary": "Accept-Language"}


def asks_for_page(request: HTTPConnection) -> bool:
    """Tell whether a browser requests a page: not under ``/v1/``, and HTML before JSON.

    Programs send ``Accept: */*``, which does not ask for a page.
    """
    qualities = dict(weighted(request.headers.get("accept", "")))
    html = qualities.get("text/html", 0.0)
    is_preferred = all(html > qualities.get(kind, 0.0) for kind in _DATA)
    return is_preferred and not request.scope["path"].startswith("/v1/")


def weighted(header: str) -> list[tuple[str, float]]:
    """Return the values of a header in lower case, each with its weight from 0 to 1."""
    items = (item.lower().split(";") for item in header.split(","))
    return [(name.strip(), _quality(parameters)) for name, *parameters in items]


def _quality(parameters: Sequence[str]) -> float:
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
