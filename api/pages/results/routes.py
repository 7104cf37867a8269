"""The pages of a stored result, and the changes that a reader can try on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from api.access.dependencies import Held, Writer
from api.assessments.service import merged
from api.compute.analyses import compute_of, run_analysis, run_apart
from api.own.content import checked
from api.pages.assess.interview import NOT_REPEATED
from api.pages.assess.saved_work import amend, go_to, read, save
from api.pages.context import PageContext, Writing
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute
from api.pages.results.own_entry import (
    RefusedFigure,
    own_figure,
    priced,
    refuse,
    slug_of,
    weights_of,
)
from api.pages.results.result_view import ResultView, annexed, movement, result_view, with_weights
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.land import YUAN_A_MU, land_units
from api.profiles import store as profiles
from api.requests.page_query import PageRequest
from api.requests.request_parts import Number
from api.results import service
from api.settings import Settings
from mcda.errors import InvalidInput, NotFound
from mcda.plain import Plain

router = APIRouter(include_in_schema=False, route_class=PageRoute)
PLACE = "/assess/{assessment_id}/results/{number}"
_SHOWN = 100  # results to go to, the newest
Part = TypeVar("Part")


@dataclass(frozen=True)
class ResultContext(PageContext):
    """A request for a stored result, of a caller who may read."""

    assessment_id: str
    number: Number
    settings: Held

    @property
    def place(self) -> str:
        """Address of the result."""
        return f"/assess/{self.assessment_id}/results/{self.number}"

    async def part(self, work: Callable[..., Part]) -> Part:
        """Return what a query of the result returns."""
        return await self.read(work, assessment_id=self.assessment_id, number=self.number)


@dataclass(frozen=True)
class ResultWriterContext(ResultContext):
    """A request for a stored result, of a caller who may write."""

    caller: Writer


Reading = Annotated[ResultContext, Depends()]
ResultWriting = Annotated[ResultWriterContext, Depends()]


async def shown(
    context: Reading, against: str | None = None, park: str | None = None
) -> ResultView:
    """Return the result that an address names, in the form that its pages show."""
    head, content = await context.part(service.apart)
    language, settings = context.language, context.settings
    view = partial(result_view, head, content, language, settings, against=against, park=park)
    return await run_analysis(context.request, view)


Shown = Annotated[ResultView, Depends(shown)]


@router.get(PLACE)
async def get_result(
    context: Reading,
    found: Shown,
    since: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show a result; ``since`` names an earlier one, for what moved from then to now."""
    moved: list[str] = []
    if since is not None and since < context.number:
        earlier = await shown(replace(context, number=since))
        moved = movement(earlier, found, words(found.language)["result"])
    return await _result(context, found, moved)


async def _result(
    context: ResultContext,
    found: ResultView,
    moved: Sequence[str] = (),
    refused: RefusedFigure | None = None,
) -> Response:
    assessment_id, query = context.assessment_id, context.request.query_params
    newest = PageRequest(sort="-number", start=None, limit=_SHOWN)
    results = await context.read(service.list_page, assessment_id=assessment_id, wanted=newest)
    return render(
        context.request,
        "result.html",
        status=200 if refused is None else 422,
        section="assess",
        assessment=await read(context, assessment_id),
        results=results["items"],
        place=context.place,
        moved=moved,
        outdated=await context.part(service.is_outdated),
        against=query.get("against"),
        kept=query.get("kept"),
        refused=refused,
        **_values(found, context.settings),
    )


@router.get(PLACE + "/annex")
async def get_annex(context: Reading) -> Response:
    """Show everything that a result rests on."""
    head, content = await context.part(service.apart)
    whole = partial(annexed, head, content, context.language)
    document, drawings = await run_analysis(context.request, whole)
    return render(
        context.request,
        "result_annex.html",
        section="assess",
        assessment=await read(context, context.assessment_id),
        place=context.place,
        d=document,
        drawings=drawings,
        result=head,
    )


@router.get(PLACE + "/evidence/{park}")
async def get_evidence(context: Reading, park: str, found: Shown) -> Response:
    """Show what stands behind the values of one alternative."""
    if park not in found.support:
        raise NotFound.at("not_found", what=park)
    return await _evidence(context, park, found)


async def _evidence(
    context: ResultContext, park: str, found: ResultView, refused: RefusedFigure | None = None
) -> Response:
    return render(
        context.request,
        "result_evidence.html",
        status=200 if refused is None else 422,
        section="assess",
        assessment=await read(context, context.assessment_id),
        park=park,
        place=context.place,
        refused=refused,
        **_values(found, context.settings),
    )


@router.post("/assess/{assessment_id}/run")
async def post_run(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Rank the parks as they stand, keep the result and show it."""
    return await run_anew(context, assessment_id, settings)


@router.post("/assess/{assessment_id}/keep")
async def post_keep(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Put back a park that was not considered, and rank anew."""
    park = (await fields_sent(context.request)).get("park", [""])[0]
    change = partial(_with_kept, park=park, settings=settings)
    await amend(context, assessment_id, change)
    return await run_anew(context, assessment_id, settings)


@router.get(PLACE + "/own")
def get_own(assessment_id: str, number: Number) -> Response:
    """Lead to the result, of which this is a part."""
    return go_to(assessment_id, f"results/{number}#evidence")


@router.post(PLACE + "/own")
async def post_own(context: ResultWriting) -> Response:
    """Take a figure of the reader's own with its source, rank anew, and say what moved.

    What is wrong with it is shown where it was typed.
    """
    fields, settings = await fields_sent(context.request), context.settings
    try:
        own = own_figure(fields, catalogue_of(settings))
        change = partial(_with_own, own=own, settings=settings)
        await amend(context, context.assessment_id, change)
    except InvalidInput as error:
        refused = refuse(fields, error, catalogue_of(settings), context.language)
        view = await shown(context, park=refused.park)
        if refused.criterion not in view.support.get(refused.park, {}):
            raise
        evidence = view.document["brief"]["evidence"]
        drawers = (
            (row["id"], cell["criterion"])
            for row in (evidence["rows"] if evidence is not None else ())
            for cell in row["cells"]
        )
        if "apart" not in fields and (refused.park, refused.criterion) in drawers:
            return await _result(context, view, refused=refused)
        return await _evidence(context, refused.park, view, refused)
    return await run_anew(context, context.assessment_id, settings, context.number)


@router.post(PLACE + "/weights")
async def post_weights(context: ResultWriting) -> Response:
    """Rank anew with the weights that the reader set, or keep them as a profile."""
    fields = await fields_sent(context.request)
    assessment_id, weights = context.assessment_id, weights_of(fields)
    name = (fields.get("name") or [""])[0].strip()
    if "keep" in fields and name:
        document = {"name": name, "weights": weights}
        profile = await run_apart(context.request, partial(checked, document))
        await context.write(
            profiles.put,
            slug=slug_of(profile.name),
            name=profile.name,
            description=profile.note,
            weights=weights,
        )
        query = urlencode({"kept": profile.name})
        return go_to(assessment_id, f"results/{context.number}?{query}#weights")
    change = {"weights": weights, "answers": [], "swings": []}
    await save(context, assessment_id, change, context.settings)
    return await run_anew(context, assessment_id, context.settings, context.number)


@router.post(PLACE + "/weights/tried")
async def post_tried(context: Reading) -> Response:
    """Show what follows from weights that the reader tries; nothing is kept."""
    weights = weights_of(await fields_sent(context.request))
    stored = await shown(context)
    answer = await context.part(service.report)
    again = partial(with_weights, stored.result, answer, weights, stored.language, context.settings)
    view = await run_analysis(context.request, again)
    return render(
        context.request,
        "result_parts.html",
        place=context.place,
        trying=True,
        stated={slider["criterion"]: slider["weight"] for slider in stored.sliders},
        **_values(view, context.settings),
    )


async def run_anew(
    context: PageContext, assessment_id: str, settings: Settings, since: int | None = None
) -> Response:
    """Run the assessment, store the result, and redirect to it, with its changes since another."""
    compute = compute_of(context.request)
    reply = await context.analyse(service.run, assessment_id, settings, NOT_REPEATED, compute)
    place = f"results/{reply.headers['Location'].rpartition('/')[2]}"
    return go_to(assessment_id, place if since is None else f"{place}?since={since}")


def _with_kept(content: Plain, park: str, settings: Settings) -> Plain:
    """Return content with a park that no condition may exclude."""
    exempt = dict.fromkeys([*(content.get("keep") or []), park])
    return merged(content, {"keep": list(exempt)}, settings)


def _with_own(content: Plain, own: Plain, settings: Settings) -> Plain:
    """Return content with a reader's own figure, replacing a former figure of the same cell."""
    place = (own["alternative"], own["criterion"])
    overrides = content.get("overrides") or []
    others = [item for item in overrides if (item["alternative"], item["criterion"]) != place]
    return merged(content, {"overrides": [*others, own]}, settings)


def _values(found: ResultView, settings: Settings) -> Plain:
    return found.context | {
        "prices": priced(catalogue_of(settings)),
        "per_mu": land_units(catalogue_of(settings)).get(YUAN_A_MU),
    }
