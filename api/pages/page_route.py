"""Routes that answer pages: what goes wrong is a page too."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from api.access.addresses import READING, is_foreign
from api.access.browser import keep
from api.errors import status_and_headers
from api.pages.frame import page_language, render
from api.pages.words import words
from api.refusals import Forbidden, Unauthorised
from mcda.errors import McdaError, Note
from mcda.texts import remedy_of, title_of
from mcda.texts.remedies import as_questions
from weights.validation import faults_from

LOST = ("unknown_assessment", "unknown_result")
"""Of what the reader has a list, in which to look again."""


class PageRoute(APIRoute):
    """A route whose errors are shown as pages; what checks links may ask for its head alone."""

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


def refusal_page(request: Request, error: McdaError) -> Response:
    """Return the page of an error; who has no key is sent to sign in."""
    if isinstance(error, Unauthorised):
        return to_sign_in(request, error)
    return error_page(request, error.faults, *status_and_headers(error))


def to_sign_in(request: Request, error: McdaError) -> Response:
    """Send the reader to sign in, and back afterwards; what ended is not sent again."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = asked if request.method == "GET" else "/assess"
    answer = RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", 303)
    if error.code == "session_ended":
        keep(answer, request.url.scheme, "", 0)
    return answer


def error_page(
    request: Request, faults: Sequence[Note], status: int, headers: Mapping[str, str]
) -> Response:
    """Return the page of some faults; the first names it."""
    language, first = page_language(request), faults[0]
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
    """Return faults as a page says them."""
    language = page_language(request)
    return [
        {
            "code": fault.code,
            "detail": fault.say(language),
            "remedy": remedy_of(fault.code, language),
        }
        for fault in as_questions(faults[:10])
    ]
