"""Make a report of an answer that was kept in a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from api.cli.environment import own_settings
from api.cli.failing import TROUBLE, fail, reporting, said
from api.cli.reading import read_json
from api.cli.terminal import console
from api.cli.words import Language, word
from mcda.errors import InvalidInput

Form = Literal["pdf", "html", "xlsx", "json"]
FORMS: tuple[Form, ...] = ("pdf", "html", "xlsx", "json")
Document = dict[str, Any]


def report_file(path: Path, form: Form | None, out: Path | None, language: Language) -> None:
    """Write the report of an answer.

    Parameters
    ----------
    path
        JSON of ``report.json``, of a stored result, or of ``POST /v1/recommendations`` or
        ``/v1/rankings``.
    form
        Format; left out, as the name of ``out`` ends, else PDF.
    out
        Where to; left out, beside the answer, with the ending of the format.
    language
        Of the report and of messages.
    """
    with reporting(language, as_json=False):
        chosen = form or _form_of(out)
        target = out or path.with_suffix(f".{chosen}")
        if target.resolve() == path.resolve():
            raise said("error_report_itself", "report_no_answer", file=path)
        document = read_json(path)
        answer = checked_answer(document, path)
        content = _made(document, answer, path, chosen, language)
    try:
        target.write_bytes(content)
    except OSError as error:
        reason = error.strerror or str(error)
        lines = [word("error_unwritable", language, file=target, reason=reason)]
        raise fail(lines, TROUBLE) from None
    console().print(word("reported", language, file=target), soft_wrap=True)


def checked_answer(document: Document, path: Path) -> Document:
    """Return the answer that a document is or holds.

    Raises
    ------
    InvalidInput
        It is none, or not one of this version's form.
    """
    from pydantic import ValidationError

    from api.rankings.answers import RankingAnswer

    inner = document.get("answer")
    answer: Document = inner if isinstance(inner, dict) else document
    try:
        RankingAnswer.model_validate(answer)
    except ValidationError as error:
        place = "/".join(map(str, error.errors()[0]["loc"]))
        raise InvalidInput.at("report_no_answer", file=str(path), place=place) from None
    return answer


def _form_of(out: Path | None) -> Form:
    if out is None:
        return "pdf"
    ending = out.suffix.lower().removeprefix(".")
    for form in FORMS:
        if ending == form:
            return form
    raise said("error_report_format", "file_format", file=out, known=", ".join(FORMS))


def _made(
    document: Document, answer: Document, path: Path, form: Form, language: Language
) -> bytes:
    if form == "json":
        import orjson

        return orjson.dumps(answer)
    from api.reports.service import made
    from api.reports.view import Head

    stored = document is not answer
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    head = Head(
        name=path.stem,
        at=str(document.get("at", at)) if stored else at,
        number=document.get("number") if stored else None,
        version=document.get("version") if stored else None,
        by=str(document.get("by", "")) if stored else "",
    )
    return made(answer, head, form, language, own_settings(language))
