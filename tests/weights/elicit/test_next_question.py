"""Which question is asked next."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.prepare.missing_values import headline
from weights.elicit.next_question import (
    Beliefs,
    QuestionChoice,
    Sides,
    clean,
    most_steadying,
    most_telling,
    round_amounts,
)
from weights.elicit.proof import winners
from weights.elicit.spans import Spans, read_spans
from weights.posterior import reply_chances

Setting = tuple[Beliefs, Spans]


@pytest.fixture
def setting(make_problem: Callable[..., Any]) -> Callable[..., Setting]:
    def build(seed: int, n: int = 4, m: int = 5) -> Setting:
        rng = np.random.default_rng(seed)
        matrix = headline(make_problem(rng.uniform(0, 10, (m, n)), range=[(0, 10)] * n)).matrix
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
def test_it_beats_questions_at_random(setting, seed):
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


def test_amounts_lie_within_what_the_alternatives_offer(setting):
    for seed in range(6):
        beliefs, spans = setting(seed)
        choice = most_telling(beliefs, spans, (), ())
        assert choice is not None
        assert choice.amounts[0] <= spans.limit[choice.first] * (1 + 1e-9)
        assert choice.amounts[1] <= spans.limit[choice.second] * (1 + 1e-9)


def test_neither_what_was_ended_nor_the_same_amounts_come_again(setting):
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


def test_the_doubted_pair_is_asked_about_once_more(setting):
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


def amounts(
    quotient: float, tolerance: float, limits: tuple[float, float], whole: tuple[bool, bool]
) -> list[float]:
    first, second = (
        Sides(np.array([limit]), np.array([counted]))
        for limit, counted in zip(limits, whole, strict=True)
    )
    found = round_amounts(np.array([[quotient]]), np.array([[tolerance]]), first, second)
    return [clean(a) for a in found[0, 0]]


LEVELS = (True, True)
FREE = (False, False)


@pytest.mark.parametrize(
    ("quotient", "tolerance", "limits", "whole", "wanted"),
    [
        (0.1, 0.1, (220, 7), FREE, [50, 5]),  # the largest that fit, both of 1, 2, 5
        (2.0, 0.1, (100, 100), FREE, [50, 100]),
        (1.5, 0.05, (100, 100), FREE, [20, 30]),  # one figure a little less round
        (1.13, 0.005, (100, 100), FREE, [88.5, 100]),  # three digits where nothing else is near
        (0.5, 0.1, (4, 4), LEVELS, [2, 1]),
        (0.02, 0.3, (220, 4), (False, True), [100, 2]),
    ],
)
def test_as_round_as_the_tolerance_allows(quotient, tolerance, limits, whole, wanted):
    found = amounts(quotient, tolerance, limits, whole)
    assert abs(np.log(found[1] / found[0] / quotient)) <= tolerance
    assert found == wanted


def test_nothing_fits():
    assert np.isnan(amounts(1.3, 0.01, (4, 4), LEVELS)).all()
    assert np.isnan(amounts(1e4, 0.1, (100, 100), FREE)).all()


def test_all_amounts_fit_their_criteria():
    rng = np.random.default_rng(3)
    limits = 10.0 ** rng.uniform(-3, 5, (200, 2))
    whole = rng.random((200, 2)) < 0.4
    limits = np.where(whole, rng.integers(1, 20, (200, 2)), limits)
    quotients = (limits[:, 1] / limits[:, 0])[:, None] * np.exp(rng.normal(size=(200, 9)))
    tolerance = np.full((200, 9), 0.15)
    first, second = (Sides(limits[:, k], whole[:, k]) for k in (0, 1))
    found = round_amounts(quotients, tolerance, first, second)
    asked = ~np.isnan(found[:, :, 0])
    free = ~whole.any(axis=1)
    assert asked[free].mean() > 0.95
    assert np.abs(np.log(found[:, :, 1] / found[:, :, 0] / quotients))[asked].max() <= 0.15
    assert (found[asked] > 0).all()
    for k in (0, 1):
        side = found[:, :, k]
        assert (side <= limits[:, k, None] * (1 + 1e-9))[asked].all()
        counted = asked & whole[:, k, None]
        assert (side[counted] == np.round(side[counted])).all()


def test_clean_takes_the_noise_out():
    assert clean(0.1 * 3) == 0.3
    assert clean(1500000.0000001) == 1500000
