"""A ranking in which everything can be said."""

from collections.abc import Callable
from typing import Any

import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.ranking import Ranking


@pytest.fixture
def ranked() -> Callable[..., Ranking]:
    """Rank three alternatives on two criteria; one cell is uncertain."""

    def make(method: str = "topsis", **parameters: Any) -> Ranking:
        problem = Problem(
            criteria=[
                Criterion(id="price", direction="cost", unit="USD/m2", range=(50, 200)),
                Criterion(id="roads", direction="benefit", range=(0, 9)),
            ],
            alternatives=[
                Alternative(id="a", name={"en": "Alpha", "zh": "甲"}),
                Alternative(id="b", name={"en": "Beta", "zh": "乙"}),
                Alternative(id="c"),
            ],
            performances=[[100, 3], [130, Interval(low=4, high=8)], [120, 2]],
        )
        weights = WeightVector.normalised(problem.criterion_ids, [2, 1])
        return rank(problem, weights, method, **parameters)

    return make
