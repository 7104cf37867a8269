"""What a form of a page sends."""

from collections.abc import Sequence

from fastapi import Request

MOST_FIELDS = 500


async def fields_sent(request: Request) -> dict[str, Sequence[str]]:
    """Return the fields of a form with all their values, in the order sent."""
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as sent:
        found: dict[str, list[str]] = {}
        for name, value in sent.multi_items():
            found.setdefault(name, []).append(str(value))
    return dict(found)
