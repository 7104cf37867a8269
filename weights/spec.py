"""What a caller may say about importance: one model a kind, told apart by ``kind``."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat

from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation

Number = Annotated[StrictFloat, Field(allow_inf_nan=False)]
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
RankScheme = Literal["centroid", "sum", "reciprocal", "exponent"]


class Statement(BaseModel):
    """Base of all statements about importance."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Direct(Statement):
    """Points for every criterion; divided by their sum."""

    kind: Literal["direct"]
    values: dict[str, Number] = Field(
        description="A number >= 0 for every criterion, not all zero.",
        examples=[{"land_price": 3, "infrastructure": 1}],
    )


class Ahp(Statement):
    """Pairwise judgements of the criteria."""

    kind: Literal["ahp"]
    items: list[str] = Field(description="Criteria, in the order of the matrix.", min_length=1)
    matrix: list[list[Number]] = Field(
        description="Reciprocal; `matrix[i][j]` says how many times more important i is than j.",
        examples=[[[1, 3], [0.3333333333333333, 1]]],
    )
    priority: Prioritisation = "eigenvector"
    random_index: RandomIndex = "saaty_2005"


class Ranked(Statement):
    """Criteria in order of importance, ties together."""

    kind: Literal["ranked"]
    order: list[list[str]] = Field(
        description="Best first.", examples=[[["land_price"], ["infrastructure"]]], min_length=1
    )
    scheme: RankScheme = "centroid"
    exponent: Annotated[Number, Field(gt=0, le=20)] = Field(
        default=2.0, description="Of the `exponent` scheme."
    )


class Objective(Statement):
    """Weights read from the performances alone."""

    kind: Literal["objective"]
    scheme: ObjectiveScheme


class Profile(Statement):
    """A named profile, see `GET /v1/profiles`."""

    kind: Literal["profile"]
    id: str


WeightSpec = Annotated[Direct | Ahp | Ranked | Objective | Profile, Field(discriminator="kind")]
