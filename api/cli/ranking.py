"""Ask the services as the HTTP routes do, and print their answer."""

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
from mcda.errors import McdaError


def rank_file(
    path: Path, changes: OptionChanges, language: Language, form: Form, depth: Depth = "short"
) -> None:
    """Print what ``POST /v1/rankings`` answers to a file.

    Parameters
    ----------
    path
        A sheet or a JSON file.
    changes
        What the options change in it.
    language
        Of the answer.
    form
        The answer as it is, as rows, or in sentences.
    depth
        How much of the sentences.
    """
    as_json = form == "json"
    with reporting(language, as_json, problem_place(path)):
        document = changes.applied(read_problem(path))
        if document.get("weights") is None and not document.get("answers"):
            raise _no_weights(path)
        answer = answer_to(document, language, whole=form == "table")
    _write(answer, language, form, depth)


def recommend_file(
    path: Path, changes: OptionChanges, language: Language, form: Form, depth: Depth = "short"
) -> None:
    """Print what ``POST /v1/recommendations`` answers to a file.

    Parameters
    ----------
    path
        A JSON file with a request, an enterprise alone, or an interview.
    changes, language, form, depth
        As for `rank_file`.
    """
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

    Parameters
    ----------
    document
        A request about parks, or one with a ``problem``; what its answers of an interview say
        stands in place of its weights.
    language
        Of messages.
    whole
        Ask for all that a document tells.
    """
    asked = without_answers(document, language)
    if whole:
        from api.rankings.requests import in_full

        asked = in_full(asked)
    return (_rank if "problem" in asked else _recommend)(asked, language)


def without_answers(document: Document, language: Language) -> Document:
    """Return a request in which weights stand for the answers of an interview, if it has any."""
    if not document.keys() & {"name", "note", "employees", "products", "answers"}:
        return document
    from api.interviews.documents import weighed

    return weighed(document, own_settings(language))


def _write(answer: Document, language: Language, form: Form, depth: Depth) -> None:
    if form == "json":
        from api.localisation import localise_json

        typer.echo(localise_json(answer, language))
    elif form == "csv":
        from api.cli.rows import ranking_rows, write_rows
        from api.localisation import localise

        write_rows(ranking_rows(localise(answer, language)))
    else:
        write_answer(answer, language, depth)


def write_answer(answer: Document, language: Language, depth: Depth) -> None:
    """Write an answer in sentences."""
    from api.cli.document_view import write_document
    from api.document.document import document
    from api.document.teller import tell
    from api.reports.memo import memo

    found = tell(document(answer), language, with_ids=True)
    write_document(found, memo(found, answer), language, depth)


def _no_weights(path: Path) -> McdaError:
    if is_sheet(path):
        return said("error_no_weights_sheet", "missing_field")
    return said("error_no_weights_json", "missing_field", ("weights",))


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
