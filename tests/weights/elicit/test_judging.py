"""Who leads, and which proof speaks for it."""

from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.polytope import Polytope
from mcda.prepare.unknowns import headline
from weights.elicit.judging import SAMPLES, Judgement, judge

ROWS = [[9.0, 1, 4], [2, 9, 3], [5, 5, 5], [8, 2, 6]]


def judged(
    make_problem: Any, method: str, values: Any = ROWS, near: Any = None, **parameters: Any
) -> Judgement:
    n = len(values[0])
    matrix = headline(make_problem(values, range=[(0, 10)] * n)).matrix
    polytope = Polytope.whole(n)
    if near is not None:
        for unit, w in zip(np.eye(n), near, strict=True):
            polytope = polytope.cut(unit, w + 0.01).cut(-unit, 0.01 - w)
    prepared = make_method(method, parameters).prepare(matrix)
    return judge(prepared, polytope, np.random.default_rng(1))


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
        ("topsis", {"distance": "chebyshev"}, "sampled"),
        ("vikor", {}, "sampled"),
    ],
)
def test_the_proof_of_each_method(
    make_problem: Any, method: str, parameters: Any, proof: str
) -> None:
    found = judged(make_problem, method, near=[0.1, 0.8, 0.1], **parameters)
    assert (found.finding.proof, found.leader) == (proof, 1)
    assert found.shares.tolist() == [0, 1, 0, 0]
    assert found.samples == (10_000 if proof == "sampled" else SAMPLES)
    whole = judged(make_problem, method, **parameters)
    assert whole.finding.proof is None
    seen = set(np.flatnonzero(whole.shares).tolist())
    assert seen - {whole.leader} <= whole.finding.can_win
    assert whole.leader in whole.contenders
    assert whole.shares.sum() == pytest.approx(1)


def test_ties_count_for_the_leader(make_problem: Any) -> None:
    found = judged(make_problem, "weighted_sum", [[9.0, 9], [9, 9], [1, 1]])
    assert found.shares.tolist() == [1, 0, 0]
    assert found.finding.tied == (1,)


def test_one_alternative_has_won(make_problem: Any) -> None:
    for method, proof in (
        ("weighted_sum", "linear_programme"),
        ("topsis", "branch_and_bound"),
        ("vikor", "sampled"),
    ):
        found = judged(make_problem, method, [[3.0, 4.0]])
        assert (found.finding.proof, found.leader) == (proof, 0)
