"""``GET /v1/methods``."""

from dataclasses import asdict
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.http.answer import Answer, Parameters, with_parameters
from api.http.etag_route import TaggedRoute
from api.http.list_page import Listed, listing
from api.http.reply import telling
from api.rankings.answers import SUM_FIELD, Finding, Sum
from api.rankings.finding import finding
from api.rankings.schemas import method_model
from mcda.methods import METHODS
from mcda.methods.measurements import Kept, measured_laws, problems_measured
from mcda.texts import Note
from mcda.traits import Traits
from weights.registry_schemas import Together


class ConfigurationAnswer(Answer):
    """What was measured of one configuration."""

    parameters: Annotated[Any, Together(METHODS, lambda: with_parameters(Parameters))]
    dominance: Kept = Field(
        description="Being nowhere better never puts an alternative above another."
    )
    monotone: Kept = Field(description="Improving a cell never lowers that alternative.")
    scale: Kept = Field(description="A column in another unit changes no rank.")
    reversal: Kept = Field(description="A winner stays first without each of the others.")


class MeasuredAnswer(Answer):
    """Which laws the method kept, measured before release."""

    problems: int = Field(description="Random problems of 3 to 8 alternatives, 2 to 6 criteria.")
    configurations: list[ConfigurationAnswer] = Field(description="Each with what was measured.")


class ListedMethod(Answer):
    """A ranking method: what it takes, promises, and was seen to keep."""

    name: str = Field(description="Under which requests choose it.")
    title: str = Field(description="What it is called.")
    reference: str = Field(description="Where it was published.")
    distribution: str = Field(
        description="The package that it comes from; empty where a program registered it itself."
    )
    version: str = Field(description="Of that package; empty for the service's own.")
    traits: Traits = Field(description="Of the default configuration.")
    contributions_sum_to: Sum = SUM_FIELD
    parameters: dict[str, Any] = Field(description="JSON Schema of the method in a request.")
    measured: MeasuredAnswer | None = Field(
        description="Null for a method of another package: it passed a shorter trial instead."
    )


class RefusedMethod(Answer):
    """What another package names as a method and is not offered."""

    name: str = Field(description="Of its entry point.")
    distribution: str = Field(description="The package.")
    version: str = Field(description="Of the package.")
    reasons: list[Finding] = Field(description="Why it is not offered.")


class MethodListing(Listed[ListedMethod]):
    """A page of methods; `next` is the cursor of the following page, or null."""

    refused: list[RefusedMethod] = Field(description="What is named and not offered, and why.")


router = APIRouter(tags=["methods"], route_class=TaggedRoute)


@router.get("/v1/methods", summary="All methods", response_model=MethodListing)
def get_methods(request: Request) -> Response:
    """List the ranking methods with parameters, traits, references and the laws they kept."""
    answer = {
        **listing(_methods(METHODS.version)),
        "refused": [
            {
                "name": refusal.name,
                **asdict(refusal.origin),
                "reasons": [finding(fault) for fault in refusal.error.faults],
            }
            for refusal in METHODS.refused
        ],
    }
    return telling(request, answer)


@cache
def _methods(version: int) -> list[dict[str, Any]]:
    """Return the list of methods at a version of the registry."""
    return [
        {
            "name": name,
            "title": Note.of(method.title),
            "reference": method.reference,
            **asdict(METHODS.origin(name)),
            "traits": asdict(method().traits),
            "contributions_sum_to": method.contributions_sum,
            "parameters": method_model(method).model_json_schema(),  # type: ignore[arg-type]  # a class is hashable
            "measured": _measured(name),
        }
        for name, method in METHODS.items()
    ]


def _measured(name: str) -> dict[str, Any] | None:
    measurements = measured_laws(name)
    if not measurements:
        return None
    return {
        "problems": problems_measured(),
        "configurations": [
            {
                "parameters": measurement.parameters,
                **{law: asdict(counts) for law, counts in measurement.laws.items()},
            }
            for measurement in measurements
        ],
    }
