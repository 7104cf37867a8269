"""Orders, ratios and bounds."""

from typing import Any, ClassVar, Literal, TypedDict

import numpy as np
from pydantic import Field

from mcda.errors import Fault, InvalidProblem
from mcda.problem import Problem
from weights.imprecise import criteria_named, polytope_of
from weights.spec import Statement
from weights.statements import Constraint
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS

_CENTROID_SEED = 7


class Imprecise(Statement):
    """What is known of the weights: orders, ratios, bounds."""

    kind: Literal["imprecise"]
    constraints: list[Constraint] = Field(
        max_length=200,
        description="What holds, all together; told apart by their fields.",
        examples=[
            [
                {"more": "land_price", "than": "infrastructure"},
                {"ratio": ["land_price", "one_stop_services"], "low": 2, "high": 4},
                {"weight": "infrastructure", "low": 0.1},
            ]
        ],
    )


class ImpreciseDiagnostics(TypedDict):
    """What the constraints leave."""

    bounds: dict[str, list[float]]
    """By criterion: its least and its greatest weight."""
    share_of_all_weights: float
    """Volume of what is allowed by that of all weights, in 0..1."""
    standard_error: float
    """Of the centre, where it was drawn; 0 where it was worked out."""


@WEIGHTINGS.register
class ImpreciseWeighting(Weighting[Imprecise]):
    r"""The centre of all weights that the constraints allow, :math:`\int_P w\,dw / \int_P dw`.

    ``P`` is the polytope of the weights that satisfy orders, ratios and bounds, and what is left
    open; where its corners are too many the centre is drawn, with its standard error.
    """

    kind = "imprecise"
    statement = Imprecise
    diagnostics = ImpreciseDiagnostics
    name: ClassVar = {"en": "imprecise statements", "zh": "不精确陈述"}
    origin: ClassVar = {
        "en": "The centre of all weights that the statements allow.",
        "zh": "取所有符合陈述的权重的中心。",
    }
    examples = (
        {
            "kind": "imprecise",
            "constraints": [
                {"more": "land_price", "than": "infrastructure"},
                {"ratio": ["land_price", "one_stop_services"], "low": 2, "high": 4},
                {"weight": "infrastructure", "low": 0.1},
            ],
        },
    )

    def resolve(self, statement: Imprecise, problem: Problem | None) -> ResolvedWeights:
        """Return the centroid of the polytope of allowed weights."""
        criteria = self.weighted(statement, problem)
        if not criteria:
            raise InvalidProblem([Fault("criteria_required", (), {"kind": self.kind})])
        allowed = polytope_of(statement.constraints, criteria)
        centre, error = allowed.centroid(np.random.default_rng(_CENTROID_SEED))
        return ResolvedWeights(
            values=dict(zip(criteria, np.maximum(centre, 0.0).tolist(), strict=True)),
            diagnostics={
                "bounds": dict(zip(criteria, allowed.bounds().tolist(), strict=True)),
                "share_of_all_weights": allowed.volume(),
                "standard_error": error,
            },
            known=allowed,
        )

    def needs_problem(self, statement: Imprecise) -> bool:
        """Tell whether the statement names no criteria."""
        return not statement.constraints

    def size(self, statement: Imprecise) -> int:
        """Return the number of constraints."""
        return len(statement.constraints)

    def criteria(self, statement: Imprecise) -> tuple[str, ...]:
        """Return the criteria that a constraint names."""
        return criteria_named(statement.constraints)

    def constraints(self, statement: Imprecise) -> list[dict[str, Any]]:
        """Return the constraints as they were sent, without the fields left out."""
        return [item.model_dump(exclude_none=True) for item in statement.constraints]
