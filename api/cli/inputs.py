"""What a command is given: files and options, and the request documents that they make.

A command that takes one of the classes has its fields as options.
"""

import json
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.errors import pointed, refusal, said
from api.cli.terminal import Depth, Form, Language, catalogue, spoken
from mcda.errors import Fault, InvalidTable
from mcda.errors import Path as Place
from mcda.parks.rated_problem import RatedProblem

Document = dict[str, Any]
STDIN = Path("-")
INTERVIEW = ("answers", "swings")
"""Fields of a document that say what was said in an interview."""
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
    """Tell whether the name of a file has the ending of a table."""
    return path.suffix.lower() in SHEETS


def problem_place(file: Path) -> Callable[[Place], str]:
    """Return a function that writes the path of a fault in a file with a problem.

    In a sheet, from a file or standard input, the place is the address of a cell; sheets have no
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
        content = sys.stdin.buffer.read()
        is_json = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
        return parse_json(content, "-") if is_json else _from_sheet("-.csv", content)
    _check_exists(path)
    if is_sheet(path):
        from mcda.sheets.files import read_content

        return _from_sheet(path.name, read_content(path))
    if path.suffix.lower() != ".json":
        raise InvalidTable([Fault("file_format", (), {"file": str(path), "known": FORMATS})])
    return read_json(path)


def is_enterprise(document: Document) -> bool:
    """Tell whether a document is an enterprise, not a request that contains an enterprise."""
    from api.parks.schemas import RecommendationRequest

    return not document.keys() & RecommendationRequest.model_fields.keys()


def enterprise_place(path: Place) -> str:
    """Return the place of a fault in a file that holds only the enterprise."""
    return pointed(path[1:] if path[:1] == ("enterprise",) else path)


def read_json(path: Path) -> Document:
    """Return the object of a JSON file in UTF-8; ``-`` is standard input."""
    if path == STDIN:
        return parse_json(sys.stdin.buffer.read(), "-")
    _check_exists(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise said("error_unreadable", "sheet_unreadable", file=path, reason=reason) from error
    return parse_json(content, str(path))


def parse_json(content: bytes, source: str) -> Document:
    """Return the object in a JSON text.

    The encoding is UTF-8, another Unicode encoding known by its first bytes, or GB 18030.
    """
    try:
        document = json.loads(_decoded(content))
    except json.JSONDecodeError as error:
        where: dict[str, Any] = {"line": error.lineno, "column": error.colno}
        reason = catalogue()[_REASONS.get(error.msg.removesuffix(" at"), "json_unreadable")]
        raise said("error_json", "invalid_json", file=source, reason=reason, **where) from error
    except (ValueError, RecursionError) as error:
        is_text = not isinstance(error, UnicodeDecodeError)
        reason = catalogue()["json_too_much" if is_text else "json_encoding"]
        raise said("error_json_text", "invalid_json", file=source, reason=reason) from error
    if not isinstance(document, dict):
        raise said("error_json_object", "invalid_json", file=source)
    return document


def _decoded(content: bytes) -> bytes | str:
    """Return the bytes, or their text if only GB 18030 decodes them, as editors in China save."""
    try:
        content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            return content.decode("gb18030")
    return content


def _check_exists(path: Path) -> None:
    if not path.is_file():
        raise InvalidTable([Fault("file_not_found", (), {"file": str(path)})])


def _from_sheet(file: str, content: bytes) -> Document:
    from api.rankings.document import problem_document
    from mcda import sheets

    sheet = sheets.parse_problem(content, file)
    document = {"problem": problem_document(sheet.problem)}
    if sheet.weights is not None:
        document["weights"] = {"kind": "direct", "values": sheet.weights}
    return document


def stated(value: str, option: str) -> Document:
    """Return the weights of an option, and the answers of an interview if it names any.

    The option is JSON text, the name of a JSON file, which has an ending, or the id of a profile.
    """
    if value.lstrip().startswith("{"):
        weights = parse_json(value.encode(), option)
    elif Path(value).suffix or Path(value).is_file():
        weights = read_json(Path(value))
    else:
        weights = {"kind": "profile", "id": value}
    said = {name: weights[name] for name in INTERVIEW if name in weights}
    return {"weights": weights.get("weights"), **said} if said else {"weights": weights}


Lang = Annotated[Language, typer.Option("--lang", default_factory=spoken)]
Weights = Annotated[str | None, typer.Option(metavar="JSON|FILE|PROFILE")]
Csv = Annotated[bool, typer.Option("--csv")]
Json = Annotated[bool, typer.Option("--json")]


def form_of(language: Language, as_csv: bool, as_json: bool, *, in_words: bool = False) -> Form:
    """Return the form of the output; more than one option for it is refused."""
    if as_csv + as_json + in_words > 1:
        raise refusal("error_forms", language)
    return "json" if as_json else "csv" if as_csv else "table"


def depth_of(memo: bool, full: bool) -> Depth:
    """Return how much detail the sentences have."""
    return "full" if full else "memo" if memo else "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOutput:
    """How a list is written."""

    as_csv: Csv = False
    as_json: Json = False
    language: Lang

    @property
    def form(self) -> Form:
        """The form of the list."""
        return form_of(self.language, self.as_csv, self.as_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOutput:
    """How an answer is written."""

    memo: bool = False
    full: bool = False
    answer_csv: Csv = False
    answer_json: Json = False
    language: Lang

    @property
    def form(self) -> Form:
        """The form of the answer."""
        in_words = self.memo or self.full
        return form_of(self.language, self.answer_csv, self.answer_json, in_words=in_words)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChoice:
    """A ranking method in place of that of a request."""

    method: Annotated[str | None, typer.Option(metavar="NAME")] = None
    param: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE")] = None

    def change(self, document: Document) -> Document:
        """Return the method of a request with these options, if they say anything of it."""
        if self.method is None and not self.param:
            return {}
        usual = "topsis" if "problem" in document else RatedProblem.default_method
        own = document.get("method", {"name": usual})
        if self.method is not None:
            own = {"name": self.method}
        if not isinstance(own, dict):
            return {}  # the request model says what is wrong with it
        return {"method": {**own, **dict(map(_parameter, self.param or ()))}}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisChoice:
    """Analyses to run, and how to draw for them."""

    no_sensitivity: bool = False
    samples: int | None = None
    seed: int | None = None
    multiverse: bool = False

    def change(self, document: Document) -> Document:
        """Return the analyses of a request with these options, if they say anything of them."""
        numbers = {"samples": self.samples, "seed": self.seed}
        sampling = {name: value for name, value in numbers.items() if value is not None}
        if not sampling and not self.multiverse:
            return {"sensitivity": False} if self.no_sensitivity else {}
        if self.no_sensitivity:
            raise said("error_conflict", "invalid_request")
        from api.rankings.requests import default_parts

        own = document.get("sensitivity")
        plan = dict(own) if isinstance(own, dict) else default_parts()
        if self.multiverse:
            plan["multiverse"] = True
        if sampling:
            doubt = plan.get("acceptability")
            plan["acceptability"] = {**(doubt if isinstance(doubt, dict) else {}), **sampling}
        return {"sensitivity": plan}


def _parameter(option: str) -> tuple[str, Any]:
    name, _, value = option.partition("=")
    if "=" not in option or not name.strip():
        raise said("error_param", "invalid_request", value=option)
    with suppress(ValueError):
        return name.strip(), json.loads(value)
    return name.strip(), value


def changed(
    document: Document,
    choice: MethodChoice,
    analyses: AnalysisChoice | None = None,
    *,
    weights: str | None = None,
    template: str | None = None,
) -> Document:
    """Return a request with what options say in place of its own fields.

    Weights of an option replace the answers of an interview too.
    """
    changes = {} if template is None else {"template": template}
    if weights is not None:
        document = {name: own for name, own in document.items() if name not in INTERVIEW}
        changes |= stated(weights, "--weights")
    changes |= choice.change(document)
    if analyses is not None:
        changes |= analyses.change(document)
    return {**document, **changes}
