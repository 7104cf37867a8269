"""Which question is asked next."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.prepare.unknowns import headline
from weights.elicit.proof import winners
from weights.elicit.question_choice import Beliefs, QuestionChoice, most_steadying, most_telling
from weights.elicit.spans import Spans, read_spans
from weights.posterior import reply_chances

Setting = tuple[Beliefs, Spans]


@pytest.fixture
def setting(make_problem: Callable[..., Any]) -> Callable[..., Setting]:
    def build(seed: int, n: int = 4, m: int = 5) -> Setting:
        rng = np.random.default_rng(seed)
        problem = make_problem(rng.uniform(0, 10, (m, n)), range=[(0, 10)] * n)
        matrix = headline(problem).matrix
        prepared = make_method("weighted_sum").prepare(matrix)
        weights = rng.dirichlet(np.ones(n), 1000)
        first = winners(prepared, weights).astype(np.float64)
        return Beliefs(weights, first), read_spans(matrix, prepared)

    return build


def left(beliefs: Beliefs, spans: Spans, pair: tuple[int, int], amounts: Any) -> float:
    """Return the expected entropy of the winner, reply by reply."""
    parts = np.array(amounts) / spans.full[list(pair)]
    one, other = (beliefs.weights[:, j] * part for j, part in zip(pair, parts, strict=True))
    found = 0.0
    for chance in reply_chances(one, other, spans.steepness):
        shares = chance @ beliefs.first / chance.sum()
        some = shares[shares > 0]
        found -= chance.mean() * float(some @ np.log(some))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_it_beats_questions_at_random(setting: Any, seed: int) -> None:
    beliefs, spans = setting(seed)
    choice = most_telling(beliefs, spans, (), ())
    assert choice is not None
    best = left(beliefs, spans, (choice.first, choice.second), choice.amounts)
    rng = np.random.default_rng(seed)
    others = []
    for _ in range(200):
        pair = rng.choice(4, 2, replace=False)
        amounts = spans.limit[pair] * rng.random(2)
        others.append(left(beliefs, spans, tuple(pair.tolist()), amounts))
    assert best <= np.quantile(others, 0.05)
    shares = beliefs.first.mean(axis=0)
    now = -float(shares[shares > 0] @ np.log(shares[shares > 0]))
    assert choice.resolves == pytest.approx(1 - best / now, abs=1e-9)


def test_amounts_lie_within_what_the_alternatives_offer(setting: Any) -> None:
    for seed in range(6):
        beliefs, spans = setting(seed)
        choice = most_telling(beliefs, spans, (), ())
        assert choice is not None
        assert choice.amounts[0] <= spans.limit[choice.first] * (1 + 1e-9)
        assert choice.amounts[1] <= spans.limit[choice.second] * (1 + 1e-9)


def test_neither_what_was_ended_nor_the_same_amounts_come_again(setting: Any) -> None:
    beliefs, spans = setting(2)
    asked: list[Any] = []
    ended: list[Any] = []
    while (choice := most_telling(beliefs, spans, ended, asked)) is not None and len(asked) < 20:
        sides = zip((choice.first, choice.second), choice.amounts, strict=True)
        assert frozenset((choice.first, choice.second)) not in ended
        one = frozenset(sides)
        assert one not in asked
        asked.append(one)
    assert len(asked) == 20
    every = {frozenset({i, j}) for i in range(4) for j in range(i)}
    assert most_telling(beliefs, spans, every, ()) is None


def test_the_doubted_pair_is_asked_about_once_more(setting: Any) -> None:
    beliefs, spans = setting(3)
    pair = frozenset({0, 1})
    doubted = Beliefs(beliefs.weights[::-1].copy(), beliefs.first[::-1].copy())
    given = (beliefs, doubted, 0, pair, spans)
    again = most_steadying(*given, (), ())
    assert isinstance(again, QuestionChoice)
    assert {again.first, again.second} == pair
    other = most_steadying(*given, (pair,), ())
    assert other is not None
    assert {other.first, other.second} != pair
