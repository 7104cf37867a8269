"""Calls the services as the HTTP routes do, and prints their answers."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.environment import own_settings
from api.cli.errors import pointed, reporting, said
from api.cli.inputs import (
    INTERVIEW,
    AnalysisChoice,
    AnswerOutput,
    Document,
    MethodChoice,
    Weights,
    changed,
    depth_of,
    enterprise_place,
    is_enterprise,
    is_sheet,
    problem_place,
    read_json,
    read_problem,
)
from api.cli.terminal import Depth, Language, progress_bar
from mcda.parks.templates import TemplateId


def rank(
    file: Path,
    weights: Weights = None,
    *,
    choice: MethodChoice,
    analyses: AnalysisChoice,
    output: AnswerOutput,
) -> None:
    """Print the answer of ``POST /v1/rankings`` to a file."""
    form, language = output.form, output.language
    with reporting(language, form == "json", problem_place(file)):
        document = changed(read_problem(file), choice, analyses, weights=weights)
        if not any(document.get(name) for name in ("weights", *INTERVIEW)):
            if is_sheet(file):
                raise said("error_no_weights_sheet", "missing_field")
            raise said("error_no_weights_json", "missing_field", ("weights",))
        answer = answer_to(document, language, whole=form == "table")
    _write(answer, output)


def recommend(
    file: Annotated[Path, typer.Argument(metavar="ENTERPRISE.json")],
    template: TemplateId | None = None,
    weights: Weights = None,
    *,
    choice: MethodChoice,
    analyses: AnalysisChoice,
    output: AnswerOutput,
) -> None:
    """Print the answer of ``POST /v1/recommendations`` to a file."""
    form, language = output.form, output.language
    with reporting(language, form == "json"):
        document = read_json(file)
    alone = is_enterprise(document)
    with reporting(language, form == "json", enterprise_place if alone else pointed):
        request = {"enterprise": document} if alone else document
        request = changed(request, choice, analyses, weights=weights, template=template)
        answer = answer_to(request, language, whole=form == "table")
    _write(answer, output)


def answer_to(document: Document, language: Language, *, whole: bool) -> Document:
    """Return the answer of the service to a request, in codes.

    Weights that follow from an interview's answers replace the answers.
    """
    from weights.validation import validate

    request = without_answers(document, language)
    if whole:
        from api.rankings.requests import in_full

        request = in_full(request)
    if "problem" in request:
        from api.rankings.requests import RankingRequest
        from api.rankings.service import rank_problem

        ranking = validate(RankingRequest, request)
        with progress_bar("drawing", language) as progress:
            return rank_problem(ranking, own_settings(language), progress)
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend as recommend_parks

    recommendation = validate(RecommendationRequest, request)
    with progress_bar("drawing", language) as progress:
        return recommend_parks(recommendation, own_settings(language), progress)


def without_answers(document: Document, language: Language) -> Document:
    """Return a request with weights in the place of the answers of an interview, if any."""
    if not document.keys() & {"name", "note", "employees", "products", *INTERVIEW}:
        return document
    from api.interviews.documents import weighed

    return weighed(document, own_settings(language))


def _write(answer: Document, output: AnswerOutput) -> None:
    if output.form == "table":
        write_answer(answer, output.language, depth_of(output.memo, output.full))
    else:
        from api.cli.rows import ranking_rows, write_data

        write_data(answer, ranking_rows, output.form, output.language)


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
