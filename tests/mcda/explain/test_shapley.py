"""Shapley values against the definition over all orders, and against published games."""

from itertools import permutations

import numpy as np
import pytest

from mcda.explain.shapley import _arcs, _on_circle, by_coalitions, by_orders
from mcda.kernel import RatioForm


def over_orders(game, k, orders):
    """Mean gain on joining, straight from the definition."""
    found, orders = np.zeros(k), list(orders)
    for order in orders:
        members = np.zeros((k + 1, k), dtype=bool)
        for place, player in enumerate(order):
            members[place + 1 :, player] = True
        found[list(order)] += np.diff(game(members))
    return found / len(orders)


def random_game(k, seed):
    values = np.random.default_rng(seed).normal(size=2**k)
    return lambda members: values[members @ (1 << np.arange(k))]


def closeness_game(k, rng):
    rows, weights = rng.uniform(size=(6, k)), rng.dirichlet(np.ones(k))
    best, worst = rows.max(axis=0), rows.min(axis=0)

    def game(members):
        mixed = np.where(members, rows[0], rows[1])
        return RatioForm(mixed, best, worst, 2.0).scores(weights[None])[0]

    return game


class TestByCoalitions:
    @pytest.mark.parametrize("k", [1, 2, 3, 5, 6])
    def test_any_game_over_all_orders(self, k):
        game = random_game(k, k)
        wanted = over_orders(game, k, permutations(range(k)))
        np.testing.assert_allclose(by_coalitions(game, k), wanted, rtol=0, atol=1e-13)

    def test_nobody(self):
        assert by_coalitions(lambda members: np.zeros(len(members)), 0).shape == (0,)

    def test_two_left_gloves_and_a_right_one(self):
        found = by_coalitions(lambda s: ((s[:, 0] | s[:, 1]) & s[:, 2]) * 1.0, 3)
        np.testing.assert_allclose(found, [1 / 6, 1 / 6, 2 / 3])

    def test_runway_is_shared_by_those_who_need_each_length(self):
        # Littlechild & Owen (1973): each piece in equal shares among those who need it.
        costs = np.array([1.0, 2.0, 4.0])
        found = by_coalitions(lambda s: (s * costs).max(axis=1), 3)
        np.testing.assert_allclose(found, [1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 2])


class TestByOrders:
    def test_two_and_three_players_have_no_other_orders(self):
        for k in (2, 3):
            game = random_game(k, k)
            np.testing.assert_allclose(by_orders(game, k, 1), by_coalitions(game, k), atol=1e-13)

    @pytest.mark.parametrize("k", [4, 7])
    def test_a_circle_is_run_from_everywhere_both_ways(self, k):
        game = random_game(k, k)
        circle = np.random.default_rng(1).permutation(k)
        orders = [np.roll(circle, -s) for s in range(k)]
        orders += [np.roll(circle[::-1], -s) for s in range(k)]
        ends = game(np.array([[False] * k, [True] * k])).tolist()
        found = np.empty(k)
        found[circle] = _on_circle(_arcs(game, circle, *ends))
        np.testing.assert_allclose(found, over_orders(game, k, orders), atol=1e-13)

    @pytest.mark.parametrize("k", [4, 9, 20, 30])
    def test_shares_sum_to_what_all_have(self, k):
        size = np.random.default_rng(k).normal(size=(k, 2))
        found = by_orders(lambda s: np.tanh(s @ size).prod(axis=1), k, 2)
        assert found.sum() == pytest.approx(np.tanh(size.sum(axis=0)).prod(), abs=1e-12)

    def test_what_adds_up_is_exact(self):
        size = np.random.default_rng(0).normal(size=12)
        np.testing.assert_allclose(by_orders(lambda s: s @ size, 12, 3), size, atol=1e-12)

    def test_who_gains_nothing_has_nothing_and_who_never_loses_no_loss(self):
        size = np.linspace(0.0, 1.0, 9)
        found = by_orders(lambda s: np.sqrt(s @ size), 9, 4)
        assert found[0] == pytest.approx(0.0, abs=1e-15)
        assert (found[1:] > 0).all()

    def test_sixteen_circles_come_within_a_hundredth(self):
        rng = np.random.default_rng(3)
        errors = []
        for k in (10, 12, 13):
            for _ in range(4):
                game = closeness_game(k, rng)
                exact = by_coalitions(game, k)
                errors.append(np.abs(by_orders(game, k, 16) - exact).max() / np.abs(exact).max())
        assert max(errors) < 0.01

    def test_the_order_of_players_is_irrelevant(self):
        size = np.random.default_rng(5).uniform(size=11)
        columns = np.random.default_rng(6).permutation(11)
        plain = by_orders(lambda s: np.sqrt(s @ size), 11, 3)
        moved = by_orders(lambda s: np.sqrt(s @ size[columns]), 11, 3)
        np.testing.assert_allclose(moved, plain[columns], atol=1e-12)
