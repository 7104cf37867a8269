"""Random walks against volumes that are known exactly."""

import math

import numpy as np
import pytest

import mcda.polytope.hit_and_run
from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.polytope import Polytope
from mcda.polytope.geometry import Round, flat, rounded
from mcda.polytope.hit_and_run import hit_and_run, mean_by_walking

DRAWS = 20_000


def body(polytope: Polytope) -> Round:
    found = flat(polytope.A, polytope.b)
    assert found is not None
    return rounded(found)


def unit(n: int, *places: int) -> FloatArray:
    found = np.zeros(n)
    found[list(places)] = 1.0
    return found


BOX = Polytope(np.eye(4), np.array([0.3, 0.35, 0.4, 0.9]))
RATIOS = (
    Polytope.whole(5)
    .cut([1, -3, 0, 0, 0], 0)
    .cut([-1, 0.5, 0, 0, 0], 0)
    .cut([0, 0, 1, -2, 0], 0)
    .cut([0, 0, -1, 1, 0], 0)
)
NARROW = Polytope.whole(4).cut([1, -1.001, 0, 0], 0).cut([-1, 1, 0, 0], 0)
HALVES = [
    (Polytope.whole(3), [1.0, 0.0, 0.0], 0.2),
    (Polytope.whole(3), [1.0, -2.0, 0.0], 0.0),
    (Polytope.whole(5), [-1.0, -1.0, 0.0, 0.0, 0.0], -0.8),
    (BOX, [1.0, 0.0, -1.0, 0.0], 0.0),
    (BOX, [0.0, 0.0, 0.0, -1.0], -0.5),
    (RATIOS, [0.0, 0.0, 0.0, 0.0, 1.0], 0.05),
    (RATIOS, [1.0, 0.0, -1.0, 0.0, 0.0], 0.0),
    (NARROW, [0.0, 0.0, 1.0, 0.0], 0.1),
    (NARROW, [1.0, -1.0003, 0.0, 0.0], 0.0),
]


@pytest.mark.parametrize(("polytope", "a", "bound"), HALVES)
def test_the_share_in_a_half_space_is_the_ratio_of_volumes(polytope, a, bound):
    whole, part = polytope.volume(), polytope.cut(a, bound).volume()
    assert whole is not None
    assert part is not None
    share = part / whole
    shape = body(polytope)
    drawn = shape.weights(hit_and_run(shape.rows, DRAWS, np.random.default_rng(4)))
    found = (drawn @ np.array(a) <= bound).mean()
    assert 0.01 < share < 0.99
    assert found == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / DRAWS))


def test_weights_of_the_simplex_have_the_moments_of_dirichlet():
    n = 7
    shape = body(Polytope.whole(n))
    drawn = shape.weights(hit_and_run(shape.rows, DRAWS, np.random.default_rng(5)))
    variance = (n - 1) / (n**2 * (n + 1))
    assert drawn.mean(axis=0) == pytest.approx(1 / n, abs=4.5 * math.sqrt(variance / DRAWS))
    assert drawn.var(axis=0) == pytest.approx(variance, rel=0.08)
    # P(w_1 > t) = (1 - t)^(n - 1), far out in a corner too
    assert (drawn > 0.5).mean() == pytest.approx(0.5**6, rel=0.08)


def test_draws_of_a_chain_are_far_apart():
    shape = body(RATIOS)
    drawn = hit_and_run(shape.rows, 10_000, np.random.default_rng(6)).reshape(10, 1000, -1)
    for column in range(drawn.shape[2]):
        near = np.corrcoef(drawn[:-1, :, column].ravel(), drawn[1:, :, column].ravel())[0, 1]
        assert abs(near) < 0.1


@pytest.mark.parametrize("polytope", [BOX, RATIOS, NARROW, Polytope.whole(9)])
def test_the_mean_lies_within_its_error(polytope):
    shape = body(polytope)
    exact = polytope.centroid(np.random.default_rng())[0]
    misses = []
    for seed in range(12):
        y, covariance = mean_by_walking(shape.rows, 2, np.random.default_rng(seed))
        error = np.sqrt(np.einsum("ij,jk,ik->i", shape.basis, covariance, shape.basis))
        misses.append((shape.weights(y[None, :])[0] - exact) / error)
    assert np.abs(misses).max() < 5
    assert 0.5 < np.std(misses) < 1.5


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001])
def test_as_many_draws_as_asked(size):
    rows = body(BOX).rows
    drawn = hit_and_run(rows, size, np.random.default_rng(1))
    assert drawn.shape == (size, 3)
    assert (drawn @ rows.T <= 1 + 1e-12).all()
    assert (drawn == hit_and_run(rows, size, np.random.default_rng(1))).all()


def test_a_line_is_drawn_evenly():
    drawn = hit_and_run(np.array([[0.5], [-1.0]]), 5000, np.random.default_rng(2))
    assert drawn.mean() == pytest.approx(0.5, abs=0.06)
    assert (drawn < 0).mean() == pytest.approx(1 / 3, abs=0.03)


@pytest.mark.parametrize("wrong", ["unsolved", "inside", "flat"])
def test_without_corners_the_axes_are_walked(wrong, monkeypatch):
    shape = body(Polytope.whole(3))
    rows = np.vstack([shape.rows, shape.rows[:1]])  # one facet twice

    def lowest(*given: object, **more: object) -> tuple[FloatArray, FloatArray]:
        if wrong == "unsolved":
            raise InvalidWeights([Fault("polytope_unsolved")])
        length = float(np.linalg.norm(rows[0]))
        on_one_facet = rows[0] / length**2
        return (np.zeros(2) if wrong == "inside" else on_one_facet), np.zeros(len(rows))

    monkeypatch.setattr(mcda.polytope.hit_and_run, "lowest", lowest)
    drawn = shape.weights(hit_and_run(rows, 5000, np.random.default_rng(2)))
    assert (drawn[:, 0] > drawn[:, 1]).mean() == pytest.approx(0.5, abs=0.04)
