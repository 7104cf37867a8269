"""Reversals against a TOPSIS written from the book, and fixed ranges that never reverse."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.robust import reversal


def ranked(x, benefit, w, method="topsis", **parameters):
    problem = Problem(
        criteria=[
            Criterion(id=f"c{j}", direction="benefit" if b else "cost", range=(0, 12))
            for j, b in enumerate(benefit)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(x))],
        performances=np.asarray(x, dtype=float).tolist(),
    )
    weights = WeightVector.normalised(problem.criterion_ids, w)
    return rank(problem, weights, method, **parameters)


def closeness(x, benefit, w):
    r = w * x / np.sqrt((x**2).sum(axis=0))
    best = np.where(benefit, r.max(axis=0), r.min(axis=0))
    worst = np.where(benefit, r.min(axis=0), r.max(axis=0))
    plus, minus = (np.sqrt(((r - point) ** 2).sum(axis=1)) for point in (best, worst))
    return minus / (plus + minus)


def expected_cases(x, benefit, w):
    """Return the changes after which another alternative wins, by the book."""
    m = len(x)
    first, found = int(closeness(x, benefit, w).argmax()), set()
    for i in range(m):
        rows = [k for k in range(m) if k != i]
        if i != first and (winner := rows[closeness(x[rows], benefit, w).argmax()]) != first:
            found.add(("without", f"a{i}", f"a{winner}"))
        rows = [*range(m), i]
        if (winner := rows[closeness(x[rows], benefit, w).argmax()]) != first:
            found.add(("clone_of", f"a{i}", f"a{winner}"))
    worst = np.where(benefit, x.min(axis=0), x.max(axis=0))
    if (winner := int(closeness(np.vstack([x, worst]), benefit, w).argmax())) != first:
        found.add(("dominated_newcomer", None, f"a{winner}"))
    return found


def test_known_reversals():
    rng = np.random.default_rng(11)
    reversing, kinds = 0, set()
    for _ in range(300):
        m, n = int(rng.integers(3, 7)), int(rng.integers(2, 5))
        x, benefit = rng.uniform(1, 10, (m, n)), rng.random(n) < 0.6
        w = rng.dirichlet(np.ones(n))
        wanted = expected_cases(x, benefit, w)
        found = reversal(ranked(x, benefit, w))
        assert {(c.change, c.alternative, c.winner) for c in found.cases} == wanted
        assert found.independent is (not wanted)
        assert found.tried == (m - 1) + m + 1
        assert not found.guaranteed
        reversing += bool(wanted)
        kinds |= {change for change, _, _ in wanted}
    assert 30 < reversing < 200
    assert kinds == {"without", "clone_of", "dominated_newcomer"}


@pytest.mark.parametrize("distance", ["euclidean", "manhattan", "chebyshev"])
def test_fixed_ranges_never_reverse(distance):
    rng = np.random.default_rng(12)
    for _ in range(70):
        m, n = int(rng.integers(2, 7)), int(rng.integers(1, 5))
        answer = ranked(
            rng.uniform(0, 12, (m, n)),
            rng.random(n) < 0.6,
            rng.dirichlet(np.ones(n)),
            normalisation="range",
            distance=distance,
        )
        found = reversal(answer)
        assert found.independent
        assert found.guaranteed
        assert found.cases == ()


@pytest.mark.parametrize(
    ("method", "parameters"),
    [("spotis", {}), ("weighted_product", {}), ("weighted_sum", {"normalisation": "range"})],
)
def test_independent_methods_never_reverse(method, parameters):
    rng = np.random.default_rng(13)
    for _ in range(30):
        x, w = rng.uniform(1, 12, (5, 3)), rng.dirichlet(np.ones(3))
        found = reversal(ranked(x, [True, False, True], w, method, **parameters))
        assert found.independent
        assert found.guaranteed


def test_belton_and_gear_1983():
    """AHP: a copy of the second makes the first win; without it the second does."""
    x = [[1, 9, 8], [9, 1, 9], [1, 1, 1]]
    answer = ranked(x, [True] * 3, [1, 1, 1], "ahp")
    assert answer.winner == "a1"
    found = reversal(answer)
    assert ("clone_of", "a1", "a0") in {(c.change, c.alternative, c.winner) for c in found.cases}


def test_a_tie_holds_while_one_of_the_tied_wins():
    found = reversal(ranked([[1, 2], [2, 1]], [True, True], [1, 1]))
    assert found.tried == 0 + 2 + 1  # nobody has lost, so nobody is left out


def test_comparisons_follow_the_rows_and_admit_no_newcomer():
    matrix = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]
    answer = ranked([[1], [2], [3]], [True], [1], "ahp", comparisons={"c0": matrix})
    found = reversal(answer)
    assert found.tried == 2 + 3
    assert found.independent


def test_one_alternative():
    assert reversal(ranked([[1, 2]], [True, True], [1, 1])) is None
