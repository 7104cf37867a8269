"""Requests to rank a problem."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool

from api.rankings.analysis import ANALYSES, Detail, SensitivityRequest, sensitivity_model
from api.rankings.parameters import MOST_SAID
from api.rankings.schemas import ProblemModel, RequirementModel, WithMethod
from weights.registry_schemas import Together
from weights.weightings import WeightSpec

Sensitivity = Annotated[SensitivityRequest, Together(ANALYSES, sensitivity_model)]


class Options(WithMethod):
    """What every ranking request may ask for."""

    requirements: list[RequirementModel] = Field(
        default_factory=list,
        max_length=MOST_SAID,
        description="What an alternative must satisfy; who does not is `excluded`, with reasons.",
    )
    sensitivity: Sensitivity | StrictBool | None = Field(
        default=None,
        description="Which parts of the analysis to run, `true` for those that run by default,"
        " `false` for none. Left out, `detail` decides, and of the parts that are not named.",
    )
    detail: Detail = Field(
        default="standard",
        description="How much to work out and to tell. `summary`: the verdict, the ranking and"
        " what to do next. `standard`: and the sensitivity, and the evidence without quotations."
        " `full`: everything, but the parts of the sensitivity that cost many times the rest and"
        " run where they are asked for.",
    )
    unknowns: str = Field(description="What stands where nothing is known.")

    @property
    def is_whole(self) -> bool:
        """Whether the request asks for more than a summary."""
        return self.detail != "summary"

    @property
    def told_parts(self) -> Collection[str]:
        """Ids of the parts of the sensitivity in the answer; in a summary the requested ones."""
        if self.is_whole or self.sensitivity is True:
            return ANALYSES.keys()
        return [name for name, request in self.sensitivity or () if request not in (None, False)]


def in_full(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request with full detail that runs no more analyses than before."""
    sensitivity = asked.get("sensitivity")
    if asked.get("detail") == "full" or not (
        sensitivity is None or sensitivity is True or isinstance(sensitivity, dict)
    ):
        return {**asked, "detail": "full"}
    parts = sensitivity if isinstance(sensitivity, dict) else {}
    unsaid = [
        name for name, analysis in ANALYSES.items() if analysis.in_full and parts.get(name) is None
    ]
    return {**asked, "detail": "full", "sensitivity": {**parts, **dict.fromkeys(unsaid, False)}}


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
    weights: WeightSpec = Field(description="What they are, or follow from.")
    unknowns: Literal["bounds", "refuse"] = Field(
        default="bounds",
        description="Where nothing is known: anything on the criterion's scale, else within the "
        "known cells of its column; `refuse` asks for a 422 instead.",
    )
