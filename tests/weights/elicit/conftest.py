"""Problems with columns c0, c1, ... on 0..1 and rows a0, a1, ..., and truthful replies."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem
from weights.elicit import Interview, Question, Reply


def _problem(values: Any, directions: Sequence[Any] = (), **columns: Sequence[Any]) -> Problem:
    n = len(values[0])
    return Problem(
        criteria=[
            Criterion(
                id=f"c{j}",
                direction=directions[j] if directions else "benefit",
                **{field: given[j] for field, given in columns.items()},
            )
            for j in range(n)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(values))],
        performances=values if isinstance(values, np.ndarray) else [list(row) for row in values],
    )


def _reply(question: Question, weights: Sequence[float]) -> Reply:
    first, second = (int(side.criterion[1:]) for side in (question.first, question.second))
    return "first" if weights[first] >= question.ratio * weights[second] else "second"


def _interviewed(state: Interview, weights: Sequence[float], most: int = 100) -> list[Interview]:
    """Return all states of an interview with somebody who has these weights."""
    states = [state]
    while (question := states[-1].next_question()) is not None and len(states) <= most:
        states.append(states[-1].answer(question, _reply(question, weights)))
    return states


@pytest.fixture(scope="session")
def make_problem() -> Callable[..., Problem]:
    return _problem


@pytest.fixture(scope="session")
def reply_to() -> Callable[..., Reply]:
    return _reply


@pytest.fixture(scope="session")
def interviewed() -> Callable[..., list[Interview]]:
    return _interviewed
