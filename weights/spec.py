"""The building blocks of statements about importance; each kind has a file of its own."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mcda.pairwise.consistency import RandomIndex
from mcda.pairwise.priorities import Prioritisation
from weights.statements import MOST_CRITERIA, Id, Number

Row = Annotated[list[Number | None], Field(max_length=MOST_CRITERIA)]
Judgements = Annotated[list[Row], Field(max_length=MOST_CRITERIA)]
Ids = Annotated[list[Id], Field(max_length=MOST_CRITERIA)]
Order = Annotated[list[Ids], Field(max_length=MOST_CRITERIA)]
ByCriterion = Annotated[dict[Id, Number], Field(max_length=MOST_CRITERIA)]


RANDOM_INDEX = (
    "Divides the consistency index, as far as it was published (to 15 items); past that the line "
    "does, and the answer names it."
)

PRIORITY = "How a matrix becomes weights."


class Part(BaseModel):
    """Base of all that is said: nothing unknown, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cap(Part):
    """Criteria that tell the same story may not weigh more than this together."""

    criteria: Ids = Field(
        description="By id; none in two groups.",
        examples=[["investor_type", "hometown_ties", "government_support"]],
    )
    at_most: Annotated[Number, Field(gt=0, le=1)] = Field(
        description="The most that their weights may sum to, above 0 and at most 1."
    )


class Statement(Part):
    """Base of all statements about importance; each kind adds its literal ``kind``."""

    caps: list[Cap] = Field(
        default_factory=list, description="Upper limits of groups of criteria.", max_length=100
    )
    kind: str = Field(description="Of the statement.")


class Hierarchy(Part):
    """A node of a tree of criteria, its children compared in pairs."""

    id: Id = Field(description="Of the node; no other node or criterion has it.")
    matrix: Judgements | None = Field(
        default=None, description="Reciprocal, over the children; null is not answered."
    )
    values: list[Number] | None = Field(
        default=None,
        description="Instead of a matrix: points of the children.",
        max_length=MOST_CRITERIA,
    )
    children: list["Hierarchy | Id"] = Field(
        default_factory=list, description="Nodes, or the ids of criteria.", max_length=MOST_CRITERIA
    )

    @property
    def sizes(self) -> list[int]:
        """Number of children of each node that is not a criterion."""
        nodes = (child for child in self.children if isinstance(child, Hierarchy))
        return [len(self.children), *(size for node in nodes for size in node.sizes)]


class Comparisons(Part):
    """Pairwise judgements: of a flat list of criteria or of a tree."""

    items: Ids | None = Field(default=None, description="Criteria, in the order of the matrix.")
    matrix: Judgements | None = Field(
        default=None,
        description="Reciprocal; `matrix[i][j]` says how many times more important i is than j; "
        "null is not answered.",
        examples=[[[1, 3], [0.3333333333333333, 1]]],
    )
    hierarchy: Hierarchy | None = Field(default=None, description="Instead of items and matrix.")


class Judge(Part):
    """One of a group, with judgements of their own."""

    name: Id = Field(description="No other judge has it.")
    share: Annotated[Number, Field(ge=0)] = Field(
        default=1.0, description="How much this judge counts beside the others, at least 0."
    )
    matrix: Judgements | None = Field(
        default=None, description="Reciprocal, over the common `items`; null is not answered."
    )
    hierarchy: Hierarchy | None = Field(
        default=None, description="Instead of a matrix: the tree, the same for all judges."
    )


class GroupComparisons(Part):
    """Pairwise judgements of several judges, of the same flat list or tree."""

    items: Ids | None = Field(default=None, description="Criteria, in the order of the matrices.")
    judges: list[Judge] = Field(
        min_length=1, max_length=500, description="Each with judgements of their own."
    )
    aggregate: Literal["judgements", "priorities", "priorities_geometric"] = Field(
        default="judgements",
        description="What is brought together: `judgements` by their geometric means, or the "
        "`priorities` of the judges by the arithmetic mean, `priorities_geometric` by the "
        "geometric one: there each judge counts the same in every pair, whoever answered it.",
    )
    priority: Prioritisation = Field(default="eigenvector", description=PRIORITY)
    random_index: RandomIndex = Field(default="saaty_2005", description=RANDOM_INDEX)
