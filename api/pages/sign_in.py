"""Signing in and out: a key starts a session, whose token no script of the browser can read."""

from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.browser import LONGEST, Browsers, keep, token_sent
from api.access.directory import Directory
from api.http.refusals import Unauthorised
from api.limits.rate_limit import guess_limit
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/sign-in")
def get_sign_in(request: Request, next: str = "/assess") -> Response:  # noqa: A002 - as browsers ask
    """Ask for a key."""
    return render(request, "sign_in.html", next=within(next), wrong=False)


@router.post("/sign-in")
async def post_sign_in(request: Request) -> Response:
    """Start a session with a valid key, and redirect; the browser's former session ends."""
    fields = await fields_sent(request)
    key = fields.get("key", ("",))[0].strip()
    onward = within(fields.get("next", ("/assess",))[0])
    directory: Directory = request.app.state.directory
    browsers: Browsers = request.app.state.browsers
    try:
        async with guess_limit(request.app.state.failures, request.scope, Unauthorised):
            caller = await run_sync(directory.find, key)
    except Unauthorised:
        return render(request, "sign_in.html", status=401, next=onward, wrong=True)
    token = await run_sync(browsers.begin, caller, token_sent(request.scope))
    answer = RedirectResponse(onward, 303)
    keep(answer, request, token, int(LONGEST.total_seconds()))
    return answer


@router.post("/sign-out")
def post_sign_out(request: Request) -> Response:
    """End the session."""
    browsers: Browsers = request.app.state.browsers
    browsers.end(token_sent(request.scope))
    answer = RedirectResponse("/", 303)
    keep(answer, request, "", 0)
    return answer


def within(address: str) -> str:
    """Return an address if it is of this service, else the start of self-assessments."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/assess"
    inside = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if inside and not address.startswith(("//", "/\\")) else "/assess"
