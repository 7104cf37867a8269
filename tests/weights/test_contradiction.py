"""The fewest contradicting statements, against trying every subset."""

from collections.abc import Collection
from itertools import combinations
from typing import Any

import numpy as np
import pytest

import weights.contradiction
from mcda.cells import FloatArray
from mcda.polytope import Polytope
from weights.contradiction import hitting_set, smallest_contradiction

Rows = list[tuple[FloatArray, FloatArray]]


def empty(rows: Rows, members: Collection[int]) -> bool:
    return Polytope(
        np.vstack([rows[k][0] for k in members]), np.concatenate([rows[k][1] for k in members])
    ).is_empty()


def fewest(rows: Rows) -> int | None:
    for size in range(1, len(rows) + 1):
        for members in combinations(range(len(rows)), size):
            if empty(rows, members):
                return size
    return None


def stated(rng: np.random.Generator, n: int) -> tuple[FloatArray, FloatArray]:
    """An order, a ratio with factors far apart, or bounds."""
    (i, j), unit = rng.choice(n, 2, replace=False), np.eye(n)
    match rng.integers(3):
        case 0:
            return (unit[j] - unit[i])[None], np.zeros(1)
        case 1:
            low = 10.0 ** rng.integers(-6, 7)
            return np.array([low * unit[j] - unit[i], unit[i] - 2 * low * unit[j]]), np.zeros(2)
    low = float(rng.uniform(0, 0.3))
    return np.array([-unit[i], unit[i]]), np.array([-low, low + 0.1])


def contradictory(seed: int, kind: str) -> tuple[Rows, int]:
    rng = np.random.default_rng(seed)
    n = 4 if kind == "any" else int(rng.integers(3, 7))
    rows: Rows = []
    while not rows or not empty(rows, range(len(rows))):
        if kind == "any":
            a = rng.normal(size=(int(rng.integers(1, 3)), n)).round(2)
            rows.append((a, rng.uniform(-0.4, 0.4, len(a)).round(2)))
        else:
            rows.append(stated(rng, n))
        if len(rows) > 8:
            rows.pop(0)
    return rows, n


@pytest.mark.parametrize("kind", ["any", "stated"])
@pytest.mark.parametrize("seed", range(15))
def test_no_smaller_subset_contradicts_itself(seed, kind):
    rows, n = contradictory(seed, kind)
    members, proved = smallest_contradiction(rows, n)
    assert proved
    assert empty(rows, members)
    assert len(members) == fewest(rows)


def test_the_smaller_of_two_contradictions_is_found_behind_the_larger(monkeypatch):
    unit = np.eye(6)
    circle: Rows = [((1.01 * unit[(k + 1) % 5] - unit[k])[None], np.zeros(1)) for k in range(5)]
    held: Rows = [(-unit[[k]], np.array([-0.01])) for k in range(5)]
    small: Rows = [(unit[[5]], np.array([0.3])), (-unit[[5]], np.array([-0.4]))]
    assert smallest_contradiction([*circle, *held, *small], 6) == ((10, 11), True)
    monkeypatch.setattr(
        weights.contradiction._System, "certificate", lambda system: frozenset(range(10))
    )
    assert smallest_contradiction([*circle, *held, *small], 6) == ((10, 11), True)
    members, proved = smallest_contradiction([*circle, *held], 6)
    assert proved
    assert len(members) == 6  # the whole circle, and that one of it weighs something


def test_numbers_far_apart():
    tiny = 1e-7
    rows = [
        (np.array([[1.0, 0.0]]), np.array([0.5 - tiny])),
        (np.array([[0.0, 1.0]]), np.array([0.5 - tiny])),
        (np.array([[1.0, -1.0]]), np.array([0.9])),
    ]
    assert smallest_contradiction(rows, 2) == ((0, 1), True)


def test_nothing_is_written_to_the_terminal(capfd):
    for seed in range(5):
        smallest_contradiction(*contradictory(seed, "stated"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("limit", ["_WORK", "_NODES"])
def test_without_a_proof_it_is_irreducible(limit, monkeypatch):
    monkeypatch.setattr(weights.contradiction, limit, 1)
    for seed in range(6):
        rows, n = contradictory(seed, "any")
        members, proved = smallest_contradiction(rows, n)
        assert empty(rows, members)
        if not proved:
            for left_out in members:
                rest = [k for k in members if k != left_out]
                assert not rest or not empty(rows, rest)
            break
    assert not proved


def test_a_solver_that_fails_leaves_deletion(monkeypatch):
    def failed(system: Any, sharing: FloatArray, most: FloatArray) -> None:
        return None

    rows, n = contradictory(2, "any")
    monkeypatch.setattr(weights.contradiction._System, "_least", failed)
    members, proved = smallest_contradiction(rows, n)
    assert not proved
    assert empty(rows, members)


@pytest.mark.parametrize("seed", range(40))
def test_hitting_sets_by_trying_all(seed):
    rng = np.random.default_rng(seed)
    families = [
        frozenset(rng.choice(8, int(rng.integers(1, 5)), replace=False).tolist())
        for _ in range(int(rng.integers(1, 9)))
    ]
    least = next(
        size
        for size in range(9)
        if any(
            all(set(chosen) & family for family in families)
            for chosen in combinations(range(8), size)
        )
    )
    assert hitting_set(families, least - 1) is None
    found = hitting_set(families, least)
    assert found is not None
    assert len(found) == least
    assert all(found & family for family in families)


def test_a_set_without_members_cannot_be_hit():
    assert hitting_set([], 0) == frozenset()
    assert hitting_set([frozenset({1}), frozenset()], 3) is None
