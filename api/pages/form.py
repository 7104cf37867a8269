"""The fields that a form of a page sends."""

import re
from collections.abc import Mapping, Sequence

from fastapi import Request
from starlette.exceptions import HTTPException

from api.http.refusals import Unsupported

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
        413, the body is larger than any form of a page.
    Unsupported
        The form has another encoding than UTF-8.
    """
    kind = request.headers.get("content-type", "")
    if any(charset.lower() not in ("utf-8", "utf8") for charset in _CHARSET.findall(kind)):
        raise Unsupported.instead(kind, f"{_FORM}; charset=utf-8")
    if len(await request.body()) > MOST_BYTES:
        raise HTTPException(413, str(MOST_BYTES))
    async with request.form(max_fields=MOST_FIELDS, max_files=0) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            fields.setdefault(name, []).append(str(value))
    return dict(fields)


def number_sent(fields: Mapping[str, Sequence[str]], name: str) -> int | None:
    """Return the number in a field, None for an empty or missing field; 0 for other text."""
    text = (fields.get(name) or [""])[0]
    return _number(text) if text else None


def numbers_sent(fields: Mapping[str, Sequence[str]], name: str) -> list[int]:
    """Return the numbers in all fields of a name; 0 for text that is not a number."""
    return [_number(text) for text in fields.get(name, ())]


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= _DIGITS else 0
