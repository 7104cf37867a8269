"""What a ranking answers; these models describe, they do not slow the answer down."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from api.answer import Answer
from api.rankings.analysis import ANALYSES, beside_answer, sensitivity_answer
from api.rankings.details import DetailsAnswer
from api.rankings.finding import Severity
from mcda.method import Baseline, Meaning
from mcda.parks.model import Edition
from weights.registered import Together
from weights.source import WeightsSource


class Finding(Answer):
    """A finding that did not stop the work."""

    model_config = ConfigDict(extra="allow", title="Finding")

    code: str
    severity: Severity = "note"
    detail: str
    alternative: str | None = None
    criterion: str | None = None


class CellFound(Answer):
    """What one finding among several of a kind is about."""

    alternative: str | None = None
    criterion: str | None = None
    detail: str | None = Field(default=None, description="Its sentence; in `full` answers.")


class Warned(Answer):
    """Findings of one kind that did not stop the work."""

    model_config = ConfigDict(title="Warning")

    code: str
    severity: Severity = Field(
        description="`decides` where a fact can change who is first, else `caution` or `note`; "
        "the gravest stand first."
    )
    count: int = Field(ge=1, description="How many there are of the kind.")
    detail: str = Field(description="One sentence for all of them.")
    cells: list[CellFound] = Field(
        description="What each of them is about, where it names that; none in a `summary`."
    )


class RankedAlternative(Answer):
    """An alternative with its place."""

    alternative: str
    rank: int = Field(ge=1)
    score: float
    tied_with: list[str]
    contributions: dict[str, float]


class NamesAnswer(Answer):
    """What ids are called in the reader's language, where they have a name."""

    alternatives: dict[str, str]
    criteria: dict[str, str]
    countries: dict[str, str] | None = Field(
        default=None, description="Hosts of parks in the tariff scenario."
    )


class Excluded(Answer):
    """An alternative that failed a requirement."""

    alternative: str
    reasons: list[Finding]


class WeightsAnswer(Answer):
    """Weights and how they came about."""

    values: dict[str, float]
    kind: str
    diagnostics: dict[str, Any]


class RankedWeightsAnswer(WeightsAnswer):
    """Weights in use, what they mean to the method, and whose they are."""

    meaning: Meaning = Field(
        description="`scale`: what going from the worst to the best end of a criterion's scale is "
        "worth; `column`: as the method's normalisation has it."
    )
    source: WeightsSource


class MethodAnswer(Answer):
    """The method as it was used."""

    name: str
    lower_is_better: bool
    contributions_sum_to: str
    baseline: Baseline = Field(description="What contributions are counted from.")


class RecordAnswer(Answer):
    """What to send back for the same answer."""

    engine: str
    input_sha256: str
    seed: int | None
    spec: dict[str, Any] = Field(
        description="The request; sending it back gives the same answer to the last digit on the "
        "same engine version, numerical libraries and kind of processor; elsewhere the same "
        "ranking and the same shown digits."
    )
    overlay: str | None = Field(
        default=None,
        description="Where parks of the catalogue are compared: SHA-256 of the private data in "
        "use, of an organisation's the one that `GET /v1/overlay` tells; null where there were "
        "none. Sending `spec` back gives the same answer only with the same private data.",
    )
    catalogue: Edition | None = Field(
        default=None,
        description="Where parks of the catalogue are compared: which state of it, by its version, "
        "the day on which it was closed, and the SHA-256 of its data.",
    )


class RankingAnswer(Answer):
    """A ranking with its sensitivity.

    Its schema also holds what registered analyses answer beside it, see `beside_answer`.
    """

    ranking: list[RankedAlternative]
    excluded: list[Excluded]
    answer_set: list[str]
    weights: RankedWeightsAnswer
    method: MethodAnswer
    details: DetailsAnswer | None = Field(default=None, description="Not in a `summary`.")
    sensitivity: Annotated[Any, Together(ANALYSES, sensitivity_answer)] | None = Field(
        default=None, description="Null where none was asked for; not in a `summary`."
    )
    warnings: list[Warned]
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: RecordAnswer

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema with the answers beside the ranking, absent where none was asked."""
        made = handler(schema)
        beside = handler.resolve_ref_schema(handler(beside_answer().__pydantic_core_schema__))
        handler.resolve_ref_schema(made)["properties"].update(beside["properties"])
        return made
