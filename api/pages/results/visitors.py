"""The pages of those who come by a link: one result, to be read and printed, nothing else."""

from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from api.access.brute_force import guess_limit
from api.access.dependencies import Saved, database_of
from api.compute import compute_of, run_analysis
from api.db import Database
from api.db.columns import stamp
from api.document.blocks import Head
from api.document.document import leaf
from api.document.teller import tell
from api.errors import status_and_headers
from api.language import Language
from api.localisation import decode, localise
from api.pages.frame import KNOWN, page_language, render
from api.pages.page_route import PageRoute
from api.parks.catalogue import catalogue_of
from api.parks.labels import labels_in
from api.refusals import Unavailable
from api.reports.service import MEDIA, make_report
from api.settings import Settings
from api.shares import store
from api.shares.store import SharedResult
from mcda.errors import McdaError, Note, NotFound
from mcda.texts import remedy_of, title_of
from weights.validation import faults_from

HEADERS: Mapping[str, str] = {
    # The address is the key: no page that is followed from here may learn it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Plain = dict[str, Any]


class VisitorRoute(PageRoute):
    """A route of a link: what goes wrong is a page that leads nowhere inside."""

    def get_route_handler(self) -> Handler:
        """Return the route's own handler, with errors turned into pages, and careful headers."""
        answer = APIRoute.get_route_handler(self)

        async def answered(request: Request) -> Response:
            try:
                found = await answer(request)
            except McdaError as error:
                found = _refused(request, error.faults[0], *status_and_headers(error))
            except RequestValidationError as error:
                found = _refused(request, faults_from(error.errors())[0], 422, {})
            found.headers.update(HEADERS)
            return found

        return answered


router = APIRouter(include_in_schema=False, route_class=VisitorRoute)


async def shared_result(request: Request, secret: str, database: Saved) -> SharedResult:
    """Return what a link leads to; who tries many wrong ones is stopped like who tries keys."""
    async with guess_limit(request.app.state.failures, request.scope, NotFound):
        return await run_sync(database.read, partial(store.behind, secret=secret))


Behind = Annotated[SharedResult, Depends(shared_result)]


@router.get("/shared/{secret}")
async def get_shared(request: Request, secret: str, found: Behind) -> Response:
    """Show the result that was shared."""
    settings = await _settings_of(request, found.assessment.organisation_id)
    work = partial(_shown, found, page_language(request), settings)
    shown = await run_analysis(request, work)
    await _note_opened(request, found)
    return render(
        request,
        "result_visitor.html",
        place=f"/shared/{secret}",
        name=found.assessment.name,
        expires_at=stamp(found.share.expires_at),
        **_OUTSIDE,
        **shown,
    )


@router.get("/shared/{secret}/report.pdf")
async def get_shared_pdf(request: Request, found: Behind, lang: str | None = None) -> Response:
    """Return the report of the result that was shared, for print."""
    language, compute = KNOWN.get(lang) or page_language(request), compute_of(request)
    head, answer = _head(found), found.result.answer

    def work() -> bytes:
        return compute(partial(make_report, answer, head, "pdf", language))

    content = await run_analysis(request, work)
    await _note_opened(request, found)
    name = f"parkwise-{found.result.number}-{language}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Language": language,
        "Vary": "Accept-Language, Cookie",
    }
    return Response(content, media_type=MEDIA["pdf"], headers=headers)


_OUTSIDE: Plain = {"signed_in": False}
"""What the frame shows to somebody who is not of the organisation, even in a browser that is."""


async def _settings_of(request: Request, organisation: str) -> Settings:
    """Return the settings of whose result it is: its own parks have names and ladders too."""
    owned = request.app.state.owned
    lately: Settings | None = owned.lately(organisation)
    if lately is not None:
        return lately
    found: Settings = await run_sync(owned.of, organisation)
    return found


def _shown(found: SharedResult, language: Language, settings: Settings) -> Plain:
    answer = decode(found.result.answer)
    return {
        "d": tell(leaf(answer, _head(found), catalogue_of(settings)), language),
        "a": localise(answer, language),
        "labels": labels_in(answer, language),
        "result": {"number": found.result.number, "at": stamp(found.result.at)},
        "values": None,
        "prices": {},
        "levels": {},
    }


def _head(found: SharedResult) -> Head:
    """Return what the document says of itself: not who asked, which names a key."""
    row = found.result
    return Head(
        name=found.assessment.name,
        at=stamp(row.at),
        number=row.number,
        version=row.version,
        by="",
        language=row.language,
    )


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
