"""What a ranking answers; these models describe, they do not slow the answer down."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from api.http.answer import Answer, Configured, DayOrNone, sent, with_parameters
from api.rankings.analysis import ANALYSES, beside_answer, sensitivity_answer
from api.rankings.details import DetailsAnswer
from api.rankings.diagnostics import DiagnosticsAnswer
from api.rankings.finding import Severity
from mcda.method import Baseline, Meaning
from mcda.methods import METHODS
from mcda.parks.model import Edition
from weights.registry_schemas import Together
from weights.source import WeightsSource

Sum = Literal["score", "log_score"]
SUM_FIELD: Any = Field(description="What the contributions of an alternative sum to.")
WARNINGS_FIELD: Any = Field(description="What did not stop the work, the gravest first, by kind.")


class Finding(Answer):
    """A finding that did not stop the work."""

    model_config = ConfigDict(title="Finding")

    code: str = Field(description="What kind of finding it is; `GET /problems/{code}` explains it.")
    severity: Severity = Field(
        default="note",
        description="`decides` where a fact can change who is first, else `caution` or `note`.",
    )
    detail: str = Field(description="The finding in words.")
    alternative: str | None = Field(default=None, description="Which it is about, by id.")
    criterion: str | None = Field(default=None, description="On which criterion, by id.")


class UnavailableAnswer(Configured):
    """A method that cannot take the data, and why."""

    reason: Finding


Unavailable = Annotated[Any, Together(METHODS, lambda: with_parameters(UnavailableAnswer))]
"""The same, with the parameters that the method has."""


class CellFound(Answer):
    """What one finding among several of a kind is about."""

    alternative: str | None = Field(default=None, description="Its id.")
    name: str | None = Field(default=None, description="What the alternative is called.")
    criterion: str | None = Field(default=None, description="Its id.")
    detail: str | None = Field(default=None, description="Its sentence; in `full` answers.")


class Warned(Answer):
    """Findings of one kind that did not stop the work."""

    model_config = ConfigDict(title="Warning")

    code: str = Field(description="What kind of finding; `GET /problems/{code}` explains it.")
    severity: Severity = Field(
        description="`decides` where a fact can change who is first, else `caution` or `note`; "
        "the gravest stand first."
    )
    count: int = Field(ge=1, description="How many there are of the kind.")
    detail: str = Field(description="One sentence for all of them.")
    cells: list[CellFound] = Field(
        description="What each of them is about, where it names that: the first three, none in a"
        " `summary`, all where `cells` are included."
    )


class RankedAlternative(Answer):
    """An alternative with its place."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called; its id where it has no name.")
    rank: int = Field(ge=1, description="Competition rank: ties share the better one (1, 1, 3).")
    score: float = Field(
        description="As the method defines it; `method.lower_is_better` tells which way is better."
    )
    tied_with: list[str] = Field(description="Ids of the others of the same rank.")
    contributions: dict[str, float] | None = Field(
        default=None,
        description="By criterion: what it adds to the score, counted from `method.baseline`; where"
        " they are included.",
    )


class NamesAnswer(Answer):
    """What ids are called in the reader's language, where they have a name."""

    alternatives: dict[str, str] = Field(description="By id.")
    criteria: dict[str, str] = Field(description="By id.")
    countries: dict[str, str] | None = Field(
        default=None, description="Hosts of parks in the tariff scenario."
    )


class Excluded(Answer):
    """An alternative that failed a requirement."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description="What it is called.")
    reasons: list[Finding] = Field(description="One for each requirement that it fails.")


class WeightsAnswer(Answer):
    """Weights and how they came about."""

    values: dict[str, float] = Field(description="By criterion, at least 0, sum 1.")
    kind: str = Field(description="Of the statement that they follow from.")
    diagnostics: DiagnosticsAnswer


class RankedWeightsAnswer(WeightsAnswer):
    """Weights in use, what they mean to the method, and whose they are."""

    meaning: Meaning = Field(
        description="`scale`: what going from the worst to the best end of a criterion's scale is "
        "worth; `column`: as the method's normalisation has it."
    )
    source: WeightsSource


class MethodAnswer(Configured):
    """The method as it was used, its parameters beside its name."""

    lower_is_better: bool = Field(description="A smaller score is better; rank 1 is the best.")
    contributions_sum_to: Sum = SUM_FIELD
    baseline: Baseline = Field(description="What contributions are counted from.")


Used = Annotated[Any, Together(METHODS, lambda: with_parameters(MethodAnswer))]
"""The method of an answer, with the parameters that it has."""


class EditionAnswer(Answer, of=Edition):
    """Which state of a catalogue this is."""

    date: DayOrNone


class RecordAnswer(Answer):
    """What to send back for the same answer."""

    engine: str = Field(description="Name and version.")
    input_sha256: str = Field(description="SHA-256 of `spec`, as it stands here.")
    seed: int | None = Field(description="Of the draws; null where nothing was drawn.")
    spec: Any = Field(description="The request.")
    overlay: str | None = Field(
        default=None,
        description="Where parks of the catalogue are compared: SHA-256 of the private data in "
        "use, of an organisation's the one that `GET /v1/overlay` tells; null where there were "
        "none. Sending `spec` back gives the same answer only with the same private data.",
    )
    catalogue: EditionAnswer | None = Field(
        default=None,
        description="Where parks of the catalogue are compared: which state of it, by its version, "
        "the day on which it was closed, and the SHA-256 of its data.",
    )


class RankingRecord(RecordAnswer):
    """What to send back for the same answer."""

    spec: Annotated[Any, sent("RankingRequest")]


class RankingAnswer(Answer):
    """A ranking with its sensitivity.

    Its schema also holds what registered analyses answer beside it, see `beside_answer`.
    """

    ranking: list[RankedAlternative] = Field(description="The best first.")
    excluded: list[Excluded] = Field(
        description="Who fails a requirement or stands apart, and why; never ranked. Not again who"
        " is in `first_ask`, of a `summary`."
    )
    answer_set: list[str] | None = Field(
        description="Ids of all that can be first within the doubt about facts and weights; null"
        " where that was not worked out, or beside a decision unless `verdict` is included."
    )
    weights: RankedWeightsAnswer
    method: Used
    details: DetailsAnswer | None = Field(default=None, description="Not in a `summary`.")
    sensitivity: Annotated[Any, Together(ANALYSES, sensitivity_answer)] | None = Field(
        default=None,
        description="Null where none was asked for; in a `summary` only where it was.",
    )
    warnings: list[Warned] = WARNINGS_FIELD
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: RankingRecord

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema with the answers beside the ranking, absent where none was asked."""
        json_schema = handler(schema)
        beside = handler.resolve_ref_schema(handler(beside_answer().__pydantic_core_schema__))
        handler.resolve_ref_schema(json_schema)["properties"].update(beside["properties"])
        return json_schema
