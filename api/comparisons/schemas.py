"""What a caller sends to compare weightings."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from api.parks.schemas import (
    EXAMPLE,
    EnterpriseModel,
    OverrideModel,
    Scales,
    ScenarioModel,
)
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
_PARKS = "With an enterprise only."
_NONE = dict.fromkeys(("infrastructure", "one_stop_services", "investor_type", "hometown_ties"), 0)
_FINANCE = {"land_price": 50, **_NONE, "trade_cost_exposure": 20, "government_support": 30}
_EXAMPLE: dict[str, Any] = {
    "enterprise": EXAMPLE["enterprise"],
    "weightings": [
        {"name": "owner", "weights": {"kind": "profile", "id": "first-time-private-exporter"}},
        {"name": "sales", "weights": {"kind": "profile", "id": "tariff-hit-exporter"}},
        {"name": "finance", "weights": {"kind": "direct", "values": _FINANCE}},
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
    parks: list[Id] | None = Field(default=None, description=_PARKS, max_length=MOST_ROWS)
    criteria: list[Id] | None = Field(default=None, description=_PARKS, max_length=MOST_SAID)
    overrides: list[OverrideModel] = Field(
        default_factory=list, description=_PARKS, max_length=MOST_SAID
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
    scales: Scales = Field(default_factory=dict, description=_PARKS)
