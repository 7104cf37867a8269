"""What a ranking answers; these models describe, they do not slow the answer down."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, sensitivity_answer
from mcda.methods.preference import PreferenceType
from weights.registered import Together


class Finding(Answer):
    """A finding that did not stop the work."""

    model_config = ConfigDict(extra="allow", title="Finding")

    code: str
    detail: str
    alternative: str | None = None
    criterion: str | None = None


class RankedAlternative(Answer):
    """An alternative with its place."""

    alternative: str
    rank: int = Field(ge=1)
    score: float
    tied_with: list[str]
    contributions: dict[str, float]


class Excluded(Answer):
    """An alternative that failed a requirement."""

    alternative: str
    reasons: list[Finding]


class WeightsAnswer(Answer):
    """Weights and how they came about."""

    values: dict[str, float]
    kind: str
    diagnostics: dict[str, Any]


class PreferenceAnswer(Answer):
    """A preference function of PROMETHEE with the thresholds that it reads."""

    type: PreferenceType
    q: float | None = Field(
        default=None, description="Differences up to here count as none, in the criterion's unit."
    )
    p: float | None = Field(
        default=None, description="Differences from here on count wholly, in the criterion's unit."
    )
    s: float | None = Field(
        default=None, description="`gaussian`: the inflection point, in the criterion's unit."
    )


class MethodAnswer(Answer):
    """The method as it was used."""

    name: str
    lower_is_better: bool
    contributions_sum_to: str


class DetailsAnswer(Answer):
    """What the method says besides its scores; each field from the methods that it names.

    Figures by alternative are those of the ranked. Methods that are not named say nothing more.
    """

    S: dict[str, float] | None = Field(
        default=None,
        description="VIKOR: the weighted sum of the regrets of each alternative, in 0..1; the "
        "smallest serves the group best.",
    )
    R: dict[str, float] | None = Field(
        default=None,
        description="VIKOR: the largest weighted regret of each alternative, in 0..1; the smallest "
        "leaves the least to complain of.",
    )
    acceptable_advantage: bool | None = Field(
        default=None,
        description="VIKOR: the second is behind the first by at least 1/(m - 1) of Q, with m "
        "alternatives.",
    )
    acceptable_stability: bool | None = Field(
        default=None, description="VIKOR: the first is also the best by S or by R."
    )
    compromise_set: list[str] | None = Field(
        default=None,
        description="VIKOR: the first alone where both tests hold; with whoever is second where "
        "only stability fails; with all that are nearer than the advantage where that fails.",
    )
    E: dict[str, float] | None = Field(
        default=None,
        description="CODAS: Euclidean distance of each alternative from the negative ideal.",
    )
    T: dict[str, float] | None = Field(
        default=None,
        description="CODAS: taxicab distance of each alternative from the negative ideal.",
    )
    H: dict[str, float] | None = Field(
        default=None,
        description="CODAS: the assessment score as published; `score` is at most what those have "
        "that are at least as good on every criterion.",
    )
    preferences: dict[str, PreferenceAnswer] | None = Field(
        default=None, description="PROMETHEE II: the preference function of each criterion."
    )
    consistency_ratios: dict[str, float] | None = Field(
        default=None,
        description="AHP with `comparisons`: the consistency ratio of each criterion's matrix.",
    )


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


class RankingAnswer(Answer):
    """A ranking with its sensitivity."""

    ranking: list[RankedAlternative]
    excluded: list[Excluded]
    answer_set: list[str]
    weights: WeightsAnswer
    method: MethodAnswer
    details: DetailsAnswer
    sensitivity: Annotated[Any, Together(ANALYSES, sensitivity_answer)] | None
    warnings: list[Finding]
    record: RecordAnswer
