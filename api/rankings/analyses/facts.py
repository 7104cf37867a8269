"""From which value of a cell on another is first."""

from typing import Any

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.robust import FactChange, FactChanges, fact_changes
from mcda.robust.fact_changes import Threshold

Plain = dict[str, Any]


class ThresholdAnswer(Answer):
    """A value of a cell past which another is first."""

    value: float
    winner: str
    share: float
    within_bounds: bool


class FactAnswer(Answer):
    """What the change of one fact does."""

    alternative: str
    criterion: str
    value: float
    unit: str
    low: float | None
    high: float | None
    below: ThresholdAnswer | None
    above: ThresholdAnswer | None
    searched: list[float]
    exact: bool
    sentence: str


@ANALYSES.register
class FactsAnalysis(Analysis[FactChanges]):
    """What the change of one fact does to the winner."""

    id = "facts"
    place = 50
    default = True
    description = "From which value of a cell on another is first."
    answer = list[FactAnswer]

    def run(self, asked: bool, task: Task) -> FactChanges:
        """Return the thresholds of every cell."""
        return fact_changes(task.ranking)

    def tell(self, found: FactChanges, reader: Reader) -> list[Plain]:
        """Return the cells that can change the winner, the least moved first, then the others."""
        others = (fact for fact in found.facts if fact.nearest is None)
        return [_fact(fact, reader) for fact in (*found.nearest, *others)]


def _fact(fact: FactChange, reader: Reader) -> Plain:
    return {
        "alternative": fact.alternative,
        "criterion": fact.criterion,
        "value": fact.value,
        "unit": fact.unit,
        "low": fact.low,
        "high": fact.high,
        "below": _threshold(fact, fact.below),
        "above": _threshold(fact, fact.above),
        "searched": list(fact.searched),
        "exact": fact.exact,
        "sentence": fact.note(reader.names).say(reader.language),
    }


def _threshold(fact: FactChange, found: Threshold | None) -> Plain | None:
    if found is None:
        return None
    return {
        "value": found.value,
        "winner": found.winner,
        "share": found.share,
        "within_bounds": fact.within_bounds(found),
    }
