"""What the routes on parks answer."""

from typing import Any

from pydantic import Field

from api.answer import Answer
from api.listing import Listing
from api.rankings.answers import RankingAnswer


class CriteriaAnswer(Listing):
    """The seven criteria, the optional ones, and the tree of all."""

    further: list[dict[str, Any]] = Field(
        description="`range` holds all figures of the catalogue; `possible` is what a figure of"
        " the caller's own may be, null where that is the range."
    )
    groups: list[dict[str, Any]]


class DollarsAnswer(Answer):
    """A figure in local currency, in US dollars by a dated rate."""

    low: float | None
    value: float | None
    high: float | None
    unit: str = Field(description="Such as `USD/m2`; areas are square metres.")
    rate: str = Field(description="Id of the claim that states the rate.")
    as_of: str = Field(description="Year or day of the rate.")
    per_usd: float = Field(description="Units of the currency for one US dollar.")
    currency: str


class ClaimAnswer(Answer):
    """A dated statement of one source."""

    usd: DollarsAnswer | None = Field(
        default=None,
        description="The figure in US dollars; null where it is in none or no rate is recorded."
        " The original stays in `low`, `value`, `high` and `unit`.",
    )
    source: str
    as_of: str
    quote: str = Field(description="Word for word, in the language of the source.")
    translations: dict[str, str] = Field(description="Of the quote, by language; ours.")
    private: bool = Field(description="From the user's own data, not the shipped catalogue.")


class QualityAnswer(Answer):
    """How good the evidence behind a cell is."""

    grade: str = Field(description="strong, fair, weak, none; own for an override.")
    doubts: list[str]
    sources: int = Field(ge=0, description="Independent ones that are not weak.")
    newest: int | None = Field(description="Year.")


class EvidenceAnswer(Answer):
    """What stands behind one cell."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    kind: str
    rationale: str
    quality: QualityAnswer | None
    claims: list[ClaimAnswer]


class LeadAnswer(Answer):
    """What the winner's lead rests on."""

    winner: str
    rival: str
    lead: float
    by_grade: dict[str, float] = Field(description="Sums to the lead.")
    weak_share: float = Field(ge=0, le=1)
    sentence: str


class QuestionAnswer(Answer):
    """A fact to ask for."""

    park: str
    criterion: str
    chance_of_changing_winner: float


class UnderScenarioAnswer(Answer):
    """What is first under one scenario."""

    scenario: str
    name: str
    winners: list[str]
    first_shares: dict[str, float]


class ScenarioDoubtAnswer(Answer):
    """How much of the doubt the choice of tariff scenario causes."""

    doubt: float = Field(ge=0, le=1)
    share: float = Field(ge=0, le=1)
    scenarios: list[UnderScenarioAnswer]
    samples: int
    seed: int


class ScaleAnswer(Answer):
    """Which values of a criterion count: its weight is the worth of going from end to end."""

    worst: float
    best: float
    points: list[list[float]] = Field(
        description="`[x, v]` of the value curve; empty where it is straight."
    )
    worst_in_words: str
    best_in_words: str
    reason: str
    as_of: str = Field(description="Day; empty where the request states the scale.")


class FirstAskAnswer(Answer):
    """A park of which too much is unknown to rank it: what to ask."""

    alternative: str
    name: str
    unknown_weight: float = Field(ge=0, le=1, description="Of the weights, 0.4 or more.")
    criteria: list[str] = Field(description="On which nothing is known, the heaviest first.")


class OutsideScaleAnswer(Answer):
    """A park past the worst end of a scale by more than a tenth of it."""

    alternative: str
    name: str
    criterion: str
    value: float
    end: float = Field(description="The worst end, in the criterion's unit.")


class AskEnterpriseAnswer(Answer):
    """What the enterprise has not said, so that it decides nothing."""

    field: str = Field(description="Of `enterprise`.")
    criteria: list[str] = Field(description="On which all parks stand alike until then.")
    weight: float = Field(ge=0, le=1)
    sentence: str


class RecommendationAnswer(RankingAnswer):
    """A ranking of parks with the evidence behind every number."""

    scales: dict[str, ScaleAnswer]
    first_ask: list[FirstAskAnswer]
    outside_scale: list[OutsideScaleAnswer]
    ask_enterprise: list[AskEnterpriseAnswer]

    evidence: dict[str, dict[str, EvidenceAnswer]]
    lead: LeadAnswer | None
    ask_next: list[QuestionAnswer]
    scenario: dict[str, Any] | None
    scenario_doubt: ScenarioDoubtAnswer | None


class ContradictionAnswer(Answer):
    """Statements that cannot all be right, and what we make of them."""

    id: str | None = Field(description="null for figures that nobody has read side by side.")
    attribute: str
    about: str | None = Field(description="What they disagree about.")
    explanation: str
    standing: str = Field(
        description="relied: on the side in relies_on; open; moot: open, but no value depends on "
        "it; unread: found by rule."
    )
    relies_on: list[str]
    across: str | None = Field(description="Why the statements are about several subjects.")
    sides: list[list[ClaimAnswer]]


class LookAlikeAnswer(Answer):
    """Claims that differ and can all be right."""

    id: str
    claims: list[str]
    explanation: str


class ParkAnswer(Answer):
    """A park with its claims."""

    id: str
    name: dict[str, str]
    country: str
    claims: list[ClaimAnswer]
    conflicts: list[list[str]] = Field(
        description="Pairs of claims, by id, of different sides of a contradiction."
    )
    contradictions: list[ContradictionAnswer]
    look_alikes: list[LookAlikeAnswer]


class CountryAnswer(Answer):
    """A country with its claims."""

    id: str
    name: dict[str, str]
    claims: list[ClaimAnswer]
    contradictions: list[ContradictionAnswer]
