"""Shapley parts of a difference: by brute force over orders, closed form, and drawn orders."""

from itertools import permutations

import numpy as np
import pytest

from mcda.cells import FloatArray
from weights.comparison import attribution
from weights.comparison.attribution import (
    EXACT_UP_TO,
    DifferenceAttribution,
    Value,
    attribute,
    effort,
    in_tiles,
    players,
)

RNG = np.random.default_rng(4)


def by_all_orders(value: Value, before: FloatArray, after: FloatArray) -> FloatArray:
    """The definition: the mean over all orders in which the weights may switch."""
    n = len(before)
    parts = np.zeros(n)
    orders = list(permutations(range(n)))
    for order in orders:
        here = before.copy()
        for j in order:
            last = value(here[None])[0]
            here[j] = after[j]
            parts[j] += last - value(here[None])[0]
    return parts / len(orders)


def curved(weights: FloatArray) -> FloatArray:
    n = weights.shape[1]
    return np.asarray(np.sqrt(weights @ np.arange(1.0, n + 1)) + weights[:, 0] * weights[:, n - 1])


def work(
    before: FloatArray, after: FloatArray, size: int = 1, seed: int = 7
) -> DifferenceAttribution:
    allowed = effort(players(before, after), size, np.random.default_rng(seed))
    return attribute(curved, before, after, allowed)


def drawn_pairs(g: int, n: int) -> tuple[FloatArray, FloatArray]:
    return RNG.dirichlet(np.ones(n), g), RNG.dirichlet(np.ones(n), g)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6])
def test_all_coalitions_are_all_orders(n: int) -> None:
    before, after = drawn_pairs(3, n)
    before, after = before * RNG.random((3, 1)), after
    found = work(before, after)
    assert found.exact.all()
    assert not found.errors.any()
    for row in range(3):
        wanted = by_all_orders(curved, before[row], after[row])
        assert found.parts[row] == pytest.approx(wanted, abs=1e-13)


def test_a_linear_value_has_a_closed_form() -> None:
    before, after = drawn_pairs(5, 9)
    lead = RNG.normal(size=9)
    allowed = effort(players(before, after), 1, np.random.default_rng(1))
    found = attribute(lambda w: w @ lead, before, after, allowed)
    assert found.parts == pytest.approx((before - after) * lead, abs=1e-13)


def test_only_criteria_whose_weight_differs_take_part() -> None:
    before, after = drawn_pairs(4, 5)
    after[:2, 1:3] = before[:2, 1:3]
    after[2] = before[2] + [1e-15, 0, 0, 0.1, -0.1]
    found = work(before, after)
    assert players(before, after).tolist() == [
        [True, False, False, True, True],
        [True, False, False, True, True],
        [False, False, False, True, True],
        [True, True, True, True, True],
    ]
    for row in range(4):
        wanted = by_all_orders(curved, before[row], after[row])
        assert found.parts[row] == pytest.approx(wanted, abs=1e-13)
        assert (found.parts[row] == 0).tolist() == (~players(before, after)[row]).tolist()


def test_where_nothing_differs_clearly_the_least_difference_counts() -> None:
    before = np.array([[0.5, 0.5], [0.5, 0.5]])
    after = before + np.array([[1e-14, 0.0], [0.0, 0.0]])
    assert players(before, after).tolist() == [[True, False], [False, False]]


def test_tiles_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = drawn_pairs(7, 4)
    whole = work(before, after).parts
    monkeypatch.setattr(attribution, "_TILE", 2 * 2**4 * 4)
    assert work(before, after).parts == pytest.approx(whole, abs=1e-15)


def test_drawn_orders_come_near_and_say_how_near(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = drawn_pairs(40, 10)
    exact = work(before, after)
    monkeypatch.setattr(attribution, "EXACT_UP_TO", 8)
    found = work(before, after)
    assert not found.exact.any()
    total = curved(before) - curved(after)
    assert found.parts.sum(axis=1) == pytest.approx(total, abs=1e-13)
    assert (found.errors > 0).all()
    off = (found.parts - exact.parts) / found.errors
    assert np.abs(off).max() < 6
    # A standard error that is right makes this 1; it is the mean of 400 squares.
    assert 0.5 < np.sqrt((off**2).mean()) < 1.5


def test_past_fourteen_players_orders_are_drawn_from_the_seed() -> None:
    assert EXACT_UP_TO == 14
    before, after = drawn_pairs(2, 16)
    after[0, :2] = before[0, :2]
    found, again, other = (work(before, after, seed=seed) for seed in (7, 7, 8))
    assert found.exact.tolist() == [True, False]
    assert not found.errors[0].any()
    assert np.array_equal(found.parts, again.parts)
    assert np.array_equal(found.parts[0], other.parts[0])
    assert not np.array_equal(found.parts[1], other.parts[1])


def test_effort_is_bounded_by_the_work_there_is() -> None:
    rng = np.random.default_rng(1)
    few, many = np.ones((1, 20), dtype=bool), np.ones((1225, 30), dtype=bool)
    assert (effort(few, 140, rng).exact_up_to, len(effort(few, 140, rng).keys)) == (14, 128)
    assert (effort(many, 6000, rng).exact_up_to, len(effort(many, 6000, rng).keys)) == (8, 8)
    assert len(effort(few[:, :14], 140, rng).keys) == 0
    assert effort(many[:0], 6000, rng).exact_up_to == 14


@pytest.mark.parametrize("rows", [0, 1, 9, 10, 11, 95])
def test_tiles_give_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(attribution, "_TILE", 10 * 4 * 3)
    seen: list[int] = []

    def doubled(weights: FloatArray) -> FloatArray:
        seen.append(len(weights))
        return weights * 2

    batch = np.arange(3.0 * rows).reshape(rows, 3)
    assert in_tiles(4, doubled, batch).tolist() == (batch * 2).tolist()
    assert max(seen) <= 10
    assert sum(seen) == rows


def test_a_row_larger_than_a_tile_goes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "_TILE", 5)
    assert in_tiles(4, np.negative, np.ones((3, 3))).shape == (3, 3)
