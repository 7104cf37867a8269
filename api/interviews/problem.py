"""The request of an interview on the caller's own problem."""

from typing import Literal

from pydantic import Field

from api.assessments.schemas import SWINGS, AnswerModel, SwingModel
from api.rankings.requests import Options
from api.rankings.schemas import ProblemModel
from weights.kinds.unstated import Unstated
from weights.weightings import WeightSpec

NOTHING = Unstated(kind="unstated")


class OwnProblem(Options):
    """A ranking whose weights the answers make; those that are given are where it begins."""

    problem: ProblemModel
    weights: WeightSpec | None = None
    unknowns: Literal["bounds", "refuse"] = "bounds"
    swings: list[SwingModel] = SWINGS
    answers: list[AnswerModel] = Field(default_factory=list, max_length=300)
