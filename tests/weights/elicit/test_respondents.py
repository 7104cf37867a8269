"""Respondents who are no help: no question comes twice, and the interview ends and says how."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import numpy as np
import pytest

from mcda import Problem
from mcda.parks import Enterprise, appraise, load_catalogue
from tests.seeds import each_seeded
from weights.elicit import Interview, Reply

MOST = 30
RESPONDENTS: dict[str, Callable[[int], Iterator[Reply]]] = {
    "always equal": lambda seed: cycle(["equal"]),
    "at random": lambda seed: replies(seed, ["first", "second", "equal", "unknown"]),
    "every other unknown": lambda seed: cycle(["unknown", "second", "unknown", "first"]),
    "equal or second": lambda seed: replies(seed, ["equal", "second"]),
    "never unknown": lambda seed: replies(seed, ["first", "second", "equal"]),
}


def replies(seed: int, among: list[Reply]) -> Iterator[Reply]:
    rng = np.random.default_rng(seed)
    while True:
        yield among[int(rng.integers(len(among)))]


def check(problem: Problem, method: str, said: Iterator[Reply], seed: int) -> Interview:
    state, asked, ended = Interview.start(problem, method, seed=seed), set(), set()
    while (question := state.next_question(more=len(state.answers) < MOST)) is not None:
        sides = [(side.criterion, side.amount) for side in (question.first, question.second)]
        pair = frozenset(name for name, _ in sides)
        assert frozenset(sides) not in asked
        assert pair not in ended
        asked.add(frozenset(sides))
        state = state.answer(question, next(said))
        if state.answers[-1].reply in ("equal", "unknown"):
            ended.add(pair)
        assert len(asked) <= MOST + 12
    honest(state)
    return state


def honest(state: Interview) -> None:
    """What is proved holds for fresh draws of all weights left; what is open says who can win."""
    found = state.standing()
    assert found.settled or found.left_open is not None
    assert found.proved == (found.proof is not None)
    assert (state.polytope is None) == bool(found.contradicting)
    if found.proved:
        keys = state.prepared.order(state.polytope.sample(2000, np.random.default_rng(99)))
        winner = keys[:, state.problem.alternative_ids.index(found.winner)]
        assert (winner >= keys.max(axis=1) - 1e-9 * np.abs(keys).max()).all()


@pytest.mark.parametrize("kind", RESPONDENTS)
@pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
def test_random_problems(make_problem: Any, kind: str, method: str) -> None:
    states = []
    for seed in range(2):
        values = np.random.default_rng(seed).uniform(0, 10, (5, 4)).round(1)
        problem = make_problem(values, range=[(0, 10)] * 4)
        states.append(check(problem, method, RESPONDENTS[kind](seed), seed))
    assert max(len(state.answers) for state in states) > 1
    if kind == "always equal":
        assert max(len(state.answers) for state in states) <= 6  # pairs of four criteria


@pytest.mark.parametrize("kind", each_seeded(tuple(RESPONDENTS), 1))
def test_the_parks_of_the_catalogue(kind: str) -> None:
    home = Enterprise(home="Zhejiang/Hangzhou", markets={"US": 0.6, "host": 0.4})
    problem = appraise(load_catalogue(), home, ["ljip", "vcep", "tcr", "kitic"])
    for seed in range(1):
        assert check(problem, "weighted_sum", RESPONDENTS[kind](seed), seed).answers
