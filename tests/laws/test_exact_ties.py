"""Ranks against rational arithmetic: small whole numbers, where exact ties are common.

A score that is a sum of cancelling terms, or is divided by a spread that is only noise, must not
turn rounding errors into an order.
"""

from fractions import Fraction

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank

PROBLEMS = pytest.mark.parametrize("problems", [300, pytest.param(2000, marks=pytest.mark.long)])


def _ranks(scores):
    return [1 + sum(other > score for other in scores) for score in scores]


def _weighted(table, w):
    return [sum(a * b for a, b in zip(row, w, strict=True)) for row in table]


def _columns(table):
    return [list(column) for column in zip(*table, strict=True)]


def _scaled(column):
    low, high = min(column), max(column)
    return [(x - low) / (high - low) if high > low else Fraction(0) for x in column]


def _minmax(table):
    return _columns([_scaled(column) for column in _columns(table)])


def _weighted_sum(table, w):
    return _weighted(_minmax(table), w)


def _weighted_sum_raw(table, w):
    return _weighted(table, w)


def _regrets(table):
    columns = _columns(_minmax(table))
    return _columns([[max(c) - x for x in c] for c in columns])


def _vikor(table, w):
    terms = [[a * b for a, b in zip(row, w, strict=True)] for row in _regrets(table)]
    s, r = _scaled([sum(row) for row in terms]), _scaled([max(row) for row in terms])
    return [-(a + b) / 2 for a, b in zip(s, r, strict=True)]


def _promethee(table, w):
    flows = [[sum((x > y) - (x < y) for y in c) for x in c] for c in _columns(table)]
    return _weighted(_columns(flows), w)


def _topsis_manhattan(table, w):
    gained = _weighted(_minmax(table), w)
    lost = _weighted(_regrets(table), w)
    return [
        Fraction(1, 2) if a + b == 0 else a / (a + b) for a, b in zip(gained, lost, strict=True)
    ]


def _topsis(table, w):
    squared = [x * x for x in w]
    gained = _weighted([[x * x for x in row] for row in _minmax(table)], squared)
    lost = _weighted([[x * x for x in row] for row in _regrets(table)], squared)
    return [
        Fraction(1, 2) if a + b == 0 else a / (a + b) for a, b in zip(gained, lost, strict=True)
    ]


def _gains_and_costs(table, w):
    """Return the weighted sums of the shares of gains, and of those of costs, positive."""
    columns = _columns(table)
    sums = [sum(column) for column in columns]
    shares = [[x / total * b for x, total, b in zip(r, sums, w, strict=True)] for r in table]
    signs = [total > 0 for total in sums]  # costs are written as negative numbers
    return [
        [sum(x for x, gain in zip(row, signs, strict=True) if gain == wanted) for row in shares]
        for wanted in (True, False)
    ]


def _copras(table, w):
    gains, costs = _gains_and_costs(table, w)
    if not any(costs):
        return gains
    rate = sum(costs) / sum(1 / c for c in costs)
    return [g + rate / c for g, c in zip(gains, costs, strict=True)]


def _edas(table, w):
    above, below = [], []
    for column in _columns(table):
        mean = sum(column) / len(column)
        gaps = [(x - mean) / abs(mean) for x in column]
        above.append([max(g, Fraction(0)) for g in gaps])
        below.append([max(-g, Fraction(0)) for g in gaps])
    sp, sn = _weighted(_columns(above), w), _weighted(_columns(below), w)
    gained = [p / max(sp) if any(sp) else p for p in sp]
    return [g - (q / max(sn) if any(sn) else q) for g, q in zip(gained, sn, strict=True)]


def _relative(table):
    return _columns(
        [[x / max(c) for x in c] if c[0] > 0 else [max(c) / x for x in c] for c in _columns(table)]
    )


def _linear(table, w):
    return _weighted(_relative(table), w)


def _aras(table, w):
    columns = [[x / (sum(c) + 1) for x in c] for c in _columns(_relative(table))]
    return _weighted(_columns(columns), w)


@PROBLEMS
@pytest.mark.parametrize(
    ("exact", "name", "parameters"),
    [
        (_copras, "copras", {}),
        (_edas, "edas", {}),
        (_linear, "marcos", {}),
        (_aras, "aras", {}),
        (_linear, "waspas", {"lambda": 1}),
        (_weighted_sum, "mabac", {}),
        (_weighted_sum, "weighted_sum", {"normalisation": "minmax"}),
        (_weighted_sum_raw, "weighted_sum", {"normalisation": "none"}),
        (_vikor, "vikor", {}),
        (_promethee, "promethee2", {}),
        (_topsis_manhattan, "topsis", {"normalisation": "minmax", "distance": "manhattan"}),
        (_topsis, "topsis", {"normalisation": "minmax"}),
    ],
    ids=lambda x: getattr(x, "__name__", None) or str(x),
)
def test_ranks_are_those_of_exact_arithmetic(exact, name, parameters, problems):
    lowest = 0 if name in ("weighted_sum", "vikor", "promethee2", "topsis", "mabac") else 1
    rng = np.random.default_rng(20_24)
    wrong = []
    for _ in range(problems):
        problem, weights, table = _drawn(rng, lowest, most=3)
        found = rank(problem, weights, name, **parameters).ranks.tolist()
        wanted = _ranks(exact(table, _shares(weights)))
        if found != wanted:
            wrong.append((table, weights.values, found, wanted))
    assert not wrong, f"{len(wrong)} of {problems}, such as {min(wrong, key=lambda x: len(x[0]))}"


def _drawn(rng, lowest, most):
    """Return a problem of few whole numbers, its weights, and its table with costs negative."""
    m, n = int(rng.integers(2, most + 1)), int(rng.integers(2, 6))
    values = rng.integers(lowest, lowest + 3, (m, n)).tolist()
    points = rng.integers(1, 6, n).tolist()
    costs = rng.integers(0, 2, n).astype(bool).tolist()
    problem = Problem(
        criteria=[
            Criterion(id=f"c{j}", direction="cost" if costs[j] else "benefit") for j in range(n)
        ],
        alternatives=[Alternative(id=f"a{i}") for i in range(m)],
        performances=values,
    )
    table = [
        [Fraction(-x if cost else x) for x, cost in zip(row, costs, strict=True)] for row in values
    ]
    return problem, WeightVector.normalised(problem.criterion_ids, points), table


def _shares(weights):
    return [Fraction(w).limit_denominator(100) for w in weights.values.tolist()]


def _compromise(table, w):
    """Return both acceptance tests and the sets that the definition allows, one a leader."""
    terms = [[a * b for a, b in zip(row, w, strict=True)] for row in _regrets(table)]
    s, r, q = [sum(row) for row in terms], [max(row) for row in terms], _vikor(table, w)
    leaders = [i for i, x in enumerate(q) if x == max(q)]
    stable = [i for i in leaders if s[i] == min(s) or r[i] == min(r)]
    found = []
    for first in stable or leaders:
        behind = {i: q[first] - x for i, x in enumerate(q) if i != first}
        close = [i for i, gap in behind.items() if gap < Fraction(1, len(q) - 1)]
        second = [i for i, gap in behind.items() if gap == min(behind.values())]
        rest = close or ([] if stable else second)
        found.append((not close, bool(stable), sorted([first, *rest])))
    return found


@PROBLEMS
def test_the_compromise_of_vikor_is_that_of_exact_arithmetic(problems):
    rng = np.random.default_rng(20_25)
    wrong, at_threshold = [], 0
    for _ in range(problems):
        problem, weights, table = _drawn(rng, 0, most=8)
        told = rank(problem, weights, "vikor").outcome
        found = tuple(
            told[key] for key in ("acceptable_advantage", "acceptable_stability", "compromise_set")
        )
        q = _vikor(table, _shares(weights))
        at_threshold += any(max(q) - x == Fraction(1, len(q) - 1) for x in q)
        wanted = _compromise(table, _shares(weights))
        if found not in wanted:
            wrong.append((table, weights.values, found, wanted))
    assert at_threshold > problems / 30
    assert not wrong, f"{len(wrong)} of {problems}, such as {min(wrong, key=lambda x: len(x[0]))}"
