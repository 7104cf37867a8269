"""Schemes of single columns: published numbers, plain Python, and the traps."""

import math
from itertools import product
from statistics import mean, pstdev
from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from mcda.method import Matrix
from weights.objective import (
    angle,
    coefficient_of_variation,
    diversity,
    gini,
    objective_weights,
    separating,
)

SCHEMES = {"coefficient_of_variation": coefficient_of_variation, "gini": gini, "angle": angle}
ROWS = [[100.0, 3.0, 0.0], [150.0, 6.0, 3.0], [120.0, 2.0, 5.0], [90.0, 1.0, 2.0]]


def matrix(rows: Any, benefit: Any = None) -> Matrix:
    values = np.array(rows, dtype=float)
    m, n = values.shape
    return Matrix(
        values=values,
        benefit=np.ones(n, dtype=bool) if benefit is None else np.array(benefit),
        ranges=np.full((n, 2), np.nan),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def plain_variation(x: list[float]) -> float:
    return pstdev(x) / mean(x)


def plain_gini(x: list[float]) -> float:
    return sum(abs(a - b) for a, b in product(x, x)) / (2 * len(x) ** 2 * mean(x))


def plain_angle(x: list[float]) -> float:
    return math.acos(sum(x) / math.sqrt(len(x)) / math.hypot(*x))


PLAIN: Any = {"coefficient_of_variation": plain_variation, "gini": plain_gini, "angle": plain_angle}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_formula_once_more(scheme: Any) -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        rows = rng.uniform(0, 9, (int(rng.integers(2, 9)), int(rng.integers(1, 6))))
        wanted = [PLAIN[scheme](column) for column in rows.T.tolist()]
        assert SCHEMES[scheme](matrix(rows)).tolist() == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_zero_cell_is_taken_and_a_column_of_zeros_gets_no_weight(scheme: Any) -> None:
    found = objective_weights(matrix([[0.0, *row] for row in ROWS]), scheme)
    assert found[0] == 0
    assert (found[1:] > 0).all()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_direction_plays_no_part(scheme: Any) -> None:
    costs = SCHEMES[scheme](matrix(ROWS, [False, True, False]))
    assert costs.tolist() == SCHEMES[scheme](matrix(ROWS)).tolist()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_negative_value_is_refused_by_scheme_and_criterion(scheme: Any) -> None:
    rows = [*ROWS[:3], [90.0, -1.0, -2.0]]
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(rows), scheme)
    wanted = [{"scheme": scheme, "criterion": c, "needed": ">= 0"} for c in ("c1", "c2")]
    assert [dict(fault.fields) for fault in caught.value.faults] == wanted
    assert caught.value.code == "objective_negative"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_constant_column_is_not_read_even_below_zero(scheme: Any) -> None:
    found = objective_weights(matrix([[-5.0, *row[1:]] for row in ROWS]), scheme)
    assert found[0] == 0
    assert found.sum() == pytest.approx(1)


def test_the_order_of_the_alternatives_and_copies_of_all_change_nothing() -> None:
    for scheme in SCHEMES:
        found = objective_weights(matrix(ROWS), scheme)  # type: ignore[arg-type]
        for rows in (ROWS[::-1], ROWS * 2):
            again = objective_weights(matrix(rows), scheme)  # type: ignore[arg-type]
            assert again.tolist() == pytest.approx(found.tolist(), rel=1e-12)


def test_the_largest_inequality_and_the_widest_angle() -> None:
    one_has_all = matrix([[1.0], [0.0], [0.0], [0.0]])
    assert gini(one_has_all)[0] == pytest.approx(3 / 4)
    assert angle(one_has_all)[0] == pytest.approx(math.pi / 3)
    assert coefficient_of_variation(one_has_all)[0] == pytest.approx(math.sqrt(3))


def test_a_small_angle_keeps_its_digits() -> None:
    # The arc cosine of a number next to 1 would have lost half of them.
    found = angle(matrix([[1.0, 1.0], [1.0 + 1e-9, 1.0 + 3e-9]]))
    assert found[1] / found[0] == pytest.approx(3, rel=1e-6)


def test_rounding_does_not_separate() -> None:
    rows = [[0.1 + 0.2, 1.0], [0.3, 2.0]]
    assert rows[0][0] != rows[1][0]
    assert separating(matrix(rows)).tolist() == [False, True]


def test_diversity_is_none_of_equal_shares_and_all_of_one() -> None:
    found = diversity(np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]]))
    assert found.tolist() == pytest.approx([0, 1], abs=1e-12)
