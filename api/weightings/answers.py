"""What the routes on weights answer."""

from typing import Literal

from pydantic import Field

from api.answer import Answer
from api.rankings.answers import Warned, WeightsAnswer
from api.rankings.draws import DrawnFromAnswer
from mcda.parks.templates import TemplateId
from weights.pairwise.repair import JudgementChange
from weights.profiles.model import Form, Profile, Subject

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
    changes: list[JudgementChange]
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
    warnings: list[Warned] = Field(
        description="Such as `weights_normalised`: `direct` values that look like shares of 1 or "
        "100 but do not sum to it were divided by their sum."
    )
    least_consistent: list[SaidAnswer]
    repair: list[ProposalAnswer]


class ProfileAnswer(Answer, of=Profile):
    """What criteria are worth to one kind of enterprise or investor, and what that rests on."""

    about: TemplateId
    subject: Subject
    form: Form = Field(description="Whether it states swings or a rank order.")
    weights: dict[str, float] = Field(
        description="Of swings each by their sum, of an order its centroid weights."
    )
    label: Text
    default: bool
