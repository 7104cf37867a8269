"""The chapters of the guide, and the changelog."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from api.language import Language
from api.pages.guide.markdown import MarkdownText, read

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


@cache
def chapter(name: str, language: Language) -> MarkdownText:
    """Return a chapter; its headings have the same anchors in all languages."""
    anchors = [] if language == "en" else [one.anchor for one in chapter(name, "en").headings]
    return read(source(name, language), language, anchors)


def source(name: str, language: Language) -> str:
    """Return the Markdown of a chapter."""
    place = files("api.pages.guide").joinpath(language, f"{name}.md")
    return place.read_text(encoding="utf-8")


@cache
def changelog() -> MarkdownText:
    """Return what changed from version to version."""
    return read(_changelog().read_text(encoding="utf-8"), "en")


def _changelog() -> Path:
    """Return where it is: in the wheel beside this module, in the source at the very top."""
    here = Path(__file__)
    installed = here.with_name("CHANGELOG.md")
    return installed if installed.is_file() else here.parents[3] / "CHANGELOG.md"
