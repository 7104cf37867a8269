"""What a caller sends to learn the weights of a statement."""

from api.rankings.schemas import ProblemModel, Request
from weights.spec import WeightSpec


class WeightsRequest(Request):
    """A statement, and the problem where the statement needs one."""

    weights: WeightSpec
    problem: ProblemModel | None = None
