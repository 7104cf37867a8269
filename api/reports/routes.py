"""Reports of stored results, for a board."""

from collections.abc import Awaitable, Callable
from dataclasses import astuple, dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.access.dependencies import Held, ReaderAccess
from api.access.tickets import DOWNLOAD
from api.compute.analyses import compute_of, run_analysis
from api.http.errors import problems
from api.http.etag_route import TaggedRoute, matches, tag_of
from api.http.language import Language, language_of, spoken
from api.rankings.presentation import engine
from api.reports import service
from api.reports.answers import DocumentAnswer
from api.reports.letterhead import letterhead
from api.reports.service import MEDIA, Form
from api.requests.request_parts import AssessmentId, Number
from mcda.parks import load_catalogue

router = APIRouter(tags=["results"], responses=problems(404), route_class=TaggedRoute)
PLACE = "/v1/assessments/{assessment_id}/results/{number}/"
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
class ReportRequest(ReaderAccess):
    """The requested report, in any of its formats."""

    assessment_id: AssessmentId
    number: Number
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
            **spoken(language),
            "ETag": tag,
        }
        return Response(content, media_type=MEDIA[form], headers=headers)

    def _made(self, form: Form, firm: str | None, language: Language) -> tuple[str, bytes]:
        place = {"assessment_id": self.assessment_id, "number": self.number}
        content, head = self.read(service.stored, **place)
        whose = letterhead(firm or self.settings.firm or "", self.settings.logo)
        told_with = (engine(), load_catalogue().edition.digest, whose.firm, whose.logo)
        tag = tag_of(content or b"", repr(astuple(head)), form, language, *told_with)
        if matches(self.request, tag):  # the route answers 304
            return tag, b""
        work = partial(service.report_of, content, head, form, language, whose)
        return tag, compute_of(self.request)(work)


Asked = Annotated[ReportRequest, Depends()]


_FILES: tuple[tuple[Form, str, str, str], ...] = (
    ("pdf", "report.pdf", "get_report_pdf", "The report for print"),
    ("annex", "annex.pdf", "get_annex_pdf", "The annex of the report"),
    ("html", "report.html", "get_report_html", "The report as one web page"),
    ("xlsx", "report.xlsx", "get_report_xlsx", "The report as a workbook"),
)
"""Forms that are files of their own, with their address, operation and title."""


def _getter(form: Form) -> Callable[..., Awaitable[Response]]:
    async def get_report(asked: Asked, firm: Firm = None) -> Response:
        """Return the report of a result in one of its forms."""
        return await asked.make(form, firm)

    return get_report


for form, ending, operation, summary in _FILES:
    router.add_api_route(
        PLACE + ending,
        _getter(form),
        name=operation,
        summary=summary,
        response_class=Response,
        responses=_file(form),
        openapi_extra=DOWNLOAD,
    )


@router.get(
    PLACE + "document.json",
    summary="The report as data",
    response_model=DocumentAnswer,
    responses=problems(422),
    openapi_extra=DOWNLOAD,
)
async def get_document(asked: Asked) -> Response:
    """Return the sections, tables and notes that all forms of the report are laid out from."""
    return await asked.make("json")
