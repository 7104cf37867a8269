"""What a caller sends to compare weightings."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from api.parks.schemas import EnterpriseModel, OverrideModel, Scales, ScenarioModel
from api.rankings.parameters import MOST_SAID
from api.rankings.schemas import (
    MOST_ROWS,
    MethodModel,
    ProblemModel,
    Request,
    WeightingModel,
)
from weights.statements import Id

FEWEST, MOST = 2, 50
_EXAMPLE: dict[str, Any] = {
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
        "first_investment": True,
        "intent": "trial",
    },
    "weightings": [
        {"name": "owner", "weights": {"kind": "profile", "id": "first-time-private-exporter"}},
        {"name": "sales", "weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
        {
            "name": "finance",
            "weights": {
                "kind": "direct",
                "values": {
                    "land_price": 50,
                    "infrastructure": 0,
                    "one_stop_services": 0,
                    "investor_type": 0,
                    "hometown_ties": 0,
                    "trade_cost_exposure": 20,
                    "government_support": 30,
                },
            },
        },
    ],
}


class ComparisonRequest(Request):
    """Weightings, and either an enterprise that looks at the parks or a problem."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    enterprise: EnterpriseModel | None = Field(
        default=None, description="Either this or `problem` is given, never both."
    )
    problem: ProblemModel | None = Field(
        default=None, description="Either this or `enterprise` is given, never both."
    )
    parks: list[Id] | None = Field(
        default=None, description="With an enterprise only.", max_length=MOST_ROWS
    )
    criteria: list[Id] | None = Field(
        default=None, description="With an enterprise only.", max_length=MOST_SAID
    )
    overrides: list[OverrideModel] = Field(
        default_factory=list, description="With an enterprise only.", max_length=MOST_SAID
    )
    scenario: Id | ScenarioModel | None = Field(
        default=None,
        description="With an enterprise only: id of a tariff scenario, or `{name, as_of, rates}`.",
    )
    weightings: list[WeightingModel] = Field(
        min_length=FEWEST, max_length=MOST, description="What is compared; no two of one name."
    )
    method: MethodModel | None = Field(
        default=None,
        description="Left out: of parks AHP in ratings mode, of a problem TOPSIS. Of parks, "
        "parameters that are left out follow their conventions.",
    )
    unknowns: Literal["typical", "bounds", "cautious", "refuse"] | None = Field(
        default=None,
        description="Left out: of parks `typical`, of a problem `bounds`; a problem knows only "
        "`bounds` and `refuse`.",
    )
    scales: Scales = Field(default_factory=dict, description="With an enterprise only.")
