"""The smallest joint change of weights after which another wins."""

from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.errors import Note
from mcda.explain.sentences import change_sentence
from mcda.robust import SmallestChange, smallest_change
from mcda.robust.smallest_change import cannot_change

Plain = dict[str, Any]


class ChangeAnswer(Answer):
    """The smallest joint change of weights after which another wins."""

    winner_becomes: str
    weights: dict[str, float]
    distance: float = Field(ge=0, le=1)
    lower_bound: float = Field(ge=0, le=1, description="Proved: no smaller change exists.")
    certified: bool = Field(description="Proved to be the smallest, to within 1 %.")
    towards: str | None = Field(
        description="Where winner and rival are level and the distance is 0: the criterion to "
        "which any weight, however little, lets the rival come out first; null elsewhere."
    )
    sentence: str


@ANALYSES.register
class SmallestChangeAnalysis(Analysis[SmallestChange]):
    """The smallest joint change of weights after which another wins."""

    id = "smallest_change"
    place = 40
    default = True
    answer = ChangeAnswer

    def run(self, asked: bool, task: Task) -> SmallestChange | None:
        """Return the change; that there is none becomes a note."""
        found = smallest_change(task.ranking)
        if found is None:
            code = "no_change_possible" if cannot_change(task.ranking) else "no_change_found"
            path = ("sensitivity", self.id)
            task.notes.append(Note(code, path, {"winner": task.ranking.winner}))
        return found

    def tell(self, found: SmallestChange, reader: Reader) -> Plain:
        """Return the nearest weights under which another is first."""
        return {
            "winner_becomes": found.winner_becomes,
            "weights": dict(zip(found.criteria, found.weights.tolist(), strict=True)),
            "distance": found.distance,
            "lower_bound": found.lower_bound,
            "certified": found.certified,
            "towards": found.towards,
            "sentence": change_sentence(found, reader.language, reader.names),
        }
