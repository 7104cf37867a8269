"""What a comparison of weightings answers."""

from pydantic import ConfigDict, Field

from api.answer import Answer
from api.parks.answers import FirstAskAnswer
from api.rankings.answers import Excluded, Finding, MethodAnswer, RankedWeightsAnswer, RecordAnswer
from mcda.robust.verdict import Word

_NAME = "Of the alternative, in the language of the answer."


class PlacedAnswer(Answer):
    """An alternative with its place under one weighting."""

    alternative: str
    name: str = Field(description=_NAME)
    rank: int = Field(ge=1)
    score: float
    tied_with: list[str]


class FirstPlaceAnswer(Answer):
    """How sure the first place is under one weighting, in the doubt that it leaves itself."""

    word: Word
    first: str
    name: str = Field(description=_NAME)
    share_first: float = Field(
        ge=0, le=1, description="Of 2 000 joint draws of priorities and facts."
    )
    standard_error: float = Field(ge=0)
    main_rival: str | None = Field(description="Of the others the most often first.")
    sentence: str


class SetApartAnswer(Excluded):
    """An alternative that no weighting ranks."""

    name: str = Field(description=_NAME)


class WeighedAnswer(Answer):
    """The ranking under one weighting, and how sure its first place is."""

    name: str
    ranking: list[PlacedAnswer]
    weights: RankedWeightsAnswer
    verdict: FirstPlaceAnswer | None = Field(description="Null for one alternative.")
    first_ask: list[FirstAskAnswer] = Field(
        description="Parks of which too little is known under this weighting, ranked here beside "
        "the others since another weighting ranks them."
    )


class WinnerGapAnswer(Answer):
    """How far the winner of other weightings is behind the first of this one."""

    under: str = Field(description="Name of the weighting.")
    first: str = Field(description="Its first.")
    alternative: str = Field(description="The winner of others.")
    name: str = Field(description=_NAME)
    wanted_by: list[str] = Field(description="Names of those others.")
    gap: float = Field(ge=0, description="In the unit of the score.")
    gaps: dict[str, float] | None = Field(
        description="What each criterion adds to it, below 0 where the alternative is ahead; they "
        "sum to `gap`. Null where the method declares no attribution."
    )
    sentence: str = Field(description="Shown parts add up to the shown gap.")


class StretchAnswer(Answer):
    """A part of the way between two weightings on which one alternative is first."""

    model_config = ConfigDict(extra="allow", title="Stretch", populate_by_name=True)

    start: float = Field(alias="from", ge=0, le=1)
    end: float = Field(alias="to", ge=0, le=1)
    winner: str
    name: str = Field(description=_NAME)
    tied_with: list[str]


class RegionsAnswer(Answer):
    """Who is first on the straight way from one weighting to another."""

    between: list[str] = Field(min_length=2, max_length=2)
    stretches: list[StretchAnswer]


class ConsensusAnswer(Answer):
    """The alternative that everybody can live with: the least greatest regret."""

    alternative: str
    name: str = Field(description=_NAME)
    tied_with: list[str]
    greatest_regret: float = Field(ge=0)
    objects_most: str | None = Field(description="A weighting; null where nobody objects.")
    objects_equally: list[str]
    regrets: dict[str, float] = Field(
        description="By weighting: how far the alternative is behind the first."
    )
    sentence: str


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
    excluded: list[SetApartAnswer] = Field(
        description="Parks past the worst end of a scale, or of which too little is known under "
        "every weighting."
    )
    kendall_tau: dict[str, dict[str, float]]
    spearman_rho: dict[str, dict[str, float]]
    weight_distance: dict[str, dict[str, float]]
    winner_regions: list[RegionsAnswer]
    winner_gaps: list[WinnerGapAnswer] = Field(
        description="Between weightings that share no winner."
    )
    consensus: ConsensusAnswer
    disagreement: list[DisagreementAnswer]
    method: MethodAnswer
    warnings: list[Finding]
    record: RecordAnswer
