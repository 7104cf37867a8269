"""The pages for visitors with a link: one result, to be read and printed, nothing else."""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from api.access.dependencies import Saved, database_of, settings_for
from api.compute.analyses import compute_of, run_analysis
from api.db import Database
from api.db.columns import row_fields, stamp
from api.document.blocks import Head
from api.http.errors import status_and_headers
from api.http.language import Language
from api.http.refusals import Unavailable
from api.limits.rate_limit import guess_limit
from api.pages.frame import KNOWN, page_language, render
from api.pages.page_route import PageRoute
from api.pages.results.result_view import result_view
from api.reports.service import MEDIA, report_of
from api.settings import Settings
from api.shares import store
from api.shares.store import SharedResult
from mcda.errors import McdaError, Note, NotFound
from mcda.plain import Plain
from mcda.texts import remedy_of, title_of
from weights.validation import faults_from

HEADERS: Mapping[str, str] = {
    # The address is the key: no page that is followed from here may learn it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class VisitorRoute(PageRoute):
    """A route of a link: errors are pages without links to the rest of the service."""

    def get_route_handler(self) -> Handler:
        """Return the route's own handler, with errors as pages, and security headers."""
        answer = APIRoute.get_route_handler(self)

        async def answered(request: Request) -> Response:
            try:
                response = await answer(request)
            except McdaError as error:
                response = _refused(request, error.faults[0], *status_and_headers(error))
            except RequestValidationError as error:
                response = _refused(request, faults_from(error.errors())[0], 422, {})
            response.headers.update(HEADERS)
            return response

        return answered


router = APIRouter(include_in_schema=False, route_class=VisitorRoute)


async def shared_result(request: Request, secret: str, database: Saved) -> SharedResult:
    """Return the result behind a link; many wrong links are answered like many wrong keys."""
    async with guess_limit(request.app.state.failures, request.scope, NotFound):
        return await run_sync(database.read, partial(store.behind, secret=secret))


Behind = Annotated[SharedResult, Depends(shared_result)]


@router.get("/shared/{secret}")
async def get_shared(request: Request, secret: str, found: Behind) -> Response:
    """Show the shared result."""
    # Of whose result it is: its own parks have names and ladders too.
    settings = await settings_for(request, found.assessment.organisation_id)
    work = partial(_variables, found, page_language(request), settings)
    parts = await run_analysis(request, work)
    await _note_opened(request, found)
    return render(
        request,
        "result_visitor.html",
        place=f"/shared/{secret}",
        name=found.assessment.name,
        expires_at=stamp(found.share.expires_at),
        **_OUTSIDE,
        **parts,
    )


@router.get("/shared/{secret}/report.pdf")
async def get_shared_pdf(request: Request, found: Behind, lang: str | None = None) -> Response:
    """Return the report of the shared result, for print."""
    language, compute = KNOWN.get(lang) or page_language(request), compute_of(request)
    report = partial(report_of, found.result.document, _head(found), "pdf", language)
    pdf = await run_analysis(request, partial(compute, report))
    await _note_opened(request, found)
    name = f"parkwise-{found.result.number}-{language}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language,
        "Vary": "Accept-Language, Cookie",
    }
    return Response(pdf, media_type=MEDIA["pdf"], headers=headers)


_OUTSIDE: Plain = {"signed_in": False}
"""What the frame shows to somebody who is not of the organisation, even in a browser that is."""


def _variables(found: SharedResult, language: Language, settings: Settings) -> Plain:
    view = result_view(asdict(_head(found)), found.result.document, language, settings)
    return view.context | {"values": None}


def _head(found: SharedResult) -> Head:
    """Return the head of the document, without its author, since that names a key."""
    name = found.assessment.name
    return Head(**row_fields(Head.__slots__, found.result, name=name, by=""))


async def _note_opened(request: Request, found: SharedResult) -> None:
    database: Database = database_of(request)
    with suppress(Unavailable):  # a database that can only be read still answers readers
        await run_sync(database.write, partial(store.note_opened, share_id=found.share.id))


def _refused(request: Request, fault: Note, status: int, headers: Mapping[str, str]) -> Response:
    language = page_language(request)
    return render(
        request,
        "visitor_refused.html",
        status=status,
        headers=headers,
        title=title_of(fault.code, fault).say(language),
        detail=fault.say(language),
        remedy=remedy_of(fault.code, language),
        **_OUTSIDE,
    )
