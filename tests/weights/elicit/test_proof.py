"""What is proved about the winner, against dense grids and another programme."""

import tracemalloc
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda import make_method
from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.polytope import Polytope
from mcda.prepare.missing_values import headline
from weights.elicit import proof
from weights.elicit.interview_status import WinnerProof
from weights.elicit.proof import highest, judge, linear_finding, ratio_finding, winners

ROWS = [[9.0, 1, 4], [2, 9, 3], [5, 5, 5], [8, 2, 6]]


def judged(
    make_problem: Any, method: str, values: Any = ROWS, near: Any = None, **parameters: Any
) -> WinnerProof:
    n = len(values[0])
    matrix = headline(make_problem(values, range=[(0, 10)] * n)).matrix
    polytope = Polytope.whole(n)
    if near is not None:
        for unit, w in zip(np.eye(n), near, strict=True):
            polytope = polytope.cut(unit, w + 0.01).cut(-unit, 0.01 - w)
    prepared = make_method(method, parameters).prepare(matrix)
    rng = np.random.default_rng(1)
    draws = np.vstack([rng.dirichlet(np.ones(n), 500), polytope.sample(500, rng)])
    inside = draws[(draws @ polytope.A.T <= polytope.b).all(axis=1)]
    leader = int(winners(prepared, inside).sum(axis=0).argmax())
    return judge(prepared, polytope, leader, draws, rng)


@pytest.mark.parametrize(
    ("method", "parameters", "proof"),
    [
        ("weighted_sum", {}, "linear_programme"),
        ("ahp", {}, "linear_programme"),
        ("promethee2", {}, "linear_programme"),
        ("spotis", {}, "linear_programme"),
        ("weighted_product", {}, "linear_programme"),
        ("topsis", {"distance": "manhattan"}, "linear_programme"),
        ("topsis", {}, "branch_and_bound"),
        ("topsis", {"distance": "chebyshev"}, None),
        ("vikor", {}, None),
    ],
)
def test_the_proof_of_each_method(make_problem, method, parameters, proof):
    found = judged(make_problem, method, near=[0.1, 0.8, 0.1], **parameters)
    assert (found.proof, found.can_win) == (proof, frozenset())
    whole = judged(make_problem, method, **parameters)
    assert whole.proof is None
    assert whole.can_win


def test_what_is_level_everywhere_is_tied(make_problem):
    found = judged(make_problem, "weighted_sum", [[9.0, 9], [9, 9], [1, 1]])
    assert found.proof == "linear_programme"
    assert found.tied == (1,)


def grid(steps: int) -> np.ndarray:
    """Return all weights of three criteria in steps."""
    i, j = np.meshgrid(np.arange(steps + 1), np.arange(steps + 1))
    k = steps - i - j
    return np.stack([i[k >= 0], j[k >= 0], k[k >= 0]], axis=1) / steps


GRID = grid(150)


def drawn(seed: int, n: int = 3, m: int = 5) -> tuple[np.ndarray, Polytope]:
    rng = np.random.default_rng(seed)
    hidden, polytope = rng.dirichlet(np.ones(n)), Polytope.whole(n)
    for _ in range(int(rng.integers(0, 5))):
        row = rng.normal(size=n)
        polytope = polytope.cut(row, float(row @ hidden) + float(rng.uniform(0, 0.1)))
    return rng.random((m, n)), polytope


def most_ahead(polytope: Polytope, worth: np.ndarray, row: int) -> float:
    """Return the greatest lead of a row over the best other one, by one programme."""
    m, n = worth.shape
    others = np.delete(worth, row, axis=0) - worth[row]
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=np.vstack(
            [
                np.hstack([others, np.ones((m - 1, 1))]),
                np.hstack([polytope.A, np.zeros((len(polytope.A), 1))]),
            ]
        ),
        b_ub=np.concatenate([np.zeros(m - 1), polytope.b]),
        A_eq=np.append(np.ones(n), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, 1)] * n + [(None, None)],
    )
    return -float(found.fun)


@pytest.mark.parametrize("seed", range(40))
def test_no_weights_on_a_dense_grid_make_another_win(seed):
    worth, polytope = drawn(seed)
    inside = GRID[(GRID @ polytope.A.T - polytope.b <= 0).all(axis=1)]
    leader = int((worth @ polytope.centre()).argmax())
    found = linear_finding(polytope, worth, leader, ())
    sums = inside @ worth.T
    assert set(sums.argmax(axis=1).tolist()) - {leader} <= found.can_win
    lead = (sums - sums[:, [leader]]).max(initial=0.0)
    assert found.greatest_lead is not None
    assert lead <= found.greatest_lead + 1e-9
    assert (found.proof == "linear_programme") is (not found.can_win)


@pytest.mark.parametrize("seed", range(40))
def test_who_can_win_is_complete_and_no_more(seed):
    worth, polytope = drawn(seed, n=4, m=7)
    leader = int((worth @ polytope.centre()).argmax())
    found = linear_finding(polytope, worth, leader, ())
    wanted = {r for r in range(7) if r != leader and most_ahead(polytope, worth, r) > 1e-7}
    assert found.can_win == wanted


def test_many_criteria_take_little_memory():
    worth = np.random.default_rng(3).random((27, 23))
    leader = int(worth.mean(axis=1).argmax())
    tracemalloc.start()
    found = linear_finding(Polytope.whole(23), worth, leader, ())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20e6
    wanted = [r for r in range(27) if most_ahead(Polytope.whole(23), worth, r) > 1e-7]
    assert found.can_win == {*wanted} - {leader}


def test_identical_rows_are_tied_and_settled():
    worth = np.array([[1.0, 0.6], [1.0, 0.6], [0.4, 0.6], [0.0, 0.6]])
    found = linear_finding(Polytope.whole(2), worth, 0, (0,))
    assert found.proof == "linear_programme"
    assert found.tied == (1,)
    assert found.greatest_lead == 0


def test_rows_that_differ_where_nothing_weighs_are_tied():
    polytope = Polytope.whole(3).cut([0.0, 0.0, 1.0], 0.0)
    worth = np.array([[0.5, 0.7, 0.0], [0.5, 0.7, 1.0], [0.4, 0.7, 1.0]])
    found = linear_finding(polytope, worth, 0, (0,))
    assert (found.proof, found.tied) == ("linear_programme", (1,))


def test_level_at_the_edge_only_is_settled():
    """At w0 = w1 both are level; the leader is ahead everywhere else."""
    polytope = Polytope.whole(2).cut([-1.0, 1.0], 0.0)
    found = linear_finding(polytope, np.array([[1.0, 0.0], [0.0, 1.0]]), 0, ())
    assert (found.proof, found.tied, found.can_win) == ("linear_programme", (), frozenset())


def test_a_rival_that_beats_the_leader_only_where_a_third_wins_cannot_win():
    worth = np.array([[1.0, 0.0], [0.0, 0.8], [0.0, 1.0]])
    found: Any = linear_finding(Polytope.whole(2), worth, 0, ())
    assert found.can_win == {2}
    assert found.greatest_lead == pytest.approx(1.0)


def form_of(make_problem: Any, values: Any, normalisation: str = "vector") -> RatioForm:
    ranges = [(0, 10)] * len(values[0])
    matrix = headline(make_problem(np.array(values, dtype=float), range=ranges)).matrix
    form = make_method("topsis", {"normalisation": normalisation}).prepare(matrix)
    assert isinstance(form, RatioForm)
    return form


def around(w: np.ndarray, width: float) -> Polytope:
    """Return the weights within a width of given ones."""
    polytope = Polytope.whole(len(w))
    for j, unit in enumerate(np.eye(len(w))):
        polytope = polytope.cut(unit, float(w[j] + width)).cut(-unit, float(width - w[j]))
    return polytope


def grid_inside(polytope: Polytope, low: np.ndarray, steps: int, width: float) -> np.ndarray:
    first, second = np.meshgrid(*[np.linspace(0, 2 * width, steps)] * 2)
    a, b = low[0] + first.ravel(), low[1] + second.ravel()
    points = np.stack([a, b, 1 - a - b], axis=1)
    fits = (points >= 0).all(axis=1) & (points @ polytope.A.T <= polytope.b).all(axis=1)
    return points[fits]


@pytest.mark.parametrize("normalisation", ["vector", "minmax", "range"])
def test_findings_agree_with_a_dense_grid(make_problem, normalisation):
    proofs = {"branch_and_bound": 0, "sampled": 0, None: 0}
    for seed in range(25):
        rng = np.random.default_rng(seed)
        form = form_of(make_problem, rng.uniform(0, 10, (5, 3)), normalisation)
        w, width = rng.dirichlet(np.ones(3) * 3), float(rng.choice([0.02, 0.05, 0.1]))
        polytope = around(w, width)
        inside = grid_inside(polytope, w - width, 120, width)
        leader = int(form.order(polytope.centre()[None])[0].argmax())
        found = ratio_finding(polytope, form, leader)
        others = set(form.order(inside).argmax(axis=1).tolist()) - {leader}
        if found.proof == "branch_and_bound":
            assert not others
        if others:
            assert found.proof != "branch_and_bound"
        if found.can_win:
            (rival,) = found.can_win
            assert rival != leader
        proofs[found.proof] += 1
    assert proofs["branch_and_bound"] >= 10
    assert proofs[None] >= 1


def test_a_winner_that_is_told_does_win(make_problem):
    rng = np.random.default_rng(4)
    form = form_of(make_problem, rng.uniform(0, 10, (6, 4)))
    whole = Polytope.whole(4)
    drawn = form.order(whole.sample(4000, rng)).argmax(axis=1)
    leader = int(np.bincount(drawn).argmax())
    found = ratio_finding(whole, form, leader)
    assert found.proof is None
    assert found.can_win <= set(drawn.tolist()) - {leader}


def test_one_that_is_outdone_needs_no_minimum(make_problem):
    form = form_of(make_problem, [[9, 9, 9], [5, 8, 9], [1, 1, 1]])
    assert ratio_finding(Polytope.whole(3), form, 0).proof == "branch_and_bound"


def test_identical_rows_are_tied(make_problem):
    form = form_of(make_problem, [[9, 8, 1], [9, 8, 1], [1, 2, 1]])
    found = ratio_finding(Polytope.whole(3), form, 0)
    assert (found.proof, found.tied) == ("branch_and_bound", (1,))


def test_without_parts_left_it_says_that_only_draws_speak(make_problem, monkeypatch):
    rng = np.random.default_rng(57)
    form = form_of(make_problem, rng.uniform(0, 10, (5, 4)))
    polytope = around(np.full(4, 0.25), 0.15)
    keys = form.order(polytope.sample(2000, rng))
    leader = int(keys.mean(axis=0).argmax())
    assert (keys.argmax(axis=1) == leader).all()
    full = ratio_finding(polytope, form, leader)
    monkeypatch.setattr(proof, "_PARTS", 1)
    assert full.proof == "branch_and_bound"
    assert ratio_finding(polytope, form, leader).proof == "sampled"
    monkeypatch.undo()
    assert polytope.corners is not None
    monkeypatch.setattr("mcda.polytope.corners.MOST_CORNERS", len(polytope.corners.points) // 2)
    assert ratio_finding(polytope, form, leader).proof == "sampled"


def cut_simplex(seed: int, n: int = 4, cuts: int = 3) -> tuple[Polytope, FloatArray]:
    rng = np.random.default_rng(seed)
    hidden, polytope = rng.dirichlet(np.ones(n)), Polytope.whole(n)
    for _ in range(cuts):
        row = rng.normal(size=n)
        polytope = polytope.cut(row, float(row @ hidden) + 0.02)
    assert polytope.corners is not None
    return polytope, polytope.corners.points


@pytest.mark.parametrize("seed", range(20))
def test_no_weights_reach_above_the_bounds(seed):
    (polytope, points), rng = cut_simplex(seed), np.random.default_rng(seed)
    weights = np.vstack([polytope.sample(4000, rng), points])
    beta = rng.normal(size=(5, 4))
    bounds, ends = highest(points, beta)
    assert ((weights**2 @ beta.T).max(axis=0) <= bounds + 1e-12).all()
    assert ends.sum(axis=1) == pytest.approx(1)
    assert (ends @ polytope.A.T <= polytope.b + 1e-9).all()


@pytest.mark.parametrize("seed", range(10))
def test_convex_forms_are_bounded_exactly_at_a_corner(seed):
    _, points = cut_simplex(seed)
    beta = np.random.default_rng(seed).random((3, 4))
    bounds, ends = highest(points, beta)
    assert bounds == pytest.approx((points**2 @ beta.T).max(axis=0), abs=1e-15)
    assert (ends**2 * beta).sum(axis=1) == pytest.approx(bounds)


def test_concave_forms_are_bounded_nearly_exactly():
    """The largest value of -sum c w^2 on the simplex is -1 / sum (1 / c), at w = 1/c in parts."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    (bound,), (end,) = highest(np.eye(4), -c[None])
    assert bound <= 0
    assert -1 / (1 / c).sum() <= bound + 1e-15
    away = 0.05 * np.eye(4) + 0.95 * (1 / c) / (1 / c).sum()  # nearer to it
    (bound,), (end,) = highest(away, 0.3 - c[None])
    reached = ((0.3 - c) * end**2).sum()
    assert reached - 1e-15 <= bound <= reached + 0.01


def test_a_form_that_is_level_in_one_corner_is_excluded():
    """w_0^2 - w_1^2 is 0 at the end (1, 1) / 2 of an order and below 0 elsewhere."""
    points = np.array([[0.5, 0.5], [0.0, 1.0]])
    assert highest(points, np.array([[1.0, -1.0]]))[0].tolist() == [0.0]


def test_the_climb_goes_on_until_every_form_is_settled():
    """The second is above 0 in its first corner; the first is proved after some steps only."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    bounds, ends = highest(np.eye(4), np.array([-c, [1.0, -1.0, -1.0, -1.0]]))
    assert bounds == pytest.approx([-1 / (1 / c).sum(), 1.0])
    assert ends == pytest.approx(np.array([(1 / c) / (1 / c).sum(), [1.0, 0.0, 0.0, 0.0]]))


def test_the_climb_stops_where_all_is_settled():
    """Both are settled in a corner, where it ends, though the best of the first lies within."""
    c = np.array([1.0, 2.0, 4.0, 3.0])
    points = 0.05 * np.eye(4) + 0.95 * (1 / c) / (1 / c).sum()
    bounds, ends = highest(points, np.array([-c, [1.0, -1.0, -1.0, -1.0]]))
    assert bounds[0] < 0 < bounds[1]
    assert ends.tolist() == points[[0, 0]].tolist()


def test_a_bound_of_0_settles_a_form():
    """-w_0^2 - 3 w_1^2 is -3 in the middle; the tangent in the first corner is 0 in the other."""
    (bound,), (end,) = highest(np.array([[-1.0, 1.0], [1.0, 1.0]]), np.array([[-1.0, -3.0]]))
    assert bound == 0
    assert end.tolist() == [-1.0, 1.0]


def test_a_corner_level_with_0_is_no_proof_that_the_form_passes_it():
    """w_0^2 - w_1^2 is 0 at both; its bound is the convex part's chord, 1/16 in the middle."""
    (bound,), (end,) = highest(np.array([[1.0, 1.0], [0.5, 0.5]]), np.array([[1.0, -1.0]]))
    assert bound == 1 / 16
    assert end.tolist() == [0.75, 0.75]
