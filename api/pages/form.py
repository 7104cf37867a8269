"""What a form of a page sends."""

import re
from collections.abc import Mapping, Sequence

from fastapi import Request
from starlette.exceptions import HTTPException

from api.refusals import Unsupported

MOST_FIELDS = 500
MOST_BYTES = 128 * 1024
"""Bytes of a form without files; it is parsed where nothing else can run meanwhile."""
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s\";]+)", re.IGNORECASE)
_DIGITS = 9
_FORM = "application/x-www-form-urlencoded"


async def fields_sent(request: Request) -> dict[str, Sequence[str]]:
    """Return the fields of a form with all their values, in the order sent.

    Raises
    ------
    HTTPException
        413, larger than any form of a page.
    Unsupported
        Another encoding than the UTF-8 that they are in.
    """
    kind = request.headers.get("content-type", "")
    if any(said.lower() not in ("utf-8", "utf8") for said in _CHARSET.findall(kind)):
        raise Unsupported.instead(kind, f"{_FORM}; charset=utf-8")
    if len(await request.body()) > MOST_BYTES:
        raise HTTPException(413, str(MOST_BYTES))
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as sent:
        found: dict[str, list[str]] = {}
        for name, value in sent.multi_items():
            found.setdefault(name, []).append(str(value))
    return dict(found)


def number_sent(fields: Mapping[str, Sequence[str]], name: str) -> int | None:
    """Return the number in a field, None where it is left out; 0 for what is no number."""
    said = (fields.get(name) or [""])[0]
    return _number(said) if said else None


def numbers_sent(fields: Mapping[str, Sequence[str]], name: str) -> list[int]:
    """Return the numbers in all fields of a name; 0 for what is no number."""
    return [_number(said) for said in fields.get(name, ())]


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= _DIGITS else 0
