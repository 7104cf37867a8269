"""What a ranking answers; these models describe, they do not slow the answer down."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Base of all answers: more fields may come, none is renamed."""

    model_config = ConfigDict(extra="allow")


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


class MethodAnswer(Answer):
    """The method as it was used."""

    name: str
    lower_is_better: bool
    contributions_sum_to: str


class BoundsAnswer(Answer):
    """The stretch of a weight on which something holds."""

    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    challenger_low: str | None
    challenger_high: str | None


class StabilityAnswer(Answer):
    """How far one weight may move; null bounds where the weight is 1."""

    criterion: str
    weight: float
    exact: bool
    winner: BoundsAnswer | None
    order: BoundsAnswer | None


class ChangeAnswer(Answer):
    """The smallest joint change of weights after which another wins."""

    winner_becomes: str
    weights: dict[str, float]
    distance: float = Field(ge=0, le=1)
    certified: bool
    sentence: str


class DrawnFromAnswer(Answer):
    """The set of weights that draws are taken from."""

    name: str
    sentence: str


class AcceptabilityAnswer(Answer):
    """How often each alternative takes each rank."""

    samples: int
    seed: int | None
    drawn_from: DrawnFromAnswer
    rank_shares: dict[str, list[float]]
    standard_error: float
    central_weights: dict[str, dict[str, float]]
    pairwise: dict[str, dict[str, float]]


class MethodsAnswer(Answer):
    """What other methods say."""

    rankings: dict[str, list[str]]
    winner_share: dict[str, float]
    kendall_tau: dict[str, dict[str, float]]


class ReversalCaseAnswer(Answer):
    """A change of the alternatives after which another wins."""

    change: str
    winner: str


class ReversalAnswer(Answer):
    """Whether alternatives that cannot win decide who does."""

    independent: bool
    cases: list[ReversalCaseAnswer]


class DecidingAnswer(Answer):
    """The single judgement whose smallest move on the scale changes the winner."""

    judge: str | None
    node: str
    pair: tuple[str, str]
    given: float
    needed: float
    steps: int
    winner: str
    winner_becomes: str
    parts: list[int] = Field(description="Places in a blend and the blends within it, from 0.")
    sentence: str


class LeftOutAnswer(Answer):
    """Who is first without one judge."""

    judge: str
    winners: list[str]
    changes: bool
    parts: list[int] = Field(description="Places in a blend and the blends within it, from 0.")


class JudgementsAnswer(Answer):
    """Which judgement and which judge decide."""

    deciding: DecidingAnswer | None
    steps_searched: int = Field(ge=0, description="Of the 16 steps of the 1-9 scale.")
    without_judge: list[LeftOutAnswer]


class SensitivityAnswer(Answer):
    """The parts that were run."""

    stability: list[StabilityAnswer] | None
    smallest_change: ChangeAnswer | None
    acceptability: AcceptabilityAnswer | None
    methods: MethodsAnswer | None
    reversal: ReversalAnswer | None
    judgements: JudgementsAnswer | None


class RecordAnswer(Answer):
    """What to send back for the same answer."""

    engine: str
    input_sha256: str
    seed: int | None
    spec: dict[str, Any]


class RankingAnswer(Answer):
    """A ranking with its sensitivity."""

    ranking: list[RankedAlternative]
    excluded: list[Excluded]
    answer_set: list[str]
    weights: WeightsAnswer
    method: MethodAnswer
    sensitivity: SensitivityAnswer | None
    warnings: list[Finding]
    record: RecordAnswer
