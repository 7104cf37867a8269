"""Proofs for TOPSIS, against dense grids."""

from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.kernel import RatioForm
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from weights.elicit import ratio_proof
from weights.elicit.ratio_proof import ratio_finding


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
def test_findings_agree_with_a_dense_grid(make_problem: Any, normalisation: str) -> None:
    proofs = {"branch_and_bound": 0, "sampled": 0, None: 0}
    for seed in range(25):
        rng = np.random.default_rng(seed)
        form = form_of(make_problem, rng.uniform(0, 10, (5, 3)), normalisation)
        w, width = rng.dirichlet(np.ones(3) * 3), float(rng.choice([0.02, 0.05, 0.1]))
        polytope = around(w, width)
        inside = grid_inside(polytope, w - width, 120, width)
        leader = int(form.order(polytope.centre()[None])[0].argmax())
        found = ratio_finding(polytope, form, leader)
        keys = form.order(inside)
        others = set(keys.argmax(axis=1).tolist()) - {leader}
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


def test_a_winner_that_is_told_does_win(make_problem: Any) -> None:
    rng = np.random.default_rng(4)
    form = form_of(make_problem, rng.uniform(0, 10, (6, 4)))
    whole = Polytope.whole(4)
    drawn = form.order(whole.sample(4000, rng)).argmax(axis=1)
    leader = int(np.bincount(drawn).argmax())
    found = ratio_finding(whole, form, leader)
    assert found.proof is None
    assert found.can_win <= set(drawn.tolist()) - {leader}


def test_one_that_is_outdone_needs_no_minimum(make_problem: Any) -> None:
    form = form_of(make_problem, [[9, 9, 9], [5, 8, 9], [1, 1, 1]])
    assert ratio_finding(Polytope.whole(3), form, 0).proof == "branch_and_bound"


def test_identical_rows_are_tied(make_problem: Any) -> None:
    form = form_of(make_problem, [[9, 8, 1], [9, 8, 1], [1, 2, 1]])
    found = ratio_finding(Polytope.whole(3), form, 0)
    assert (found.proof, found.tied) == ("branch_and_bound", (1,))


def test_without_parts_left_it_says_that_only_draws_speak(
    make_problem: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(57)
    form = form_of(make_problem, rng.uniform(0, 10, (5, 4)))
    polytope = around(np.full(4, 0.25), 0.15)
    keys = form.order(polytope.sample(2000, rng))
    leader = int(keys.mean(axis=0).argmax())
    assert (keys.argmax(axis=1) == leader).all()
    full = ratio_finding(polytope, form, leader)
    monkeypatch.setattr(ratio_proof, "_PARTS", 1)
    assert full.proof == "branch_and_bound"
    assert ratio_finding(polytope, form, leader).proof == "sampled"
    monkeypatch.undo()
    assert polytope.corners is not None
    monkeypatch.setattr("mcda.polytope.corners.MOST_CORNERS", len(polytope.corners.points) // 2)
    assert ratio_finding(polytope, form, leader).proof == "sampled"
