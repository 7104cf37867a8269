"""What a comparison of weightings answers."""

from pydantic import ConfigDict, Field

from api.answer import Answer
from api.rankings.answers import Finding, MethodAnswer, RankedWeightsAnswer, RecordAnswer


class PlacedAnswer(Answer):
    """An alternative with its place under one weighting."""

    alternative: str
    rank: int = Field(ge=1)
    score: float
    tied_with: list[str]


class WeighedAnswer(Answer):
    """The ranking under one weighting."""

    name: str
    ranking: list[PlacedAnswer]
    weights: RankedWeightsAnswer


class StretchAnswer(Answer):
    """A part of the way between two weightings on which one alternative is first."""

    model_config = ConfigDict(extra="allow", title="Stretch", populate_by_name=True)

    start: float = Field(alias="from", ge=0, le=1)
    end: float = Field(alias="to", ge=0, le=1)
    winner: str
    tied_with: list[str]


class RegionsAnswer(Answer):
    """Who is first on the straight way from one weighting to another."""

    between: list[str] = Field(min_length=2, max_length=2)
    stretches: list[StretchAnswer]


class ConsensusAnswer(Answer):
    """The alternative of least greatest regret; null where nobody objects."""

    alternative: str
    tied_with: list[str]
    greatest_regret: float = Field(ge=0)
    objects_most: str | None
    objects_equally: list[str]
    regrets: dict[str, float]


class DisagreementAnswer(Answer):
    """Which criteria's weights explain that two weightings have no winner in common."""

    between: list[str] = Field(min_length=2, max_length=2)
    winners: dict[str, list[str]]
    difference: float = Field(gt=0)
    shares: dict[str, float] = Field(description="Part of each criterion; they sum to 1.")
    standard_errors: dict[str, float] | None = Field(description="Null where exact.")
    exact: bool


class ComparisonAnswer(Answer):
    """Rankings side by side, how far they agree, and why they part."""

    rankings: list[WeighedAnswer]
    kendall_tau: dict[str, dict[str, float]]
    spearman_rho: dict[str, dict[str, float]]
    weight_distance: dict[str, dict[str, float]]
    winner_regions: list[RegionsAnswer]
    consensus: ConsensusAnswer
    disagreement: list[DisagreementAnswer]
    method: MethodAnswer
    warnings: list[Finding]
    record: RecordAnswer
