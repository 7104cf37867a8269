"""All weights that linear statements allow."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import mcda.polytope.polytope
from mcda.cells import FloatArray
from mcda.errors import InvalidWeights, UnsuitableData
from mcda.polytope import Polytope, PolytopePart
from tests.refusals import rejects
from weights.rank_order import rank_weights


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def order(n: int) -> Polytope:
    """w_1 >= w_2 >= ..."""
    rows = np.eye(n)[1:] - np.eye(n)[:-1]
    return Polytope(rows, np.zeros(n - 1))


def at_most(high: list[float]) -> Polytope:
    return Polytope(np.eye(len(high)), np.array(high))


def capped(high: list[float]) -> tuple[float, FloatArray]:
    """Volume and centroid of ``w <= high`` by inclusion and exclusion of scaled simplices."""
    n, volume, moment = len(high), 0.0, np.zeros(len(high))
    for size in range(n + 1):
        for beyond in itertools.combinations(range(n), size):
            left = max(0.0, 1.0 - sum(high[j] for j in beyond))
            part = (-1) ** size * left ** (n - 1)
            corner = np.array([high[j] if j in beyond else 0.0 for j in range(n)])
            volume += part
            moment += part * (corner + left / n)
    return volume, moment / volume


MIXED = Polytope(
    np.array(
        [
            [-1.0, 1.0, 0.0, 0.0, 0.0],
            [1.0, 0.0, -4.0, 0.0, 0.0],
            [-1.0, 0.0, 0.8, 0.0, 0.0],
            [0.0, 0.0, 0.0, 1.0, 0.0],
            [0.0, 0.0, 0.0, 1.0, -1.0],
        ]
    ),
    np.array([0.0, 0.0, 0.0, 0.3, 0.0]),
)
TIED = Polytope.whole(4).cut([1, -2, 0, 0], 0).cut([-1, 2, 0, 0], 0)
POINT = Polytope(np.vstack([np.eye(3), -np.eye(3)]), np.array([0.1, 0.2, 0.7, -0.1, -0.2, -0.7]))
EMPTY = Polytope.whole(3).cut([1, 0, 0], 0.2).cut([0, 1, 0], 0.2).cut([0, 0, 1], 0.2)


def test_without_constraints_it_is_the_whole_simplex():
    whole = Polytope.whole(4)
    assert not whole.is_empty()
    assert whole.centre().tolist() == pytest.approx([0.25] * 4)
    mean, error = whole.centroid(rng())
    assert (mean.tolist(), error) == (pytest.approx([0.25] * 4), 0.0)
    assert whole.bounds().tolist() == [pytest.approx([0.0, 1.0], abs=1e-12)] * 4
    assert whole.volume() == pytest.approx(1)
    assert (whole.n, whole.facts, whole.name, whole.strict) == (
        4,
        {"constraints": 0},
        "polytope",
        True,
    )


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 40])
def test_the_centroid_of_an_order_are_the_rank_order_centroid_weights(n):
    mean, error = order(n).centroid(rng())
    assert mean.tolist() == pytest.approx(rank_weights(n).tolist(), rel=1e-9)
    assert error == 0.0
    assert order(n).volume() == pytest.approx(1 / math.factorial(n))


def test_the_bounds_of_an_order():
    wanted = [[0.25, 1.0], [0.0, 1 / 2], [0.0, 1 / 3], [0.0, 1 / 4]]
    assert order(4).bounds() == pytest.approx(np.array(wanted), abs=1e-12)


@pytest.mark.parametrize(
    "high",
    [[0.5, 0.6, 0.7], [0.3, 0.35, 0.4, 0.9], [0.4, 0.3, 0.2, 0.35, 0.25], [0.25] * 6, [0.2] * 7],
)
def test_upper_bounds_by_inclusion_and_exclusion(high):
    volume, centroid = capped(high)
    found, error = at_most(high).centroid(rng())
    assert found.tolist() == pytest.approx(centroid.tolist(), rel=1e-8)
    assert error == 0.0
    assert at_most(high).volume() == pytest.approx(volume, rel=1e-8)


def test_mixed_statements_by_rejection():
    drawn = rng(2).dirichlet(np.ones(5), 800_000)
    kept = drawn[(drawn @ MIXED.A.T <= MIXED.b).all(axis=1)]
    share = len(kept) / len(drawn)
    assert MIXED.volume() == pytest.approx(share, abs=4 * math.sqrt(share / len(drawn)))
    gap = np.abs(MIXED.centroid(rng())[0] - kept.mean(axis=0))
    assert (gap < 4.5 * kept.std(axis=0) / math.sqrt(len(kept))).all()
    inside = MIXED.bounds()
    assert (kept >= inside[:, 0]).all()
    assert (kept <= inside[:, 1]).all()


@pytest.mark.parametrize("polytope", [MIXED, order(6), TIED, POINT, at_most([0.2] * 7)])
def test_draws_are_weights_of_the_set(polytope):
    drawn = polytope.sample(3000, rng())
    assert drawn.shape == (3000, polytope.n)
    assert (drawn >= 0).all()
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-12
    assert (drawn @ polytope.A.T <= polytope.b + 1e-9).all()
    assert (drawn == polytope.sample(3000, rng())).all()
    mean = polytope.centroid(rng())[0]
    spread = drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - mean) < 4.5 * spread + 1e-12).all()


@pytest.mark.parametrize("polytope", [MIXED, order(5), TIED, at_most([0.3, 0.35, 0.4, 0.9])])
def test_what_cannot_be_divided_is_walked(polytope, monkeypatch):
    exact = polytope.centroid(rng())[0]
    walked = Polytope(polytope.A, polytope.b)
    monkeypatch.setattr(mcda.polytope.polytope, "triangulate", lambda corners: None)
    mean, error = walked.centroid(rng(3))
    assert 0 < error < 2e-3
    assert np.abs(mean - exact).max() < 4.5 * error
    assert walked.volume() == (0.0 if polytope is TIED else None)
    drawn = walked.sample(2500, rng())
    assert drawn.shape == (2500, polytope.n)
    assert (drawn >= 0).all()
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-12
    assert (drawn @ polytope.A.T <= polytope.b + 1e-9).all()


def test_many_criteria_are_walked():
    large = Polytope.whole(16)
    for k in range(12):
        large = large.cut(np.eye(16)[k + 1] - 1.5 * np.eye(16)[k], 0.01)
    mean, error = large.centroid(rng())
    assert error > 0
    assert large.volume() is None
    drawn = large.sample(4000, rng())
    assert (drawn @ large.A.T <= large.b + 1e-9).all()
    spread = drawn.std(axis=0) / math.sqrt(len(drawn))
    assert (np.abs(drawn.mean(axis=0) - mean) < 4.5 * (spread + error)).all()
    low, high = large.bounds().T
    for k in (0, 7, 15):
        found = linprog(np.eye(16)[k], large.A, large.b, np.ones((1, 16)), [1.0])
        assert low[k] == pytest.approx(found.fun, abs=1e-9)
    assert (drawn <= high + 1e-9).all()


def test_an_equality_leaves_a_set_of_lower_dimension():
    assert not TIED.is_empty()
    assert TIED.volume() == 0.0
    mean, error = TIED.centroid(rng())
    # A triangle with the corners (2, 1, 0, 0) / 3 and the units of the others.
    assert mean.tolist() == pytest.approx([2 / 9, 1 / 9, 1 / 3, 1 / 3])
    assert error == 0.0
    drawn = TIED.sample(2000, rng())
    assert drawn[:, 0] == pytest.approx(2 * drawn[:, 1], abs=1e-12)
    assert (drawn[:, 2] > drawn[:, 3]).mean() == pytest.approx(0.5, abs=0.05)
    assert TIED.bounds()[0].tolist() == pytest.approx([0, 2 / 3], abs=1e-12)


def test_all_tied_is_a_point():
    tied = Polytope(np.vstack([order(6).A, -order(6).A]), np.zeros(10))
    assert tied.centre().tolist() == pytest.approx([1 / 6] * 6)
    assert tied.bounds() == pytest.approx(np.full((6, 2), 1 / 6))


def test_a_single_point():
    wanted = pytest.approx([0.1, 0.2, 0.7], abs=1e-12)
    assert not POINT.is_empty()
    assert POINT.centre().tolist() == wanted
    assert POINT.centroid(rng())[0].tolist() == wanted
    assert POINT.minimum([0, 0, 1])[1].tolist() == wanted
    assert POINT.bounds()[:, 1].tolist() == wanted
    assert POINT.volume() == 0.0


def test_a_weight_held_at_zero_is_exactly_zero():
    held = Polytope.whole(3).cut([0, 1, 0], 0)
    assert (held.sample(500, rng())[:, 1] == 0).all()
    assert held.centroid(rng())[0].tolist() == pytest.approx([0.5, 0, 0.5])


@pytest.mark.parametrize("empty", [EMPTY, Polytope.whole(0), Polytope.whole(2).cut([0, 0], -1)])
def test_an_empty_set_has_no_points(empty):
    assert empty.is_empty()
    for ask in (
        empty.centre,
        empty.bounds,
        empty.volume,
        lambda: empty.corners,
        lambda: empty.minimum(np.zeros(empty.n)),
        lambda: empty.centroid(rng()),
        lambda: empty.sample(3, rng()),
    ):
        with rejects(InvalidWeights, codes=["polytope_empty"]):
            ask()


def test_what_misses_by_more_than_rounding_is_empty():
    rows = np.vstack([np.eye(3), -np.eye(3)])
    exact = np.array([0.1, 0.2, 0.7])
    for gap, wanted in ((0.0, False), (1e-12, False), (1e-6, True)):
        assert Polytope(rows, np.concatenate([exact, -exact - gap])).is_empty() is wanted
    assert not Polytope(rows, np.concatenate([exact, -exact + 1e-6])).is_empty()


@pytest.mark.parametrize("cost", [[1, 0, 0, 0, 0], [3, -1, 2, 0, -2], [0, 0, 0, 0, 0]])
def test_the_minimum_is_that_of_a_linear_programme(cost):
    found = linprog(cost, MIXED.A, MIXED.b, np.ones((1, 5)), [1.0])
    value, where = MIXED.minimum(cost)
    assert value == pytest.approx(found.fun, abs=1e-9)
    assert where @ np.array(cost) == pytest.approx(value)
    assert (MIXED.A @ where <= MIXED.b + 1e-9).all()


def test_without_corners_programmes_answer(monkeypatch):
    row = np.array([3, -1, 2, 0, -2])
    bounds, (least, _) = MIXED.bounds(), MIXED.minimum(row)
    blind = Polytope(MIXED.A, MIXED.b)
    monkeypatch.setattr(mcda.polytope.polytope, "corners", lambda rows: None)
    assert blind.corners is None
    assert blind.bounds() == pytest.approx(bounds, abs=1e-9)
    assert blind.minimum(row)[0] == pytest.approx(least, abs=1e-9)
    assert [blind.meets(row[None], np.array([b])) for b in (-2.1, -1.9)] == [False, True]


@pytest.mark.parametrize(
    ("low", "met"),
    [([0.25, 0, 0, 0.25], True), ([0.3, 0.3, 0, 0.1], True), ([0, 0, 0.4, 0], False)],
)
@pytest.mark.parametrize("few", [3, 200])
def test_whether_further_statements_can_hold(low, met, few, monkeypatch):
    monkeypatch.setattr(mcda.polytope.polytope, "_FEW", few)
    bound = -np.array(low)
    assert order(4).meets(-np.eye(4), bound) is met
    further = Polytope(np.vstack([order(4).A, -np.eye(4)]), np.append(np.zeros(3), bound))
    assert further.is_empty() is not met


def test_the_centre_is_as_far_from_all_bounds_as_possible():
    # The inscribed circle of the triangle 0 <= w_3 <= w_2 <= w_1 by Heron: r = area / s.
    corners = np.array([[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]])
    sides = [math.dist(corners[i], corners[j]) for i, j in ((0, 1), (1, 2), (2, 0))]
    s = sum(sides) / 2
    radius = math.sqrt(math.prod(s - side for side in sides) / s)
    centre = order(3).centre()
    assert centre[2] * math.sqrt(3 / 2) == pytest.approx(radius)
    assert (centre[0] - centre[1]) / math.sqrt(2) == pytest.approx(radius)
    assert (centre[1] - centre[2]) / math.sqrt(2) == pytest.approx(radius)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(-300, 300), min_size=5, max_size=5))
def test_the_length_of_a_constraint_changes_nothing(exponents):
    factor = 10.0 ** np.array(exponents)
    scaled = Polytope(MIXED.A * factor[:, None], MIXED.b * factor)
    assert scaled.centroid(rng())[0] == pytest.approx(MIXED.centroid(rng())[0], rel=1e-9)
    assert scaled.volume() == pytest.approx(MIXED.volume(), rel=1e-9)
    assert scaled.sample(50, rng()) == pytest.approx(MIXED.sample(50, rng()), abs=1e-9)


def test_another_order_of_the_criteria():
    turned = MIXED.columns([4, 2, 0, 1, 3])
    assert isinstance(turned, Polytope)
    assert turned.centroid(rng())[0] == pytest.approx(MIXED.centroid(rng())[0][[4, 2, 0, 1, 3]])
    assert MIXED.columns(range(5)) is MIXED


def test_a_cut_adds_a_constraint():
    half = Polytope.whole(3).cut([-1, 1, 0], 0)
    assert half.facts == {"constraints": 1}
    assert half.volume() == pytest.approx(0.5)
    assert half.cut([0, -1, 0], -0.6).is_empty()
    assert Polytope.whole(3).facts == {"constraints": 0}


@pytest.mark.parametrize("row", [[1, 0], [1, 0, math.nan], [math.inf, 0, 0]])
def test_what_is_no_row_is_refused(row):
    with rejects(InvalidWeights, code="polytope_rows"):
        Polytope.whole(3).cut(row, 0.5)


def whole(n: int) -> PolytopePart:
    found = Polytope.whole(n).part()
    assert found is not None
    return found


def share(part: PolytopePart, of: PolytopePart) -> float:
    here, all_ = part.measured(), of.measured()
    assert here is not None
    assert all_ is not None
    return float(here.volumes.sum() / all_.volumes.sum())


@pytest.mark.parametrize(
    ("row", "wanted"),
    [([1, -1, 0], 1 / 2), ([1, 1, -1], 3 / 4), ([-1, 1, 1], 3 / 4), ([2, -1, -1], 4 / 9)],
)
def test_shares_of_the_triangle(row, wanted):
    """2 w_0 >= w_1 + w_2 is w_0 >= 1/3, which leaves a triangle of (2/3)^2."""
    every = whole(3)
    part = every.above(np.array(row, dtype=float))
    assert part is not None
    assert share(part, every) == pytest.approx(wanted, abs=1e-12)


def test_an_order_is_one_of_all_orders():
    every = whole(5)
    part: PolytopePart | None = every
    for j in range(4):
        assert part is not None
        part = part.above(np.eye(5)[j] - np.eye(5)[j + 1])
    assert part is not None
    assert share(part, every) == pytest.approx(1 / 120, abs=1e-12)
    assert sorted(map(len, part.weights.round(12).tolist())) == [5] * 5


def test_what_only_touches_has_no_volume():
    every = whole(3)
    assert every.above(np.array([-1.0, 0, 0])) is None
    assert every.above(np.array([-1.0, -1, -2])) is None
    assert every.above(np.array([1.0, 0, 0])) is every
    assert every.above(np.zeros(3)) is every


def test_a_part_with_too_many_corners(monkeypatch):
    monkeypatch.setattr("mcda.polytope.corners.MOST_CORNERS", 5)
    row = np.array([1.0, 1, -1, -1])  # two corners stay, four edges cross
    with rejects(UnsuitableData, code="volumes_blurred"):
        whole(4).above(row)


def test_a_part_of_a_set_with_less_dimensions():
    """With w_2 fixed to 0 two weights share the rest."""
    flat = Polytope(np.array([[0.0, 0.0, 1.0]]), np.zeros(1)).part()
    assert flat is not None
    part = flat.above(np.array([1.0, -3.0, 0.0]))
    assert part is not None
    assert share(part, flat) == pytest.approx(1 / 4, abs=1e-9)
