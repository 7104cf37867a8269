"""Answers that a caller may cache: each has a tag, and is not sent again while it is the same."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

_KEPT = {"Cache-Control": "private, max-age=0, must-revalidate"}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class TaggedRoute(APIRoute):
    """A route whose answers to GET have an ``ETag``; a request with the same tag gets 304.

    The tag is a digest of the bytes, and so depends on language and private data, unless the answer
    has a tag already, see `tag_of`. Callers must revalidate cached answers each time, since private
    data may change at any moment.
    """

    def get_route_handler(self) -> Handler:
        """Return the handler of the framework, with the tag added to its answers."""
        handle = super().get_route_handler()
        if "GET" not in (self.methods or ()):
            return handle

        async def tagged(request: Request) -> Response:
            answer = await handle(request)
            if answer.status_code != 200:
                return answer
            own = f'"{hashlib.blake2b(bytes(answer.body), digest_size=16).hexdigest()}"'
            tag = answer.headers.get("ETag", own)
            headers = {**_KEPT, "ETag": tag}
            if matches(request, tag):
                spoken = {k: v for k, v in answer.headers.items() if k in _OF_A_304}
                return Response(None, 304, {**spoken, **headers})
            answer.headers.update(headers)
            return answer

        return tagged


_OF_A_304 = ("vary", "content-language", "content-location", "set-cookie")


def matches(request: Request, tag: str) -> bool:
    """Tell whether ``If-None-Match`` names a tag; weak and strong tags count alike."""
    candidates = all_lines(request, "if-none-match").split(",")
    tags = [candidate.strip().removeprefix("W/") for candidate in candidates]
    return "*" in tags or tag.removeprefix("W/") in tags


def all_lines(request: Request, header: str) -> str:
    """Return a header that may be sent in several lines as one (RFC 9110, section 5.3)."""
    return ", ".join(request.headers.getlist(header))


def tag_of(*inputs: str | bytes) -> str:
    """Return the weak tag of an answer made from these inputs, whose bytes may vary."""
    digest = hashlib.blake2b(digest_size=16)
    for part in inputs:
        content = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:%b" % (len(content), content))
    return f'W/"{digest.hexdigest()}"'
