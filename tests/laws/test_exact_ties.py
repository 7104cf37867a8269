"""Ranks against rational arithmetic: small whole numbers, where exact ties are common.

A score that is a sum of cancelling terms, or is divided by a spread that is only noise, must not
turn rounding errors into an order.
"""

from fractions import Fraction

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank

PROBLEMS = 1500


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


@pytest.mark.parametrize(
    ("exact", "name", "parameters"),
    [
        (_weighted_sum, "weighted_sum", {"normalisation": "minmax"}),
        (_weighted_sum_raw, "weighted_sum", {"normalisation": "none"}),
        (_vikor, "vikor", {}),
        (_promethee, "promethee2", {}),
        (_topsis_manhattan, "topsis", {"normalisation": "minmax", "distance": "manhattan"}),
        (_topsis, "topsis", {"normalisation": "minmax"}),
    ],
    ids=["weighted_sum-minmax", "weighted_sum-none", "vikor", "promethee2", "manhattan", "topsis"],
)
def test_ranks_are_those_of_exact_arithmetic(exact, name, parameters):
    rng = np.random.default_rng(20_24)
    wrong = []
    for _ in range(PROBLEMS):
        m, n = int(rng.integers(2, 4)), int(rng.integers(2, 6))
        values, w = rng.integers(0, 3, (m, n)).tolist(), rng.integers(1, 6, n).tolist()
        costs = rng.integers(0, 2, n).astype(bool).tolist()
        problem = Problem(
            criteria=[
                Criterion(id=f"c{j}", direction="cost" if costs[j] else "benefit") for j in range(n)
            ],
            alternatives=[Alternative(id=f"a{i}") for i in range(m)],
            performances=values,
        )
        weights = WeightVector.normalised(problem.criterion_ids, w)
        found = rank(problem, weights, name, **parameters).ranks.tolist()
        table = [
            [Fraction(-x if cost else x) for x, cost in zip(row, costs, strict=True)]
            for row in values
        ]
        wanted = _ranks(exact(table, [Fraction(x) for x in w]))
        if found != wanted:
            wrong.append((values, costs, w, found, wanted))
    assert not wrong, f"{len(wrong)} of {PROBLEMS}, such as {min(wrong, key=lambda x: len(x[0]))}"
