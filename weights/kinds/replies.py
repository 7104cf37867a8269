"""Replies of an interview, each right with a stated chance."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, TypedDict

import numpy as np
from pydantic import Field

from mcda.errors import Fault, InvalidWeights
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.imprecise import criteria_named, polytope_of
from weights.posterior import MOST_REPLIES, STEEPNESS, AmountReply, Posterior, check_count
from weights.prior import prior_of, start_faults
from weights.spec import ByCriterion, Part, Statement
from weights.statements import Constraint, Id, Number
from weights.swings import SwingValue, read_swings
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS

_SEED = 7


class Side(Part):
    """An improvement on one criterion."""

    criterion: Id = Field(description="By id.")
    value: Annotated[Number, Field(gt=0, le=1e300)] = Field(
        description="Its part of what the criterion's whole weight is worth."
    )


class SwingSide(Side):
    """An improvement among all those that were ordered or given points at once."""

    rank: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        default=None, description="1 matters most, equal ranks are ties."
    )
    points: Number | None = Field(
        default=None, description="Instead of ranks: 0 to 100, two or more above 0."
    )


class Replied(Part):
    """What was said of two improvements."""

    first: Side = Field(description="The one.")
    second: Side = Field(description="The other.")
    reply: Literal["first", "second", "equal"] = Field(
        description="Which was worth more; `equal`: within a tenth."
    )

    @property
    def question(self) -> frozenset[tuple[str, float]]:
        """Key of the question: its two amounts, in either order."""
        return frozenset((side.criterion, side.value) for side in (self.first, self.second))


class Near(Part):
    """Weights near which a person's were likely before the first reply."""

    share: Annotated[Number, Field(gt=0, le=1e300)] = Field(
        default=1.0, description="Against that of the others."
    )
    weights: ByCriterion = Field(description="At least 0, of any sum above 0; left out: 0.")


class Replies(Statement):
    """Which of two improvements was worth more, several times; any of it may be a slip.

    Before these all of them may have been ordered or given points at once.
    """

    kind: Literal["replies"]
    replies: list[Replied] = Field(
        description="In the order in which they came; the last to a question counts.",
        json_schema_extra={"maxItems": MOST_REPLIES},
    )
    swings: list[SwingSide] = Field(
        default_factory=list,
        max_length=100,
        description="Improvements that were ordered or given points all at once, before.",
    )
    starts: list[Near] = Field(
        default_factory=list,
        max_length=50,
        description="Near which the weights were likely before; they bound nothing.",
    )
    constraints: list[Constraint] = Field(
        default_factory=list, max_length=200, description="What is known for certain."
    )
    steepness: Annotated[Number, Field(gt=0, le=1e300)] = Field(
        default=STEEPNESS, description="How surely a difference of worth is seen."
    )

    @property
    def counted(self) -> list[Replied]:
        """The last reply to each question, in the order of the questions."""
        return list({replied.question: replied for replied in self.replies}.values())


class RepliesDiagnostics(TypedDict):
    """What the posterior rests on."""

    replies: int
    """How many questions were answered."""
    effective_samples: float
    """Independent draws that would tell as much."""
    seed: int
    """Of the draws."""


@WEIGHTINGS.register
class RepliesWeighting(Weighting[Replies]):
    r"""The mean of the posterior of the weights, which is what the statement leaves open.

    What was said of swings at once is a likelihood, see `weights.swings`.

    A reply is right with the chance
    :math:`P(\text{first}) = \epsilon + (1 - 3\epsilon)\, \sigma(k (d - e))`, ``d`` the difference
    of worth of the two improvements and ``e`` a tenth of the amount, see `weights.posterior`.

    References
    ----------
    Chopin, N. (2002). A sequential particle filter method for static models. Biometrika 89(3),
    539-551. doi:10.1093/biomet/89.3.539
    """

    kind = "replies"
    statement = Replies
    diagnostics = RepliesDiagnostics
    name: ClassVar = {"en": "answers of an interview", "zh": "问答中的回答"}
    origin: ClassVar = {
        "en": "The mean of the weights that are likely after the answers, any of which may be a "
        "slip.",
        "zh": "取根据各项回答推断的可能权重的均值；任何一个回答都可能有误。",
    }
    examples = (
        {
            "kind": "replies",
            "replies": [
                {
                    "first": {"criterion": "land_price", "value": 0.5},
                    "second": {"criterion": "infrastructure", "value": 0.25},
                    "reply": "first",
                }
            ],
            "starts": [{"weights": {"land_price": 3, "infrastructure": 1}}],
        },
    )

    def resolve(self, statement: Replies, problem: Problem | None) -> ResolvedWeights:
        """Return the mean of the posterior."""
        # By name, so that the same is drawn in whatever order a problem lists them.
        criteria = sorted(self.weighted(statement, problem))
        posterior = posterior_of(statement, criteria)
        return ResolvedWeights(
            values=dict(zip(criteria, posterior.mean().tolist(), strict=True)),
            diagnostics={
                "replies": len(statement.counted),
                "effective_samples": posterior.effective,
                "seed": posterior.seed,
            },
            known=posterior,
        )

    def came_with(self, statement: Replies, vector: WeightVector) -> WeightVector:
        """Return the centre of the constraints, else the mean of the starts, else equal weights."""
        names = vector.criteria
        if statement.constraints:
            allowed = polytope_of(statement.constraints, names)
            return WeightVector.normalised(
                names, allowed.centroid(np.random.default_rng(_SEED))[0], self.kind
            )
        values = np.zeros(len(names))
        for near in statement.starts:
            own = np.array([near.weights.get(name, 0.0) for name in names])
            values += near.share * own / max(own.sum(), np.finfo(float).tiny)
        return WeightVector.normalised(
            names, values if values.any() else np.ones(len(names)), self.kind
        )

    def size(self, statement: Replies) -> int:
        """Return the number of replies."""
        return len(statement.replies)

    def is_own_word(self, statement: Replies) -> bool:
        """Tell whether anything was said."""
        return bool(statement.replies or statement.swings)

    def reply_count(self, statement: Replies) -> int:
        """Return the number of answered questions."""
        return len(statement.counted)

    def criteria(self, statement: Replies) -> tuple[str, ...]:
        """Return the criteria that a start, a swing, a reply or a constraint names."""
        sides: list[Side] = [*statement.swings]
        sides += [side for replied in statement.replies for side in (replied.first, replied.second)]
        near = (name for near in statement.starts for name in near.weights)
        compared = (side.criterion for side in sides)
        return tuple(dict.fromkeys((*near, *compared, *criteria_named(statement.constraints))))


def posterior_of(statement: Replies, criteria: Sequence[str]) -> Posterior:
    """Return the posterior distribution of the weights of some criteria after the replies.

    Raises
    ------
    InvalidWeights
        Something names an unknown criterion, or the same twice, or the constraints contradict
        each other; or there are too many replies.
    """
    check_count(statement.replies, "replies")
    starts = [(near.share, near.weights) for near in statement.starts]
    faults = start_faults(starts, criteria)
    for place, replied in enumerate(statement.replies):
        sides = ("first", replied.first), ("second", replied.second)
        faults += [
            Fault(
                "weight_unknown_criterion",
                ("replies", place, name, "criterion"),
                {"criterion": side.criterion, "known": tuple(criteria)},
            )
            for name, side in sides
            if side.criterion not in criteria
        ]
        if replied.first.criterion == replied.second.criterion:
            fields = {"criterion": replied.first.criterion}
            at = ("replies", place, "second", "criterion")
            faults.append(Fault("elicit_same_criterion", at, fields))
    if not criteria:
        faults.append(Fault("empty_list", ("replies",), {"list": "replies"}))
    InvalidWeights.raise_any(faults)
    within = polytope_of(statement.constraints, criteria)
    swings = None
    if statement.swings:
        values = [
            SwingValue(side.criterion, side.value, side.rank, side.points)
            for side in statement.swings
        ]
        swings = read_swings(values, criteria)
    begun = Posterior.start(prior_of(criteria, starts), within, _SEED, swings)
    return begun.under(
        [
            AmountReply(
                first=criteria.index(replied.first.criterion),
                second=criteria.index(replied.second.criterion),
                amounts=(replied.first.value, replied.second.value),
                reply=replied.reply,
                steepness=statement.steepness,
            )
            for replied in statement.counted
        ]
    )
