"""Which language an answer speaks: English, or Chinese where the caller prefers it."""

from typing import Literal

from starlette.requests import HTTPConnection

Language = Literal["en", "zh"]


def language_of(request: HTTPConnection) -> Language:
    """Return the language that ``Accept-Language`` prefers among ``en`` and ``zh``."""
    header = request.headers.get("accept-language")
    return preferred(header) if header else "en"


def preferred(header: str) -> Language:
    """Return the better weighted of ``en`` and ``zh``; English where neither is named."""
    best: tuple[float, Language] = (0.0, "en")
    for item in header.split(","):
        tag, _, parameter = item.partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary in ("en", "zh"):
            found: Language = "zh" if primary == "zh" else "en"
            quality = _quality(parameter)
            if quality > best[0]:
                best = quality, found
    return best[1]


def _quality(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
