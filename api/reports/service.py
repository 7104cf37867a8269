"""From an answer to a report in one of the formats."""

from typing import Any, Literal

import orjson
from sqlalchemy.orm import Session

from api.access.audit import stamp
from api.access.caller import Caller
from api.assessments import store as assessments
from api.language import Language
from api.reports.content import document, view_of
from api.reports.view import Head
from api.results import store
from api.settings import Settings

Plain = dict[str, Any]
Form = Literal["pdf", "html", "xlsx"]
MEDIA: dict[Form, str] = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def stored(session: Session, caller: Caller, assessment_id: str, number: int) -> tuple[bytes, Head]:
    """Return a stored answer, and what a report says of itself.

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
    )
    return result.answer, head


def made(
    answer: bytes | Plain, head: Head, form: Form, language: Language, settings: Settings
) -> bytes:
    """Return the report of an answer.

    Parameters
    ----------
    answer
        Of a recommendation or a ranking, as it was given.
    head
        What the report says of itself.
    form
        Format of the file.
    language
        Of the report; an answer in the other one is made again.
    settings
        With the organisation's private data.

    Raises
    ------
    Unavailable
        A Chinese PDF was asked for and no font has Chinese characters.
    """
    found = orjson.loads(answer) if isinstance(answer, bytes) else answer
    view = view_of(found, head, language, settings)
    if form == "xlsx":
        from api.reports.xlsx.workbook import xlsx

        return xlsx(view)
    if form == "html":
        from api.reports.html import html

        return html(document(view))
    from api.reports.pdf import pdf

    return pdf(document(view))
