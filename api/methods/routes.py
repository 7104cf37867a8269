"""``GET /v1/methods``."""

from dataclasses import asdict
from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response

from api.etag_route import TaggedRoute
from api.list_page import listing
from api.methods.answers import MethodListing
from api.rankings.finding import finding
from api.rankings.schemas import method_model
from api.reply import telling
from mcda.methods import METHODS
from mcda.methods.measurements import MethodMeasurement, measured_laws, problems_measured

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
    """Return what is listed at a version of the registry."""
    return [
        {
            "name": name,
            "title": dict(method.title),
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
    found = measured_laws(name)
    if not found:
        return None
    return {
        "problems": problems_measured(),
        "configurations": [_configuration(one) for one in found],
    }


def _configuration(found: MethodMeasurement) -> dict[str, Any]:
    laws = {law: asdict(counts) for law, counts in found.laws.items()}
    return {"parameters": found.parameters, **laws}
