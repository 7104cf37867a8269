"""Answers about the example ranking, to try presentations of answers."""

from collections.abc import Iterator
from typing import Any

from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.settings import Settings

_PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "unit": "USD/m2"},
        {"id": "utilities", "direction": "benefit"},
    ],
    "alternatives": [{"id": name} for name in ("north", "south", "west")],
    "performances": [[160, 5], [{"low": 85, "high": 140}, 3], [100, 4]],
}
_WEIGHTS = {"kind": "direct", "values": {"price": 2, "utilities": 1}}


def example_answers() -> Iterator[dict[str, Any]]:
    """Yield the answer about three sites without, and with, its sensitivity."""
    for sensitivity in (False, {"acceptability": {"samples": 200}}):
        request = RankingRequest.model_validate(
            {"problem": _PROBLEM, "weights": _WEIGHTS, "sensitivity": sensitivity}
        )
        yield rank_problem(request, Settings())
