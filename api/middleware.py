"""What every request passes: the limit of its body, and an answer where the code crashes."""

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import crash, page_or_problem
from api.operation.observing import has_begun
from mcda.errors import Fault

EXPOSED = (
    *("ETag", "Location", "Idempotency-Replayed", "X-Request-ID"),
    *("Retry-After", "RateLimit", "RateLimit-Policy"),
)
"""Headers that pages of allowed sites may read."""
UPLOADS = ("/v1/jobs", "/v1/portfolios", "/v1/overlay", "/parks/own")
"""Paths under which jobs and workbooks are sent."""


class BodyLimit:
    """Refuse bodies over ``limit`` bytes with 413; ``upload`` holds where files are sent."""

    def __init__(self, app: ASGIApp, limit: int, upload: int | None = None) -> None:
        self.app = app
        self.limit = limit
        self.upload = limit if upload is None else upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the declared length, and count where none is declared."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload if scope["path"].startswith(UPLOADS) else self.limit
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), None)
        if declared is None:
            await self.app(scope, _counting(receive, limit), send)
        elif declared.isdigit() and int(declared) > limit:
            fault = Fault("body_too_large", (), {"limit": limit})
            answer = page_or_problem(Request(scope), [fault], 413)
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _counting(receive: Receive, limit: int) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise HTTPException(413, str(limit))
        return message

    return counted


class Crashes:
    """Answers what nobody foresaw, behind what adds headers, so that no answer lacks them.

    The framework's own place for that is before all of it, and hands the error on to the server,
    which tells the log again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500; where an answer has begun the server must cut it off."""
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:  # nobody is left to answer
            return
        except Exception as error:
            if scope["type"] != "http" or has_begun(scope):
                raise
            await crash(Request(scope), error)(scope, receive, send)
