"""What a caller sends to learn the weights of a statement."""

from pydantic import ConfigDict

from api.rankings.schemas import ProblemModel, Request
from weights.spec import WeightSpec


class WeightsRequest(Request):
    """A statement, and the problem where the statement needs one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"weights": {"kind": "ranked", "order": [["land_price"], ["infrastructure"]]}}
            ]
        }
    )

    weights: WeightSpec
    problem: ProblemModel | None = None
