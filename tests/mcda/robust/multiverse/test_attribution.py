"""Shares of a disagreement against the analysis of variance and against all orders."""

import itertools
import math

import numpy as np
import pytest

from mcda.robust.multiverse.attribution import attribution, shapley

TAU = 1e-12


def full_grid(sizes):
    """Configurations of a method and parameters that all methods have, by numbers."""
    names = ["method", *(f"p{k}" for k in range(len(sizes) - 1))]
    return [dict(zip(names, chosen, strict=True)) for chosen in np.ndindex(*sizes)]


def winners(rng, k, s, m):
    """Shares of first place; some are tied."""
    first = np.zeros((k, s, m))
    for at in np.ndindex(k, s):
        first[*at, rng.choice(m, rng.integers(1, 3), replace=False)] = 1
    return first / first.sum(2, keepdims=True)


def components(table):
    """Return the variance of every effect of a full factorial by the analysis of variance."""
    axes, found = range(table.ndim - 1), {}
    for size in range(table.ndim):
        for kept in itertools.combinations(axes, size):
            effect = 0
            for part in itertools.chain.from_iterable(
                itertools.combinations(kept, r) for r in range(size + 1)
            ):
                left = tuple(a for a in axes if a not in part)
                effect = effect + (-1) ** (size - len(part)) * table.mean(left, keepdims=True)
            found[kept] = float((effect**2).sum(-1).mean())
    return found


@pytest.mark.parametrize("sizes", [(3, 2), (2, 3, 2), (4,), (2, 2, 2)])
@pytest.mark.parametrize("weightings", [1, 4])
def test_full_grid_is_the_split_of_the_analysis_of_variance(sizes, weightings):
    rng = np.random.default_rng(sum(sizes))
    grid = full_grid(sizes)
    first = winners(rng, len(grid), weightings, 5)
    total, shares = attribution(first, grid)
    effects = components(first.reshape(*sizes, weightings, 5))
    assert total == pytest.approx(sum(v for u, v in effects.items() if u))
    names = [*grid[0], *(["weights"] if weightings > 1 else [])]
    wanted = {
        name: sum(v / len(u) for u, v in effects.items() if axis in u) / total
        for axis, name in enumerate(names)
    }
    assert shares == pytest.approx(wanted)


def test_disagreement_is_the_chance_that_two_combinations_differ():
    winner = np.random.default_rng(1).integers(0, 4, (6, 3))
    total, shares = attribution(np.eye(4)[winner], full_grid((3, 2)))
    wanted = np.mean([a != b for a, b in itertools.product(winner.ravel(), repeat=2)])
    assert total == pytest.approx(wanted)
    assert sum(shares.values()) == pytest.approx(1)


def test_all_agree():
    first = np.zeros((4, 2, 3))
    first[..., 1] = 1
    assert attribution(first, full_grid((2, 2))) == (0, {})


def test_one_combination():
    assert attribution(np.array([[[1.0, 0.0]]]), full_grid((1,))) == (0, {})


def test_only_one_choice_matters():
    grid = full_grid((3, 2))
    first = np.array([[np.eye(2)[c["p0"]]] * 4 for c in grid])
    total, shares = attribution(first, grid)
    assert total == pytest.approx(0.5)
    assert shares == pytest.approx({"method": 0, "p0": 1, "weights": 0}, abs=TAU)


NESTED = [
    {"method": "a", "x": 0, "y": 0},
    {"method": "a", "x": 0, "y": 1},
    {"method": "a", "x": 1, "y": 0},
    {"method": "a", "x": 1, "y": 1},
    {"method": "b", "x": 0},
    {"method": "b", "x": 1},
    {"method": "c"},
]


class TestNested:
    def test_a_parameter_that_changes_nothing_gets_nothing(self):
        """Although it tells the methods apart: only ``a`` has a ``y``."""
        first = np.array([[np.eye(3)["abc".index(c["method"])]] for c in NESTED])
        _, shares = attribution(first, NESTED)
        assert shares == pytest.approx({"method": 1, "x": 0, "y": 0}, abs=TAU)

    def test_a_parameter_gets_what_it_changes_within_methods(self):
        first = np.array([[np.eye(2)[c.get("y", 0)]] for c in NESTED])
        total, shares = attribution(first, NESTED)
        within = 4 / 7 * 0.5  # half of four of seven combinations
        assert total == pytest.approx(2 * (2 / 7) * (5 / 7))
        wanted = {"method": total - within, "x": 0, "y": within}
        assert shares == pytest.approx({n: v / total for n, v in wanted.items()}, abs=TAU)

    @pytest.mark.parametrize("weightings", [1, 3])
    def test_against_all_orders(self, weightings):
        first = winners(np.random.default_rng(weightings), len(NESTED), weightings, 4)
        total, shares = attribution(first, NESTED)
        names = ["method", "x", "y", *(["weights"] if weightings > 1 else [])]
        rows = [
            (*(c.get(n) for n in ("method", "x", "y")), s)
            for c in NESTED
            for s in range(weightings)
        ]
        flat = first.reshape(-1, 4)

        def explained(known):
            groups = {}
            for row, y in zip(rows, flat, strict=True):
                groups.setdefault(tuple(row[names.index(n)] for n in known), []).append(y)
            return sum(
                len(g) / len(rows) * ((np.mean(g, 0) - flat.mean(0)) ** 2).sum()
                for g in groups.values()
            )

        wanted, orders = dict.fromkeys(names, 0.0), 0
        for order in itertools.permutations(names):
            if order.index("method") > min(order.index("x"), order.index("y")):
                continue
            orders += 1
            for at, name in enumerate(order):
                wanted[name] += explained(order[: at + 1]) - explained(order[:at])
        assert shares == pytest.approx({n: v / orders / total for n, v in wanted.items()})


def test_shapley_of_a_glove_game():
    """One left and two right gloves: 2/3, 1/6, 1/6."""

    def pairs(chosen):
        return float(chosen & 1 and chosen > 1)

    assert shapley(3, pairs, lambda _: True) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_shapley_where_one_has_to_come_first():
    """With the left glove always first, either right glove completes the pair half the time."""

    def pairs(chosen):
        return float(chosen & 1 and chosen > 1)

    found = shapley(3, pairs, lambda chosen: chosen == 0 or bool(chosen & 1))
    assert found == pytest.approx([0, 1 / 2, 1 / 2])


def test_shapley_of_many_players_is_quick_and_exact():
    found = shapley(8, lambda chosen: math.sqrt(chosen.bit_count()), lambda _: True)
    assert found == pytest.approx([math.sqrt(8) / 8] * 8)
