"""Which language an answer speaks: English, or Chinese where the caller prefers it."""

from typing import Literal

from starlette.requests import HTTPConnection

from api.accept_header import weighted

Language = Literal["en", "zh"]


def language_of(request: HTTPConnection) -> Language:
    """Return the language that ``Accept-Language`` prefers among ``en`` and ``zh``."""
    header = request.headers.get("accept-language")
    return preferred(header) if header else "en"


def preferred(header: str) -> Language:
    """Return the better weighted of ``en`` and ``zh``; English where neither is named."""
    best: tuple[float, Language] = (0.0, "en")
    for tag, quality in weighted(header):
        primary = tag.split("-")[0]
        if primary in ("en", "zh") and quality > best[0]:
            best = quality, "zh" if primary == "zh" else "en"
    return best[1]


def spoken(language: Language) -> dict[str, str]:
    """Return the headers of an answer with sentences."""
    return {"Content-Language": language, "Vary": "Accept-Language"}
