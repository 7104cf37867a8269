"""``GET /v1/methods``."""

from dataclasses import asdict
from functools import cache
from typing import Any

from fastapi import APIRouter

from api.listing import Listing
from api.rankings.schemas import METHOD_MODELS
from mcda.methods import METHODS

router = APIRouter(tags=["methods"])


@router.get("/v1/methods", summary="All methods", response_model=Listing)
def get_methods() -> dict[str, Any]:
    """List the ranking methods with their parameters, traits and references."""
    return {"items": _methods(), "next": None}


@cache
def _methods() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": dict(method.title),
            "reference": method.reference,
            "traits": asdict(method().traits),
            "contributions_sum_to": method.contributions_sum,
            "parameters": METHOD_MODELS[name].model_json_schema(),
        }
        for name, method in METHODS.items()
    ]
