"""Best and worst rank of each alternative within the bounds of the facts."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from mcda.robust import PossibleRanks, possible_ranks

Plain = dict[str, Any]


class PossibleRankAnswer(Answer):
    """Which ranks an alternative can take within the bounds of the facts."""

    alternative: str
    best: int = Field(ge=1)
    worst: int = Field(ge=1)
    best_proved: bool
    worst_proved: bool
    verdict: str
    proved: bool
    sentence: str


@ANALYSES.register
class PossibleRanksAnalysis(Analysis[PossibleRanks]):
    """Which ranks each alternative can take within the bounds of the facts."""

    id = "possible_ranks"
    place = 20
    default = True
    description = "Best and worst rank of each within the bounds of the cells."
    answer = list[PossibleRankAnswer]

    def run(self, asked: bool, task: Task) -> PossibleRanks:
        """Return the ranks."""
        return possible_ranks(task.ranking)

    def tell(self, found: PossibleRanks, reader: Reader) -> list[Plain]:
        """Return which ranks each alternative can take."""
        return [
            {**asdict(item), "sentence": item.note(reader.names).say(reader.language)}
            for item in found.alternatives
        ]
