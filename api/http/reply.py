"""A reply before it is sent: in codes, so that it can be stored for repeated requests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import Request, Response

from api.http.language import language_of, spoken
from api.http.localisation import encode, localise_encoded, localise_json

Compute = Callable[[Callable[[], bytes]], bytes]
"""Puts a reply into words in another process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status, headers and body in codes; independent of the connection."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, document: Any, status: int = 200, **headers: str) -> "Reply":
        """Return a reply with a JSON body; ``_`` in names of headers stands for ``-``."""
        dashed = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status=status, headers=dashed, body=encode(document))

    def response(self, request: Request, compute: Compute | None = None) -> Response:
        """Return the response in the caller's language, localised here or by `compute`."""
        language = language_of(request)
        tell = partial(localise_encoded, self.body, language)
        content = (tell() if compute is None else compute(tell)) or None
        return Response(content, self.status, {**self.headers, **spoken(language)}, MEDIA_TYPE)


MEDIA_TYPE = "application/json"


def telling(request: Request, answer: Any, status: int = 200) -> Response:
    """Return the response of an answer in codes, in the caller's language."""
    language = language_of(request)
    return Response(localise_json(answer, language), status, spoken(language), MEDIA_TYPE)
