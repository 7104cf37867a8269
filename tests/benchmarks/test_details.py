"""What a recommendation costs and weighs, by how much of it is asked for.

README's enterprise, from nothing, for the first fourteen of the parks that are compared and for all
of them. Processor time of the engine and of telling, in one process; bytes as sent and packed.
"""

import time
import zlib
from typing import Any

import pytest

from api.http.localisation import localise_json
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.parks import load_catalogue, scorable
from tests.exporter import EXPORTER as ENTERPRISE
from weights.validation import validate

TURNS = 7
SETTINGS = Settings()
GOALS = {"summary": (25, 15, 4), "standard": (80, 80, 16), "full": (200, None, 60)}
"""Milliseconds, kilobytes and packed kilobytes of fourteen parks; of more at most twice as much."""


def answered(detail: str, parks: list[str]) -> bytes:
    body: dict[str, Any] = {"enterprise": ENTERPRISE, "parks": parks, "detail": detail}
    return localise_json(recommend(validate(RecommendationRequest, body), SETTINGS), "en")


def milliseconds(detail: str, parks: list[str]) -> float:
    answered(detail, parks)
    taken = []
    for _ in range(TURNS):
        start = time.process_time()
        answered(detail, parks)
        taken.append(1e3 * (time.process_time() - start))
    return min(taken)


@pytest.mark.parametrize("count", [14, None])
def test_less_is_asked_for_less(count: int | None) -> None:
    parks = list(scorable(load_catalogue()))[:count]
    times = {detail: milliseconds(detail, parks) for detail in GOALS}
    sent = {detail: answered(detail, parks) for detail in GOALS}
    packed = {detail: len(zlib.compress(body, 5)) for detail, body in sent.items()}
    print(f"\n{len(parks)} parks")
    for detail, goal in GOALS.items():
        figures = (times[detail], len(sent[detail]) / 1e3, packed[detail] / 1e3)
        print(
            f"  {detail}: {figures[0]:.0f} ms, {figures[1]:.0f} KB, {figures[2]:.1f} packed;",
            end="",
        )
        print(f" goals {goal} for 14 parks")
    assert times["summary"] < 0.8 * times["full"]
    assert len(sent["summary"]) < len(sent["full"]) / 8
    assert len(sent["standard"]) < 0.6 * len(sent["full"])
    assert packed["standard"] < packed["full"] / 2
