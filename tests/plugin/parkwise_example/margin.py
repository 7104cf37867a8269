"""How far the first is ahead of the next place, as a share of the span of all scores."""

from typing import Annotated, Any

from annotated_types import Ge
from pydantic import StrictBool

from api.answer import Answer
from api.rankings.analysis import Analysis, Reader, Task
from api.rankings.schemas import Request
from mcda.texts import sentence


class MarginRequest(Request):
    to_place: Annotated[int, Ge(2)] = 2


class MarginAnswer(Answer):
    share: float
    sentence: str


class Margin(Analysis[float]):
    """By how much the first is ahead."""

    id = "margin"
    request = MarginRequest | StrictBool
    whole = MarginRequest()
    answer = MarginAnswer

    def run(self, asked: MarginRequest, task: Task) -> float | None:
        scores = task.ranking.scores[list(task.ranking.order)]
        other = min(asked.to_place, len(scores)) - 1
        return float((scores[0] - scores[other]) / ((scores[0] - scores[-1]) or 1.0))

    def tell(self, found: float, reader: Reader) -> Any:
        return {"share": found, "sentence": sentence("margin", reader.language, {"share": found})}
