"""An answer before it is sent: what is kept of it when a request may be repeated."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from pydantic_core import to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status, headers and body; knows nothing of the connection."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def of(cls, document: Any, status: int = 200, **headers: str) -> "Reply":
        """Return a reply with a JSON body; ``_`` in names of headers stands for ``-``."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status=status, headers=named, body=to_json(document))

    def response(self) -> Response:
        """Return it as the framework sends it."""
        return Response(self.body or None, self.status, self.headers, "application/json")
