"""The saved assessment behind a page: reading, changing, and the next page to visit."""

from collections.abc import Callable
from functools import partial

from fastapi import Response
from fastapi.responses import RedirectResponse

from api.assessments import service
from api.pages.assess.facts import SECTIONS
from api.pages.context import PageContext
from api.requests.body import compute_for
from api.settings import Settings
from mcda.plain import Plain

STEPS = (*SECTIONS, "priorities", "interview")


async def read(context: PageContext, assessment_id: str) -> Plain:
    """Return an assessment in its present state."""
    return await context.read(service.read, assessment_id=assessment_id)


async def save(
    context: PageContext, assessment_id: str, change: Plain, settings: Settings
) -> Plain:
    """Apply a merge patch to an assessment."""
    merged = partial(service.merged, change=change, settings=settings)
    return await amend(context, assessment_id, merged)


async def amend(
    context: PageContext, assessment_id: str, change: Callable[[Plain], Plain]
) -> Plain:
    """Change an assessment in its present state, so that no other change is lost.

    `change` consists of importable names and maps the present content to the checked new content.
    """
    return await context.write(
        service.patch,
        assessment_id=assessment_id,
        change=change,
        size=0,
        if_match=None,
        compute_for=partial(compute_for, context.request),
    )


def go_to(assessment_id: str, place: str) -> Response:
    """Redirect the reader to another page of an assessment."""
    return RedirectResponse(f"/assess/{assessment_id}/{place}".rstrip("/"), 303)


def next_open(content: Plain) -> str:
    """Return the first page whose questions are all unanswered."""
    facts = content.get("enterprise", {})
    first = {
        "company": ("home", "size", "first_investment"),
        "business": ("sectors", "markets", "intent"),
    }
    for section, names in first.items():
        if not any(facts.get(name) not in (None, [], {}) for name in names):
            return section
    if "weights" not in content and not content.get("answers"):
        return "priorities"
    return "interview"
