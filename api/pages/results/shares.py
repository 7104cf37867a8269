"""The links that share a result: create, list, withdraw and restore them."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from api.access.browser import keep_secret
from api.http.addresses import is_loopback, origin_of
from api.pages.assess.saved_work import read
from api.pages.context import PageContext, Reading, Writing
from api.pages.form import fields_sent, number_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute, spoken
from api.requests.page_query import PageRequest
from api.requests.request_parts import Number
from api.results import service as results
from api.shares import service, store
from api.shares.schemas import DAY, ShareRequest
from mcda.errors import InvalidInput
from weights.validation import validate

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PLACE = "/assess/{assessment_id}/results/{number}/shares"
DAYS = (7, 30, 90, 180)
PAGE = 20
NEW = "parkwise_new_link"
"""Where the browser that made a link keeps its secret until it was shown."""
_SHOWN_WITHIN = 300  # seconds


@router.get(PLACE)
async def get_links(
    context: Reading, assessment_id: str, number: Number, cursor: str | None = None
) -> Response:
    """Show a new link this once, all links to the assessment's results, and a form for another."""
    return await _show(context, assessment_id, number, cursor)


@router.post(PLACE)
async def post_link(context: Writing, assessment_id: str, number: Number) -> Response:
    """Create a link to the result; its address is shown once, on the following page."""
    form = await fields_sent(context.request)
    try:
        days = number_sent(form, "days")
        if days not in DAYS:
            raise InvalidInput.at("form_choice", "days", value=form.get("days", [""])[0])
        name = form.get("name", [""])[0].strip()
        body = {"result": number, "expires_in": days * DAY, **({"name": name} if name else {})}
        asked = validate(ShareRequest, body)
        _, secret = await context.write(service.create, assessment_id=assessment_id, asked=asked)
    except InvalidInput as error:
        return await _show(context, assessment_id, number, None, error)
    place = _place(assessment_id, number)
    answer = RedirectResponse(place, 303)
    keep_secret(answer, context.request, NEW, secret, _SHOWN_WITHIN, place)
    return answer


@router.post(PLACE + "/{share_id}/withdraw")
async def post_withdrawal(
    context: Writing, assessment_id: str, number: Number, share_id: str
) -> Response:
    """Withdraw a link."""
    await context.write(service.withdraw, assessment_id=assessment_id, share_id=share_id)
    return RedirectResponse(f"{_place(assessment_id, number)}?withdrawn={share_id}", 303)


@router.post(PLACE + "/{share_id}/restore")
async def post_restored(
    context: Writing, assessment_id: str, number: Number, share_id: str
) -> Response:
    """Restore a withdrawn link."""
    await context.write(service.restore, assessment_id=assessment_id, share_id=share_id)
    return RedirectResponse(f"{_place(assessment_id, number)}?restored={share_id}", 303)


async def _show(
    context: PageContext,
    assessment_id: str,
    number: int,
    cursor: str | None,
    error: InvalidInput | None = None,
) -> Response:
    wanted = PageRequest(sort="-created_at", start=cursor, limit=PAGE)
    request = context.request
    secret, origin = request.cookies.get(NEW, ""), origin_of(request)
    new = None
    if secret:
        new = await context.read(store.made_by, assessment_id=assessment_id, secret=secret)
    place = _place(assessment_id, number)
    page = render(
        request,
        "result_shares.html",
        status=200 if error is None else 422,
        section="assess",
        assessment=await read(context, assessment_id),
        result=await context.read(results.head, assessment_id=assessment_id, number=number),
        place=place.removesuffix("/shares"),
        links=await context.read(service.list_page, assessment_id=assessment_id, wanted=wanted),
        first_page=cursor is None,
        new=new and {"url": f"{origin}/shared/{secret}", "expires_at": new.expires_at},
        only_here=is_loopback(urlsplit(origin).hostname or ""),
        withdrawn=request.query_params.get("withdrawn", ""),
        restored=request.query_params.get("restored", ""),
        days=DAYS,
        faults=[] if error is None else spoken(error.faults, request),
    )
    if secret:
        keep_secret(page, request, NEW, "", 0, place)
    return page


def _place(assessment_id: str, number: int) -> str:
    return f"/assess/{assessment_id}/results/{number}/shares"
