"""What a job may be."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, RootModel, StrictInt

from api.jobs.portfolio_enterprise import PortfolioEnterprise
from api.parks.schemas import (
    CRITERIA_FIELD,
    OVERRIDES_FIELD,
    AboutParks,
    EnterpriseModel,
    OverrideModel,
    RecommendationRequest,
)
from api.rankings.requests import RankingRequest
from api.rankings.schemas import MOST_ROWS, Request
from weights.statements import Id
from weights.weightings import WeightSpec

MOST_ENTERPRISES = 100_000
MOST_REQUESTS = 1_000
Deadline = Annotated[StrictInt, Field(ge=1, le=86_400)]


class _Job(Request):
    deadline_seconds: Deadline | None = Field(
        default=None, description="From now on; past it the job fails instead of going on."
    )


_RANKING: dict[str, Any] = {
    "kind": "ranking",
    "request": {
        "problem": {
            "criteria": [
                {"id": "land_price", "direction": "cost", "unit": "USD/m2"},
                {"id": "infrastructure", "direction": "benefit"},
            ],
            "alternatives": [{"id": "north"}, {"id": "south"}],
            "performances": [[160, 5], [{"low": 85, "high": 140}, 4]],
        },
        "weights": {"kind": "direct", "values": {"land_price": 2, "infrastructure": 1}},
        "sensitivity": {"acceptability": {"samples": 1_000_000, "seed": 7}},
    },
    "deadline_seconds": 600,
}


class RankingJob(_Job):
    """One large ranking."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RANKING]})

    kind: Literal["ranking"]
    request: RankingRequest = Field(description="As of `POST /v1/rankings`.")


_RECOMMENDATIONS: dict[str, Any] = {
    "kind": "recommendations",
    "requests": [
        {
            "enterprise": {
                "home": {"province": "Zhejiang", "city": "Hangzhou"},
                "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
            },
            "weights": {"kind": "profile", "id": "first-time-private-exporter"},
        },
        {
            "enterprise": {"home": {"province": "Guangdong"}, "size": "large"},
            "parks": ["ljip", "vcep"],
            "sensitivity": False,
        },
    ],
}


class RecommendationsJob(_Job):
    """Many recommendations, each with everything that one has."""

    model_config = ConfigDict(json_schema_extra={"examples": [_RECOMMENDATIONS]})

    kind: Literal["recommendations"]
    requests: list[RecommendationRequest] = Field(
        min_length=1, max_length=MOST_REQUESTS, description="Each as of `POST /v1/recommendations`."
    )


class ClientModel(EnterpriseModel):
    """An enterprise of a portfolio."""

    id: str = Field(min_length=1, max_length=200, description="No other enterprise has it.")
    profile: Id | None = Field(
        default=None, description="Weight profile of its own, instead of the job's weights."
    )


if TYPE_CHECKING:
    Sent = PortfolioEnterprise
else:
    Sent = Annotated[ClientModel, AfterValidator(PortfolioEnterprise.of)]

_PORTFOLIO: dict[str, Any] = {
    "kind": "portfolio",
    "enterprises": [
        {
            "id": "c-001",
            "home": {"province": "Zhejiang", "city": "Hangzhou"},
            "markets": {"US": 0.6, "EU": 0.2},
        },
        {"id": "c-002", "home": {"province": "Guangdong"}},
    ],
    "top": 3,
}


class PortfolioJob(_Job, AboutParks):
    """The best parks for each of many enterprises, without sensitivity."""

    model_config = ConfigDict(json_schema_extra={"examples": [_PORTFOLIO]})

    kind: Literal["portfolio"]
    enterprises: list[Sent] = Field(
        min_length=1, max_length=MOST_ENTERPRISES, description="No two of one id."
    )
    parks: list[Id] | None = Field(
        default=None,
        max_length=MOST_ROWS,
        description="By id; those that a recommendation ranks for an enterprise that says nothing.",
    )
    criteria: list[Id] | None = CRITERIA_FIELD
    weights: WeightSpec | None = Field(
        default=None, description="Left out, those of each enterprise follow from its facts."
    )
    overrides: list[OverrideModel] = OVERRIDES_FIELD
    scenario: Id | None = Field(
        default=None, description="Id of a tariff scenario: see `GET /v1/scenarios`."
    )
    top: Annotated[StrictInt, Field(ge=1, le=50)] = Field(
        default=3, description="How many parks are told of each enterprise, the best first."
    )


JobRequest = Annotated[RankingJob | RecommendationsJob | PortfolioJob, Field(discriminator="kind")]


class JobModel(RootModel[JobRequest]):
    """One of the kinds of jobs."""


State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED = ("done", "failed", "cancelled")
