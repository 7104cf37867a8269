"""An answer before it is sent: in codes, so that it can be kept where a request may be repeated."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response

from api.language import language_of, spoken
from api.localisation import encode, localise_encoded, localise_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status, headers and body in codes; knows nothing of the connection."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, document: Any, status: int = 200, **headers: str) -> "Reply":
        """Return a reply with a JSON body; ``_`` in names of headers stands for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status=status, headers=named, body=encode(document))

    def response(self, request: Request) -> Response:
        """Return it as the framework sends it to whoever asks."""
        language = language_of(request)
        content = localise_encoded(self.body, language) or None
        return Response(content, self.status, {**self.headers, **spoken(language)}, MEDIA_TYPE)


MEDIA_TYPE = "application/json"


def telling(request: Request, answer: Any) -> Response:
    """Return an answer in codes as it is told to whoever asks."""
    language = language_of(request)
    return Response(
        localise_json(answer, language), media_type=MEDIA_TYPE, headers=spoken(language)
    )
