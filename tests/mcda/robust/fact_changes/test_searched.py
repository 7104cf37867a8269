"""The grid and its bisection against scores of one changed problem at a time."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.robust.fact_changes.searched import GRID, proved, searched
from mcda.robust.fact_changes.spans import spans

METHODS = [
    ("vikor", {}),
    ("edas", {}),
    ("codas", {}),
    ("copras", {}),
    ("topsis", {"distance": "chebyshev"}),
    ("topsis", {"distance": "chebyshev", "normalisation": "range"}),  # no third matters
]


def drawn(make_problem, weigh, method, rng):
    directions = [str(d) for d in rng.choice(["benefit", "cost"], 3)]
    problem = make_problem(rng.uniform(1, 9, (4, 3)).tolist(), directions, [(0.5, 10.0)] * 3)
    return rank(problem, weigh(*rng.dirichlet(np.ones(3))), method)


def lead(answer, i, j, value, first):
    rows = answer.matrix.values.copy()
    rows[i, j] = value
    moved = rank(replace(answer.problem, performances=rows), answer.weights, answer.method)
    scores = -moved.scores if moved.prepared.lower_is_better else moved.scores
    return scores[first] - np.delete(scores, first).max()


@pytest.mark.parametrize(("name", "parameters"), METHODS)
def test_the_first_loss_on_the_grid_is_bisected(name, parameters, make_problem, weigh):
    rng = np.random.default_rng(6)
    method, lost = make_method(name, parameters), 0
    for _ in range(6):
        answer = drawn(make_problem, weigh, method, rng)
        first, far = answer.order[0], spans(answer, None)
        row, column = (a.ravel() for a in np.indices((4, 3)))
        found = searched(answer, row, column, far.low, far.high, first)
        sides = zip(found.row, found.column, found.upward, strict=True)
        values = dict(zip(sides, found.value, strict=True))
        assert len(values) == len(found.row)
        for i, j, upward in np.ndindex(4, 3, 2):
            end = (far.high if upward else far.low)[i, j]
            grid = np.linspace(answer.matrix.values[i, j], end, GRID + 1)
            leads = np.array([lead(answer, i, j, x, first) for x in grid])
            behind = np.flatnonzero(leads < -1e-9)
            value = values.get((i, j, bool(upward)))
            assert (value is None) == (not len(behind))
            if value is not None:
                lost += 1
                before, after = grid[behind[0] - 1], grid[behind[0]]
                assert min(before, after) <= value <= max(before, after)
                assert lead(answer, i, j, value - 1e-8 * (after - before), first) > -1e-12
                assert lead(answer, i, j, value + 1e-8 * (after - before), first) < 1e-12
    assert lost > 10


def test_what_is_proved_follows_from_the_traits(make_problem, weigh):
    rng, rows = np.random.default_rng(7), np.arange(4)
    for name, parameters in METHODS:
        method = make_method(name, parameters)
        answer = drawn(make_problem, weigh, method, rng)
        wanted = {
            (True, True): [True] * 4,
            (True, False): [False, True, False, False],
        }.get((method.traits.monotone, method.traits.independent), [False] * 4)
        assert proved(answer, rows, 1).tolist() == wanted
