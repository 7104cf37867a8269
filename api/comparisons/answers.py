"""What a comparison of weightings answers."""

from pydantic import ConfigDict, Field

from api.answer import Answer
from api.rankings.answers import (
    Excluded,
    NamesAnswer,
    RankedWeightsAnswer,
    RecordAnswer,
    Used,
    Warned,
)
from mcda.parks.exclusions import FirstAsk
from mcda.robust import FirstPlace
from weights.comparison.agreement import WeightAgreement
from weights.comparison.camps import Camp
from weights.comparison.disagreement import Disagreement
from weights.comparison.regions import Stretch, WinnerRegions
from weights.comparison.regret import Consensus
from weights.comparison.winner_gaps import WinnerGap

_NAME = "Of the alternative, in the language of the answer."


class PlacedAnswer(Answer):
    """An alternative with its place under one weighting."""

    alternative: str = Field(description="Its id.")
    name: str = Field(description=_NAME)
    rank: int = Field(ge=1, description="Competition rank: ties share the better one (1, 1, 3).")
    score: float = Field(description="As the method defines it.")
    tied_with: list[str] = Field(description="Ids of the others of the same rank.")


class SetApartAnswer(Excluded):
    """An alternative that no weighting ranks."""

    name: str = Field(description=_NAME)


class WeighedAnswer(Answer):
    """The ranking under one weighting, and how sure its first place is."""

    name: str = Field(description="Of the weighting.")
    ranking: list[PlacedAnswer] = Field(description="The best first.")
    weights: RankedWeightsAnswer
    verdict: FirstPlace | None = Field(description="Null for one alternative.")
    first_ask: list[FirstAsk] = Field(
        description="Parks of which too little is known under this weighting, ranked here beside "
        "the others since another weighting ranks them."
    )


class StretchAnswer(Answer, of=Stretch):
    """A part of the way between two weightings on which one alternative is first."""

    model_config = ConfigDict(title="Stretch", populate_by_name=True)

    start: float = Field(
        alias="from", ge=0, le=1, description="Where on the way it begins, 0 being the one end."
    )
    end: float = Field(alias="to", ge=0, le=1, description="Where it ends, 1 being the other end.")
    name: str = Field(description=_NAME)


class RegionsAnswer(Answer, of=WinnerRegions):
    """Who is first on the straight way from one weighting to another."""

    stretches: list[StretchAnswer]


class DisagreementAnswer(Answer, of=Disagreement):
    """Which criteria's weights explain that two weightings have no winner in common."""

    winners: dict[str, list[str]] = Field(
        description="Of both weightings, by name: ids of all that are first."
    )


class ComparisonAnswer(Answer):
    """Rankings side by side, how far they agree, and why they part."""

    sentence: str = Field(description="Who chooses what, in words.")
    camps: list[Camp] = Field(
        description="Weightings by their first place, the largest camp first; of camps of one "
        "size, the one whose first place is nearest to what everybody can live with."
    )
    rankings: list[WeighedAnswer] = Field(description="Of each weighting, in their order.")
    excluded: list[SetApartAnswer] = Field(
        description="Parks past the worst end of a scale, or of which too little is known under "
        "every weighting."
    )
    kendall_tau: dict[str, dict[str, float]] = Field(
        description="Rank correlation tau-b of every two rankings, in -1..1."
    )
    spearman_rho: dict[str, dict[str, float]] = Field(
        description="Rank correlation rho of every two rankings, in -1..1."
    )
    weight_distance: dict[str, dict[str, float]] = Field(
        description="Share of weight that differs between every two weightings, in 0..1: half the "
        "sum of absolute differences."
    )
    winner_regions: list[RegionsAnswer] = Field(
        description="Who is first between every two weightings."
    )
    winner_gaps: list[WinnerGap] = Field(description="Between weightings that share no winner.")
    consensus: Consensus
    disagreement: list[DisagreementAnswer] = Field(
        description="Of every two weightings that have no winner in common."
    )
    agreements: list[WeightAgreement] = Field(
        description="Of every two weightings: on which criteria they are alike, and where they "
        "lie apart."
    )
    method: Used
    warnings: list[Warned] = Field(
        description="What did not stop the work, the gravest first, by kind."
    )
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: RecordAnswer
