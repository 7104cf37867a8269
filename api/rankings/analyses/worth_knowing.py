"""What is worth knowing, read off the draws."""

from dataclasses import asdict, dataclass
from typing import Any

from api.answer import Answer
from api.rankings.analysis import ANALYSES, Analysis, Measured, Reader, Task
from mcda.robust import (
    Acceptability,
    JudgementQuestion,
    Question,
    WeightQuestion,
    ask_next,
    ask_next_judgement,
    ask_next_weight,
)

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthKnowing:
    """Facts, weights and judgements that may change the winner, each most valuable first."""

    facts: tuple[Question, ...]
    weights: tuple[WeightQuestion, ...]
    judgements: tuple[JudgementQuestion, ...]


class WorthAnswer(Answer):
    """What is worth knowing, most valuable first."""

    facts: list[dict[str, Any]]
    weights: list[dict[str, Any]]
    judgements: list[dict[str, Any]]


@ANALYSES.register
class WorthKnowingAnalysis(Analysis[WorthKnowing]):
    """What is worth knowing, most valuable first."""

    id = "worth_knowing"
    place = 90
    request = None
    answer = WorthAnswer

    def seconds(self, asked: bool, measured: Measured) -> float:
        """Return the CPU seconds of conditioning draws."""
        return measured("ask_next")

    def run(self, asked: bool, task: Task) -> WorthKnowing | None:
        """Return what the draws say, None where nothing was drawn."""
        drawn: Acceptability | None = task.found.get("acceptability")
        if drawn is None:
            return None
        return WorthKnowing(
            facts=ask_next(drawn),
            weights=ask_next_weight(drawn),
            judgements=ask_next_judgement(drawn),
        )

    def tell(self, found: WorthKnowing, reader: Reader) -> Plain:
        """Return each, most valuable first."""
        return asdict(found)
