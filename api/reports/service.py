"""Makes reports of results in each of the formats."""

from typing import Literal

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.columns import row_fields
from api.document.blocks import Document, Head
from api.document.document import with_head
from api.document.teller import tell
from api.http.language import Language
from api.http.localisation import NAMES
from api.parks.labels import labels_in
from api.reports.letterhead import Letterhead
from api.results import store
from api.results.documents import read_document

Form = Literal["pdf", "annex", "html", "xlsx", "json"]
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "annex": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def stored(
    session: Session, caller: Caller, assessment_id: str, number: int
) -> tuple[bytes | None, Head]:
    """Return the stored document of an answer, and the head of its report.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    """
    row = assessments.find(session, caller, assessment_id)
    result = store.find(session, caller, assessment_id, number, part="document")
    name = row.content.get("name") or ""
    return result.document, Head(**row_fields(Head.__slots__, result, name=name))


def make_report(
    document: Document, form: Form, language: Language, letterhead: Letterhead | None = None
) -> bytes:
    """Return the report of a document.

    Raises
    ------
    Unavailable
        A Chinese PDF was requested and no font has Chinese characters.
    """
    content = tell(document, language)
    if form == "json":
        import orjson

        return orjson.dumps(content)
    if form == "xlsx":
        from api.reports.xlsx import xlsx

        return xlsx(content, document, (letterhead or Letterhead()).firm)
    from api.document.drawings import specs
    from api.reports.layout import laid_out
    from api.reports.memo import memo

    labels = labels_in({NAMES: document.names}, language)
    printed = laid_out(content, specs(document.details.charts, labels, language))
    pages, whose = memo(printed, document), letterhead or Letterhead()
    if form == "html":
        from api.reports.html import html

        return html(printed, pages, whose)
    from api.reports.pdf import pdf

    return pdf("annex" if form == "annex" else "memo", printed, pages, whose)


def report_of(
    content: bytes | None,
    head: Head,
    form: Form,
    language: Language,
    letterhead: Letterhead | None = None,
) -> bytes:
    """Return the report of a stored document; see `make_report`."""
    document = with_head(read_document(content), head)
    return make_report(document, form, language, letterhead)
