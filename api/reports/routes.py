"""Reports of stored results, for a board."""

from dataclasses import astuple, dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.access.dependencies import Held, Reader, Saved
from api.access.tickets import DOWNLOAD
from api.compute.analyses import compute_of, run_analysis
from api.http.errors import problems
from api.http.etag_route import TaggedRoute, matches, tag_of
from api.http.language import Language, language_of
from api.rankings.presentation import engine
from api.reports import service
from api.reports.answers import DocumentAnswer
from api.reports.letterhead import letterhead
from api.reports.service import MEDIA, Form
from api.requests.request_parts import AssessmentId, Number
from mcda.parks import load_catalogue

router = APIRouter(tags=["results"], responses=problems(404), route_class=TaggedRoute)
PLACE = "/v1/assessments/{assessment_id}/results/{number}/report"
Lang = Annotated[
    Language | None,
    Query(description="Language of the report; by `Accept-Language` if left out."),
]
Firm = Annotated[
    str | None,
    Query(
        max_length=80,
        description="Name of the firm or consultancy at the head of each page; the setting `firm`"
        " if left out. The logo is that of the setting `logo`.",
    ),
]


def _file(form: Form) -> dict[int | str, dict[str, object]]:
    media = MEDIA[form].partition(";")[0]
    schema = {"type": "string", "format": "binary"} if form != "html" else {"type": "string"}
    return {
        200: {"description": "The report", "content": {media: {"schema": schema}}},
        **problems(422, 503),
    }


@dataclass(frozen=True)
class ReportRequest:
    """The requested report, in any of its formats."""

    request: Request
    assessment_id: AssessmentId
    number: Number
    caller: Reader
    database: Saved
    settings: Held
    lang: Lang = None

    async def make(self, form: Form, firm: str | None = None) -> Response:
        """Return the report in a format, with a name at its head."""
        language = self.lang or language_of(self.request)
        tag, content = await run_analysis(self.request, partial(self._made, form, firm, language))
        kind = {"json": "document.json", "annex": "annex.pdf"}.get(form, form)
        name = f"parkwise-{self.assessment_id}-{self.number}-{language}.{kind}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Language": language,
            "Vary": "Accept-Language",
            "ETag": tag,
        }
        return Response(content, media_type=MEDIA[form], headers=headers)

    def _made(self, form: Form, firm: str | None, language: Language) -> tuple[str, bytes]:
        read = partial(
            service.stored,
            caller=self.caller,
            assessment_id=self.assessment_id,
            number=self.number,
        )
        content, head = self.database.read(read)
        whose = letterhead(firm or self.settings.firm or "", self.settings.logo)
        told_with = (engine(), load_catalogue().edition.digest, whose.firm, whose.logo)
        tag = tag_of(content or b"", repr(astuple(head)), form, language, *told_with)
        if matches(self.request, tag):  # the route answers 304
            return tag, b""
        work = partial(service.report_of, content, head, form, language, whose)
        return tag, compute_of(self.request)(work)


Asked = Annotated[ReportRequest, Depends()]


@router.get(
    PLACE + ".pdf",
    summary="The report for print",
    response_class=Response,
    responses=_file("pdf"),
    openapi_extra=DOWNLOAD,
)
async def get_report_pdf(asked: Asked, firm: Firm = None) -> Response:
    """Return a decision memo of two pages, as PDF; its annex is a file of its own."""
    return await asked.make("pdf", firm)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/annex.pdf",
    summary="The annex of the report",
    response_class=Response,
    responses=_file("annex"),
    openapi_extra=DOWNLOAD,
)
async def get_annex_pdf(asked: Asked, firm: Firm = None) -> Response:
    """Return everything that the memo rests on, as PDF."""
    return await asked.make("annex", firm)


@router.get(
    PLACE + ".html",
    summary="The report as one web page",
    response_class=Response,
    responses=_file("html"),
    openapi_extra=DOWNLOAD,
)
async def get_report_html(asked: Asked, firm: Firm = None) -> Response:
    """Return the same report as a web page that needs no other file and no network."""
    return await asked.make("html", firm)


@router.get(
    PLACE + ".xlsx",
    summary="The report as a workbook",
    response_class=Response,
    responses=_file("xlsx"),
    openapi_extra=DOWNLOAD,
)
async def get_report_xlsx(asked: Asked, firm: Firm = None) -> Response:
    """Return the figures of the report as a workbook with formulas and charts."""
    return await asked.make("xlsx", firm)


@router.get(
    "/v1/assessments/{assessment_id}/results/{number}/document.json",
    summary="The report as data",
    response_model=DocumentAnswer,
    responses=problems(422),
    openapi_extra=DOWNLOAD,
)
async def get_document(asked: Asked) -> Response:
    """Return the sections, tables and notes that all forms of the report are laid out from."""
    return await asked.make("json")
