"""Options that several commands share; a command that takes a class here has its fields."""

import json
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from api.cli.errors import refusal, said
from api.cli.input_files import Document, stated
from api.cli.terminal import Depth, Form, Language, spoken
from mcda.parks.rated_problem import RatedProblem

Lang = Annotated[Language, typer.Option("--lang", default_factory=spoken)]
Weights = Annotated[str | None, typer.Option(metavar="JSON|FILE|PROFILE")]
Csv = Annotated[bool, typer.Option("--csv")]
Json = Annotated[bool, typer.Option("--json")]


def form_of(language: Language, as_csv: bool, as_json: bool, *, in_words: bool = False) -> Form:
    """Return the form of the output; more than one option for it is refused."""
    if as_csv + as_json + in_words > 1:
        raise refusal("error_forms", language)
    if as_json:
        return "json"
    return "csv" if as_csv else "table"


def depth_of(memo: bool, full: bool) -> Depth:
    """Return how much detail the sentences have."""
    if full:
        return "full"
    return "memo" if memo else "short"


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
        if self.no_sensitivity and (sampling or self.multiverse):
            raise said("error_conflict", "invalid_request")
        if self.no_sensitivity:
            return {"sensitivity": False}
        if not sampling and not self.multiverse:
            return {}
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
    name, separator, value = option.partition("=")
    if not separator or not name.strip():
        raise said("error_param", "invalid_request", value=option)
    try:
        return name.strip(), json.loads(value)
    except ValueError:
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
        document = {name: own for name, own in document.items() if name != "answers"}
        changes |= stated(weights, "--weights")
    changes |= choice.change(document)
    if analyses is not None:
        changes |= analyses.change(document)
    return {**document, **changes}
