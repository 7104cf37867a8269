"""The closed forms against linear programmes, a grid, and each other."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from weights.best_worst.answers import Answers
from weights.best_worst.optimum import (
    Optimum,
    contradicting,
    deviation,
    implied_best_to_worst,
    optimum,
)

MODELS: list[Any] = ["linear", "nonlinear"]


def answers(first: Any, second: Any) -> Answers:
    """The first item is the best, the last one the worst."""
    a, b = np.array(first, dtype=float), np.array(second, dtype=float)
    names = tuple(f"c{j}" for j in range(len(a)))
    return Answers(items=names, best=0, worst=len(a) - 1, best_to_others=a, others_to_worst=b)


def drawn(seed: int, count: int, whole: bool, largest: int = 9) -> Iterator[Answers]:
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n = int(rng.integers(3, 8))
        a, b = rng.integers(1, largest + 1, (2, n)) if whole else rng.uniform(1, largest, (2, n))
        a[0] = b[-1] = 1
        b[0] = a[-1]
        yield answers(a, b)


def pairs(given: Answers) -> Iterator[tuple[int, int, float]]:
    for j in range(1, len(given.items)):
        yield 0, j, float(given.best_to_others[j])
    for j in range(len(given.items) - 1):
        yield j, given.worst, float(given.others_to_worst[j])


def strain(given: Answers, w: Any, model: str) -> float:
    if model == "linear":
        return max(abs(w[i] - x * w[j]) for i, j, x in pairs(given))
    return max(abs(w[i] / w[j] - x) for i, j, x in pairs(given))


def programme(given: Answers, xi: float | None, goal: Any) -> Any:
    """Linear model (xi None: the last variable) or feasibility of the nonlinear one at xi."""
    from scipy.optimize import linprog

    n = len(given.items)
    rows = []
    for i, j, x in pairs(given):
        for sign in (1, -1):
            row = np.zeros(n + 1)
            row[i] += sign
            row[j] -= sign * x + (0 if xi is None else xi)
            row[n] = -1.0 if xi is None else 0.0
            rows.append(row)
    total = np.ones((1, n + 1))
    total[0, n] = 0
    return linprog(goal, A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=total, b_eq=[1])


@pytest.mark.parametrize("whole", [True, False])
def test_the_linear_model_is_the_linear_programme(whole: bool) -> None:
    for given in drawn(1, 40, whole):
        n = len(given.items)
        found = optimum(given, "linear")
        solved = programme(given, None, np.eye(n + 1)[n])
        assert found.xi == pytest.approx(solved.fun, abs=1e-9)
        assert found.weights.tolist() == pytest.approx(solved.x[:n].tolist(), abs=1e-8)
        assert strain(given, found.weights, "linear") == pytest.approx(found.xi, abs=1e-13)


def test_the_linear_optimum_is_the_only_one() -> None:
    from scipy.optimize import linprog

    for given in drawn(2, 12, True):
        n = len(given.items)
        found = optimum(given, "linear")
        assert found.unique
        rows = [
            sign * (np.eye(n)[i] - x * np.eye(n)[j]) for i, j, x in pairs(given) for sign in (1, -1)
        ]
        for j in range(n):
            for sign in (1, -1):
                end = linprog(
                    sign * np.eye(n)[j],
                    A_ub=rows,
                    b_ub=np.full(len(rows), found.xi + 1e-9),
                    A_eq=np.ones((1, n)),
                    b_eq=[1],
                )
                assert end.x[j] == pytest.approx(found.weights[j], abs=1e-6)


@pytest.mark.parametrize("whole", [True, False])
def test_the_nonlinear_deviation_is_the_least_feasible_one(whole: bool) -> None:
    for given in drawn(3, 30, whole):
        found = optimum(given, "nonlinear")
        flat = np.zeros(len(given.items) + 1)
        assert programme(given, found.xi + 1e-5, flat).status == 0
        if found.xi > 0:
            assert programme(given, found.xi - 1e-4, flat).status == 2
        assert strain(given, found.weights, "nonlinear") == pytest.approx(found.xi, abs=1e-10)


def test_intervals_are_the_ends_over_all_optimal_weights() -> None:
    several = 0
    for given in drawn(4, 15, True):
        n = len(given.items)
        found = optimum(given, "nonlinear")
        several += not found.unique
        for j in range(n):
            for end, sign in ((0, 1), (1, -1)):
                solved = programme(given, found.xi + 1e-9, sign * np.eye(n + 1)[j])
                assert found.intervals[j, end] == pytest.approx(solved.x[j], abs=1e-6)
    assert several > 5


def test_centres_of_intervals_are_an_optimum_too() -> None:
    for given in drawn(5, 200, True):
        found = optimum(given, "nonlinear")
        assert strain(given, found.weights, "nonlinear") <= found.xi + 1e-10
        centre = found.intervals.mean(axis=1)
        assert found.weights.tolist() == pytest.approx((centre / centre.sum()).tolist())
        low, high = found.intervals.T
        assert (low <= found.weights + 1e-12).all()
        assert (found.weights <= high + 1e-12).all()
        assert found.unique == bool((high - low < 1e-9).all())


@pytest.mark.parametrize("whole", [True, False])
def test_a_grid_of_three_items_finds_nothing_better(whole: bool) -> None:
    steps = np.linspace(-2.0, 2.0, 801)
    for given in [g for g in drawn(6, 60, whole) if len(g.items) == 3]:
        found = optimum(given, "nonlinear")
        a, b, c = given.best_to_others[1], given.others_to_worst[1], given.best_to_worst
        best, middle = (w / found.weights[2] + steps for w in found.weights[:2])
        middle, best = np.meshgrid(middle[middle > 0.1], best[best > 0.1])
        off = np.max([abs(best / middle - a), abs(middle - b), abs(best - c)], axis=0)
        assert found.xi - 1e-12 <= off.min() <= found.xi + 1e-9  # the optimum is on the grid
        assert strain(given, found.weights, "nonlinear") == pytest.approx(off.min(), abs=1e-9)


def test_the_basic_example_by_hand() -> None:
    # (2 - xi)(5 - xi) = 8 + xi
    found = optimum(answers([1, 2, 8], [8, 5, 1]), "nonlinear")
    assert found.xi == pytest.approx(4 - 14**0.5, rel=1e-14)
    assert found.weights[2] == pytest.approx(1 / 14, rel=1e-14)


def test_two_chains_against_each_other_by_hand() -> None:
    # 2 x 2 = 4 and 6 x 3 = 18 meet at (18 - 4) / (2 + 2 + 6 + 3), further than either from 9.
    found = optimum(answers([1, 2, 6, 9], [9, 2, 3, 1]), "nonlinear")
    xi = 14 / 13
    assert found.xi == pytest.approx(xi, rel=1e-14)
    assert found.weights[0] / found.weights[3] == pytest.approx((2 + xi) ** 2, rel=1e-13)


@pytest.mark.parametrize("model", MODELS)
def test_deviation_is_that_of_the_optimum(model: Any) -> None:
    for given in drawn(7, 40, True):
        assert deviation(given, model) == optimum(given, model).xi


@pytest.mark.parametrize("model", MODELS)
def test_what_the_others_imply(model: Any) -> None:
    given = answers([1, 2, 3, 7], [7, 4, 4, 1])
    assert implied_best_to_worst(given, model, without=1) > 7
    wanted = optimum(answers([1, 3, 7], [7, 4, 1]), model).weights
    assert implied_best_to_worst(given, model, without=1) == pytest.approx(wanted[0] / wanted[2])
    assert implied_best_to_worst(answers([1, 2, 7], [7, 4, 1]), model, without=2) == 8


@pytest.mark.parametrize("model", MODELS)
def test_the_chains_that_contradict_each_other_most_by_hand(model: Any) -> None:
    # 4, 18 and 9 against 9 at once: 4 and 18 are farthest apart.
    assert contradicting(answers([1, 2, 6, 3, 9], [9, 2, 3, 3, 1]), model) == [1, 2]
    # 4, 12 and 9 against 9 at once: 4 is farthest from the direct answer, which bends less.
    assert contradicting(answers([1, 2, 6, 3, 9], [9, 2, 2, 3, 1]), model) == [4, 1]
    assert contradicting(answers([1, 2, 6], [6, 3, 1]), model) == []


@pytest.mark.parametrize("model", MODELS)
def test_leaving_out_another_item_brings_the_chains_no_closer(model: Any) -> None:
    tried = 0
    for given in drawn(8, 60, True):
        before = optimum(given, model)
        for at in set(given.others) - set(contradicting(given, model)):
            kept = [j for j in range(len(given.items)) if j != at]
            rest = optimum(answers(given.best_to_others[kept], given.others_to_worst[kept]), model)
            lost = 1.0 if model == "nonlinear" else 1.0 - before.weights[at]
            assert rest.xi * lost == pytest.approx(before.xi, rel=1e-9)
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("scale", [1.0, 1e3, 1e9])
def test_answers_far_from_each_other_stay_numbers(model: Any, scale: float) -> None:
    found: Optimum = optimum(answers([1, scale, 1, scale], [scale, scale, 1, 1]), model)
    assert np.isfinite(found.weights).all()
    assert (found.weights > 0).all()
    assert found.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("model", MODELS)
def test_rounding_in_consistent_answers_is_no_deviation(model: Any) -> None:
    w = np.array([0.37, 0.29, 0.13, 0.11, 0.1])
    assert optimum(answers(w[0] / w, w / w[-1]), model).xi == 0
