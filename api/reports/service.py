"""From a result to a report in one of the formats."""

from typing import Any, Literal

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import store as assessments
from api.db.columns import stamp
from api.document.blocks import Head
from api.document.document import document
from api.document.teller import tell
from api.language import Language
from api.localisation import decode
from api.parks.labels import labels_in
from api.reports.letterhead import Letterhead
from api.results import store

Plain = dict[str, Any]
Form = Literal["pdf", "annex", "html", "xlsx", "json"]
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "annex": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def stored(session: Session, caller: Caller, assessment_id: str, number: int) -> tuple[bytes, Head]:
    """Return a stored answer in codes, and what a report says of itself.

    Raises
    ------
    NotFound
        The assessment or the result does not exist for this caller.
    """
    row = assessments.find(session, caller, assessment_id)
    result = store.find(session, caller, assessment_id, number)
    head = Head(
        name=row.content.get("name") or "",
        at=stamp(result.at),
        number=result.number,
        version=result.version,
        by=result.by,
        language=result.language,
    )
    return result.answer, head


def make_report(
    answer: bytes | Plain,
    head: Head,
    form: Form,
    language: Language,
    letterhead: Letterhead | None = None,
) -> bytes:
    """Return the report of an answer.

    Parameters
    ----------
    answer
        Of a recommendation or a ranking, in codes, perhaps as it is kept.
    head
        What the report says of itself.
    form
        Format of the file.
    language
        Of the report.
    letterhead
        Whose it is.

    Raises
    ------
    Unavailable
        A Chinese PDF was asked for and no font has Chinese characters.
    """
    found: Plain = decode(answer) if isinstance(answer, bytes) else answer
    written = tell(document(found, head), language)
    if form == "json":
        import orjson

        return orjson.dumps(written)
    if form == "xlsx":
        from api.reports.xlsx import xlsx

        return xlsx(written, found, (letterhead or Letterhead()).firm)
    from api.charts import specs
    from api.reports.layout import laid_out
    from api.reports.memo import memo

    printed = laid_out(written, specs(found, labels_in(found, language), language))
    pages, whose = memo(printed, found), letterhead or Letterhead()
    if form == "html":
        from api.reports.html import html

        return html(printed, pages, whose)
    from api.reports.pdf import annex_pdf, memo_pdf

    return (annex_pdf if form == "annex" else memo_pdf)(printed, pages, whose)
