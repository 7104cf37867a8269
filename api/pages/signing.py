"""Signing in and out: a key kept by the browser, where no script can read it."""

from urllib.parse import urlencode, urlsplit

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.access.directory import Directory
from api.access.guesses import guessing
from api.access.key import COOKIE
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute
from api.refusals import Unauthorised

router = APIRouter(include_in_schema=False, route_class=PageRoute)
HOURS = 12


@router.get("/sign-in")
def get_sign_in(request: Request, next: str = "/assess") -> Response:  # noqa: A002 - as browsers ask
    """Ask for a key."""
    return render(request, "sign_in.html", next=within(next), wrong=False)


@router.post("/sign-in")
async def post_sign_in(request: Request) -> Response:
    """Keep a valid key in a cookie, and go on."""
    fields = await fields_sent(request)
    key = fields.get("key", ("",))[0].strip()
    onward = within(fields.get("next", ("/assess",))[0])
    directory: Directory = request.app.state.directory
    try:
        with guessing(request.app.state.failures, request.scope, Unauthorised):
            await run_sync(directory.find, key)
    except Unauthorised:
        return render(request, "sign_in.html", status=401, next=onward, wrong=True)
    answer = RedirectResponse(onward, 303)
    answer.set_cookie(
        COOKIE,
        key,
        HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
def post_sign_out() -> Response:
    """Forget the key."""
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


def to_sign_in(request: Request) -> Response:
    """Send the reader to sign in, and back afterwards."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = asked if request.method == "GET" else "/assess"
    return RedirectResponse(f"/sign-in?{urlencode({'next': wanted})}", 303)


def within(address: str) -> str:
    """Return an address of this service; the start of self-assessments for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/assess"
    inside = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if inside and not address.startswith(("//", "/\\")) else "/assess"
