"""What a comparison of weightings answers."""

from pydantic import ConfigDict, Field

from api.answer import Answer
from api.rankings.answers import (
    Excluded,
    MethodAnswer,
    NamesAnswer,
    RankedWeightsAnswer,
    RecordAnswer,
    Warned,
)
from mcda.parks.exclusions import FirstAsk
from mcda.robust import FirstPlace
from weights.comparison.disagreement import Disagreement
from weights.comparison.regions import Stretch, WinnerRegions
from weights.comparison.regret import Consensus
from weights.comparison.winner_gaps import WinnerGap

_NAME = "Of the alternative, in the language of the answer."


class PlacedAnswer(Answer):
    """An alternative with its place under one weighting."""

    alternative: str
    name: str = Field(description=_NAME)
    rank: int = Field(ge=1)
    score: float
    tied_with: list[str]


class SetApartAnswer(Excluded):
    """An alternative that no weighting ranks."""

    name: str = Field(description=_NAME)


class WeighedAnswer(Answer):
    """The ranking under one weighting, and how sure its first place is."""

    name: str
    ranking: list[PlacedAnswer]
    weights: RankedWeightsAnswer
    verdict: FirstPlace | None = Field(description="Null for one alternative.")
    first_ask: list[FirstAsk] = Field(
        description="Parks of which too little is known under this weighting, ranked here beside "
        "the others since another weighting ranks them."
    )


class StretchAnswer(Answer, of=Stretch):
    """A part of the way between two weightings on which one alternative is first."""

    model_config = ConfigDict(extra="allow", title="Stretch", populate_by_name=True)

    start: float = Field(alias="from", ge=0, le=1)
    end: float = Field(alias="to", ge=0, le=1)
    name: str = Field(description=_NAME)


class RegionsAnswer(Answer, of=WinnerRegions):
    """Who is first on the straight way from one weighting to another."""

    stretches: list[StretchAnswer]


class DisagreementAnswer(Answer, of=Disagreement):
    """Which criteria's weights explain that two weightings have no winner in common."""

    winners: dict[str, list[str]]


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
    winner_gaps: list[WinnerGap] = Field(description="Between weightings that share no winner.")
    consensus: Consensus
    disagreement: list[DisagreementAnswer]
    method: MethodAnswer
    warnings: list[Warned]
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: RecordAnswer
