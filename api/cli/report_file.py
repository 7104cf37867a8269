"""Makes a report of an answer that is stored in a file."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from api.cli.environment import own_settings
from api.cli.errors import reporting, said, unwritable
from api.cli.input_files import STDIN, Document, read_json
from api.cli.terminal import Language, console, word
from mcda.errors import InvalidInput, McdaError

Form = Literal["pdf", "html", "xlsx", "json"]
FORMS: tuple[Form, ...] = ("pdf", "html", "xlsx", "json")
Whose = tuple[str | None, Path | None]
"""Name and logo at the head of a report; None for those of the settings."""


def report_file(
    path: Path,
    form: Form | None,
    out: Path | None,
    language: Language,
    *,
    whose: Whose = (None, None),
    with_annex: bool = False,
) -> None:
    """Write the report of an answer.

    The answer is JSON of ``report.json``, of a stored result, or of ``POST /v1/recommendations`` or
    ``/v1/rankings``. The form follows from the ending of `out`, else it is PDF; without `out` the
    report is written beside the answer. The annex of a PDF is written beside it, as ``-annex.pdf``.
    """
    with reporting(language, as_json=False):
        chosen = form or _form_of(out)
        target = out or (Path("report") if path == STDIN else path).with_suffix(f".{chosen}")
        if target.resolve() == path.resolve():
            raise said("error_report_itself", "report_no_answer", file=path)
        document = read_json(path)
        answer = checked_answer(document, path)
        if with_annex and chosen != "pdf":
            raise said("error_annex_form", "file_format", file=target)
        files = _files(document, answer, path, chosen, language, whose, with_annex=with_annex)
    _write(target, files[0], language)
    if with_annex:
        _write(target.with_name(f"{target.stem}-annex.pdf"), files[1], language)


def _write(target: Path, content: bytes, language: Language) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise unwritable(target, error, language) from None
    console().print(word("reported", language, file=target), soft_wrap=True)


def checked_answer(document: Document, path: Path) -> Document:
    """Return the answer that a document is or contains.

    Raises
    ------
    InvalidInput
        The document is no answer, or not in the form of this version.
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


def _files(
    document: Document,
    answer: Document,
    path: Path,
    form: Form,
    language: Language,
    whose: Whose,
    *,
    with_annex: bool,
) -> list[bytes]:
    """Return the report, and its annex if it is wanted."""
    if form == "json":
        import orjson

        return [orjson.dumps(answer)]
    from api.document.blocks import Head
    from api.document.document import document as document_of
    from api.reports import service
    from api.reports.letterhead import letterhead

    stored = document is not answer
    made_at = time.time() if path == STDIN else path.stat().st_mtime
    at = datetime.fromtimestamp(made_at, UTC).isoformat(timespec="seconds")
    head = Head(
        name=path.stem,
        at=str(document.get("at", at)) if stored else at,
        number=document.get("number") if stored else None,
        version=document.get("version") if stored else None,
        by=str(document.get("by", "")) if stored else "",
    )
    settings, (firm, logo) = own_settings(language), whose
    paper = letterhead(firm or settings.firm or "", logo or settings.logo)
    coded = _in_codes(answer, language)
    forms: list[service.Form] = [form, "annex"] if with_annex else [form]
    source = document_of(coded, head)
    return [service.make_report(source, part, language, paper) for part in forms]


def _in_codes(answer: Document, language: Language) -> Document:
    """Return an answer in codes: a localised answer is computed again from its record.

    If another engine or other data give another ranking, or none, it keeps its own sentences.
    """
    from api.http.localisation import decode, encode
    from api.rankings.requests import in_full

    try:
        spec = in_full(answer["record"]["spec"])
        again: Document = decode(encode(_again(spec, language)))
    except (McdaError, ValueError):
        return answer
    is_same = again["ranking"] == answer["ranking"]
    return {**again, "record": answer["record"]} if is_same else answer


def _again(spec: Document, language: Language) -> Document:
    settings = own_settings(language)
    if "problem" in spec:
        from api.rankings.requests import RankingRequest
        from api.rankings.service import rank_problem

        return rank_problem(RankingRequest.model_validate(spec), settings)
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend

    return recommend(RecommendationRequest.model_validate(spec), settings)
