"""What a job may be."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, StrictInt

from api.parks.schemas import EnterpriseModel, OverrideModel, RecommendationRequest
from api.rankings.schemas import RankingRequest, Request, WithMethod
from weights.profiles import DEFAULT_PROFILE
from weights.spec import Profile, WeightSpec

MOST_ENTERPRISES = 100_000
MOST_REQUESTS = 1_000
Deadline = Annotated[StrictInt, Field(ge=1, le=86_400)]


class _Job(Request):
    deadline_seconds: Deadline | None = Field(
        default=None, description="From now on; past it the job fails instead of going on."
    )


class RankingJob(_Job):
    """One large ranking."""

    kind: Literal["ranking"]
    request: RankingRequest


class RecommendationsJob(_Job):
    """Many recommendations, each with everything that one has."""

    kind: Literal["recommendations"]
    requests: list[RecommendationRequest] = Field(min_length=1, max_length=MOST_REQUESTS)


class ClientModel(EnterpriseModel):
    """An enterprise of a portfolio."""

    id: str = Field(min_length=1, max_length=200, description="No other enterprise has it.")
    profile: str | None = Field(
        default=None, description="Weight profile of its own, instead of the job's weights."
    )


class PortfolioJob(_Job, WithMethod):
    """The best parks for each of many enterprises, without sensitivity."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
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
            ]
        }
    )

    kind: Literal["portfolio"]
    enterprises: list[ClientModel] = Field(min_length=1, max_length=MOST_ENTERPRISES)
    parks: list[str] | None = None
    criteria: list[str] | None = None
    weights: WeightSpec = Profile(kind="profile", id=DEFAULT_PROFILE)
    overrides: list[OverrideModel] = Field(default_factory=list)
    scenario: str | None = None
    top: Annotated[StrictInt, Field(ge=1, le=50)] = 3


JobRequest = Annotated[RankingJob | RecommendationsJob | PortfolioJob, Field(discriminator="kind")]


class JobModel(RootModel[JobRequest]):
    """One of the kinds of jobs."""


State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED = ("done", "failed", "cancelled")
