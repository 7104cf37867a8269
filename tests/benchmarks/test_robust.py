"""The smallest change of weights: what is proved, in what time, and how far a search falls short.

``pytest tests/benchmarks/test_robust.py -s`` prints the figures.
"""

import time

import numpy as np
import pytest

import mcda
from mcda.kernel import RatioForm
from mcda.robust import smallest_change
from mcda.robust.weight_change.duels import Duels
from mcda.robust.weight_change.nearest import nearest
from mcda.robust.weight_change.segments import along_segments

PROBLEMS, REPEATS = 100, 3


def ranked(m: int, n: int, seed: int) -> mcda.Ranking:
    rng = np.random.default_rng(seed)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2]) for j in range(n)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(m)],
        performances=rng.uniform(1, 9, (m, n)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(n)))
    return mcda.rank(problem, weights, "topsis")


@pytest.mark.parametrize(("m", "n"), [(20, 7), (20, 8), (50, 10)])
def test_certified_changes(m: int, n: int) -> None:
    """Share certified and time; distances of the searches alone against the proved ones."""
    times, gaps, alone, straight = [], [], [], []
    for seed in range(PROBLEMS):
        answer = ranked(m, n, seed)
        taken = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            found = smallest_change(answer)
            taken.append(time.perf_counter() - start)
        assert found is not None
        times.append(1e3 * min(taken))
        gaps.append(1 - found.lower_bound / found.distance)
        by_newton, on_segments = searches(answer)
        alone.append(by_newton / found.distance)
        straight.append(on_segments / found.distance)
    certified = np.mean(np.array(gaps) <= 0.01)
    print(
        f"\n{m} x {n}: certified {100 * certified:.0f} %, widest gap {100 * max(gaps):.3f} %;"
        f" {np.median(times):.2f} ms (median), {max(times):.1f} ms (longest of {PROBLEMS});"
        f"\n  Newton's method alone finds it in {np.mean(np.array(alone) < 1.001) * 100:.0f} %,"
        f" at worst {max(alone):.3f} x as far; straight moves in"
        f" {np.mean(np.array(straight) < 1.001) * 100:.0f} %, at worst {max(straight):.3f} x"
    )
    assert certified == 1
    assert max(times) < 1000
    assert min(alone) >= 1 - max(gaps) - 1e-9


def searches(answer: mcda.Ranking) -> tuple[float, float]:
    """Return the distances found by Newton's method and along straight moves."""
    form, w, first = answer.prepared, answer.weights.values, answer.order[0]
    assert isinstance(form, RatioForm)
    rivals = np.flatnonzero((form.oriented > form.oriented[first]).any(axis=1))
    duels = Duels.of(form, w, first, rivals)
    flip, _ = nearest(duels, np.arange(len(rivals)), np.tile(w, (len(rivals), 1)))
    straight = along_segments(form, w, first)
    return (
        np.inf if flip is None else flip.distance,
        np.inf if straight is None else 0.5 * float(np.abs(straight[0] - w).sum()),
    )
