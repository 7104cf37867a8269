"""What the routes on parks answer."""

from typing import Any

from api.answer import Answer
from api.rankings.answers import RankingAnswer


class ClaimAnswer(Answer):
    """A dated statement of one source."""

    source: str
    as_of: str
    quote: str


class EvidenceAnswer(Answer):
    """What stands behind one cell."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    kind: str
    rationale: str
    claims: list[ClaimAnswer]


class QuestionAnswer(Answer):
    """A fact to ask for."""

    park: str
    criterion: str
    chance_of_changing_winner: float


class RecommendationAnswer(RankingAnswer):
    """A ranking of parks with the evidence behind every number."""

    evidence: dict[str, dict[str, EvidenceAnswer]]
    ask_next: list[QuestionAnswer]
    scenario: dict[str, Any]


class ParkAnswer(Answer):
    """A park with its claims."""

    id: str
    name: dict[str, str]
    country: str
    claims: list[ClaimAnswer]


class CountryAnswer(Answer):
    """A country with its claims."""

    id: str
    name: dict[str, str]
    claims: list[ClaimAnswer]
