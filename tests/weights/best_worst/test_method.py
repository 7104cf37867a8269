"""The best-worst method as a whole; weights that fit as well, to half a step."""

from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from weights.best_worst.method import BestWorstSolution, best_worst

MODELS: list[Any] = ["linear", "nonlinear"]
FIRST = {"price": 1, "place": 2, "people": 8}
SECOND = {"price": 8, "place": 5, "people": 1}


def answered(model: Any = "linear", first: Any = FIRST, second: Any = SECOND) -> BestWorstSolution:
    return best_worst(tuple(first), "price", "people", first, second, model)


def drawn(rng: np.random.Generator, model: Any) -> BestWorstSolution:
    items = [f"c{j}" for j in range(int(rng.integers(2, 9)))]
    a, b = rng.integers(1, 10, (2, len(items))).astype(float)
    a[0] = b[-1] = 1.0
    b[0] = a[-1]
    named = (dict(zip(items, x.tolist(), strict=True)) for x in (a, b))
    return best_worst(items, "c0", items[-1], *named, model=model)


def test_the_basic_example_of_the_article() -> None:
    found = answered("nonlinear")
    assert found.weights.round(4).tolist() == [0.5899, 0.3387, 0.0714]
    assert round(found.consistency_ratio or 0, 3) == 0.058
    assert not found.alternatives_optimal


def test_what_is_said_beside_the_weights() -> None:
    found = answered()
    assert found.xi == found.consistency_ratio == pytest.approx(1 / 28)
    assert found.input_consistency_ratio == pytest.approx(2 / 56)
    assert found.input_threshold == 0.1309
    assert found.acceptable is True
    assert found.worst_answer is not None
    assert found.worst_answer.item == "place"
    assert found.intervals.tolist() == [[w, w] for w in found.weights.tolist()]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("weights", [[0.5, 0.3, 0.2], [0.4, 0.3, 0.2, 0.1], [1 / 3] * 3])
def test_consistent_answers_give_their_ratios_exactly(model: Any, weights: list[float]) -> None:
    items = [f"c{j}" for j in range(len(weights))]
    first = {item: weights[0] / w for item, w in zip(items, weights, strict=True)}
    second = {item: w / weights[-1] for item, w in zip(items, weights, strict=True)}
    found = best_worst(items, items[0], items[-1], first, second, model)
    assert found.weights.tolist() == pytest.approx(weights, rel=1e-14)
    assert found.xi == found.consistency_ratio == found.input_consistency_ratio == 0
    assert found.acceptable is True
    assert found.worst_answer is None
    assert not found.alternatives_optimal


@pytest.mark.parametrize("model", MODELS)
def test_one_item_and_two(model: Any) -> None:
    one = best_worst(["a"], "a", "a", {"a": 1}, {}, model)
    assert (one.weights.tolist(), one.intervals.tolist()) == ([1], [[1, 1]])
    two = best_worst(["a", "b"], "b", "a", {"a": 3}, {"b": 3}, model)
    assert two.weights.tolist() == pytest.approx([1 / 4, 3 / 4])
    for found in (one, two):
        assert (found.xi, found.consistency_ratio, found.input_consistency_ratio) == (0, 0, 0)
        assert (found.acceptable, found.input_threshold) == (True, None)
        assert found.worst_answer is None


@pytest.mark.parametrize("model", MODELS)
def test_equal_best_and_worst_with_other_answers_has_no_ratio(model: Any) -> None:
    found = answered(model, {"price": 1, "place": 5, "people": 1}, dict.fromkeys(FIRST, 1))
    assert found.xi > 0
    assert found.input_consistency_ratio is None
    assert found.acceptable is None
    assert found.consistency_ratio == (found.xi if model == "linear" else None)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(InvalidWeights) as caught:
        answered("bayesian")
    assert caught.value.faults[0].path == ("model",)
    assert caught.value.code == "best_worst_model"
    assert "linear, nonlinear" in caught.value.say()


@pytest.mark.parametrize("model", MODELS)
def test_the_order_of_the_items_changes_nothing(model: Any) -> None:
    items = ("place", "people", "price")
    turned = best_worst(items, "price", "people", FIRST, SECOND, model)
    there = answered(model).weights.tolist()
    assert turned.weights.tolist() == pytest.approx([there[1], there[2], there[0]], rel=1e-12)
