"""Answers that a caller may keep: told apart by a tag, and not sent again where he has them."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

_KEPT = {"Cache-Control": "private, max-age=0, must-revalidate"}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class TaggedRoute(APIRoute):
    """A route whose answers to GET carry an ``ETag``: asked again with it, it answers 304.

    The tag is that of the bytes, and so of the language and of private data too, where the answer
    does not bring its own, see `tag_of`. What is kept is asked about each time, since private data
    may change it at any moment.
    """

    def get_route_handler(self) -> Handler:
        """Return the handler of the framework, with the tag added to what it answers."""
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
    """Tell whether ``If-None-Match`` names a tag; that one is weak makes no difference there."""
    sent = all_lines(request, "if-none-match").split(",")
    known = [one.strip().removeprefix("W/") for one in sent]
    return "*" in known or tag.removeprefix("W/") in known


def all_lines(request: Request, header: str) -> str:
    """Return a list that may be sent in several lines as one (RFC 9110, section 5.3)."""
    return ", ".join(request.headers.getlist(header))


def tag_of(*inputs: str | bytes) -> str:
    """Return the weak tag of what is made of these, whose bytes are not the same each time."""
    found = hashlib.blake2b(digest_size=16)
    for one in inputs:
        content = one.encode() if isinstance(one, str) else one
        found.update(b"%d:%b" % (len(content), content))
    return f'W/"{found.hexdigest()}"'
