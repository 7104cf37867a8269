"""Ask the services as the HTTP routes do, and print their answer."""

from pathlib import Path
from typing import Any

import typer

from api.cli.environment import own_settings
from api.cli.failing import pointed, reporting, said
from api.cli.reading import (
    Changes,
    enterprise_place,
    is_enterprise,
    is_sheet,
    read_json,
    read_problem,
    sheet_place,
)
from api.cli.terminal import Depth, Language, drawing
from mcda.errors import McdaError


def rank_file(
    path: Path, changes: Changes, language: Language, as_json: bool, depth: Depth = "short"
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
    as_json
        Print the answer as it is.
    depth
        Print all of the document.
    """
    with reporting(language, as_json, sheet_place if is_sheet(path) else pointed):
        given = read_problem(path)
        document = changes.applied(given)
        if document.get("weights") is None:
            raise _no_weights(path)
        answer = _rank(document if as_json else _in_full(document), language)
    _write(answer, language, as_json, depth)


def recommend_file(
    path: Path, changes: Changes, language: Language, as_json: bool, depth: Depth = "short"
) -> None:
    """Print what ``POST /v1/recommendations`` answers to a file.

    Parameters
    ----------
    path
        A JSON file with a request, or with an enterprise alone.
    changes, language, as_json, depth
        As for `rank_file`.
    """
    with reporting(language, as_json):
        document = read_json(path)
    alone = is_enterprise(document)
    with reporting(language, as_json, enterprise_place if alone else pointed):
        changed = changes.applied({"enterprise": document} if alone else document)
        answer = _recommend(changed if as_json else _in_full(changed), language)
    _write(answer, language, as_json, depth)


def _write(answer: dict[str, Any], language: Language, as_json: bool, depth: Depth) -> None:
    if as_json:
        from api.telling import told

        typer.echo(told(answer, language))
        return
    from api.cli.document_view import write_document
    from api.document.document import document
    from api.document.teller import told as written

    write_document(written(document(answer), language, with_ids=True), language, depth)


def _in_full(document: dict[str, Any]) -> dict[str, Any]:
    """Return a request for all that a document tells."""
    return {**document, "detail": "full"}


def _no_weights(path: Path) -> McdaError:
    if is_sheet(path):
        return said("error_no_weights_sheet", "missing_field")
    return said("error_no_weights_json", "missing_field", ("weights",))


def _rank(document: dict[str, Any], language: Language) -> dict[str, Any]:
    from api.rankings.requests import RankingRequest
    from api.rankings.service import rank_problem
    from weights.validation import validated

    request = validated(RankingRequest, document)
    with drawing(language) as progress:
        return rank_problem(request, own_settings(language), progress)


def _recommend(document: dict[str, Any], language: Language) -> dict[str, Any]:
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend
    from weights.validation import validated

    request = validated(RecommendationRequest, document)
    with drawing(language) as progress:
        return recommend(request, own_settings(language), progress)
