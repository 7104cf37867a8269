"""From files and options to request documents."""

import json
import re
from pathlib import Path
from typing import Any

from api.cli.failing import pointed, said
from mcda.errors import Fault, InvalidTable
from mcda.errors import Path as Place

Document = dict[str, Any]
SHEETS = (".csv", ".xlsx")
FORMATS = (".json", *SHEETS)
_ADDRESS = re.compile(r"[A-Z]+[0-9]+")


def is_sheet(path: Path) -> bool:
    """Tell whether the name of a file says that it holds a table."""
    return path.suffix.lower() in SHEETS


def sheet_place(path: Place) -> str:
    """Return the address of a cell, or where in the options; a sheet has no pointers."""
    if len(path) == 1 and _ADDRESS.fullmatch(str(path[0])):
        return str(path[0])
    return "" if path[:1] == ("problem",) else pointed(path)


def read_problem(path: Path) -> Document:
    """Return the request document of a sheet or JSON file; it may lack weights.

    Raises
    ------
    InvalidTable
        The file is missing, or the sheet is faulty.
    InvalidInput
        The JSON is faulty.
    """
    _check_exists(path)
    if is_sheet(path):
        return _from_sheet(path)
    if path.suffix.lower() != ".json":
        raise InvalidTable([Fault("file_format", (), {"file": str(path), "known": FORMATS})])
    return read_json(path)


def is_enterprise(document: Document) -> bool:
    """Tell whether a document is an enterprise rather than a request with one in it."""
    from api.parks.schemas import RecommendationRequest

    return not document.keys() & RecommendationRequest.model_fields.keys()


def enterprise_place(path: Place) -> str:
    """Return a place in a file that holds the enterprise alone."""
    return pointed(path[1:] if path[:1] == ("enterprise",) else path)


def read_json(path: Path) -> Document:
    """Return the object of a JSON file in UTF-8."""
    _check_exists(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise said("error_unreadable", "sheet_unreadable", file=path, reason=reason) from error
    return parse_json(content, str(path))


def parse_json(content: bytes, source: str) -> Document:
    """Return the object that JSON text holds.

    Parameters
    ----------
    content
        UTF-8, or another encoding of Unicode that its first bytes tell.
    source
        Name of the file or option, for errors.
    """
    try:
        found = json.loads(content)
    except json.JSONDecodeError as error:
        where: dict[str, Any] = {"line": error.lineno, "column": error.colno}
        reason = error.msg
        raise said("error_json", "invalid_json", file=source, reason=reason, **where) from error
    except (ValueError, RecursionError) as error:
        reason = str(error)
        raise said("error_json_text", "invalid_json", file=source, reason=reason) from error
    if not isinstance(found, dict):
        raise said("error_json_object", "invalid_json", file=source)
    return found


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise InvalidTable([Fault("file_not_found", (), {"file": str(path)})])


def _from_sheet(path: Path) -> Document:
    from api.rankings.document import problem_document
    from mcda.tables import read_sheet

    sheet = read_sheet(path)
    document = {"problem": problem_document(sheet.problem)}
    if sheet.weights is not None:
        document["weights"] = {"kind": "direct", "values": sheet.weights}
    return document
