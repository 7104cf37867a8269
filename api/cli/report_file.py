"""Makes a report of an answer that is stored in a file."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args

import orjson
import typer
from pydantic import ValidationError

from api.cli.environment import own_settings
from api.cli.errors import reporting, said, writing
from api.cli.inputs import (
    STDIN,
    Document,
    Lang,
    read_json,
)
from api.cli.ranking import answer_to
from api.cli.terminal import Language, announce
from api.document.blocks import Head
from api.document.document import document as document_of
from api.http.localisation import decode, encode
from api.rankings.answers import RankingAnswer
from api.reports.letterhead import letterhead
from api.reports.service import make_report
from mcda.errors import InvalidInput, McdaError

Form = Literal["pdf", "html", "xlsx", "json"]
FORMS: tuple[Form, ...] = get_args(Form)


def report(
    file: Annotated[Path, typer.Argument(metavar="RESULT.json")],
    form: Annotated[Form | None, typer.Option("--format")] = None,
    out: Path | None = None,
    annex: bool = False,
    firm: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    logo: Path | None = None,
    *,
    language: Lang,
) -> None:
    """Write the report of an answer.

    The answer is JSON of ``report.json``, of a stored result, or of ``POST /v1/recommendations`` or
    ``/v1/rankings``. The form follows from the ending of `out`, else it is PDF; without `out` the
    report is written beside the answer. The annex of a PDF is written beside it, as ``-annex.pdf``.
    """
    with reporting(language):
        chosen = form or _form_of(out)
        target = out or (Path("report") if file == STDIN else file).with_suffix(f".{chosen}")
        if target.resolve() == file.resolve():
            raise said("error_report_itself", "report_no_answer", file=file)
        document = read_json(file)
        answer = _checked_answer(document, file)
        if annex and chosen != "pdf":
            raise said("error_annex_form", "file_format", file=target)
        contents = {}
        if chosen == "json":
            contents[target] = orjson.dumps(answer)
        else:
            settings = own_settings(language)
            paper = letterhead(firm or settings.firm or "", logo or settings.logo)
            stored = {} if document is answer else document
            source = document_of(_in_codes(answer, language), _head(stored, file))
            contents[target] = make_report(source, chosen, language, paper)
            if annex:
                beside = target.with_name(f"{target.stem}-annex.pdf")
                contents[beside] = make_report(source, "annex", language, paper)
    for path, content in contents.items():
        with writing(path, language):
            path.write_bytes(content)
        announce("reported", language, file=path)


def _checked_answer(document: Document, path: Path) -> Document:
    """Return the answer that a document is or contains, in the form of this version."""
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
    for form in FORMS:
        if out.suffix.lower() == f".{form}":
            return form
    raise said("error_report_format", "file_format", file=out, known=", ".join(FORMS))


def _head(stored: Document, path: Path) -> Head:
    """Return the head of a report of a stored result, or of an answer in a file."""
    made_at = time.time() if path == STDIN else path.stat().st_mtime
    day = datetime.fromtimestamp(made_at, UTC).isoformat(timespec="seconds")
    at, by = str(stored.get("at", day)), str(stored.get("by", ""))
    number, version = stored.get("number"), stored.get("version")
    return Head(name=path.stem, at=at, number=number, version=version, by=by)


def _in_codes(answer: Document, language: Language) -> Document:
    """Return an answer in codes: a localised answer is computed again from its record.

    If another engine or other data give another ranking, or none, it keeps its own sentences.
    """
    try:
        spec = answer["record"]["spec"]
        again: Document = decode(encode(answer_to(spec, language, whole=True)))
    except (McdaError, ValueError):
        return answer
    is_same = again["ranking"] == answer["ranking"]
    return {**again, "record": answer["record"]} if is_same else answer
