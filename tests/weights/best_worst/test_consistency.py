"""Consistency of best-worst answers: published tables and what is not published."""

from typing import Any

import numpy as np
import pytest

from weights.best_worst.answers import Answers, read_answers
from weights.best_worst.consistency import (
    acceptable,
    consistency_index,
    input_ratio,
    input_threshold,
    output_ratio,
)
from weights.best_worst.optimum import deviation

PUBLISHED_INDEX = [0.0, 0.44, 1.0, 1.63, 2.30, 3.0, 3.73, 4.47, 5.23]


def three(a: float, b: float, c: float) -> Answers:
    return read_answers(("x", "y", "z"), "x", "z", {"y": a, "z": c}, {"x": c, "y": b})


def test_the_index_is_the_published_table() -> None:
    assert [round(consistency_index(a), 2) for a in range(1, 10)] == PUBLISHED_INDEX


@pytest.mark.parametrize("a", [1.0, 1.5, 2.0, 6.25, 9.0, 1e6])
def test_the_index_is_the_smaller_root(a: float) -> None:
    xi = consistency_index(a)
    assert (a - xi) ** 2 == pytest.approx(a + xi, rel=1e-9)
    assert 0 <= xi < a


@pytest.mark.parametrize("a", [2, 3.5, 9])
def test_no_answers_up_to_best_against_worst_deviate_more(a: float) -> None:
    grid = np.linspace(1, a, 9)
    found = max(deviation(three(x, y, a), "nonlinear") for x in grid for y in grid)
    assert found == pytest.approx(consistency_index(a), rel=1e-12)


def test_the_output_ratio_is_none_where_the_index_is_zero() -> None:
    assert output_ratio(0.0, 1.0, "nonlinear") == 0
    assert output_ratio(0.3, 1.0, "nonlinear") is None
    assert output_ratio(0.22, 2.0, "nonlinear") == pytest.approx(0.22 / 0.43844719)
    assert output_ratio(0.3, 1.0, "linear") == 0.3


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((2, 5, 8), 2 / 56),
        ((2, 4, 8), 0.0),
        ((1, 1, 9), 8 / 72),
        ((9, 9, 9), 1.0),
        ((1, 1, 1), 0.0),
        ((2, 1, 1), None),
    ],
)
def test_the_input_ratio_by_hand(given: Any, wanted: float | None) -> None:
    assert input_ratio(three(*given)) == (wanted if wanted is None else pytest.approx(wanted))


def test_the_input_ratio_is_that_of_the_worst_chain() -> None:
    found = read_answers("abcd", "a", "d", {"b": 2, "c": 3, "d": 6}, {"a": 6, "b": 3, "c": 4})
    assert input_ratio(found) == pytest.approx(6 / 30)


@pytest.mark.parametrize(
    ("n", "scale", "wanted"),
    [
        (3, 3, 0.1667),
        (9, 3, 0.1667),
        (3, 4, 0.1121),
        (6, 5, 0.2546),
        (3, 9, 0.1359),
        (9, 9, 0.3662),
        (5, 2, 0.0),
        (2, 5, None),
        (10, 5, None),
        (5, 1, None),
        (5, 10, None),
        (5, 4.5, None),
    ],
)
def test_thresholds_are_those_published(n: int, scale: float, wanted: float | None) -> None:
    assert input_threshold(n, scale) == wanted


@pytest.mark.parametrize(
    ("ratio", "threshold", "wanted"),
    [(0.0, None, True), (0.1, 0.1, True), (0.2, 0.1, False), (0.2, None, None), (None, 0.1, None)],
)
def test_acceptable(ratio: float | None, threshold: float | None, wanted: bool | None) -> None:
    assert acceptable(ratio, threshold) is wanted
