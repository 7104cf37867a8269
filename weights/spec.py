"""What a caller may say about importance: one model a kind, told apart by ``kind``."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation
from weights.statements import MOST_CRITERIA, Constraint, Id, Number

ObjectiveScheme = Literal[
    "equal",
    "entropy",
    "critic",
    "merec",
    "standard_deviation",
    "coefficient_of_variation",
    "gini",
    "angle",
    "cilos",
    "idocriw",
]
RankScheme = Literal["centroid", "sum", "reciprocal", "exponent", "rancom"]
Correlation = Literal["pearson", "spearman"]
Row = Annotated[list[Number | None], Field(max_length=MOST_CRITERIA)]
Judgements = Annotated[list[Row], Field(max_length=MOST_CRITERIA)]
Ids = Annotated[list[Id], Field(max_length=MOST_CRITERIA)]
Order = Annotated[list[Ids], Field(max_length=MOST_CRITERIA)]
ByCriterion = Annotated[dict[Id, Number], Field(max_length=MOST_CRITERIA)]


_RANDOM_INDEX = (
    "Divides the consistency index, as far as it was published (to 15 items); past that the line "
    "does, and the answer names it."
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cap(_Part):
    """Criteria that tell the same story may not weigh more than this together."""

    criteria: Ids = Field(examples=[["investor_type", "hometown_ties", "government_support"]])
    at_most: Annotated[Number, Field(gt=0, le=1)]


class Statement(_Part):
    """Base of all statements about importance."""

    caps: list[Cap] = Field(
        default_factory=list, description="Upper limits of groups of criteria.", max_length=100
    )


class Direct(Statement):
    """Points for every criterion; divided by their sum."""

    kind: Literal["direct"]
    values: ByCriterion = Field(
        description="A number >= 0 for every criterion, not all zero. Points of any sum; what sums "
        "to 1 or 100 but for a tenth, and not for rounding, is answered with the warning "
        "`weights_normalised`, which names the sum.",
        examples=[{"land_price": 3, "infrastructure": 1}],
    )


class Hierarchy(_Part):
    """A node of a tree of criteria, its children compared in pairs."""

    id: Id
    matrix: Judgements | None = Field(
        default=None, description="Reciprocal, over the children; null is not answered."
    )
    values: list[Number] | None = Field(
        default=None,
        description="Instead of a matrix: points of the children.",
        max_length=MOST_CRITERIA,
    )
    children: list["Hierarchy | Id"] = Field(
        default_factory=list,
        description="Nodes, or the ids of criteria.",
        max_length=MOST_CRITERIA,
    )


class Comparisons(_Part):
    """Pairwise judgements: of a flat list of criteria or of a tree."""

    items: Ids | None = Field(default=None, description="Criteria, in the order of the matrix.")
    matrix: Judgements | None = Field(
        default=None,
        description="Reciprocal; `matrix[i][j]` says how many times more important i is than j; "
        "null is not answered.",
        examples=[[[1, 3], [0.3333333333333333, 1]]],
    )
    hierarchy: Hierarchy | None = Field(default=None, description="Instead of items and matrix.")


class Ahp(Statement, Comparisons):
    """Pairwise judgements of the criteria."""

    kind: Literal["ahp"]
    priority: Prioritisation = "eigenvector"
    random_index: RandomIndex = Field(default="saaty_2005", description=_RANDOM_INDEX)


class Judge(_Part):
    """One of a group, with judgements of their own."""

    name: Id
    share: Annotated[Number, Field(ge=0)] = 1.0
    matrix: Judgements | None = None
    hierarchy: Hierarchy | None = None


class AhpGroup(Statement):
    """Pairwise judgements of several judges."""

    kind: Literal["ahp_group"]
    items: Ids | None = Field(default=None, description="Criteria, in the order of the matrices.")
    judges: list[Judge] = Field(min_length=1, max_length=500)
    aggregate: Literal["judgements", "priorities"] = "judgements"
    priority: Prioritisation = "eigenvector"
    random_index: RandomIndex = Field(default="saaty_2005", description=_RANDOM_INDEX)


class Ranked(Statement):
    """Criteria in order of importance, ties together."""

    kind: Literal["ranked"]
    order: Order = Field(
        description="Best first.", examples=[[["land_price"], ["infrastructure"]]], min_length=1
    )
    scheme: RankScheme = "centroid"
    exponent: Annotated[Number, Field(gt=0, le=20)] = Field(
        default=2.0, description="Of the `exponent` scheme."
    )


class Swing(Statement):
    """What going from the worst to the best value is worth; the greatest gets 100."""

    kind: Literal["swing"]
    points: ByCriterion = Field(examples=[{"land_price": 100, "infrastructure": 60}])


class BestWorst(Statement):
    """The best criterion against all, all against the worst."""

    kind: Literal["best_worst"]
    best: Id
    worst: Id
    best_to_others: ByCriterion = Field(
        description="How many times more important the best is than each, >= 1.",
        examples=[{"land_price": 1, "infrastructure": 2, "one_stop_services": 8}],
    )
    others_to_worst: ByCriterion = Field(
        description="How many times more important each is than the worst, >= 1.",
        examples=[{"land_price": 8, "infrastructure": 5, "one_stop_services": 1}],
    )
    model: Literal["linear", "nonlinear"] = "linear"


class Objective(Statement):
    """Weights read from the performances alone."""

    kind: Literal["objective"]
    scheme: ObjectiveScheme
    correlation: Correlation = Field(default="pearson", description="Of the `critic` scheme.")


class Imprecise(Statement):
    """What is known of the weights: orders, ratios, bounds."""

    kind: Literal["imprecise"]
    constraints: list[Constraint] = Field(
        max_length=200,
        examples=[
            [
                {"more": "land_price", "than": "infrastructure"},
                {"ratio": ["land_price", "one_stop_services"], "low": 2, "high": 4},
                {"weight": "infrastructure", "low": 0.1},
            ]
        ],
    )


class Profile(Statement):
    """A named profile, see `GET /v1/profiles`; or one of the caller's own, with its order."""

    kind: Literal["profile"]
    id: Id
    order: Order | None = Field(
        default=None, description="Makes this a profile of your own: best first, ties together."
    )
    excluded: Ids = Field(
        default_factory=list, description="Criteria of a profile of your own that weigh nothing."
    )


class Share(_Part):
    """A part of a blend."""

    share: Annotated[Number, Field(ge=0)]
    weights: "WeightSpec"


class Blend(Statement):
    """Other statements, mixed by their shares."""

    kind: Literal["blend"]
    parts: list[Share] = Field(min_length=1, max_length=50)


WeightSpec = Annotated[
    Direct | Ahp | AhpGroup | Ranked | Swing | BestWorst | Objective | Imprecise | Profile | Blend,
    Field(discriminator="kind"),
]
Share.model_rebuild()
Blend.model_rebuild()


def is_cheap(statement: Statement) -> bool:
    """Tell whether a statement is resolved in a time that no answer to it feels, by its kind."""
    return isinstance(statement, Direct | Profile | Ranked) and not statement.caps
