"""Calls the services as the HTTP routes do, and prints their answers."""

from pathlib import Path

import typer

from api.cli.environment import own_settings
from api.cli.errors import pointed, reporting, said
from api.cli.input_files import (
    Document,
    OptionChanges,
    enterprise_place,
    is_enterprise,
    is_sheet,
    problem_place,
    read_json,
    read_problem,
)
from api.cli.terminal import Depth, Form, Language, drawing


def rank_file(
    path: Path, changes: OptionChanges, language: Language, form: Form, depth: Depth = "short"
) -> None:
    """Print the answer of ``POST /v1/rankings`` to a file."""
    as_json = form == "json"
    with reporting(language, as_json, problem_place(path)):
        document = changes.applied(read_problem(path))
        if document.get("weights") is None and not document.get("answers"):
            if is_sheet(path):
                raise said("error_no_weights_sheet", "missing_field")
            raise said("error_no_weights_json", "missing_field", ("weights",))
        answer = answer_to(document, language, whole=form == "table")
    _write(answer, language, form, depth)


def recommend_file(
    path: Path, changes: OptionChanges, language: Language, form: Form, depth: Depth = "short"
) -> None:
    """Print the answer of ``POST /v1/recommendations`` to a file."""
    as_json = form == "json"
    with reporting(language, as_json):
        document = read_json(path)
    alone = is_enterprise(document)
    with reporting(language, as_json, enterprise_place if alone else pointed):
        changed = changes.applied({"enterprise": document} if alone else document)
        answer = answer_to(changed, language, whole=form == "table")
    _write(answer, language, form, depth)


def answer_to(document: Document, language: Language, *, whole: bool) -> Document:
    """Return the answer of the service to a request, in codes.

    Weights that follow from an interview's answers replace the answers.
    """
    request = without_answers(document, language)
    if whole:
        from api.rankings.requests import in_full

        request = in_full(request)
    return (_rank if "problem" in request else _recommend)(request, language)


def without_answers(document: Document, language: Language) -> Document:
    """Return a request with weights in the place of the answers of an interview, if any."""
    if not document.keys() & {"name", "note", "employees", "products", "answers"}:
        return document
    from api.interviews.documents import weighed

    return weighed(document, own_settings(language))


def _write(answer: Document, language: Language, form: Form, depth: Depth) -> None:
    if form == "json":
        from api.http.localisation import localise_json

        typer.echo(localise_json(answer, language))
    elif form == "csv":
        from api.cli.rows import ranking_rows, write_rows
        from api.http.localisation import localise

        write_rows(ranking_rows(localise(answer, language)))
    else:
        write_answer(answer, language, depth)


def write_answer(answer: Document, language: Language, depth: Depth) -> None:
    """Write an answer in sentences."""
    from api.cli.document_view import write_document
    from api.document.blocks import Head
    from api.document.document import document
    from api.document.teller import tell
    from api.reports.memo import memo

    source = document(answer, Head())
    content = tell(source, language, with_ids=True)
    write_document(content, memo(content, source), language, depth)


def _rank(document: Document, language: Language) -> Document:
    from api.rankings.requests import RankingRequest
    from api.rankings.service import rank_problem
    from weights.validation import validate

    request = validate(RankingRequest, document)
    with drawing(language) as progress:
        return rank_problem(request, own_settings(language), progress)


def _recommend(document: Document, language: Language) -> Document:
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend
    from weights.validation import validate

    request = validate(RecommendationRequest, document)
    with drawing(language) as progress:
        return recommend(request, own_settings(language), progress)
