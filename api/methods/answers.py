"""What the route on methods answers."""

from typing import Any, Literal

from pydantic import Field

from api.answer import Answer
from api.rankings.answers import Finding
from mcda.methods.measured import Kept
from mcda.traits import Traits


class ConfigurationAnswer(Answer):
    """What was measured of one configuration."""

    parameters: dict[str, Any]
    dominance: Kept = Field(
        description="Being nowhere better never puts an alternative above another."
    )
    monotone: Kept = Field(description="Improving a cell never lowers that alternative.")
    scale: Kept = Field(description="A column in another unit changes no rank.")
    reversal: Kept = Field(description="A winner stays first without each of the others.")


class MeasuredAnswer(Answer):
    """Which laws the method kept, measured before release."""

    problems: int = Field(description="Random problems of 3 to 8 alternatives, 2 to 6 criteria.")
    configurations: list[ConfigurationAnswer]


class ListedMethod(Answer):
    """A ranking method: what it takes, promises, and was seen to keep."""

    name: str
    title: dict[str, str]
    reference: str
    distribution: str = Field(
        description="The package that it comes from; empty where a program registered it itself."
    )
    version: str = Field(description="Of that package; empty for the service's own.")
    traits: Traits = Field(description="Of the default configuration.")
    contributions_sum_to: Literal["score", "log_score"]
    parameters: dict[str, Any] = Field(description="JSON Schema of the method in a request.")
    measured: MeasuredAnswer | None = Field(
        description="Null for a method of another package: it passed a shorter trial instead."
    )


class RefusedMethod(Answer):
    """What another package names as a method and is not offered."""

    name: str = Field(description="Of its entry point.")
    distribution: str
    version: str
    reasons: list[Finding]


class MethodListing(Answer):
    """A page of methods; `next` is the cursor of the following page, or null."""

    items: list[ListedMethod]
    refused: list[RefusedMethod]
    next: str | None
