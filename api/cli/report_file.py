"""Makes a report of an answer that is stored in a file."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer

from api.cli.environment import own_settings
from api.cli.errors import reporting, said, writing
from api.cli.input_files import STDIN, Document, read_json
from api.cli.options import Lang
from api.cli.ranking import answer_to
from api.cli.terminal import Language, announce
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
    with reporting(language, as_json=False):
        chosen = form or _form_of(out)
        target = out or (Path("report") if file == STDIN else file).with_suffix(f".{chosen}")
        if target.resolve() == file.resolve():
            raise said("error_report_itself", "report_no_answer", file=file)
        document = read_json(file)
        answer = _checked_answer(document, file)
        if annex and chosen != "pdf":
            raise said("error_annex_form", "file_format", file=target)
        contents = _contents(document, answer, file, chosen, language, firm, logo, annex=annex)
    targets = (target, target.with_name(f"{target.stem}-annex.pdf"))
    for path, content in zip(targets, contents, strict=False):
        with writing(path, language):
            path.write_bytes(content)
        announce("reported", language, file=path)


def _checked_answer(document: Document, path: Path) -> Document:
    """Return the answer that a document is or contains, in the form of this version."""
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
    for form in FORMS:
        if out.suffix.lower() == f".{form}":
            return form
    raise said("error_report_format", "file_format", file=out, known=", ".join(FORMS))


def _contents(
    document: Document,
    answer: Document,
    path: Path,
    form: Form,
    language: Language,
    firm: str | None,
    logo: Path | None,
    *,
    annex: bool,
) -> list[bytes]:
    """Return the report, and its annex if it is wanted.

    Name and logo at its head are those of the settings if they are None.
    """
    if form == "json":
        import orjson

        return [orjson.dumps(answer)]
    from api.document.blocks import Head
    from api.document.document import document as document_of
    from api.reports import service
    from api.reports.letterhead import letterhead

    made_at = time.time() if path == STDIN else path.stat().st_mtime
    at = datetime.fromtimestamp(made_at, UTC).isoformat(timespec="seconds")
    stored = {} if document is answer else document
    head = Head(
        name=path.stem,
        at=str(stored.get("at", at)),
        number=stored.get("number"),
        version=stored.get("version"),
        by=str(stored.get("by", "")),
    )
    settings = own_settings(language)
    paper = letterhead(firm or settings.firm or "", logo or settings.logo)
    source = document_of(_in_codes(answer, language), head)
    forms: list[service.Form] = [form, "annex"] if annex else [form]
    return [service.make_report(source, part, language, paper) for part in forms]


def _in_codes(answer: Document, language: Language) -> Document:
    """Return an answer in codes: a localised answer is computed again from its record.

    If another engine or other data give another ranking, or none, it keeps its own sentences.
    """
    from api.http.localisation import decode, encode

    try:
        spec = answer["record"]["spec"]
        again: Document = decode(encode(answer_to(spec, language, whole=True)))
    except (McdaError, ValueError):
        return answer
    is_same = again["ranking"] == answer["ranking"]
    return {**again, "record": answer["record"]} if is_same else answer
