"""The cheapest transfer against a linear programme."""

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda.robust.weight_change.duels import cheapest_transfers


def programme(w, gain):
    """Return min 1/2 sum |v - w| over weights v with gain . v >= 0; infinite if none."""
    n = len(w)
    eye = np.eye(n)
    rows = [np.hstack([eye, -eye]), np.hstack([-eye, -eye]), np.r_[-gain, np.zeros(n)][None]]
    found = linprog(
        np.r_[np.zeros(n), np.full(n, 0.5)],
        A_ub=np.vstack(rows),
        b_ub=np.r_[w, -w, 0.0],
        A_eq=np.r_[np.ones(n), np.zeros(n)][None],
        b_eq=[1.0],
        method="highs",
    )
    return found.fun if found.status == 0 else np.inf


def test_against_linear_programme():
    rng = np.random.default_rng(8)
    impossible = 0
    for _ in range(60):
        n = int(rng.integers(2, 7))
        w = rng.dirichlet(np.ones(n)) if rng.random() < 0.8 else np.eye(n)[0]
        gain = rng.normal(-0.4, 0.6, (3, n))
        moved, distances = cheapest_transfers(w, gain)
        for v, row, distance in zip(moved, gain, distances, strict=True):
            wanted = programme(w, row)
            if np.isinf(wanted):
                impossible += 1
                assert np.isinf(distance)
                continue
            assert distance == pytest.approx(wanted, abs=1e-8)
            assert v.min() >= 0
            assert v.sum() == pytest.approx(1, abs=1e-12)
            assert row @ v >= -1e-9
            assert 0.5 * np.abs(v - w).sum() == pytest.approx(distance, abs=1e-12)
    assert impossible > 5


def test_drawing_level_is_not_enough():
    """Level at best, with all weight on c0: infinite, as where it is always behind."""
    gain = np.array([[0.0, -1.0], [-1.0, -2.0], [0.0, 0.0]])
    assert np.isinf(cheapest_transfers(np.array([0.5, 0.5]), gain)[1]).all()


def test_by_hand():
    # From c0 (gain -1) a unit moved to c2 (gain 3) brings 4; 0.8 is needed.
    moved, distance = cheapest_transfers(np.array([0.8, 0.2, 0.0]), np.array([[-1.0, 0.0, 3.0]]))
    np.testing.assert_allclose(moved, [[0.6, 0.2, 0.2]], atol=1e-15)
    assert distance[0] == pytest.approx(0.2)
    # c1 is the poorest donor but holds only 0.2: 0.2 of it brings 1, and 0.2/4 of c0 the rest.
    moved, distance = cheapest_transfers(np.array([0.8, 0.2, 0.0]), np.array([[-1.0, -2.0, 3.0]]))
    np.testing.assert_allclose(moved, [[0.75, 0.0, 0.25]], atol=1e-15)
    assert distance[0] == pytest.approx(0.25)


def test_already_reached_costs_nothing():
    moved, distance = cheapest_transfers(np.array([0.5, 0.5]), np.array([[1.0, 0.0]]))
    np.testing.assert_array_equal(moved, [[0.5, 0.5]])
    assert distance[0] == 0
