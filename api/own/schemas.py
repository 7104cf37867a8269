"""What the routes on an organisation's own data take and answer."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from api.assessments.schemas import Name
from api.http.answer import Answer, As, Instant
from api.http.list_page import Listed
from api.rankings.answers import Finding, Warned
from api.rankings.schemas import Request
from weights.weightings import WeightSpec

_RANKED: dict[str, Any] = {"kind": "ranked", "order": [["land_price"], ["infrastructure"]]}
_EXAMPLE: dict[str, Any] = {"name": "Our board, spring", "weights": _RANKED}


class OwnProfileModel(Request):
    """A weight profile to be saved."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: Name = Field(description="What people call it.", examples=["Our board, spring"])
    note: str = Field(default="", max_length=5000, description="Anything that is to be remembered.")
    weights: WeightSpec = Field(description="What the profile stands for.")


class OwnProfileAnswer(Answer):
    """A saved profile; requests name it as `{"kind": "profile", "id": "own:..."}`."""

    id: str = Field(description="`own:` and a name.")
    own: Literal[True] = Field(description="It is the organisation's, not the service's.")
    name: str = Field(description="What people call it.")
    note: str = Field(description="Anything that is to be remembered.")
    weights: Annotated[dict[str, Any], As(WeightSpec)] = Field(
        description="What the profile stands for."
    )
    updated_at: Instant = Field(description="When it was last saved.")


class OwnProfilesAnswer(Listed[OwnProfileAnswer]):
    """The organisation's profiles."""


class OverlayAnswer(Answer):
    """Private data over the catalogue."""

    sha256: str = Field(description="Of the workbook; records of answers name it.")
    bytes: int = Field(ge=0, description="Size of the workbook.")
    by: str = Field(description="Who laid them over the catalogue: the key by its beginning.")
    updated_at: Instant = Field(description="When that was.")


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
