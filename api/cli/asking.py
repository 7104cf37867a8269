"""Ask the services as the HTTP routes do, and print their answer."""

import json
from pathlib import Path
from typing import Any

import typer

from api.cli.environment import own_settings
from api.cli.failing import pointed, reporting, said
from api.cli.overriding import Changes
from api.cli.progressing import drawing
from api.cli.reading import (
    enterprise_place,
    is_enterprise,
    is_sheet,
    read_json,
    read_problem,
    sheet_place,
)
from api.cli.words import Language
from mcda.errors import McdaError


def rank_file(path: Path, changes: Changes, language: Language, as_json: bool) -> None:
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
    """
    with reporting(language, as_json, sheet_place if is_sheet(path) else pointed):
        given = read_problem(path)
        document = changes.applied(given)
        if document.get("weights") is None:
            raise _no_weights(path)
        content = _rank(document, language)
    if as_json:
        typer.echo(content)
        return
    from api.cli.answers import write_rank

    write_rank(json.loads(content), language)


def recommend_file(path: Path, changes: Changes, language: Language, as_json: bool) -> None:
    """Print what ``POST /v1/recommendations`` answers to a file.

    Parameters
    ----------
    path
        A JSON file with a request, or with an enterprise alone.
    changes, language, as_json
        As for `rank_file`.
    """
    with reporting(language, as_json):
        document = read_json(path)
    alone = is_enterprise(document)
    with reporting(language, as_json, enterprise_place if alone else pointed):
        changed = changes.applied({"enterprise": document} if alone else document)
        content = _recommend(changed, language)
    if as_json:
        typer.echo(content)
        return
    from api.cli.answers import write_recommend

    write_recommend(json.loads(content), language)


def _no_weights(path: Path) -> McdaError:
    if is_sheet(path):
        return said("error_no_weights_sheet", "missing_field")
    return said("error_no_weights_json", "missing_field", ("weights",))


def _rank(document: dict[str, Any], language: Language) -> bytes:
    from api.rankings.requests import RankingRequest
    from api.rankings.service import rank_problem
    from weights.validation import validated

    request = validated(RankingRequest, document)
    with drawing(language) as progress:
        return rank_problem(request, own_settings(language), language, progress)


def _recommend(document: dict[str, Any], language: Language) -> bytes:
    from api.parks.schemas import RecommendationRequest
    from api.parks.service import recommend
    from weights.validation import validated

    request = validated(RecommendationRequest, document)
    with drawing(language) as progress:
        return recommend(request, own_settings(language), language, progress)
