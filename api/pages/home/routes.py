"""The first page, and the finished sample that it shows."""

from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.compute.analyses import run_analysis
from api.pages.frame import page_language, render
from api.pages.home.sample import ORDER, Sample
from api.pages.page_route import PageRoute
from api.parks.catalogue import catalogue_of
from api.settings import Settings

router = APIRouter(include_in_schema=False, route_class=PageRoute)


@router.get("/")
def get_home(request: Request) -> Response:
    """Show what this is for; the sample only if it is there already."""
    settings: Settings = request.app.state.settings
    sample, language = _sample(request), page_language(request)
    finished = sample.now()
    return render(
        request,
        "home.html",
        b=finished and finished.told[language].document["brief"],
        counts=sample.counts,
        criteria={info.id: info.name[language] for info in catalogue_of(settings).criteria},
    )


@router.get("/sample/card")
async def get_card(request: Request) -> Response:
    """Return what the first page shows of the sample, as soon as it is there."""
    view = (await _sample(request).ready()).told[page_language(request)]
    return render(request, "home_fragment.html", b=view.document["brief"])


@router.get("/sample")
async def get_sample(request: Request) -> Response:
    """Show the whole result of the sample, as its own page would be shown, to be read only."""
    view = (await _sample(request).ready()).told[page_language(request)]
    return render(
        request,
        "sample.html",
        place="/sample",
        order=[view.labels.criterion(name) for name in ORDER],
        b=view.document["brief"],
        **view.context | {"values": None},
    )


@router.get("/sample/evidence/{park}")
def get_evidence(park: str) -> Response:
    """Lead to all that is known of a park: the sample has no figures of its own."""
    return RedirectResponse(f"/parks/{park}", 303)


@router.get("/sample/report.pdf")
async def get_report(request: Request) -> Response:
    """Return the report of the sample for print."""
    sample, language = _sample(request), page_language(request)
    finished = await sample.ready()
    content = await run_analysis(request, partial(sample.report, finished, language))
    headers = {
        "Content-Disposition": f'inline; filename="parkwise-sample-{language}.pdf"',
        "Content-Language": language,
        "Vary": "Accept-Language, Cookie",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)


def _sample(request: Request) -> Sample:
    return request.app.state.sample
