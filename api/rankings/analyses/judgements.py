"""Which pairwise judgement, and which judge, decides the winner."""

from dataclasses import asdict
from typing import Any

from pydantic import Field

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Reader, Task
from weights.deciding import Judgements, judgements_behind

Plain = dict[str, Any]


class DecidingAnswer(Answer):
    """The single judgement whose smallest move on the scale changes the winner."""

    judge: str | None
    node: str
    pair: tuple[str, str]
    given: float
    needed: float
    steps: int
    winner: str
    winner_becomes: str
    parts: list[int] = Field(description="Places in a blend and the blends within it, from 0.")
    sentence: str


class LeftOutAnswer(Answer):
    """Who is first without one judge."""

    judge: str
    winners: list[str]
    changes: bool
    parts: list[int] = Field(description="Places in a blend and the blends within it, from 0.")


class JudgementsAnswer(Answer):
    """Which judgement and which judge decide."""

    deciding: DecidingAnswer | None
    steps_searched: int = Field(ge=0, description="Of the 16 steps of the 1-9 scale.")
    without_judge: list[LeftOutAnswer]


@ANALYSES.register
class JudgementsAnalysis(Analysis[Judgements]):
    """Which judgement and which judge decide."""

    id = "judgements"
    place = 110
    default = True
    description = "Which pairwise judgement, and which judge, decides the winner."
    answer = JudgementsAnswer
    least = 0

    def seconds(self, asked: bool, measured: Any) -> float:
        """Return nothing: it is counted with the statement of the weights."""
        return 0.0

    def run(self, asked: bool, task: Task) -> Judgements | None:
        """Return what decides, None where the weights rest on no judgements."""
        return judgements_behind(task.statement, task.ranking)

    def tell(self, found: Judgements, reader: Reader) -> Plain:
        """Return which judgement and which judge decide."""
        deciding = found.deciding
        return {
            "deciding": None
            if deciding is None
            else {**asdict(deciding), "sentence": deciding.note(reader.names).say(reader.language)},
            "steps_searched": found.steps_searched,
            "without_judge": [asdict(item) for item in found.without_judge],
        }
