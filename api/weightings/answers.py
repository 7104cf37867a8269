"""What the routes on weights answer."""

from typing import Literal

from pydantic import Field

from api.answer import Answer
from api.rankings.answers import Finding, WeightsAnswer
from api.rankings.draws import DrawnFromAnswer
from weights.profiles.model import About, Form, Level

Text = dict[str, str]


class KnownAnswer(DrawnFromAnswer):
    """How well the weights are known: what the statement leaves open."""

    stated: bool = Field(description="False: it does not say, so ±20 % is taken.")
    intervals: dict[str, tuple[float, float]] = Field(description="Central 95 % of the draws.")
    samples: int
    seed: int


class SaidAnswer(Answer):
    """A finding as a sentence."""

    code: str
    detail: str


class RepairAnswer(Answer):
    """A judgement that would change."""

    pair: tuple[str, str]
    before: float
    after: float
    steps: int
    sentence: str


class GivenAnswer(Answer):
    """A judgement as it was given: how many times more important the first is."""

    pair: tuple[str, str]
    given: float


class AskAgainAnswer(SaidAnswer):
    """Answers too far apart to be mended by new numbers: ask these again."""

    judgements: list[GivenAnswer] = Field(description="The farthest off first.")


class ProposalAnswer(Answer):
    """The fewest judgements whose change makes a matrix acceptable; a proposal, never applied."""

    node: str
    ask_again: AskAgainAnswer | None = Field(
        description="Instead of changes, where these would be more than 3 judgements or more than "
        "8 steps of the scale in all."
    )
    changes: list[RepairAnswer]
    consistency_ratio_before: float
    consistency_ratio_after: float | None = Field(description="None where to ask again.")
    fewest_judgements: Literal["proved", "found"]
    fewest_steps: Literal["proved", "found"]
    weights_after: dict[str, float] | None
    winners_before: list[str] | None = Field(description="With a problem: who is first now.")
    winners_after: list[str] | None


class ResolvedAnswer(WeightsAnswer):
    """Weights, how they came about, how well they are known, and what would mend them."""

    known: KnownAnswer
    warnings: list[Finding] = Field(
        description="Such as `weights_normalised`: `direct` values that look like shares of 1 or "
        "100 but do not sum to it were divided by their sum."
    )
    least_consistent: list[SaidAnswer]
    repair: list[ProposalAnswer]


class SubjectAnswer(Answer):
    """What a profile is about, with the criteria that weigh in it by id."""

    id: About
    name: Text
    criteria: dict[str, Text]


class SupportPartAnswer(Answer):
    """How well the places of some criteria are supported."""

    criteria: list[str]
    level: Level
    note: Text


class SupportAnswer(Answer):
    """How well the profile is supported, as a whole and part by part."""

    level: Level
    note: Text
    parts: list[SupportPartAnswer]


class AlsoNamedAnswer(Answer):
    """A criterion beyond those of the subject, with where it would stand."""

    id: str
    name: Text
    note: Text


class ProfileClaimAnswer(Answer):
    """A verbatim quotation, with the places in the order for or against which it speaks."""

    section: str
    source: str
    as_of: str
    quote: str
    supports: list[str]
    counters: list[str]


class SwingAnswer(Answer):
    """What going from the worst to the best end of a criterion's scale is worth."""

    criterion: str
    points: float = Field(gt=0, le=100, description="Against the greatest swing, 100.")
    note: Text = Field(description="Why this size, given these ends.")
    claims: list[str] = Field(description="Sources of the claims behind it; none of filler.")


class ConditionAnswer(Answer):
    """Facts of an enterprise that speak for the profile, all together."""

    size: list[str] = Field(description="One of these; empty: any.")
    intent: list[str]
    sectors: list[str]
    first_investment: bool | None = Field(description="None: whatever is stated.")
    partners_inside: bool | None
    relies_on_investor: bool | None
    sells_to: list[str] = Field(description="More than half of the sales.")
    sells_outside: list[str] = Field(description="More than half of the sales are elsewhere.")
    hardly_to: list[str] = Field(description="At most a tenth of the sales.")
    because: Text


class ProfileAnswer(Answer):
    """What criteria are worth to one kind of enterprise or investor, and what that rests on."""

    id: str
    number: str
    about: About
    subject: SubjectAnswer
    name: Text
    for_whom: Text
    not_when: Text
    form: Form = Field(description="Whether it states swings or a rank order.")
    swings: list[SwingAnswer] = Field(description="The greatest first; none of a rank order.")
    order: list[list[str]] = Field(
        description="Best first, ties together; that of the swings where there are any."
    )
    excluded: list[str] = Field(description="Criteria without weight.")
    excluded_because: Text | None
    filler: list[str] = Field(description="Criteria weighed without support in the text.")
    support: SupportAnswer
    also_named: list[AlsoNamedAnswer]
    claims: list[ProfileClaimAnswer]
    fits: list[ConditionAnswer] = Field(description="Any of these speaks for the profile.")
    weights: dict[str, float] = Field(
        description="Of swings each by their sum, of an order its centroid weights."
    )
    label: Text
    default: bool
