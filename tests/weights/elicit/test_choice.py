"""Which question is asked next."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from weights.elicit.choice import Choice, Pair, _Asked, choose
from weights.elicit.doubt import doubts, moments
from weights.elicit.spans import Spans, read_spans

Setting = tuple[np.ndarray, np.ndarray, Spans]


@pytest.fixture
def setting(make_problem: Callable[..., Any]) -> Callable[..., Setting]:
    def build(seed: int, n: int = 4, m: int = 5, polytope: Polytope | None = None) -> Setting:
        rng = np.random.default_rng(seed)
        problem = make_problem(rng.uniform(0, 10, (m, n)), range=[(0, 10)] * n)
        matrix = headline(problem).matrix
        prepared = make_method("weighted_sum").prepare(matrix)
        weights = (polytope or Polytope.whole(n)).sample(1000, rng)
        return weights, prepared.order(weights), read_spans(matrix, prepared)

    return build


def chosen(at: Setting, **more: Any) -> Choice | None:
    weights, keys, spans = at
    leader = int(keys.mean(axis=0).argmax())
    return choose(weights, keys, leader, range(keys.shape[1]), spans, **more)


def asked(choice: Choice, spans: Spans) -> float:
    first, second = choice.amounts
    return spans.ratio(choice.first, first, choice.second, second)


@pytest.mark.parametrize("seed", range(5))
def test_it_beats_questions_at_random(setting: Any, seed: int) -> None:
    """The doubt it leaves, counted again part by part, is among the least of 200 others."""
    at = setting(seed)
    weights, keys, spans = at
    choice = chosen(at)
    assert choice is not None

    def left(first: int, second: int, ratio: float) -> float:
        side = weights[:, first] >= ratio * weights[:, second]
        parts = [part for part in (side, ~side) if part.any()]
        return sum(p.mean() * np.log(doubts(*moments(keys[p]))[0]) for p in parts)

    best = left(choice.first, choice.second, asked(choice, spans))
    rng = np.random.default_rng(seed)
    others = []
    for _ in range(200):
        first, second = rng.choice(4, 2, replace=False)
        others.append(left(first, second, float(np.exp(rng.normal()))))
    assert best <= np.quantile(others, 0.05)
    now = doubts(*moments(keys))[0]
    assert choice.resolves == pytest.approx(1 - np.exp(best) / now, abs=1e-9)


def test_the_question_splits_the_draws(setting: Any) -> None:
    at = setting(1)
    choice = chosen(at)
    assert choice is not None
    side = at[0][:, choice.first] >= asked(choice, at[2]) * at[0][:, choice.second]
    assert 0.01 <= side.mean() <= 0.99
    assert choice.rival != choice.leader


def test_what_was_refused_is_not_asked_again(setting: Any) -> None:
    """Nor at another ratio: each of the six pairs is asked about once."""
    at = setting(2)
    refused: list[Pair] = []
    while (choice := chosen(at, ended=refused)) is not None:
        pair = frozenset({choice.first, choice.second})
        assert pair not in refused
        refused.append(pair)
    assert len(refused) == 6


def test_nothing_to_ask(setting: Any, make_problem: Callable[..., Any]) -> None:
    weights, keys, spans = setting(3)
    assert choose(weights, keys, 0, [0], spans) is None
    fixed = np.tile([0.4, 0.3, 0.2, 0.1], (1000, 1))
    assert choose(fixed, keys, 0, [0, 1], spans) is None
    one = np.zeros((1000, 4))
    one[:, 2] = 1.0
    assert choose(one, keys, 0, [0, 1], spans) is None


def test_narrow_sets_get_finer_figures(setting: Any) -> None:
    """Between ratios of 1.30 and 1.32 no two round figures lie."""
    polytope = Polytope.whole(2).cut([-1.0, 1.30], 0.0).cut([1.0, -1.32], 0.0)
    at = setting(4, n=2, m=3, polytope=polytope)
    weights, _, spans = at
    keys = np.stack([weights[:, 0], np.full(1000, weights[:, 0].mean()), -weights[:, 0]], axis=1)
    choice = choose(weights, keys, 0, [0, 1], spans)
    assert choice is not None
    assert 1.30 < asked(choice, spans) < 1.32


def test_criteria_that_cannot_separate_are_left_out(make_problem: Callable[..., Any]) -> None:
    values = np.array([[1.0, 5, 3], [2, 5, 1], [3, 5, 0]])
    matrix = headline(make_problem(values, range=[(0, 10)] * 3)).matrix
    prepared = make_method("weighted_sum").prepare(matrix)
    weights = Polytope.whole(3).sample(1000, np.random.default_rng(1))
    keys = prepared.order(weights)
    choice = choose(weights, keys, 2, [0, 1, 2], read_spans(matrix, prepared))
    assert choice is not None
    assert {choice.first, choice.second} == {0, 2}


def test_criteria_that_hardly_weigh_are_left_out(setting: Any) -> None:
    polytope = Polytope.whole(4).cut([0.0, 0.0, 0.0, 1.0], 5e-5)
    for seed in range(5):
        choice = chosen(setting(seed, polytope=polytope))
        assert choice is not None
        assert 3 not in (choice.first, choice.second)


def test_parts_of_a_step_are_asked_about_where_whole_ones_tell_nothing(
    make_problem: Callable[..., Any],
) -> None:
    """On two levels from 0 to 2 whole steps can only ask for ratios of 1/2, 1 and 2."""
    values = np.array([[2.0, 0], [0, 2], [1, 1]])
    matrix = headline(make_problem(values, range=[(0, 2)] * 2)).matrix
    prepared = make_method("weighted_sum").prepare(matrix)
    spans = read_spans(matrix, prepared)
    for low, high, wanted in ((0.9, 1.2, True), (1.2, 1.6, False)):
        polytope = Polytope.whole(2).cut([-1.0, low], 0.0).cut([1.0, -high], 0.0)
        weights = polytope.sample(1000, np.random.default_rng(1))
        choice = choose(weights, prepared.order(weights), 0, [0, 1, 2], spans)
        assert choice is not None
        assert all(amount == round(amount) for amount in choice.amounts) is wanted


def test_a_question_splits_where_either_answer_has_draws() -> None:
    sides = np.zeros((200, 4), dtype=bool)
    sides[:, 1], sides[:2, 2], sides[:1, 3] = True, True, True
    columns = np.zeros(4, dtype=np.intp)
    asked = _Asked(columns, columns, np.ones((4, 2)), sides)
    assert asked.splits.tolist() == [False, False, True, False]
