"""What would change the winner."""

from typing import Any

from pydantic import Field

from api.http.answer import Answer
from api.rankings.analysis import ANALYSES, WHOLE, Analysis, AnswerForm, Task
from mcda.errors import Note
from mcda.plain import Plain, plain
from mcda.robust import (
    FactChange,
    FactChanges,
    SmallestChange,
    Stability,
    fact_changes,
    smallest_change,
    stability,
)
from mcda.robust.fact_changes.analysis import Threshold
from mcda.robust.smallest_change import cannot_change
from mcda.robust.stability import WeightStability
from weights.ahp.winner_dependence import Judgements, judgements_behind


@ANALYSES.register
class StabilityAnalysis(Analysis[Stability]):
    """How far each weight may move, the others keeping their proportions."""

    id = "stability"
    place = 30
    default = True
    answer = list[WeightStability]

    def run(self, asked: bool, task: Task) -> Stability:
        """Return the bounds."""
        return stability(task.ranking)

    def tell(self, found: Stability) -> Any:
        """Return how far each weight may move."""
        return plain(found.weights)


@ANALYSES.register
class SmallestChangeAnalysis(Analysis[SmallestChange]):
    """The smallest joint change of weights after which another wins."""

    id = "smallest_change"
    for_verdict = unless_decided = True
    place = 40
    default = True
    answer = SmallestChange

    def run(self, asked: bool, task: Task) -> SmallestChange | None:
        """Return the change; that there is none becomes a note."""
        change = smallest_change(task.ranking)
        if change is None:
            code = "no_change_possible" if cannot_change(task.ranking) else "no_change_found"
            path = ("sensitivity", self.id)
            task.notes.append(Note(code, path, {"winner": task.ranking.winner}))
        return change


class ThresholdAnswer(Answer, of=Threshold):
    """A value of a cell past which another alternative is first."""

    winner_name: str = Field(description="What that alternative is called.")


class FactChangeAnswer(Answer, of=FactChange):
    """The nearest values of one cell at which the first place changes, all else as it is."""

    name: str = Field(description="What the alternative is called.")
    below: ThresholdAnswer | None
    above: ThresholdAnswer | None


@ANALYSES.register
class FactsAnalysis(Analysis[FactChanges]):
    """What the change of one fact does to the winner."""

    id = "facts"
    place = 50
    default = True
    description = "From which value of a cell on another is first."
    answer = list[FactChangeAnswer]

    def run(self, asked: bool, task: Task) -> FactChanges:
        """Return the thresholds of every cell."""
        return fact_changes(task.ranking)

    def tell(self, found: FactChanges) -> list[Plain]:
        """Return the cells that can change the winner, the least moved first, then the others."""
        others = (fact for fact in found.facts if fact.nearest is None)
        return [*self.tell_in(WHOLE, found), *map(_told, others)]

    def tell_in(self, form: AnswerForm, found: FactChanges) -> list[Plain]:
        """Return the cells that can change the winner alone, five unless they are included."""
        return list(map(_told, found.nearest[: None if form.has("facts") else 5]))


def _told(found: FactChange) -> Plain:
    """Return a fact with what the alternatives that it names are called."""
    answer = {**plain(found), "name": Note.naming(found.alternative)}
    for side in ("below", "above"):
        if answer[side] is not None:
            answer[side] = {**answer[side], "winner_name": Note.naming(answer[side]["winner"])}
    return answer


@ANALYSES.register
class JudgementsAnalysis(Analysis[Judgements]):
    """Which judgement and which judge decide."""

    id = "judgements"
    place = 110
    default = True
    description = "Which pairwise judgement, and which judge, decides the winner."
    answer = Judgements
    least = 0

    def seconds(self, asked: bool, measured: Any) -> float:
        """Return nothing: it is counted with the statement of the weights."""
        return 0.0

    def run(self, asked: bool, task: Task) -> Judgements | None:
        """Return what decides, None where the weights rest on no judgements."""
        return judgements_behind(task.statement, task.ranking)
