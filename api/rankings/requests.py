"""What a caller sends to rank a problem."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool

from api.rankings.analysis import ANALYSES, SensitivityRequest, sensitivity_model
from api.rankings.parameters import MOST_SAID
from api.rankings.schemas import ProblemModel, RequirementModel, WithMethod
from weights.registered import Together
from weights.weightings import WeightSpec

Sensitivity = Annotated[SensitivityRequest, Together(ANALYSES, sensitivity_model)]


class Options(WithMethod):
    """What every ranking request may ask for."""

    requirements: list[RequirementModel] = Field(default_factory=list, max_length=MOST_SAID)
    sensitivity: Sensitivity | StrictBool = True
    unknowns: str


class RankingRequest(Options):
    """A problem, weights and a method."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "problem": {
                        "criteria": [
                            {"id": "land_price", "direction": "cost", "unit": "USD/m2"},
                            {"id": "infrastructure", "direction": "benefit", "range": [0, 7]},
                        ],
                        "alternatives": [{"id": "north"}, {"id": "south"}],
                        "performances": [[160, 5], [{"low": 85, "high": 140}, None]],
                    },
                    "weights": {
                        "kind": "direct",
                        "values": {"land_price": 2, "infrastructure": 1},
                    },
                    "method": {"name": "topsis", "normalisation": "vector"},
                }
            ]
        }
    )

    problem: ProblemModel
    weights: WeightSpec
    unknowns: Literal["bounds", "refuse"] = "bounds"
