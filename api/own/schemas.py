"""What the routes on an organisation's own data take and answer."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints

from api.answer import Answer
from api.rankings.answers import Finding, Warned
from api.rankings.schemas import Request
from weights.weightings import WeightSpec

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class OwnProfileModel(Request):
    """A weight profile to be saved."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Our board, spring",
                    "weights": {"kind": "ranked", "order": [["land_price"], ["infrastructure"]]},
                }
            ]
        }
    )

    name: Name = Field(examples=["Our board, spring"])
    note: str = Field(default="", max_length=5000)
    weights: WeightSpec


class OwnProfileAnswer(Answer):
    """A saved profile; requests name it as `{"kind": "profile", "id": "own:..."}`."""

    id: str
    name: str
    note: str
    weights: dict[str, Any]
    updated_at: str


class OverlayAnswer(Answer):
    """Private data over the catalogue."""

    sha256: str
    bytes: int
    by: str
    updated_at: str


class OverlaySavedAnswer(OverlayAnswer):
    """Private data that were just laid over the catalogue."""

    replaced: list[Finding] = Field(
        description="Ratings and newest figures of the catalogue that these take the place of."
    )
    contradicted: list[Finding] = Field(
        description="Statements that contradict the catalogue's, or speak to a question about "
        "which its sources disagree."
    )
    warnings: list[Warned] = Field(
        description="Figures ten times or more outside a criterion's range: is the unit right?"
    )
