"""How far each weight may move."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.robust import Stability, stability

Plain = dict[str, Any]


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


@ANALYSES.register
class StabilityAnalysis(Analysis[Stability]):
    """How far each weight may move, the others keeping their proportions."""

    id = "stability"
    place = 30
    default = True
    answer = list[StabilityAnswer]

    def run(self, asked: bool, task: Task) -> Stability:
        """Return the bounds."""
        return stability(task.ranking)

    def tell(self, found: Stability, reader: Reader) -> list[Plain]:
        """Return how far each weight may move."""
        return [asdict(item) for item in found.weights]
