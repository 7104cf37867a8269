"""Value curves and targets: worth, extremes against a fine grid, and every fault."""

import numpy as np
import pytest

import mcda
from mcda import Alternative, Criterion, Interval, LogNormal, Problem, rank
from mcda.errors import InvalidProblem
from mcda.scale import Scale, scale_of

CURVES = {
    "benefit": Scale((0.0, 4.0, 10.0), (0.0, 0.9, 1.0)),
    "cost": Scale((-5.0, 0.0, 5.0), (1.0, 1.0, 0.0)),
    "peak": Scale((0.0, 3.0, 10.0), (0.0, 1.0, 0.0), target=True),
    "plateau": Scale((0.0, 3.0, 6.0, 10.0), (0.0, 1.0, 1.0, 0.0), target=True),
    "one-sided": Scale((0.0, 2.0, 10.0), (1.0, 1.0, 0.0), target=True),
    "uneven": Scale((0.0, 1.0, 4.0, 7.0, 10.0), (0.5, 0.5, 1.0, 0.2, 0.0), target=True),
}


def criterion(direction="target", **scale):
    return Criterion(id="x", direction=direction, **scale)


def codes(found):
    with pytest.raises(InvalidProblem) as caught:
        Problem(criteria=[found], alternatives=[Alternative(id="a")], performances=[[1]])
    return [(fault.code, fault.path[2]) for fault in caught.value.faults]


def test_a_curve_by_hand():
    found = CURVES["uneven"].value(np.array([-1, 0, 0.5, 2.5, 4, 5.5, 8.5, 10, 11]))
    np.testing.assert_allclose(found, [0.5, 0.5, 0.5, 0.75, 1, 0.6, 0.1, 0, 0])


def test_values_keep_their_shape():
    assert CURVES["peak"].value(np.ones((2, 3, 4))).shape == (2, 3, 4)


@pytest.mark.parametrize("name", CURVES)
def test_extremes_are_those_of_a_fine_grid(name):
    curve, rng = CURVES[name], np.random.default_rng(3)
    ends = np.sort(rng.uniform(-7, 12, (200, 2)), axis=1)
    ends[:20, 1] = ends[:20, 0]
    low, high = ends.T
    worst, best = curve.ends(low, high)
    grid = curve.value(np.linspace(low, high, 4001))
    for at, extreme in ((worst, grid.min(axis=0)), (best, grid.max(axis=0))):
        assert ((low <= at) & (at <= high)).all()
        # A grid misses a peak by at most one step of the steepest slope.
        np.testing.assert_allclose(curve.value(at), extreme, atol=1 / 3 * 19 / 4000)
    assert (curve.value(worst) <= grid.min(axis=0) + 1e-15).all()
    assert (curve.value(best) >= grid.max(axis=0) - 1e-15).all()


def test_a_target_is_straight_to_both_ends():
    assert scale_of(criterion(range=(0, 10), best=(3, 6))) == CURVES["plateau"]
    assert scale_of(criterion(range=(0, 10), best=(3, 3))) == CURVES["peak"]


@pytest.mark.parametrize(("best", "worth"), [((0, 4), [1, 1, 0.5, 0]), ((6, 10), [0, 2 / 3, 1, 1])])
def test_a_target_may_be_best_up_to_one_end(best, worth):
    curve = scale_of(criterion(range=(0, 10), best=best))
    np.testing.assert_allclose(curve.value(np.array([0, 4, 7, 10])), worth)


def test_a_curve_of_its_own_leads_to_the_best():
    points = ((0, 0), (2, 0.9), (4, 1), (5, 1), (10, 0))
    curve = scale_of(criterion(range=(0, 10), best=(4, 5), value=points))
    assert curve.target
    np.testing.assert_allclose(curve.value(np.array([1, 4.5, 7.5])), [0.45, 1, 0.5])


def test_what_is_straight_has_no_curve():
    assert scale_of(criterion("cost")) is None
    assert scale_of(criterion("cost", range=(0, 1))) is None


@pytest.mark.parametrize("best", [None, (4, 3), (-1, 3), (3, 11), (0, 10), (3,), 3, ("a", 3)])
def test_the_best_is_an_interval_of_the_range(best):
    assert codes(criterion(range=(0, 10), best=best)) == [("invalid_best", "best")]


def test_what_needs_what():
    assert codes(criterion(best=(1, 2))) == [("target_needs_range", "range")]
    assert codes(criterion("cost", range=(0, 9), best=(1, 2))) == [("best_needs_target", "best")]
    assert codes(criterion("cost", value=((0, 1), (1, 0)))) == [("value_needs_range", "range")]


@pytest.mark.parametrize(
    "points",
    [
        (),
        ((0, 1),),
        5,
        "0110",
        ((0, 1), 10),
        ((0, 1), (10, 0, 0)),
        ((0, 1), (9, 0)),
        ((1, 1), (10, 0)),
        ((0, 1), (5, 0.5), (5, 0.4), (10, 0)),
        ((0, 1), (6, 0.5), (5, 0.4), (10, 0)),
        ((0, 1), (5, 1.1), (10, 0)),
        ((0, 1), (5, -0.1), (10, 0)),
        ((0, 1), (5, float("nan")), (10, 0)),
        ((0, 1), (float("nan"), 0.5), (10, 0)),
        ((0, 1), (5, "a"), (10, 0)),
    ],
)
def test_points_run_from_end_to_end(points):
    assert codes(criterion("cost", range=(0, 10), value=points)) == [("value_points", "value")]


@pytest.mark.parametrize(
    ("direction", "worth"),
    [
        ("cost", (0, 0.5, 1)),
        ("cost", (1, 0.5, 0.1)),
        ("cost", (0.9, 0.5, 0)),
        ("benefit", (0, 0, 0)),
        ("benefit", (1, 0.5, 0)),
        ("target", (0, 0.9, 0)),
        ("target", (0.2, 1, 0.2)),
        ("target", (0, 1, 1)),
    ],
)
def test_curves_run_as_the_direction_says(direction, worth):
    best = (5, 5) if direction == "target" else None
    points = tuple(zip((0, 5, 10), worth, strict=True))
    found = codes(criterion(direction, range=(0, 10), best=best, value=points))
    assert found == [("value_direction", "value")]


def test_a_target_has_one_best_interval():
    for worth in ((0, 1, 0.5, 1, 0), (0, 0.5, 0.4, 1, 0), (0, 1, 0.4, 0.5, 0)):
        points = tuple(zip((0, 2, 4, 6, 10), worth, strict=True))
        best = (2, 6) if worth[1] == worth[3] else (6, 6) if worth[3] == 1 else (2, 2)
        found = codes(criterion(range=(0, 10), best=best, value=points))
        assert found == [("value_direction", "value")]


@pytest.mark.parametrize("worth", [(0, 0.5, 0.5, 1), (0, 0, 1, 1)])
def test_a_curve_may_stand_still(worth):
    points = tuple(zip((0, 2, 4, 10), worth, strict=True))
    curve = scale_of(criterion("benefit", range=(0, 10), value=points))
    np.testing.assert_allclose(curve.value(np.array([0, 2, 3, 4, 7, 10]))[[0, 1, 3, 5]], worth)


def test_a_scale_that_goes_on_counts_beyond_its_ends_and_keeps_means():
    cost = criterion("cost", range=(10, 30), beyond="extrapolate")
    scale = scale_of(cost)
    np.testing.assert_allclose(scale.value(np.array([0, 10, 20, 50])), [1.5, 1, 0.5, -1])
    cells = [Interval(low=0, high=60), LogNormal(mu=3, sigma=1)]
    np.testing.assert_allclose(scale.means(cells), [0, 1 - (np.exp(3.5) - 10) / 20])
    np.testing.assert_allclose(scale.certain(cells), [30, np.exp(3.5)])
    rows = [[0], [50], [20]]
    parks = [Alternative(id=name) for name in "abc"]
    problem = Problem(criteria=[cost], alternatives=parks, performances=rows)
    ranking = rank(problem, [1], "weighted_sum", normalisation="range")
    assert ranking.scores.tolist() == pytest.approx([1.5, -1, 0.5])
    assert "beyond_scale" not in {note.code for note in ranking.notes}


def test_the_value_that_changes_the_first_may_lie_beyond_the_ends():
    """b overtakes a where a costs 35 + .5 / 1.0 x 20 more: past the end of the scale."""
    cost = criterion("cost", range=(10, 30), beyond="extrapolate")
    other = Criterion(id="y", direction="benefit", range=(0, 1))
    parks = [Alternative(id=name) for name in "ab"]
    rows = [[Interval(low=20, high=90), 1], [50, 0.5]]
    problem = Problem(criteria=[cost, other], alternatives=parks, performances=rows)
    ranking = rank(problem, [1, 1], "weighted_sum", normalisation="range")
    changes = mcda.robust.fact_changes(ranking)
    (change,) = [one for one in changes.facts if (one.alternative, one.criterion) == ("a", "x")]
    assert change.nearest.value == pytest.approx(60)


@pytest.mark.parametrize(
    "stated",
    [
        {"beyond": "extrapolate"},
        {"beyond": "extrapolate", "range": (0, 1), "value": ((0, 0), (1, 1))},
        {"beyond": "on", "range": (0, 1)},
    ],
)
def test_only_a_straight_scale_with_ends_goes_on(stated):
    assert ("invalid_beyond", "beyond") in codes(criterion("benefit", **stated))
