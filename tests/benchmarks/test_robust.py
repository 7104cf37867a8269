"""What sensitivity costs: the smallest change of weights with its proof, and searched facts.

``pytest -n0 tests/benchmarks/test_robust.py -s`` prints the figures.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

import mcda
from mcda.explain import gaps, influence
from mcda.kernel import RatioForm
from mcda.method import Method
from mcda.methods import METHODS
from mcda.robust import acceptability, fact_changes, smallest_change, verdict
from mcda.robust.weight_change.duels import ClosenessDuels, along_segments, nearest
from mcda.testing import configurations
from tests.benchmarks.timed_rankings import ranked

PROBLEMS, REPEATS = 100, 3


@pytest.mark.parametrize(("m", "n"), [(20, 7), (20, 8), (50, 10)])
def test_certified_changes(m: int, n: int) -> None:
    """Share certified and time; distances of the searches alone against the proved ones."""
    times, gaps, alone, straight = [], [], [], []
    for seed in range(PROBLEMS):
        ranking = ranked(m, n, seed)
        taken = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            found = smallest_change(ranking)
            taken.append(time.perf_counter() - start)
        assert found is not None
        times.append(1e3 * min(taken))
        gaps.append(1 - found.lower_bound / found.distance)
        by_newton, on_segments = searches(ranking)
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


def searches(ranking: mcda.Ranking) -> tuple[float, float]:
    """Return the distances found by Newton's method and along straight moves."""
    form, w, first = ranking.prepared, ranking.weights.values, ranking.order[0]
    assert isinstance(form, RatioForm)
    rivals = np.flatnonzero((form.oriented > form.oriented[first]).any(axis=1))
    duels = ClosenessDuels.of(form, w, first, rivals)
    flip, _ = nearest(duels, np.arange(len(rivals)), np.tile(w, (len(rivals), 1)))
    straight = along_segments(form, w, first)
    return (
        np.inf if flip is None else flip.distance,
        np.inf if straight is None else 0.5 * float(np.abs(straight[0] - w).sum()),
    )


def ranked_by(method: Method, seed: int) -> mcda.Ranking:
    rng = np.random.default_rng(seed)
    problem = mcda.Problem(
        criteria=[
            mcda.Criterion(id=f"c{j}", direction=("benefit", "cost")[j % 2], range=(0.5, 9.5))
            for j in range(7)
        ],
        alternatives=[mcda.Alternative(id=f"a{i}") for i in range(20)],
        performances=rng.uniform(1, 9, (20, 7)),
    )
    weights = mcda.WeightVector.normalised(problem.criterion_ids, rng.dirichlet(np.ones(7)))
    return mcda.rank(problem, weights, method)


def least(run: Callable[[], object]) -> float:
    """Return the least processor time of a few runs, in ms: others may be busy beside it."""
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        run()
        taken.append(1e3 * (time.process_time() - start))
    return min(taken)


def thousands(ranking: mcda.Ranking) -> Callable[[], object]:
    """Return the ranking of 10 000 changed matrices, in tiles that fit into the cache."""
    tables = np.repeat(ranking.matrix.values[None], 250, axis=0)
    tables[:, 0, 0] = np.linspace(1, 9, 250)
    weights = np.repeat(ranking.weights.values[None], 250, axis=0)
    matrix = replace(ranking.matrix, values=tables)
    return lambda: [ranking.method.prepare(matrix).order(weights) for _ in range(40)]


THRESHOLDS = {
    f"c{j}": {"type": kind, "q": 0.5, "p": 2.0}
    for j, kind in enumerate(("level", "linear", "ushape", "vshape", "level", "linear", "usual"))
}


def test_searched_facts() -> None:
    """All changes of 20 x 7 cells cost less than to rank 80 000 changed matrices by TOPSIS."""
    methods = [m for cls in METHODS.values() for m in configurations(cls)]
    methods.append(mcda.make_method("promethee2", {"preferences": THRESHOLDS}))
    for method in methods:
        ranking = ranked_by(method, 1)
        if fact_changes(ranking).facts[0].exact:
            continue
        facts, unit = least(partial(fact_changes, ranking)), least(thousands(ranked(20, 7, 1)))
        print(f"\n{method.name}: {facts:.0f} ms, {facts / unit:.2f} x 10 000 rankings", end="")
        assert facts < 8 * unit


def test_what_stands_beside_every_ranking() -> None:
    """Gaps, influence and the verdict in processor time, against ranking and against the draws."""
    ranking = ranked(20, 7, 1)
    drawn = acceptability(ranking)
    assert drawn is not None

    def seconds(work: Callable[[], object], times: int) -> float:
        work()
        start = time.process_time()
        for _ in range(times):
            work()
        return (time.process_time() - start) / times

    draws = seconds(partial(acceptability, ranking), 20)
    parts = seconds(partial(gaps, ranking), 200)
    told = seconds(lambda: (influence(ranking), verdict(ranking, drawn)), 200)
    print(f"\ngaps {1e3 * parts:.2f} ms, influence and verdict {1e3 * told:.2f} ms,")
    print(f"  10 000 draws {1e3 * draws:.1f} ms")
    assert parts < draws / 10
    assert told < draws / 4
