"""``GET /v1/methods``."""

from dataclasses import asdict
from functools import cache
from typing import Any

from fastapi import APIRouter

from api.methods.answers import MethodListing
from api.rankings.schemas import METHOD_MODELS
from mcda.measured import Measured, measured_laws, problems_measured
from mcda.methods import METHODS

router = APIRouter(tags=["methods"])


@router.get("/v1/methods", summary="All methods", response_model=MethodListing)
def get_methods() -> dict[str, Any]:
    """List the ranking methods with parameters, traits, references and the laws they kept."""
    return {"items": _methods(), "next": None}


@cache
def _methods() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": dict(method.title),
            "reference": method.reference,
            "available": method.available(),
            "package": method.package,
            "traits": asdict(method().traits),
            "contributions_sum_to": method.contributions_sum,
            "parameters": METHOD_MODELS[name].model_json_schema(),
            "measured": {
                "problems": problems_measured(),
                "configurations": [_configuration(found) for found in measured_laws(name)],
            },
        }
        for name, method in METHODS.items()
    ]


def _configuration(found: Measured) -> dict[str, Any]:
    laws = {law: asdict(counts) for law, counts in found.laws.items()}
    return {"parameters": found.parameters, **laws}
