"""What the parts of a sensitivity analysis answer."""

from typing import Any

from pydantic import Field

from api.answer import Answer


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
    lower_bound: float = Field(ge=0, le=1, description="Proved: no smaller change exists.")
    certified: bool = Field(description="Proved to be the smallest, to within 1 %.")
    towards: str | None = Field(
        description="Where winner and rival are level and the distance is 0: the criterion to "
        "which any weight, however little, lets the rival come out first; null elsewhere."
    )
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
    winner_entropy: float = Field(ge=0, description="Bits; 0 for a certain winner.")
    rank_entropy: dict[str, float]
    central_weights: dict[str, dict[str, float]]
    confidence_factors: dict[str, float]
    pairwise: dict[str, dict[str, float]]


class ExactAcceptabilityAnswer(Answer):
    """Shares of the volume of the set of weights."""

    drawn_from: DrawnFromAnswer
    first_shares: dict[str, float]
    rank_shares: dict[str, list[float]] | None = Field(
        description="null for more than six alternatives."
    )
    central_weights: dict[str, dict[str, float]]
    pairwise: dict[str, dict[str, float]]


class MethodsAnswer(Answer):
    """What other methods say."""

    rankings: dict[str, list[str]]
    winner_share: dict[str, float]
    kendall_tau: dict[str, dict[str, float]]


class ReversalCaseAnswer(Answer):
    """A change of the alternatives after which two that stay change places."""

    change: str
    kind: str
    alternative: str | None
    winner: str
    overtaken: str
    overtaking: str
    sentence: str


class ReversalAnswer(Answer):
    """Whether alternatives that should not matter decide who wins, or the order."""

    independent: bool
    guaranteed: bool
    order_holds: bool
    ideal_first: bool | None
    tried: int
    cases: list[ReversalCaseAnswer]
    order_cases: list[ReversalCaseAnswer]
    sentence: str


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


class ContrastAnswer(Answer):
    """The lead of one alternative over another, divided among the criteria."""

    first: str
    second: str
    measure: str
    lead: float
    exact: bool
    parts: dict[str, float] = Field(description="Sum to the lead.")


class DominanceAnswer(Answer):
    """Who is dominated by whom."""

    efficient: list[str]
    possibly_efficient: list[str]
    dominated_by: dict[str, list[str]]


class ArgumentAnswer(Answer):
    """What speaks most against the winner."""

    kind: str
    winner: str
    rival: str | None
    share: float = Field(ge=0, le=1)
    change: dict[str, Any] | None


class ExplanationAnswer(Answer):
    """Why the first is first."""

    sentences: list[str]
    contrasts: list[ContrastAnswer]
    dominance: DominanceAnswer
    argument: ArgumentAnswer | None


class ThresholdAnswer(Answer):
    """A value of a cell past which another is first."""

    value: float
    winner: str
    share: float
    within_bounds: bool


class FactAnswer(Answer):
    """What the change of one fact does."""

    alternative: str
    criterion: str
    value: float
    unit: str
    low: float | None
    high: float | None
    below: ThresholdAnswer | None
    above: ThresholdAnswer | None
    searched: list[float]
    exact: bool
    sentence: str


class PossibleRankAnswer(Answer):
    """Which ranks an alternative can take within the bounds of the facts."""

    alternative: str
    best: int = Field(ge=1)
    worst: int = Field(ge=1)
    best_proved: bool
    worst_proved: bool
    verdict: str
    proved: bool
    sentence: str


class WorthAnswer(Answer):
    """What is worth knowing, most valuable first."""

    facts: list[dict[str, Any]]
    weights: list[dict[str, Any]]
    judgements: list[dict[str, Any]]


class CombinationAnswer(Answer):
    """One way to rank that can be defended."""

    method: dict[str, Any]
    weighting: str
    winners: list[str]
    kept: bool
    kendall_tau: float
    responsible: list[str]
    ranks: dict[str, int]


class MultiverseAnswer(Answer):
    """All ways to rank that can be defended."""

    kept_share: float = Field(ge=0, le=1)
    winner_shares: dict[str, float]
    disagreement: float
    attribution: dict[str, float]
    combinations: list[CombinationAnswer]
    decisive: list[dict[str, Any]]
    sentences: list[str]


class SourceAnswer(Answer):
    """A source of doubt."""

    kind: str
    alternative: str | None
    criterion: str | None
    share: float
    standard_error: float


class BudgetAnswer(Answer):
    """Where the doubt about the winner comes from."""

    doubt: float = Field(ge=0, le=1)
    standard_error: float
    sources: list[SourceAnswer]
    samples: int
    seed: int | None


class SensitivityAnswer(Answer):
    """The parts that were run."""

    explanation: ExplanationAnswer | None
    stability: list[StabilityAnswer] | None
    smallest_change: ChangeAnswer | None
    facts: list[FactAnswer] | None
    possible_ranks: list[PossibleRankAnswer] | None
    acceptability: AcceptabilityAnswer | None
    exact_acceptability: ExactAcceptabilityAnswer | None
    worth_knowing: WorthAnswer | None
    methods: MethodsAnswer | None
    reversal: ReversalAnswer | None
    judgements: JudgementsAnswer | None
    multiverse: MultiverseAnswer | None
    budget: BudgetAnswer | None
