"""From a result to a report in one of the formats."""

from typing import Any, Literal

from sqlalchemy.orm import Session

from api.access.audit import stamp
from api.access.caller import Caller
from api.assessments import store as assessments
from api.document.blocks import Head
from api.document.document import document
from api.document.teller import told
from api.language import Language
from api.parks.labels import labels_in
from api.results import store
from api.telling import read

Plain = dict[str, Any]
Form = Literal["pdf", "html", "xlsx", "json"]
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
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
    row = assessments.found(session, caller, assessment_id)
    result = store.found(session, caller, assessment_id, number)
    head = Head(
        name=row.content.get("name") or "",
        at=stamp(result.at),
        number=result.number,
        version=result.version,
        by=result.by,
        language=result.language,
    )
    return result.answer, head


def made(answer: bytes | Plain, head: Head, form: Form, language: Language) -> bytes:
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

    Raises
    ------
    Unavailable
        A Chinese PDF was asked for and no font has Chinese characters.
    """
    found: Plain = read(answer) if isinstance(answer, bytes) else answer
    written = told(document(found, head), language)
    if form == "json":
        import orjson

        return orjson.dumps(written)
    if form == "xlsx":
        from api.reports.xlsx import xlsx

        return xlsx(written, found)
    from api.charts import specs
    from api.reports.layout import laid_out

    printed = laid_out(written, specs(found, labels_in(found, language), language))
    if form == "html":
        from api.reports.html import html

        return html(printed)
    from api.reports.pdf import pdf

    return pdf(printed)
