"""Routes that return pages; errors are pages too."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from api.access.browser import keep
from api.http.addresses import READING, is_foreign
from api.http.errors import status_and_headers
from api.http.etag_route import TaggedRoute
from api.http.instrumentation import note_refusal
from api.http.refusals import Forbidden, Unauthorised
from api.pages.frame import page_language, render
from api.pages.words import words
from mcda.errors import McdaError, Note
from mcda.texts import remedy_of, title_of
from mcda.texts.remedies import as_questions
from weights.validation import faults_from

LOST = ("unknown_assessment", "unknown_result")
"""Of what the reader has a list, in which to look again."""


class PageRoute(APIRoute):
    """A route whose errors are shown as pages; it also answers HEAD, for checkers of links."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.methods and "GET" in self.methods:
            self.methods.add("HEAD")

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the route's own handler, with errors turned into pages."""
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                if request.method not in READING and is_foreign(request.scope):
                    raise Forbidden.at("foreign_page")
                return await answer(request)
            except McdaError as error:
                return refusal_page(request, error)
            except RequestValidationError as error:
                return error_page(request, faults_from(error.errors()), 422, {})

        return answered


class KeptPageRoute(TaggedRoute, PageRoute):
    """A route of a page with an ``ETag``."""


def refusal_page(request: Request, error: McdaError) -> Response:
    """Return the page of an error; a caller without a key is redirected to sign in."""
    if isinstance(error, Unauthorised):
        note_refusal(request.scope, error.code)
        place = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = place if request.method == "GET" else "/assess"  # what ended is not sent again
        answer = RedirectResponse(f"/sign-in?{urlencode({'next': back})}", 303)
        if error.code == "session_ended":
            keep(answer, request, "", 0)
        return answer
    return error_page(request, error.faults, *status_and_headers(error))


def error_page(
    request: Request, faults: Sequence[Note], status: int, headers: Mapping[str, str]
) -> Response:
    """Return the page of some faults; the first fault gives its title."""
    language, first = page_language(request), faults[0]
    note_refusal(request.scope, first.code)
    return render(
        request,
        "error.html",
        status=status,
        headers=headers,
        title=words(language)["frame"]["lost_title"]
        if first.code in LOST
        else title_of(first.code, first).say(language),
        remedy=remedy_of(first.code, language),
        faults=spoken(faults, request),
        code=first.code,
        back="/",
        lost=first.code in LOST,
    )


def spoken(faults: Sequence[Note], request: Request) -> list[dict[str, str]]:
    """Return faults in the form in which a page shows them."""
    language = page_language(request)
    return [
        {
            "code": fault.code,
            "detail": fault.say(language),
            "remedy": remedy_of(fault.code, language),
        }
        for fault in as_questions(faults[:10])
    ]
