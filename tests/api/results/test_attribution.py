"""Shapley values against the mean over all orders."""

from collections.abc import Callable
from itertools import permutations
from math import factorial

import numpy as np
import pytest

from api.results.attribution import MovementShare, attribution, change

Table = dict[frozenset[int], dict[str, float]]


def drawn(count: int, seed: int) -> Table:
    """Return ranks after every set of steps; some alternatives are missing from some."""
    rng = np.random.default_rng(seed)
    table = {}
    for code in range(2**count):
        taken = frozenset(step for step in range(count) if code >> step & 1)
        names = [name for name in "abcd" if rng.random() < 0.8]
        ranks = rng.permutation(len(names)) + 1.0
        table[taken] = dict(zip(names, ranks.tolist(), strict=True))
    return table


def presence(made: dict[str, float], name: str) -> float:
    return float(name in made)


def place(made: dict[str, float], name: str) -> float:
    return made.get(name, len(made) + 1)


def by_all_orders(
    count: int, table: Table, at: Callable[[dict[str, float], str], float]
) -> list[dict[str, float]]:
    shares = [dict.fromkeys("abcd", 0.0) for _ in range(count)]
    for order in permutations(range(count)):
        taken: frozenset[int] = frozenset()
        for step in order:
            after = taken | {step}
            for name in "abcd":
                made = at(table[after], name) - at(table[taken], name)
                shares[step][name] += made / factorial(count)
            taken = after
    return shares


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_mean_over_all_orders(count: int, seed: int) -> None:
    table = drawn(count, seed)
    found = attribution(count, table.__getitem__)
    everyone = frozenset(range(count))
    names = {name for made in table.values() for name in made}
    for part, at in enumerate((place, presence)):
        wanted = by_all_orders(count, table, at)
        for name in names:
            shares = [share[name][part] for share in found]
            assert shares == pytest.approx([share[name] for share in wanted], abs=1e-12)
            whole = at(table[everyone], name) - at(table[frozenset()], name)
            assert sum(shares) == pytest.approx(whole, abs=1e-12)


def test_no_step_has_no_share() -> None:
    assert attribution(0, lambda _: {"a": 1}) == []


def test_a_step_that_does_nothing_has_nothing() -> None:
    ranks = {False: {"a": 1.0, "b": 2.0}, True: {"a": 2.0, "b": 1.0}}
    found = attribution(3, lambda taken: ranks[1 in taken])
    assert [share["a"].ranks for share in found] == pytest.approx([0, 1, 0])
    assert [share["b"].ranks for share in found] == pytest.approx([0, -1, 0])
    assert [share["a"].is_something() for share in found] == [False, True, False]


def test_going_from_the_last_place_is_something() -> None:
    both, one = {"a": 1.0, "b": 2.0}, {"a": 1.0}
    assert change(both, one, "b") == MovementShare(ranks=0, listed=-1)
    assert change(one, both, "b") == MovementShare(ranks=0, listed=1)
    assert change(both, one, "b").is_something()
    assert not change(both, one, "a").is_something()
    assert not change(both, one, "b").plus(change(one, both, "b")).is_something()


def test_each_set_is_ranked_once() -> None:
    asked = []

    def ranks(taken: frozenset[int]) -> dict[str, float]:
        asked.append(taken)
        return {"a": 1.0}

    attribution(4, ranks)
    assert len(asked) == len(set(asked)) == 2**4
