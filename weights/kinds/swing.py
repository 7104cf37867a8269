"""Points for swings from the worst to the best value."""

from typing import ClassVar, Literal

from pydantic import Field

from mcda.problem import Problem
from weights.spec import ByCriterion, Statement
from weights.swing import swing_weights
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS


class Swing(Statement):
    """What going from the worst to the best value is worth; the greatest gets 100."""

    kind: Literal["swing"]
    points: ByCriterion = Field(
        description="0 to 100 by criterion, the greatest 100.",
        examples=[{"land_price": 100, "infrastructure": 60}],
    )


@WEIGHTINGS.register
class SwingWeighting(Weighting[Swing]):
    r"""The points of the swings by their sum, :math:`w_j = p_j / \sum_k p_k`.

    The swing from worst to best that matters most gets 100 points, each other its worth in
    comparison.

    References
    ----------
    von Winterfeldt, D. & Edwards, W. (1986). Decision Analysis and Behavioral Research.
    Cambridge University Press.
    """

    kind = "swing"
    statement = Swing
    name: ClassVar = {"en": "swing", "zh": "摆幅法"}
    origin: ClassVar = {
        "en": "From points given to the step from worst to best of each criterion (swing).",
        "zh": "由各准则从最差到最好的改进所得分值得出（摆幅法）。",
    }
    examples = ({"kind": "swing", "points": {"land_price": 100, "infrastructure": 60}},)
    points = ("points",)

    def resolve(self, statement: Swing, problem: Problem | None) -> ResolvedWeights:
        """Return the points by their sum."""
        return ResolvedWeights(values=swing_weights(statement.points))

    def criteria(self, statement: Swing) -> tuple[str, ...]:
        """Return those with points."""
        return tuple(statement.points)
