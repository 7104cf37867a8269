"""Points for swings from the worst to the best value."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from mcda.errors import Fault, InvalidWeights
from mcda.problem import Problem
from weights.spec import ByCriterion, Statement
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS

_TOP = 100.0


def swing_weights(points: Mapping[str, float]) -> dict[str, float]:
    r"""Return :math:`w_j = p_j / \sum_k p_k`.

    The swing from worst to best that matters most gets 100 points, each other swing its worth in
    comparison.

    Points are 0..100, at least one of them 100.

    Raises
    ------
    InvalidWeights
        A number outside 0..100, or no swing of 100 points: the scale would have no anchor.

    References
    ----------
    von Winterfeldt, D. & Edwards, W. (1986). Decision Analysis and Behavioral Research.
    Cambridge University Press.
    """
    faults = [
        Fault("swing_bounds", ("points", name), {"criterion": name, "value": value})
        for name, value in points.items()
        if not 0 <= value <= _TOP
    ]
    if not faults and max(points.values(), default=0.0) != _TOP:
        highest = max(points.values(), default=0.0)
        faults = [Fault("swing_without_anchor", ("points",), {"highest": highest})]
    InvalidWeights.raise_any(faults)
    total = sum(points.values())
    return {name: value / total for name, value in points.items()}


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
        """Return the points divided by their sum."""
        return ResolvedWeights(values=swing_weights(statement.points))

    def criteria(self, statement: Swing) -> tuple[str, ...]:
        """Return the criteria with points."""
        return tuple(statement.points)
