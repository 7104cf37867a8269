"""From files and options to request documents."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli.errors import pointed, said
from api.cli.terminal import catalogue
from mcda.errors import Fault, InvalidTable
from mcda.errors import Path as Place
from mcda.parks.rated_problem import RatedProblem

Document = dict[str, Any]
STDIN = Path("-")
SHEETS = (".csv", ".xlsx")
FORMATS = (".json", *SHEETS)
_REASONS = {
    "Expecting value": "json_value",
    "Expecting ',' delimiter": "json_comma",
    "Expecting ':' delimiter": "json_colon",
    "Expecting property name enclosed in double quotes": "json_name",
    "Illegal trailing comma before end of object": "json_trailing_comma",
    "Illegal trailing comma before end of array": "json_trailing_comma",
    "Extra data": "json_extra",
    "Unterminated string starting": "json_string",
    "Invalid control character": "json_control",
}
"""What the parser says, by the words for it."""
_ADDRESS = re.compile(r"[A-Z]+[0-9]+")


def is_sheet(path: Path) -> bool:
    """Tell whether the name of a file says that it holds a table."""
    return path.suffix.lower() in SHEETS


def problem_place(file: Path) -> Callable[[Place], str]:
    """Return how to write the place of a fault in a file with a problem.

    In a sheet that is the address of a cell, wherever the sheet was read from; what it holds has no
    pointers.
    """

    def place(path: Place) -> str:
        if len(path) == 1 and _ADDRESS.fullmatch(str(path[0])):
            return str(path[0])
        return "" if is_sheet(file) and path[:1] == ("problem",) else pointed(path)

    return place


def read_problem(path: Path) -> Document:
    """Return the request document of a sheet or JSON file; it may lack weights.

    Raises
    ------
    InvalidTable
        The file is missing, or the sheet is faulty.
    InvalidInput
        The JSON is faulty.
    """
    if path == STDIN:
        content = _from_stdin()
        return parse_json(content, "-") if _is_json(content) else _from_sheet("-.csv", content)
    _check_exists(path)
    if is_sheet(path):
        from mcda.sheets.files import read_content

        return _from_sheet(path.name, read_content(path))
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
    """Return the object of a JSON file in UTF-8; ``-`` is standard input."""
    if path == STDIN:
        return parse_json(_from_stdin(), "-")
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
        UTF-8, another encoding of Unicode that its first bytes tell, or GB 18030.
    source
        Name of the file or option, for errors.
    """
    try:
        found = json.loads(_decoded(content))
    except json.JSONDecodeError as error:
        where: dict[str, Any] = {"line": error.lineno, "column": error.colno}
        reason = catalogue()[_REASONS.get(error.msg.removesuffix(" at"), "json_unreadable")]
        raise said("error_json", "invalid_json", file=source, reason=reason, **where) from error
    except (ValueError, RecursionError) as error:
        is_text = not isinstance(error, UnicodeDecodeError)
        reason = catalogue()["json_too_much" if is_text else "json_encoding"]
        raise said("error_json_text", "invalid_json", file=source, reason=reason) from error
    if not isinstance(found, dict):
        raise said("error_json_object", "invalid_json", file=source)
    return found


def _decoded(content: bytes) -> bytes | str:
    """Return a text that only GB 18030 makes of bytes, as editors in China save it; else these."""
    try:
        content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            return content.decode("gb18030")
    return content


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise InvalidTable([Fault("file_not_found", (), {"file": str(path)})])


def _from_stdin() -> bytes:
    return sys.stdin.buffer.read()


def _is_json(content: bytes) -> bool:
    """Tell whether what stands at the beginning is an object, and no table."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _from_sheet(file: str, content: bytes) -> Document:
    from api.rankings.document import problem_document
    from mcda import sheets

    sheet = sheets.parse_problem(content, file)
    document = {"problem": problem_document(sheet.problem)}
    if sheet.weights is not None:
        document["weights"] = {"kind": "direct", "values": sheet.weights}
    return document


def stated(given: str, option: str) -> Document:
    """Return the weights that an option names, and the answers of an interview, if it names one.

    Parameters
    ----------
    given
        JSON text, the name of a JSON file, which has an ending, or that of a profile.
    option
        Name of the option, for errors.
    """
    if given.lstrip().startswith("{"):
        found = parse_json(given.encode(), option)
    elif Path(given).suffix or Path(given).is_file():
        found = read_json(Path(given))
    else:
        found = {"kind": "profile", "id": given}
    if "answers" in found:
        return {"weights": found.get("weights"), "answers": found["answers"]}
    return {"weights": found}


@dataclass(frozen=True, slots=True)
class OptionChanges:
    """Options as given.

    Parameters
    ----------
    weights
        As `stated` reads them.
    method, parameters
        Name, and ``name=value`` each.
    no_sensitivity, samples, seed
        Leave the analysis out, or how to draw.
    multiverse, budget
        Parts that are run only when asked for.
    template
        Which choice a recommendation is about.
    """

    weights: str | None
    method: str | None
    parameters: Sequence[str]
    no_sensitivity: bool
    samples: int | None
    seed: int | None
    multiverse: bool = False
    budget: bool = False
    template: str | None = None

    def applied(self, document: Document) -> Document:
        """Return the document with everything that was given in place of its own."""
        chosen = {} if self.template is None else {"template": self.template}
        changed = {**self._weights(), **self._method(document), **self._plan(document)}
        given = self.weights is not None
        kept = {name: own for name, own in document.items() if not (given and name == "answers")}
        return {**kept, **chosen, **changed}

    def _weights(self) -> Document:
        return {} if self.weights is None else stated(self.weights, "--weights")

    def _method(self, document: Document) -> Document:
        if self.method is None and not self.parameters:
            return {}
        usual = "topsis" if "problem" in document else RatedProblem.default_method
        own = document.get("method", {"name": usual})
        if self.method is not None:
            own = {"name": self.method}
        if not isinstance(own, dict):
            return {}  # the request model says what is wrong with it
        return {"method": {**own, **dict(map(_parameter, self.parameters))}}

    def _plan(self, document: Document) -> Document:
        asked = {"samples": self.samples, "seed": self.seed}
        drawn = {name: value for name, value in asked.items() if value is not None}
        also = {name: True for name in ("multiverse", "budget") if getattr(self, name)}
        if self.no_sensitivity and (drawn or also):
            raise said("error_conflict", "invalid_request")
        if self.no_sensitivity:
            return {"sensitivity": False}
        if not drawn and not also:
            return {}
        plan = {**_object(document.get("sensitivity")), **also}
        if not drawn:
            return {"sensitivity": plan}
        doubt = _object(plan.get("acceptability"))
        return {"sensitivity": {**plan, "acceptability": {**doubt, **drawn}}}


def _parameter(given: str) -> tuple[str, Any]:
    name, separator, value = given.partition("=")
    if not separator or not name.strip():
        raise said("error_param", "invalid_request", value=given)
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _object(value: Any) -> Document:
    return value if isinstance(value, dict) else {}
