"""What work was told to cost, beside what whole requests take."""

import time
from typing import Any

import pytest

from api.rankings.cost import expected_seconds
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.errors import McdaError
from mcda.methods import METHODS
from tests.api.rankings.test_cost import ranking

SETTINGS = Settings(analysis_seconds=None)
SIZES = ((10, 5, 0), (20, 7, 0), (20, 7, 42), (50, 12, 60))
WITHIN = 2.5
LEAST = 0.1
"""CPU seconds that work must take for it to matter what was told."""


def taken(asked: RankingRequest) -> float:
    begun = time.process_time()
    rank_problem(asked, SETTINGS)
    return time.process_time() - begun


@pytest.mark.parametrize("method", METHODS)
def test_what_is_told_is_about_what_is_taken(method: str) -> None:
    wrong: list[Any] = []
    for m, n, unknown in SIZES:
        asked = RankingRequest.model_validate(ranking(m, n, unknown, method={"name": method}))
        told = expected_seconds(asked, SETTINGS)
        try:
            real = min(taken(asked) for _ in range(2))
        except McdaError:  # data that the method does not take
            continue
        print(f"{method} {m} x {n}, {unknown} unknown: {real:.3f} s, told {told:.3f} s", end=" ")
        print(f"({told / real:.2f} x)")
        if real > LEAST and not 1 / WITHIN < told / real < WITHIN:
            wrong.append((m, n, unknown, round(told / real, 2)))
    assert wrong == []
