"""Which proof speaks for the leader."""

from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from weights.elicit.interview_status import WinnerProof
from weights.elicit.proof import judge, winners

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
def test_the_proof_of_each_method(
    make_problem: Any, method: str, parameters: Any, proof: str | None
) -> None:
    found = judged(make_problem, method, near=[0.1, 0.8, 0.1], **parameters)
    assert (found.proof, found.can_win) == (proof, frozenset())
    whole = judged(make_problem, method, **parameters)
    assert whole.proof is None
    assert whole.can_win


def test_what_is_level_everywhere_is_tied(make_problem: Any) -> None:
    found = judged(make_problem, "weighted_sum", [[9.0, 9], [9, 9], [1, 1]])
    assert found.proof == "linear_programme"
    assert found.tied == (1,)
