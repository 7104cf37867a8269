"""Compare weightings as the HTTP route does, and print the answer."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from api.cli.environment import own_settings
from api.cli.failing import Place, pointed, reporting, said
from api.cli.overriding import Changes
from api.cli.reading import (
    Document,
    enterprise_place,
    is_sheet,
    parse_json,
    read_json,
    read_problem,
    sheet_place,
)
from api.cli.words import Language
from mcda.errors import Path as Where

OWN = "file"  # name of the weights that a file holds itself
_FEWEST = 2
Placed = tuple[Any, str]  # a weighting, and where it was given


def compare_file(
    path: Path, given: Sequence[str], changes: Changes, language: Language, as_json: bool
) -> None:
    """Print what ``POST /v1/comparisons`` answers to a file.

    Parameters
    ----------
    path
        A sheet, or a JSON file with a problem, a request, or an enterprise alone.
    given
        Weightings as ``NAME=JSON``, ``NAME=FILE.json``, ``NAME=PROFILE`` or ``PROFILE``.
    changes
        What the options change in the method.
    language
        Of the answer.
    as_json
        Print the answer as it is.
    """
    with reporting(language, as_json, sheet_place if is_sheet(path) else pointed):
        document = read_problem(path)
        more = [_weighting(item) for item in given]
    alone = _is_enterprise(document)
    own = [] if alone else _own(document)
    with reporting(language, as_json, _place(path, alone, [*own, *map(_option, more)])):
        asked = changes.applied({"enterprise": document} if alone else document)
        asked.pop("weights", None)
        if isinstance(asked.setdefault("weightings", []), list):
            asked["weightings"] = [*(item for item, _ in own), *more]
            if len(asked["weightings"]) < _FEWEST:
                raise said("error_few_weightings", "weightings_too_few")
        content = _compare(asked, language)
    if as_json:
        typer.echo(content)
        return
    from api.cli.compare_view import write_compare

    write_compare(json.loads(content), language)


def _weighting(given: str) -> Document:
    name, separator, value = (part.strip() for part in given.partition("="))
    if not name or name.startswith("{"):
        raise said("error_weighting", "weighting_unnamed", value=given)
    if value.startswith("{"):
        weights = parse_json(value.encode(), f"--weights {name}")
    elif value.lower().endswith(".json"):
        weights = read_json(Path(value))
    else:
        weights = {"kind": "profile", "id": value if separator else name}
    return {"name": name, "weights": weights}


def _is_enterprise(document: Document) -> bool:
    """Tell whether a document is an enterprise rather than a request with one in it."""
    from api.comparisons.schemas import ComparisonRequest

    return not document.keys() & {"weights", *ComparisonRequest.model_fields}


def _own(document: Document) -> list[Placed]:
    """Return the weightings that a file brings; its only weights count as one called ``file``."""
    listed = document.get("weightings")
    own: list[Placed] = [
        (item, f"/weightings/{place}/weights")
        for place, item in enumerate(listed if isinstance(listed, list) else [])
    ]
    if document.get("weights") is not None:
        own.append(({"name": OWN, "weights": document["weights"]}, "/weights"))
    return own


def _option(weighting: Document) -> Placed:
    return weighting, f"--weights {weighting['name']}"


def _place(path: Path, alone: bool, weightings: Sequence[Placed]) -> Place:
    """Return how to write the place of a fault; in a weighting, by where that was given."""

    def place(where: Where) -> str:
        if where[:1] == ("weightings",) and where[2:3] == ("weights",):
            return weightings[int(where[1])][1] + pointed(where[3:])
        if alone:
            return enterprise_place(where)
        return sheet_place(where) if is_sheet(path) else pointed(where)

    return place


def _compare(document: Document, language: Language) -> bytes:
    from api.comparisons.schemas import ComparisonRequest
    from api.comparisons.service import compare_weightings
    from weights.validation import validated

    request = validated(ComparisonRequest, document)
    return compare_weightings(request, own_settings(language), language)
