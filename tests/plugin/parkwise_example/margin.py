"""How far the first is ahead of the next place, as a share of the span of all scores."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from annotated_types import Ge
from pydantic import StrictBool

from api.rankings.analysis import Analysis, Task
from api.rankings.schemas import Request
from mcda.plain import Share
from mcda.texts import Note


@dataclass(frozen=True)
class Lead:
    share: Share
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """The lead in words."""
        return Note("margin", (), {"share": self.share})


class MarginRequest(Request):
    to_place: Annotated[int, Ge(2)] = 2


class Margin(Analysis[Lead]):
    """By how much the first is ahead."""

    id, request, answer = "margin", MarginRequest | StrictBool, Lead
    whole = MarginRequest()

    def run(self, asked: MarginRequest, task: Task) -> Lead | None:
        scores = task.ranking.scores[list(task.ranking.order)]
        other = min(asked.to_place, len(scores)) - 1
        return Lead(float((scores[0] - scores[other]) / ((scores[0] - scores[-1]) or 1.0)))
