"""Random problems with uncertain cells, their bounds, and points within."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from mcda import (
    METHODS,
    Alternative,
    Beta,
    Criterion,
    Interval,
    LogNormal,
    Normal,
    Problem,
    Triangular,
    WeightVector,
    make_method,
    rank,
)
from mcda.errors import UnsuitableData
from mcda.testing import configurations

PREFERENCES = (
    {"type": "usual"},
    {"type": "ushape", "q": 0.5},
    {"type": "vshape", "p": 2.0},
    {"type": "level", "q": 0.5, "p": 2.0},
    {"type": "linear", "q": 0.0, "p": 3.0},
    {"type": "gaussian", "s": 1.5},
)


def _methods():
    """Return every configuration of every method, and PROMETHEE with every preference."""
    found = [method for cls in METHODS.values() for method in configurations(cls)]
    given = {f"c{j}": PREFERENCES[j] for j in range(len(PREFERENCES))}
    return [*found, make_method("promethee2", {"preferences": given})]


def _cell(rng, value):
    width = rng.choice([0.02, 0.2, 1.0, 3.0]) * (value + 0.5)
    low, high = max(value - rng.random() * width, 0.1), value + rng.random() * width + 0.2
    kinds = (
        Interval(low=low, high=high),
        Interval(low=float(np.floor(low)) or 0.5, high=float(np.ceil(high))),
        Triangular(low=low, mode=low, high=high),
        Beta(alpha=2, beta=3, low=low, high=high),
        Normal(mean=value + 1, sd=0.1 * (value + 1)),
        LogNormal(mu=float(np.log(value + 0.5)), sigma=0.2),
        None,
    )
    return kinds[rng.integers(len(kinds))]


def _values(rng, m, n):
    kind = rng.integers(4)
    if kind == 0:
        x = rng.integers(0 if rng.random() < 0.5 else 1, 5, (m, n)).astype(float)
    elif kind == 1:
        x = rng.lognormal(0, 1.3, (m, n))
    else:
        x = rng.uniform(1, 9, (m, n))
    if rng.random() < 0.3:
        x[rng.integers(m)] = x[rng.integers(m)]
    if rng.random() < 0.2:
        x[0] = x[1] + rng.choice([1e-5, 1e-9]) * rng.random(n)
    return x


def _criterion(j, rows, cost, ranged):
    known = [row[j] for row in rows if row[j] is not None]
    low = min(getattr(cell, "low", cell) for cell in known or [1.0])
    high = max(getattr(cell, "high", cell) for cell in known or [4.0])
    ends = (float(low) * 0.9, float(high) + 1.0) if ranged or len(known) < 2 else None
    return Criterion(id=f"c{j}", direction="cost" if cost else "benefit", range=ends)


def _weights(rng, n):
    w = np.ones(n) if rng.random() < 0.2 else rng.dirichlet(np.ones(n))
    if n > 1 and rng.random() < 0.2:
        w[rng.integers(n)] *= rng.choice([0.0, 1e-12])
    return w


def _doubtful(rng, method, most=8):
    """Return the ranking of a random problem that the method takes, at all its bounds too."""
    while True:
        m, n = int(rng.integers(2, 7)), int(rng.integers(1, 6))
        x = _values(rng, m, n)
        rows = x.tolist()
        for c in rng.permutation(m * n)[: rng.integers(1, most + 1)].tolist():
            rows[c // n][c % n] = _cell(rng, x[c // n, c % n])
        costs, ranged = rng.random(n) < 0.4, method.traits.needs_range or rng.random() < 0.3
        problem = Problem(
            criteria=[_criterion(j, rows, costs[j], ranged) for j in range(n)],
            alternatives=[Alternative(id=f"a{i}") for i in range(m)],
            performances=rows,
        )
        if getattr(method, "preferences", None):
            given = {c: p for c, p in method.preferences.items() if c in problem.criterion_ids}
            method = replace(method, preferences=given)
        try:
            weights = WeightVector.normalised(problem.criterion_ids, _weights(rng, n))
            ranking = rank(problem, weights, method)
            _ranks(ranking, np.stack(_box(ranking)))
        except UnsuitableData:
            continue
        return ranking


def _box(answer):
    low, high = answer.matrix.values.copy(), answer.matrix.values.copy()
    for (i, j), spread in answer.spreads.items():
        low[i, j], high[i, j] = spread.low, spread.high
    return low, high


def _points(rng, low, high, size):
    """Return all corners of at most 8 cells, points that meet other cells' bounds, and others."""
    cells = np.argwhere(low < high)
    shares = rng.random((size, *low.shape))
    shares = np.where(rng.random(shares.shape) < 0.5, shares, shares.round())
    levels = np.repeat(low[None], size, axis=0)
    for i, j in cells:
        ends = np.concatenate([low[:, j], high[:, j]])
        levels[:, i, j] = np.clip(rng.choice(ends, size), low[i, j], high[i, j])
    corners = np.array(list(itertools.product([0.0, 1.0], repeat=min(len(cells), 8))))
    at_ends = np.zeros((len(corners), *low.shape))
    at_ends[:, cells[:8, 0], cells[:8, 1]] = corners
    inside = np.clip(low + np.concatenate([shares, at_ends]) * (high - low), low, high)
    return np.concatenate([inside, levels])


def _form(answer, values):
    weights = np.repeat(answer.weights.values[None], len(values), axis=0)
    return answer.method.prepare(replace(answer.matrix, values=values)), weights


def _ranks(answer, values):
    form, weights = _form(answer, values)
    return form.ranks(weights)


def _scores(answer, values):
    form, weights = _form(answer, values)
    return form.scores(weights)


@pytest.fixture(scope="session")
def lab():
    return SimpleNamespace(
        methods=_methods(),
        doubtful=_doubtful,
        box=_box,
        points=_points,
        ranks=_ranks,
        scores=_scores,
        form=_form,
    )
